package wording

import (
	"strconv"

	"golang.org/x/text/language"
)

// tagalog is for readers of Filipino (fil) and Tagalog (tl), which are one
// language here.
var tagalog = catalogue{
	tag:    language.Filipino,
	quotes: [2]string{"“", "”"},
	when:   whenTagalog,
	plain:  tagalogLengths,
	within: tagalogLengths,

	businessDays: forms{other: "{n} araw ng trabaho"},
	workingHours: forms{other: "{n} oras ng trabaho"},
	earlyMinutes: forms{other: "{n} minuto"},
	earlyHours:   forms{other: "{n} oras"},
	earlyDays:    forms{other: "{n} araw"},

	texts: texts{
		// Ang {what} ay pariralang may “ang”: “ang pagkukumpuni ng inyong device”.
		what:        "ang inyong hiniling",
		whatNamed:   "ang inyong hiniling (“{name}”)",
		withinTime:  "sa loob ng {length} ng trabaho",
		withinHours: "sa loob ng {length}",
		withinDays:  "sa loob ng {length}",

		conditionGiven:  "{condition} {by until}",
		conditionNamed:  "“{condition}”, {by until}",
		conditionQuoted: "“{condition}”",
		ifGiven:         " kung {conditions}",
		ifNamed:         " kung matutupad ito: {conditions}",
		onceGiven:       "sa sandaling {conditions}",
		onceNamed:       "sa sandaling matupad ito: {conditions}",
		conditionsAnd:   " at ",
		conditionsComma: ", ",

		greeting: "Magandang araw po, {customer}.",

		promised:          "Matatanggap po ninyo {what} {by due}{if}.",
		running:           "Inaasikaso na po namin {what}. Matatanggap po ninyo ito {by due}{if}.",
		runningOpen:       "Inaasikaso na po namin {what}.",
		startsAt:          "Sisimulan po namin {what} {at start}. Matatanggap po ninyo ito {by due}{if}.",
		pending:           "Hindi pa po namin nasisimulan {what}. Matatanggap po ninyo ito {by due}{if}.",
		pendingWithin:     "Sisimulan po namin {what} sa sandaling kumpleto na ang lahat ng kailangan. Mula po noon, matatanggap ninyo ito {within}{if}.",
		pendingOpen:       "Sisimulan po namin {what} sa sandaling kumpleto na ang lahat ng kailangan, at agad naming sasabihin kung kailan ninyo ito matatanggap.",
		pendingOnce:       "Sisimulan po namin {what} {once}. Matatanggap po ninyo ito {by due}{if}.",
		pendingOnceWithin: "Sisimulan po namin {what} {once}. Mula po noon, matatanggap ninyo ito {within}{if}.",
		pendingOnceOpen:   "Sisimulan po namin {what} {once}. Agad po naming sasabihin kung kailan ninyo ito matatanggap.",
		paused:            "Itutuloy po namin {what} sa sandaling kumpleto na ang lahat ng kailangan. Matatanggap po ninyo ito {by due}{if}.",
		pausedOpen:        "Itutuloy po namin {what} sa sandaling kumpleto na ang lahat ng kailangan, at agad naming sasabihin kung kailan ninyo ito matatanggap.",
		reopened:          "Muli po naming inaasikaso {what}. Sasabihin po namin kung kailan ninyo ito matatanggap sa sandaling matiyak namin.",
		unreachable:       "Paumanhin po, hindi pa namin masabi kung kailan ninyo matatanggap {what}. Sasabihin po namin ang oras sa sandaling matiyak namin ito.",
		later:             "Sinabi po namin na matatanggap ninyo {what} {by said}{if}. Paumanhin po, kailangan namin ng mas mahabang panahon: inaasahan naming matatapos ito {by expected}.",
		expectedOnly:      "Inaasahan po naming matatanggap ninyo {what} {by expected}{if}.",
		otherWay:          "Kung hindi po ito angkop sa inyo, pakisabi lamang sa amin at hahanap kami ng ibang paraan.",
		toldLate:          "Gaya po ng nasabi namin, mas matatagalan {what} kaysa sa plano, at humihingi kami ng paumanhin.",
		nameLater:         "Magbibigay po kami ng bagong oras sa sandaling matiyak naming matutupad ito.",
		back:              "May bisa lamang po ang huling oras na sinabi namin{if}. Hindi po natupad sa oras ang kondisyon, kaya muling may bisa ang oras na sinabi namin bago nito.",

		broken:        "Ipinangako po namin na matatanggap ninyo {what} {by said}{if}. Hindi po namin ito natupad, at taos-puso kaming humihingi ng paumanhin.",
		brokenTwice:   "Ipinangako po namin na matatanggap ninyo {what} {by said}{if}, at pagkatapos ay {by expected}. Pareho po naming hindi natupad ang mga ito, at taos-puso kaming humihingi ng paumanhin.",
		brokenUndated: "Hindi po namin natapos {what} sa oras na sinabi namin, at taos-puso kaming humihingi ng paumanhin.",
		asTold:        "Gaya po ng nasabi namin, matatanggap ninyo {what} {by said}{if}.",
		takesTime:     "Mas natatagalan po {what} kaysa sa nais namin.",
		expectedNow:   "Inaasahan po naming matatapos ito {by expected}.",
		stillOn:       "Patuloy po namin itong inaasikaso.",
		waiting:       "Itutuloy po namin ito sa sandaling kumpleto na ang lahat ng kailangan.",
		startingAt:    "Magsisimula po kami {at start}.",
		starting:      "Sisimulan po namin ito sa sandaling kumpleto na ang lahat ng kailangan.",
		startingOnce:  "Sisimulan po namin ito {once}.",
		stopped:       "Hindi na po namin ito inaasikaso.",

		done:            "Natapos na po namin {what}.",
		doneInTime:      "Natapos na po namin {what}, sa loob ng panahong sinabi namin.",
		doneEarly:       "Natapos na po namin {what}, mas maaga nang {early} kaysa sa sinabi namin.",
		doneLate:        "Natapos na po namin {what}. Ipinangako po namin ito {by said}{if}, ngunit natapos lamang namin ito {at end}. Humihingi po kami ng paumanhin sa pagkaantala.",
		doneLateUndated: "Natapos na po namin {what}, mas huli kaysa sa sinabi namin. Humihingi po kami ng paumanhin sa pagkaantala.",
		missing:         "Kung mayroon pong kulang, pakisabi lamang sa amin.",
		void:            "Hindi na po namin inaasikaso {what}.",
		voidCondition:   "Ipinangako po namin {what}{if}. Hindi po natupad sa oras ang kondisyon, kaya wala nang bisa ang pangakong ito.",
		stillNeeded:     "Kung kailangan pa po ninyo ito, pakisabi lamang sa amin at magbibigay kami ng bagong oras.",

		next:          "Makatatanggap po kayong muli ng balita mula sa amin {by next}.",
		noNext:        "Magbabalita po kami sa inyo sa sandaling may bago.",
		nextAfter:     "Upang itanong kung maayos ang lahat, makikipag-ugnayan po kami sa inyo {by next}.",
		channelEmail:  "Mag-e-email po kami sa inyo, gaya ng inyong hiling.",
		channelPhone:  "Tatawagan po namin kayo, gaya ng inyong hiling.",
		channelChat:   "Magcha-chat po kami sa inyo, gaya ng inyong hiling.",
		channelText:   "Magte-text po kami sa inyo, gaya ng inyong hiling.",
		channelLetter: "Padadalhan po namin kayo ng liham, gaya ng inyong hiling.",

		revisedLater:     "Paumanhin po, kailangan namin ng mas mahabang panahon kaysa sa sinabi namin. Matatanggap po ninyo {what} {by due} (dati: {from}){if}.",
		revisedAgreed:    "Ayon po sa napagkasunduan natin, matatanggap ninyo {what} {by due} (dati: {from}){if}.",
		revisedEarlier:   "Mas maaga po ninyong matatanggap {what} kaysa sa sinabi namin: {by due} (dati: {from}){if}.",
		revisedCondition: "Gaya po ng dati, matatanggap ninyo {what} {by due}, ngunit may kondisyon na ngayon: matatanggap lamang ninyo ito{if}.",
		followUp:         "Natapos po namin {what} {at end}. Maayos po ba ang lahat? Kung hindi, pakisabi lamang po sa amin at muli namin itong aasikasuhin.",
		followUpLate:     "Natapos po namin {what} {at end}, mas huli kaysa sa sinabi namin, at muli kaming humihingi ng paumanhin. Maayos po ba ang lahat? Kung hindi, pakisabi lamang po sa amin at muli namin itong aasikasuhin.",

		causeSupplier:  "Ang dahilan po: kailangan ng isang supplier ng mas mahabang panahon.",
		causeCarrier:   "Ang dahilan po: mas matagal ang paghahatid kaysa karaniwan.",
		causeVolume:    "Ang dahilan po: mas maraming kahilingan kaysa karaniwan ang dumarating sa ngayon.",
		causeScope:     "Ang dahilan po: mas marami ang kailangang gawin kaysa sa una naming inakala.",
		causeTechnical: "Ang dahilan po: isang problemang teknikal.",
		causeStaff:     "Ang dahilan po: mas kaunti kami ngayon kaysa sa nakaplano.",
		causeWeather:   "Ang dahilan po: ang lagay ng panahon.",
		causeRequest:   "Ginawa po namin ang pagbabagong ito ayon sa inyong kahilingan.",

		teamOnTrack: "ayon sa plano",
		teamAtRisk:  "nanganganib mahuli",
		teamBroken:  "hindi natupad sa oras",
		teamKept:    "natupad sa oras",
		teamVoid:    "wala nang bisa",
		teamPending: "hindi pa nasisimulan",
		teamPaused:  "nakahinto",

		teamDue:              "takdang oras: {short due}.",
		teamDueLate:          "takdang oras na hindi na inaasahang matutupad: {short due}.",
		teamTarget:           "target: {short target}.",
		teamPastTarget:       "lampas na sa target: {short target}.",
		teamExpected:         "nasabi na ngunit hindi pa napagkasunduan: {short expected}.",
		teamExpectedRule:     "ayon sa patakaran, hindi pa napagkakasunduan: {short expected}.",
		teamNoDuePaused:      "walang takdang oras habang nakahinto.",
		teamNoDuePending:     "walang takdang oras bago magsimula.",
		teamNoDueReopened:    "walang takdang oras mula nang buksan muli.",
		teamNoDueUnreachable: "lampas sa dulo ng kalendaryo ang takdang oras.",
		teamLeft:             "natitirang oras ng trabaho: {left}.",
		teamMargin:           "natirang oras ng trabaho: {left}.",
		teamLate:             "pagkaantala: {wall} (oras ng trabaho: {worked}).",
		teamDone:             "natapos: {short end}.",
		teamWithdrawn:        "binawi: {short end}.",
		teamByCustomer:       "binawi ng kliyente o nang may pagsang-ayon niya.",
		teamByCondition:      "hindi natupad sa oras ang isang kondisyon.",
		teamByUs:             "kami ang bumawi.",
		teamReplaced:         "may ibang pangakong pumalit dito.",
		teamReplacedBy:       "pinalitan ng {successor}.",

		teamReason:        "dahilan: “{reason}”.",
		teamPauses:        "oras ng trabaho na nakahinto: {paused}.",
		teamPausesReasons: "oras ng trabaho na nakahinto: {paused} ({reasons}).",

		teamConditionVoid:   "hinihintay ang “{condition}” hanggang {short until}; kung wala, mawawalan ng bisa ang pangako.",
		teamConditionMove:   "hinihintay ang “{condition}” hanggang {short until}; kung wala, magsisimula lamang kapag naroon na.",
		teamConditionBack:   "hinihintay ang “{condition}” hanggang {short until}; kung wala, muling may bisa ang dating oras.",
		teamConditionMissed: "hinihintay pa rin ang “{condition}”, na inaasahan hanggang {short until}.",
		teamConditionWas:    "nakasalalay sa “{condition}” hanggang {short until}.",
		teamConditionLapsed: "hindi dumating ang “{condition}” hanggang {short until}, kaya muling may bisa ang dating oras.",
		teamToldLate:        "nasabi sa kliyente na mas matatagalan ito: {short told}.",

		teamFairNotice:  "maagang naabisuhan ang kliyente.",
		teamShortNotice: "gipit na sa oras nang maabisuhan ang kliyente.",
		teamSilent:      "walang nag-abiso sa kliyente bago nito.",
		teamUntold:      "walang nagsabi ng oras na ito sa kliyente.",
		teamUnannounced: "itinakda ng patakaran ang takdang oras na ito nang dumating na ito: walang makapag-aabiso sana sa kliyente.",
		teamSaid:        "nasabi sa kliyente: {short said}.",
		teamFirstBroken: "ayon sa unang pangako: hindi natupad sa oras.",

		teamFinishTarget: "susunod: tapusin sa target ({short target}).",
		teamFinishDue:    "susunod: tapusin sa takdang oras ({short due}).",
		teamFinish:       "susunod: tapusin.",
		teamWarn:         "susunod: tapusin bago ang takdang oras, o magsabi na ngayon sa kliyente ng mas huling oras.",
		teamNameTime:     "susunod: magsabi sa kliyente ng bagong oras at itala ito.",
		teamStart:        "susunod: kunin ang kulang at simulan.",
		teamResume:       "susunod: kunin ang kulang at ituloy.",
		teamAgree:        "susunod: hingin ang pagsang-ayon ng kliyente sa mas huling oras.",
		teamRevise:       "susunod: makipagkasundo sa kliyente sa bagong oras at itala ito.",
		teamKeepExpected: "susunod: tuparin ang bagong oras ({short expected}).",
		teamKeepSaid:     "susunod: tuparin ang oras na nasabi sa kliyente ({short said}).",
		teamNewTime:      "susunod: humingi ng paumanhin at magbigay ng oras na matutupad.",
		teamApologise:    "susunod: humingi ng paumanhin at itanong kung maayos na ang lahat.",
		teamFollowUp:     "susunod: itanong sa kliyente kung maayos ang lahat.",
		teamTellDropped:  "susunod: tiyaking alam ito ng kliyente.",
		teamKeepOther:    "susunod: tuparin ang pangakong pumalit dito.",
		teamNext:         "susunod na balita sa kliyente: {short next}.",
		teamNextOverdue:  "lampas na ang balita sa kliyente: {short next}.",
	},
}

var tagalogLengths = lengths{
	hours:    forms{other: "{n} oras"},
	hoursAnd: forms{other: "{n} oras at"},
	minutes:  forms{other: "{n} minuto"},
}

var tagalogMonths = [...]string{
	"", "Enero", "Pebrero", "Marso", "Abril", "Mayo", "Hunyo",
	"Hulyo", "Agosto", "Setyembre", "Oktubre", "Nobyembre", "Disyembre",
}

var tagalogWeekdays = [...]string{"Linggo", "Lunes", "Martes", "Miyerkules", "Huwebes", "Biyernes", "Sabado"}

// whenTagalog writes "nang hindi lalampas sa Biyernes, ika-9 ng Enero, 4:00
// n.h.".
func whenTagalog(m moment) string {
	day := tagalogWeekdays[m.weekday] + ", ika-" + strconv.Itoa(m.day) + " ng " + tagalogMonths[m.month] + m.ofYear(", ", "")
	clock := m.inZone(m.tagalogClock())
	switch {
	case m.form == asShort && m.relative == today:
		return "ngayong araw, " + clock
	case m.form == asShort && m.relative == tomorrow:
		return "bukas, " + clock
	case m.form == asName || m.form == asShort:
		return day + ", " + clock
	case m.form == asAt && m.relative == today && m.past:
		return "kaninang " + clock + " (" + day + ")"
	case m.form == asAt && m.relative == today:
		return "mamayang " + clock + " (" + day + ")"
	case m.form == asAt && m.relative == tomorrow:
		return "bukas, " + day + ", " + clock
	case m.form == asAt && m.past:
		return "noong " + day + ", " + clock
	case m.form == asAt:
		return "sa " + day + ", " + clock
	case m.dayEnd && m.relative == today:
		return m.inZone("nang hindi lalampas sa katapusan ng araw na ito, " + day)
	case m.dayEnd:
		return m.inZone("nang hindi lalampas sa katapusan ng " + day)
	case m.relative == today:
		return "nang hindi lalampas sa " + clock + " ngayong araw, " + day
	case m.relative == tomorrow:
		return "nang hindi lalampas sa " + clock + " bukas, " + day
	}
	return "nang hindi lalampas sa " + day + ", " + clock
}

// tagalogClock writes 4:00 n.h.: ng umaga, tanghali, hapon or gabi. The hours
// after midnight have no abbreviation.
func (m moment) tagalogClock() string {
	part := "n.u."
	switch {
	case m.hour == 0 && m.minute == 0:
		part = "ng hatinggabi"
	case m.hour < 5:
		part = "ng madaling-araw"
	case m.hour == 12:
		part = "n.t."
	case m.hour >= 18:
		part = "n.g."
	case m.hour > 12:
		part = "n.h."
	}
	return m.clock12() + " " + part
}
