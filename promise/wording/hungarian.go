package wording

import (
	"strconv"

	"golang.org/x/text/language"
)

var hungarian = catalogue{
	tag:    language.Hungarian,
	quotes: [2]string{"„", "”"},
	when:   whenHungarian,
	plain: lengths{
		hours:    forms{other: "{n} óra"},
		hoursAnd: forms{other: "{n} óra"},
		minutes:  forms{other: "{n} perc"},
	},
	// „2 órán belül”, „2 munkanapon belül”
	within: lengths{
		hours:    forms{other: "{n} órán"},
		hoursAnd: forms{other: "{n} óra"},
		minutes:  forms{other: "{n} percen"},
	},
	businessDays: forms{other: "{n} munkanapon"},
	workingHours: forms{other: "{n} munkaórán"},
	// „3 órával korábban”
	earlyMinutes: forms{other: "{n} perccel"},
	earlyHours:   forms{other: "{n} órával"},
	earlyDays:    forms{other: "{n} nappal"},

	texts: texts{
		// {what} alanyesetben, névelővel áll: „a készülékének javítása”.
		what:        "a kért szolgáltatás",
		whatNamed:   "a kért „{name}”",
		withinTime:  "munkaidőben számítva {length} belül",
		withinHours: "{length} belül",
		withinDays:  "{length} belül",

		conditionGiven:  "{by until} {condition}",
		conditionNamed:  "„{condition}”, {by until}",
		conditionQuoted: "„{condition}”",
		ifGiven:         ", ha {conditions}",
		ifNamed:         ", ha teljesül a következő: {conditions}",
		onceGiven:       "amint {conditions}",
		onceNamed:       "amint teljesül a következő: {conditions}",
		conditionsAnd:   " és ",
		conditionsComma: ", ",

		greeting: "Tisztelt {customer}!",

		promised:          "{what} {by due} elkészül{if}.",
		running:           "{what} folyamatban van, és {by due} elkészül{if}.",
		runningOpen:       "{what} folyamatban van.",
		startsAt:          "A munkát {at start} kezdjük el; {what} {by due} elkészül{if}.",
		pending:           "A munkát még nem kezdtük el; {what} {by due} elkészül{if}.",
		pendingWithin:     "Elkezdjük a munkát, amint minden, ami szükséges, a rendelkezésünkre áll. Onnantól {within} elkészül {what}{if}.",
		pendingOpen:       "Elkezdjük a munkát, amint minden, ami szükséges, a rendelkezésünkre áll, és akkor azonnal közöljük Önnel, mikorra készül el {what}.",
		pendingOnce:       "Elkezdjük a munkát, {once}; {what} {by due} elkészül{if}.",
		pendingOnceWithin: "Elkezdjük a munkát, {once}. Onnantól {within} elkészül {what}{if}.",
		pendingOnceOpen:   "Elkezdjük a munkát, {once}. Akkor azonnal közöljük Önnel, mikorra készül el {what}.",
		paused:            "Folytatjuk a munkát, amint minden, ami szükséges, a rendelkezésünkre áll; {what} {by due} elkészül{if}.",
		pausedOpen:        "Folytatjuk a munkát, amint minden, ami szükséges, a rendelkezésünkre áll, és akkor azonnal közöljük Önnel, mikorra készül el {what}.",
		reopened:          "Újra dolgozunk rajta, és amint biztosan tudjuk, közöljük Önnel, mikorra készül el {what}.",
		unreachable:       "Egyelőre nem tudjuk megmondani, mikorra készül el {what}, és ezért elnézését kérjük. Amint biztos időpontot tudunk, közöljük Önnel.",
		later:             "Azt mondtuk, hogy {what} {by said} elkészül{if}. Több időre van szükségünk, és ezért elnézését kérjük: várhatóan {by expected} készül el.",
		expectedOnly:      "{what} várhatóan {by expected} készül el{if}.",
		otherWay:          "Ha ez Önnek nem felel meg, kérjük, jelezze, és más megoldást keresünk.",
		toldLate:          "Ahogy már jeleztük, {what} a tervezettnél később készül el, és ezért elnézését kérjük.",
		nameLater:         "Amint biztos új időpontot tudunk, közöljük Önnel.",
		back:              "A legutóbb megadott időpont csak arra az esetre szólt{if}. A feltétel időben nem teljesült, ezért újra a korábbi időpont érvényes.",

		broken:        "Azt ígértük, hogy {what} {by said} elkészül{if}. Ezt nem tudtuk tartani, őszintén elnézését kérjük.",
		brokenTwice:   "Azt ígértük, hogy {what} {by said} elkészül{if}, majd {by expected} ígértük. Egyik időpontot sem tudtuk tartani, őszintén elnézését kérjük.",
		brokenUndated: "{what} nem készült el a megadott időre, őszintén elnézését kérjük.",
		asTold:        "Ahogy már jeleztük, {what} {by said} elkészül{if}.",
		takesTime:     "{what} tovább tart, mint szeretnénk.",
		expectedNow:   "Várhatóan {by expected} készül el.",
		stillOn:       "Dolgozunk rajta.",
		waiting:       "Folytatjuk a munkát, amint minden, ami szükséges, a rendelkezésünkre áll.",
		startingAt:    "A munkát {at start} kezdjük el.",
		starting:      "Elkezdjük a munkát, amint minden, ami szükséges, a rendelkezésünkre áll.",
		startingOnce:  "Elkezdjük a munkát, {once}.",
		stopped:       "Ezen már nem dolgozunk.",

		done:            "{what} elkészült.",
		doneInTime:      "{what} a megadott időre elkészült.",
		doneEarly:       "{what} {early} korábban készült el, mint ahogy mondtuk.",
		doneLate:        "{what} elkészült. Azt ígértük, hogy {by said} készen lesz{if}, de csak {at end} készült el. A késésért elnézését kérjük.",
		doneLateUndated: "{what} elkészült, de később, mint ahogy mondtuk. A késésért elnézését kérjük.",
		missing:         "Ha bármi hiányzik, kérjük, jelezze nekünk.",
		void:            "Ezzel már nem foglalkozunk: {what}.",
		voidCondition:   "Azt ígértük, hogy {what} elkészül{if}. A feltétel időben nem teljesült, ezért ez az ígéret már nem érvényes.",
		stillNeeded:     "Ha továbbra is szüksége van rá, kérjük, jelezze, és új időpontot mondunk.",

		next:          "Legközelebb {by next} jelentkezünk.",
		noNext:        "Amint van újdonság, jelentkezünk.",
		nextAfter:     "{by next} jelentkezünk, és megkérdezzük, hogy minden rendben van-e.",
		channelEmail:  "Kérésének megfelelően e-mailben írunk Önnek.",
		channelPhone:  "Kérésének megfelelően telefonon keressük Önt.",
		channelChat:   "Kérésének megfelelően csevegésben írunk Önnek.",
		channelText:   "Kérésének megfelelően SMS-t küldünk Önnek.",
		channelLetter: "Kérésének megfelelően levélben írunk Önnek.",

		revisedLater:     "Több időre van szükségünk, mint ahogy mondtuk, és ezért elnézését kérjük; {what} {by due} készül el (eddigi időpont: {from}){if}.",
		revisedAgreed:    "Megállapodásunk szerint {what} {by due} készül el (eddigi időpont: {from}){if}.",
		revisedEarlier:   "{what} korábban készül el, mint ahogy mondtuk: {by due} (eddigi időpont: {from}){if}.",
		revisedCondition: "{what} továbbra is {by due} készül el, de most már csak akkor{if}.",
		followUp:         "{what} {at end} elkészült. Minden rendben van? Ha nem, kérjük, jelezze, és újra foglalkozunk vele.",
		followUpLate:     "{what} {at end} készült el, később, mint ahogy mondtuk, és ezért ismét elnézését kérjük. Minden rendben van? Ha nem, kérjük, jelezze, és újra foglalkozunk vele.",

		causeSupplier:  "Ennek oka: egy beszállítónak több időre van szüksége.",
		causeCarrier:   "Ennek oka: a szállítás a szokásosnál tovább tart.",
		causeVolume:    "Ennek oka: jelenleg a szokásosnál több megkeresés érkezik hozzánk.",
		causeScope:     "Ennek oka: több a tennivaló, mint amennyire számítottunk.",
		causeTechnical: "Ennek oka: műszaki hiba.",
		causeStaff:     "Ennek oka: jelenleg a tervezettnél kevesebben vagyunk.",
		causeWeather:   "Ennek oka: az időjárás.",
		causeRequest:   "A módosítás az Ön kérésére történt.",

		teamOnTrack: "terv szerint halad",
		teamAtRisk:  "veszélyben",
		teamBroken:  "nem teljesült időben",
		teamKept:    "időben teljesült",
		teamVoid:    "érvényét vesztette",
		teamPending: "még nem indult",
		teamPaused:  "szünetel",

		teamDue:              "határidő: {short due}.",
		teamDueLate:          "már nem tartható határidő: {short due}.",
		teamTarget:           "belső határidő: {short target}.",
		teamPastTarget:       "a belső határidő elmúlt: {short target}.",
		teamExpected:         "közölve, de nem egyeztetve: {short expected}.",
		teamExpectedRule:     "a szabályok szerint, de nem egyeztetve: {short expected}.",
		teamNoDuePaused:      "amíg szünetel, nincs határidő.",
		teamNoDuePending:     "az indulásig nincs határidő.",
		teamNoDueReopened:    "az újranyitás óta nincs határidő.",
		teamNoDueUnreachable: "a határidő túl van a naptár végén.",
		teamLeft:             "hátralévő munkaidő: {left}.",
		teamMargin:           "megmaradt munkaidő: {left}.",
		teamLate:             "késés: {wall} (munkaidőben: {worked}).",
		teamDone:             "elkészült: {short end}.",
		teamWithdrawn:        "visszavonva: {short end}.",
		teamByCustomer:       "az ügyfél vonta vissza, vagy az ő beleegyezésével történt.",
		teamByCondition:      "egy feltétel nem teljesült időben.",
		teamByUs:             "mi vontuk vissza.",
		teamReplaced:         "más ígéret lépett a helyébe.",
		teamReplacedBy:       "a helyébe lépett: {successor}.",

		teamReason:          "ok: „{reason}”.",
		teamPauses:          "szünetek munkaidőben: {paused}.",
		teamPausesReasons:   "szünetek munkaidőben: {paused} ({reasons}).",
		teamConditionVoid:   "várjuk: „{condition}”, legkésőbb {short until}; enélkül az ígéret érvényét veszti.",
		teamConditionMove:   "várjuk: „{condition}”, legkésőbb {short until}; enélkül csak akkor indul a munka, ha ez megvan.",
		teamConditionBack:   "várjuk: „{condition}”, legkésőbb {short until}; enélkül újra a korábbi időpont érvényes.",
		teamConditionMissed: "még mindig várjuk: „{condition}”, esedékes volt: {short until}.",
		teamConditionWas:    "feltétele volt: „{condition}”, legkésőbb {short until}.",
		teamConditionLapsed: "nem érkezett meg: „{condition}”, esedékes volt: {short until}; újra a korábbi időpont érvényes.",
		teamToldLate:        "az ügyféllel közöltük, hogy tovább tart: {short told}.",

		teamFairNotice:  "az ügyfél jó előre értesült.",
		teamShortNotice: "az ügyfél az utolsó pillanatban értesült.",
		teamSilent:      "az ügyfelet előzőleg senki sem értesítette.",
		teamUntold:      "ezt az időpontot senki sem közölte az ügyféllel.",
		teamUnannounced: "szabály állította be ezt a határidőt, amikor már el is érkezett: az ügyfelet senki sem értesíthette előre.",
		teamSaid:        "az ügyféllel közölt időpont: {short said}.",
		teamFirstBroken: "az első ígéret szerint: nem teljesült időben.",

		teamFinishTarget: "teendő: befejezni a belső határidőig ({short target}).",
		teamFinishDue:    "teendő: befejezni a határidőig ({short due}).",
		teamFinish:       "teendő: befejezni.",
		teamWarn:         "teendő: befejezni a határidő előtt, vagy most későbbi időpontot mondani az ügyfélnek.",
		teamNameTime:     "teendő: új időpontot mondani az ügyfélnek, és rögzíteni.",
		teamStart:        "teendő: beszerezni, ami hiányzik, és elkezdeni.",
		teamResume:       "teendő: beszerezni, ami hiányzik, és folytatni.",
		teamAgree:        "teendő: egyeztetni az ügyféllel a későbbi időpontot.",
		teamRevise:       "teendő: új időpontot egyeztetni az ügyféllel, és rögzíteni.",
		teamKeepExpected: "teendő: tartani az új időpontot ({short expected}).",
		teamKeepSaid:     "teendő: tartani az ügyféllel közölt időpontot ({short said}).",
		teamNewTime:      "teendő: elnézést kérni, és tartható időpontot mondani.",
		teamApologise:    "teendő: elnézést kérni, és megkérdezni, hogy most minden rendben van-e.",
		teamFollowUp:     "teendő: megkérdezni az ügyfelet, hogy minden rendben van-e.",
		teamTellDropped:  "teendő: meggyőződni arról, hogy az ügyfél tud róla.",
		teamKeepOther:    "teendő: tartani a helyébe lépett ígéretet.",
		teamNext:         "következő üzenet az ügyfélnek: {short next}.",
		teamNextOverdue:  "elmaradt üzenet az ügyfélnek: {short next}.",
	},
}

var hungarianMonths = [...]string{
	"", "január", "február", "március", "április", "május", "június",
	"július", "augusztus", "szeptember", "október", "november", "december",
}

// The weekdays from Sunday on: which one it is, and on which one.
var (
	hungarianWeekdays   = [...]string{"vasárnap", "hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat"}
	hungarianWeekdaysOn = [...]string{"vasárnap", "hétfőn", "kedden", "szerdán", "csütörtökön", "pénteken", "szombaton"}
)

// hungarianDaysOn are the endings of "on the n-th", by the vowels of the number
// as it is said: elsején, másodikán, harmadikán, negyedikén.
var hungarianDaysOn = [...]string{
	"", "jén", "án", "án", "én", "én", "án", "én", "án", "én", "én",
	"én", "én", "án", "én", "én", "án", "én", "án", "én", "án",
	"én", "én", "án", "én", "én", "án", "én", "án", "én", "án", "én",
}

// whenHungarian writes "2026. január 9-én, pénteken 16:00-ig".
func whenHungarian(m moment) string {
	date := hungarianMonths[m.month] + " " + strconv.Itoa(m.day)
	year := strconv.Itoa(m.year) + ". "
	clock := m.clock24()
	if m.dayEnd {
		clock = "24:00"
	}
	day := year + date + "., " + hungarianWeekdays[m.weekday]
	on := year + date + "-" + hungarianDaysOn[m.day] + ", " + hungarianWeekdaysOn[m.weekday]
	if called := [...]string{today: "ma", tomorrow: "holnap"}[m.relative]; called != "" {
		on = called + " (" + date + "., " + hungarianWeekdays[m.weekday] + ")"
		if m.form == asShort {
			day = called
		}
	}
	switch m.form {
	case asBy:
		return m.inZone(on + " " + clock + "-ig")
	case asAt:
		return m.inZone(on + " " + clock + "-kor")
	case asName, asShort:
	}
	return m.inZone(day + " " + clock)
}
