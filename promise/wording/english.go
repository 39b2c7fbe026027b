package wording

import (
	"strconv"

	"golang.org/x/text/language"
)

// english is the model for the other catalogues, and serves readers whom no
// other language serves. Dates are written with the day before the month.
var english = catalogue{
	tag:    language.English,
	quotes: [2]string{"“", "”"},
	when:   whenEnglish,
	plain:  englishLengths,
	within: englishLengths,

	businessDays: forms{one: "{n} business day", other: "{n} business days"},
	workingHours: forms{one: "{n} working hour", other: "{n} working hours"},
	earlyMinutes: forms{one: "{n} minute", other: "{n} minutes"},
	earlyHours:   forms{one: "{n} hour", other: "{n} hours"},
	earlyDays:    forms{one: "{n} day", other: "{n} days"},

	texts: englishTexts,
}

// american is English with the month before the day and a clock of twelve
// hours.
var american = catalogue{
	tag:    language.AmericanEnglish,
	quotes: english.quotes,
	when:   whenAmerican,
	plain:  english.plain,
	within: english.within,

	businessDays: english.businessDays,
	workingHours: english.workingHours,
	earlyMinutes: english.earlyMinutes,
	earlyHours:   english.earlyHours,
	earlyDays:    english.earlyDays,

	texts: englishTexts,
}

var englishLengths = lengths{
	hours:    forms{one: "{n} hour", other: "{n} hours"},
	hoursAnd: forms{one: "{n} hour", other: "{n} hours"},
	minutes:  forms{one: "{n} minute", other: "{n} minutes"},
}

var englishTexts = texts{
	what:        "what you asked for",
	whatNamed:   "“{name}”",
	withinTime:  "within {length} of working time",
	withinHours: "within {length}",
	withinDays:  "within {length}",

	conditionGiven:  "{condition} {by until}",
	conditionNamed:  "“{condition}”, {by until}",
	conditionQuoted: "“{condition}”",
	ifGiven:         " if {conditions}",
	ifNamed:         " provided that this is done: {conditions}",
	onceGiven:       "as soon as {conditions}",
	onceNamed:       "as soon as this is done: {conditions}",
	conditionsAnd:   " and ",
	conditionsComma: ", ",

	greeting: "Hello, {customer}.",

	promised:          "You will have {what} {by due}{if}.",
	running:           "We are working on {what}. You will have it {by due}{if}.",
	runningOpen:       "We are working on {what}.",
	startsAt:          "We will start on {what} {at start}. You will have it {by due}{if}.",
	pending:           "We have not started on {what} yet. You will have it {by due}{if}.",
	pendingWithin:     "We will start on {what} as soon as we have everything we need. You will have it {within} from then on{if}.",
	pendingOpen:       "We will start on {what} as soon as we have everything we need, and will then tell you at once when you will have it.",
	pendingOnce:       "We will start on {what} {once}. You will have it {by due}{if}.",
	pendingOnceWithin: "We will start on {what} {once}. You will have it {within} from then on{if}.",
	pendingOnceOpen:   "We will start on {what} {once}. We will then tell you at once when you will have it.",
	paused:            "We will continue with {what} as soon as we have everything we need. You will have it {by due}{if}.",
	pausedOpen:        "We will continue with {what} as soon as we have everything we need, and will then tell you at once when you will have it.",
	reopened:          "We are working on {what} again. We will tell you when you will have it as soon as we can say so for certain.",
	unreachable:       "We cannot say yet when you will have {what}, and we are sorry. We will name a time as soon as it is one that we can keep.",
	later:             "We told you that you would have {what} {by said}{if}. It will take longer, and we are sorry: we now expect it {by expected}.",
	expectedOnly:      "We expect {what} to be ready {by expected}{if}.",
	otherWay:          "If that does not suit you, please tell us, and we will look for another way.",
	toldLate:          "As we told you, {what} will take longer than planned, and we are sorry.",
	nameLater:         "We will name a new time as soon as it is one that we can keep.",
	back:              "The time that we named last held only{if}. The condition was not met in time, so the time before it holds again.",

	broken:        "We promised you {what} {by said}{if}. We did not keep that promise, and we are very sorry.",
	brokenTwice:   "We promised you {what} {by said}{if}, and then {by expected}. We kept neither promise, and we are very sorry.",
	brokenUndated: "{what} was not ready at the time we had named, and we are very sorry.",
	asTold:        "As we told you, you will have {what} {by said}{if}.",
	takesTime:     "{what} is taking longer than we would like.",
	expectedNow:   "We now expect it {by expected}.",
	stillOn:       "We are working on it.",
	waiting:       "We will continue as soon as we have everything we need.",
	startingAt:    "We will start {at start}.",
	starting:      "We will start as soon as we have everything we need.",
	startingOnce:  "We will start {once}.",
	stopped:       "We are no longer working on it.",

	done:            "{what} is done.",
	doneInTime:      "{what} is done, in the time we had named.",
	doneEarly:       "{what} is done, {early} earlier than we had said.",
	doneLate:        "{what} is done. We promised it {by said}{if}, but it was only done {at end}. We are sorry for the delay.",
	doneLateUndated: "{what} is done, later than we had said. We are sorry for the delay.",
	missing:         "If anything is missing, please tell us.",
	void:            "We are no longer working on {what}.",
	voidCondition:   "We promised you {what}{if}. The condition was not met in time, so this promise no longer holds.",
	stillNeeded:     "If you still need it, please tell us, and we will name a new time.",

	next:          "You will hear from us again {by next}.",
	noNext:        "You will hear from us as soon as there is news.",
	nextAfter:     "We will get in touch {by next} to ask whether everything is in order.",
	channelEmail:  "We will write to you by e-mail, as you asked.",
	channelPhone:  "We will call you, as you asked.",
	channelChat:   "We will write to you in the chat, as you asked.",
	channelText:   "We will send you a text message, as you asked.",
	channelLetter: "We will send you a letter, as you asked.",

	revisedLater:     "We need longer for {what} than we had said, and we are sorry. You will have it {by due} (previously {from}){if}.",
	revisedAgreed:    "As agreed with you, you will have {what} {by due} (previously {from}){if}.",
	revisedEarlier:   "You will have {what} earlier than we had said: {by due} (previously {from}){if}.",
	revisedCondition: "You will have {what} {by due} as before, but now only{if}.",
	followUp:         "We finished {what} {at end}. Is everything as you need it? If not, please tell us, and we will take it up again.",
	followUpLate:     "We finished {what} {at end}, later than we had said, and we are still sorry about that. Is everything as you need it? If not, please tell us, and we will take it up again.",

	causeSupplier:  "The reason: a supplier needs more time.",
	causeCarrier:   "The reason: the delivery is taking longer than usual.",
	causeVolume:    "The reason: more requests than usual are coming in at the moment.",
	causeScope:     "The reason: there is more to do than we saw at first.",
	causeTechnical: "The reason: a technical problem.",
	causeStaff:     "The reason: there are fewer of us here than planned.",
	causeWeather:   "The reason: the weather.",
	causeRequest:   "We made this change at your request.",

	teamOnTrack: "on track",
	teamAtRisk:  "at risk",
	teamBroken:  "broken",
	teamKept:    "kept",
	teamVoid:    "void",
	teamPending: "not started",
	teamPaused:  "paused",

	teamDue:              "due: {short due}.",
	teamDueLate:          "due, but no longer expected then: {short due}.",
	teamTarget:           "target: {short target}.",
	teamPastTarget:       "target passed: {short target}.",
	teamExpected:         "told but not agreed: {short expected}.",
	teamExpectedRule:     "by the rules, but not agreed: {short expected}.",
	teamNoDuePaused:      "no due time while it is paused.",
	teamNoDuePending:     "no due time before it starts.",
	teamNoDueReopened:    "no due time since it was reopened.",
	teamNoDueUnreachable: "the due time is beyond the end of the calendar.",
	teamLeft:             "working time left: {left}.",
	teamMargin:           "working time to spare: {left}.",
	teamLate:             "late: {wall} (working time: {worked}).",
	teamDone:             "done: {short end}.",
	teamWithdrawn:        "withdrawn: {short end}.",
	teamByCustomer:       "withdrawn by the customer, or with the customer’s consent.",
	teamByCondition:      "a condition was not met in time.",
	teamByUs:             "withdrawn by us.",
	teamReplaced:         "another promise has taken its place.",
	teamReplacedBy:       "replaced by {successor}.",

	teamReason:        "reason: “{reason}”.",
	teamPauses:        "working time in pauses: {paused}.",
	teamPausesReasons: "working time in pauses: {paused} ({reasons}).",

	teamConditionVoid:   "waits for “{condition}” until {short until}; without it, the promise lapses.",
	teamConditionMove:   "waits for “{condition}” until {short until}; without it, work starts only once it is there.",
	teamConditionBack:   "waits for “{condition}” until {short until}; without it, the time named before holds again.",
	teamConditionMissed: "still waits for “{condition}”, expected by {short until}.",
	teamConditionWas:    "depended on “{condition}” by {short until}.",
	teamConditionLapsed: "“{condition}” did not come by {short until}, so that the time named before holds again.",
	teamToldLate:        "the customer was told that it will take longer: {short told}.",

	teamFairNotice:  "the customer was told in good time.",
	teamShortNotice: "the customer was told at short notice.",
	teamSilent:      "nobody told the customer beforehand.",
	teamUntold:      "nobody told the customer this time.",
	teamUnannounced: "a rule set this due time when it had already come: nobody could have told the customer.",
	teamSaid:        "the customer was told: {short said}.",
	teamFirstBroken: "by what was first said: broken.",

	teamFinishTarget: "next: finish by the target ({short target}).",
	teamFinishDue:    "next: finish before it is due ({short due}).",
	teamFinish:       "next: finish.",
	teamWarn:         "next: finish before it is due, or tell the customer a later time now.",
	teamNameTime:     "next: tell the customer a new time and record it.",
	teamStart:        "next: get what is missing and start.",
	teamResume:       "next: get what is missing and resume.",
	teamAgree:        "next: get the customer's consent to the later time.",
	teamRevise:       "next: agree on a new time with the customer and record it.",
	teamKeepExpected: "next: keep the new time ({short expected}).",
	teamKeepSaid:     "next: keep the time that the customer was told ({short said}).",
	teamNewTime:      "next: say sorry and name a time that will hold.",
	teamApologise:    "next: say sorry and ask whether all is well now.",
	teamFollowUp:     "next: ask the customer whether all is well.",
	teamTellDropped:  "next: make sure that the customer knows.",
	teamKeepOther:    "next: keep the promise that has taken its place.",
	teamNext:         "next word to the customer: {short next}.",
	teamNextOverdue:  "word to the customer overdue: {short next}.",
}

// whenEnglish writes "by Friday, 9 January, 16:00".
func whenEnglish(m moment) string {
	day := m.weekday.String() + ", " + strconv.Itoa(m.day) + " " + m.month.String() + m.ofYear(" ", "")
	return m.english(day, m.clock24())
}

// whenAmerican writes "by Friday, January 9, 4:00 PM" and "noon".
func whenAmerican(m moment) string {
	day := m.weekday.String() + ", " + m.month.String() + " " + strconv.Itoa(m.day) + m.ofYear(", ", "")
	switch {
	case m.hour == 12 && m.minute == 0:
		return m.english(day, "noon") // 12:00 PM is read both ways
	case m.hour >= 12:
		return m.english(day, m.clock12()+" PM")
	}
	return m.english(day, m.clock12()+" AM")
}

func (m moment) english(day, clock string) string {
	clock = m.inZone(clock)
	called := [...]string{today: "today", tomorrow: "tomorrow"}[m.relative]
	switch {
	case m.form == asShort && called != "":
		return called + ", " + clock
	case m.form == asName || m.form == asShort:
		return day + ", " + clock
	case m.form == asAt && called != "":
		return called + ", " + day + ", at " + clock
	case m.form == asAt:
		return "on " + day + ", at " + clock
	case m.dayEnd && called != "":
		return m.inZone("by the end of " + called + ", " + day)
	case m.dayEnd:
		return m.inZone("by the end of " + day)
	case called != "":
		return "by " + clock + " " + called + ", " + day
	}
	return "by " + day + ", " + clock
}
