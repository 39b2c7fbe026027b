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
	// „3 órával korábban”
	earlyHours: forms{other: "{n} órával"},
	earlyDays:  forms{other: "{n} nappal"},

	texts: texts{
		// A mondat folytatása: „..., azt”, „..., azon”, „..., az”.
		what:       "amit ígértünk",
		whatNamed:  "amit ígértünk („{name}”)",
		withinTime: "munkaidőben számítva {length} belül",
		withinDays: "{length} belül",

		promised:      "{what}, azt {by due} megkapja.",
		running:       "{what}, azon már dolgozunk. Ön ezt {by due} megkapja.",
		runningOpen:   "{what}, azon már dolgozunk.",
		startsAt:      "{what}, azon {at start} kezdünk el dolgozni. Ön ezt {by due} megkapja.",
		pending:       "{what}, azon még nem kezdtünk el dolgozni. Ön ezt {by due} megkapja.",
		pendingWithin: "{what}, azon elkezdünk dolgozni, amint minden szükséges a rendelkezésünkre áll. Ön ezt onnantól {within} megkapja.",
		pendingOpen:   "{what}, azon elkezdünk dolgozni, amint minden szükséges a rendelkezésünkre áll, és akkor azonnal közöljük Önnel, mikorra készül el.",
		paused:        "{what}, azon folytatjuk a munkát, amint minden szükséges a rendelkezésünkre áll. Ön ezt {by due} megkapja.",
		pausedOpen:    "{what}, azon folytatjuk a munkát, amint minden szükséges a rendelkezésünkre áll, és akkor azonnal közöljük Önnel, mikorra készül el.",
		reopened:      "{what}, azon újra dolgozunk. Amint biztosan tudjuk, közöljük Önnel, mikorra készül el.",
		unreachable:   "{what}, arra egyelőre nem tudunk időpontot mondani, és ezért elnézését kérjük. Amint biztos időpontot tudunk, közöljük Önnel.",
		later:         "{what}, arra ezt az időpontot mondtuk: {due}. Több időre van szükségünk, és ezért elnézését kérjük: várhatóan {by expected} készül el.",
		expectedOnly:  "{what}, az várhatóan {by expected} készül el.",
		otherWay:      "Ha ez Önnek nem felel meg, kérjük, jelezze, és más megoldást keresünk.",

		broken:        "{what}, azt {by due} kellett volna megkapnia. Ezt nem tudtuk tartani, őszintén elnézését kérjük.",
		brokenTwice:   "{what}, azt {by due}, majd {by expected} kellett volna megkapnia. Egyik időpontot sem tudtuk tartani, őszintén elnézését kérjük.",
		brokenUndated: "{what}, az nem készült el a megadott időre, őszintén elnézését kérjük.",
		expectedNow:   "Várhatóan {by expected} készül el.",
		stillOn:       "Dolgozunk rajta.",
		waiting:       "Folytatjuk a munkát, amint minden szükséges a rendelkezésünkre áll.",
		startingAt:    "A munkát {at start} kezdjük el.",
		starting:      "Elkezdjük a munkát, amint minden szükséges a rendelkezésünkre áll.",
		stopped:       "Ezen már nem dolgozunk.",

		done:            "{what}, az elkészült.",
		doneInTime:      "{what}, az a megadott időre elkészült.",
		doneEarly:       "{what}, az {early} korábban készült el, mint ahogy mondtuk.",
		doneLate:        "{what}, az elkészült. Önnek ezt {by due} kellett volna megkapnia, és {at end} készült el. A késésért elnézését kérjük.",
		doneLateUndated: "{what}, az elkészült, de később, mint ahogy mondtuk. A késésért elnézését kérjük.",
		missing:         "Ha bármi hiányzik, kérjük, jelezze nekünk.",
		void:            "{what}, azon már nem dolgozunk.",
		stillNeeded:     "Ha továbbra is szüksége van rá, kérjük, jelezze, és új időpontot mondunk.",

		next:      "A következő üzenetünket {by next} megkapja.",
		noNext:    "Amint van újdonság, jelentkezünk.",
		nextAfter: "{by next} jelentkezünk, és megkérdezzük, hogy minden rendben van-e.",

		revisedLater:   "{what}, ahhoz több időre van szükségünk, mint ahogy mondtuk, és ezért elnézését kérjük. Ön ezt {by due} megkapja (eddigi időpont: {from}).",
		revisedAgreed:  "Ahogy Önnel megállapodtunk: {what}, azt {by due} megkapja (eddigi időpont: {from}).",
		revisedEarlier: "{what}, azt korábban megkapja, mint ahogy mondtuk: {by due} (eddigi időpont: {from}).",
		followUp:       "{what}, azzal {at end} elkészültünk. Minden rendben van? Ha nem, kérjük, jelezze, és újra foglalkozunk vele.",
		followUpLate:   "{what}, azzal {at end} készültünk el, később, mint ahogy mondtuk, és ezért ismét elnézését kérjük. Minden rendben van? Ha nem, kérjük, jelezze, és újra foglalkozunk vele.",

		causeSupplier:  "Ennek oka: egy beszállítónak több időre van szüksége.",
		causeCarrier:   "Ennek oka: a szállítás tovább tart.",
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
		teamTarget:           "cél: {short target}.",
		teamPastTarget:       "a cél elmúlt: {short target}.",
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

		teamReason:        "ok: „{reason}”.",
		teamPauses:        "szünetek munkaidőben: {paused}.",
		teamPausesReasons: "szünetek munkaidőben: {paused} ({reasons}).",
		teamFairNotice:    "az ügyfél jó előre értesült.",
		teamShortNotice:   "az ügyfél az utolsó pillanatban értesült.",
		teamSilent:        "az ügyfelet előzőleg senki sem értesítette.",
		teamUnannounced:   "szabály állította be ezt a határidőt, amikor már el is érkezett: az ügyfelet senki sem értesíthette előre.",
		teamFirstBroken:   "az első ígéret szerint: nem teljesült időben.",

		teamFinishTarget: "teendő: befejezni a célig ({short target}).",
		teamFinishDue:    "teendő: befejezni a határidőig ({short due}).",
		teamFinish:       "teendő: befejezni.",
		teamWarn:         "teendő: befejezni a határidő előtt, vagy most későbbi időpontot mondani az ügyfélnek.",
		teamStart:        "teendő: beszerezni, ami hiányzik, és elkezdeni.",
		teamResume:       "teendő: beszerezni, ami hiányzik, és folytatni.",
		teamAgree:        "teendő: egyeztetni az ügyféllel a későbbi időpontot.",
		teamRevise:       "teendő: új időpontot egyeztetni az ügyféllel, és rögzíteni.",
		teamKeepExpected: "teendő: tartani az új időpontot ({short expected}).",
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

// whenHungarian writes "2026. január 9., péntek 16:00-ig".
func whenHungarian(m moment) string {
	date := hungarianMonths[m.month] + " " + strconv.Itoa(m.day)
	year := strconv.Itoa(m.year) + ". "
	clock := m.clock24()
	if m.dayEnd {
		clock = "24:00"
	}
	day := year + date + "., " + hungarianWeekdays[m.weekday]
	switch called := [...]string{today: "ma", tomorrow: "holnap"}[m.relative]; {
	case called == "":
	case m.form == asShort:
		day = called
	case m.form != asName:
		day = called + " (" + date + "., " + hungarianWeekdays[m.weekday] + ")"
	}
	switch m.form {
	case asBy:
		return m.inZone(day + " " + clock + "-ig")
	case asAt:
		if m.relative == otherDay {
			day = year + date + "-" + hungarianDaysOn[m.day] + ", " + hungarianWeekdaysOn[m.weekday]
		}
		return m.inZone(day + " " + clock + "-kor")
	case asName, asShort:
	}
	return m.inZone(day + " " + clock)
}
