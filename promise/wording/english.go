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
	what:       "what we promised you",
	whatNamed:  "“{name}”",
	withinTime: "within {length} of working time",
	withinDays: "within {length}",

	promised:      "You will have {what} {by due}.",
	running:       "We are working on {what}. You will have it {by due}.",
	runningOpen:   "We are working on {what}.",
	startsAt:      "We start on {what} {at start}. You will have it {by due}.",
	pending:       "We have yet to start on {what}. You will have it {by due}.",
	pendingWithin: "We start on {what} as soon as we have everything we need. You will have it {within} from then on.",
	pendingOpen:   "We start on {what} as soon as we have everything we need, and then tell you at once by when you will have it.",
	paused:        "We continue with {what} as soon as we have everything we need. You will have it {by due}.",
	pausedOpen:    "We continue with {what} as soon as we have everything we need, and then tell you at once by when you will have it.",
	reopened:      "We are once more working on {what}. We will tell you by when you will have it as soon as we can say so for certain.",
	unreachable:   "We cannot say yet by when you will have {what}, and we are sorry. We will name a time as soon as it is one we can keep.",
	later:         "We told you that you would have {what} {by due}. It will take longer, and we are sorry: we now expect it {by expected}.",
	expectedOnly:  "We expect {what} to be ready {by expected}.",
	otherWay:      "If that does not suit you, please tell us, and we will look for another way.",

	broken:        "You were to have {what} {by due}. We did not manage that, and we are very sorry.",
	brokenTwice:   "You were to have {what} {by due}, and then {by expected}. We did not manage either, and we are very sorry.",
	brokenUndated: "{what} was not ready in the time we had named, and we are very sorry.",
	expectedNow:   "We now expect it {by expected}.",
	stillOn:       "We are working on it.",
	waiting:       "We continue as soon as we have everything we need.",
	startingAt:    "We start {at start}.",
	starting:      "We start as soon as we have everything we need.",
	stopped:       "We are no longer working on it.",

	done:            "{what} is done.",
	doneInTime:      "{what} is done, in the time we had named.",
	doneEarly:       "{what} is done, {early} earlier than we had said.",
	doneLate:        "{what} is done. You were to have it {by due}, and it was done {at end}. We are sorry for the delay.",
	doneLateUndated: "{what} is done, later than we had said. We are sorry for the delay.",
	missing:         "If anything is missing, please tell us.",
	void:            "We are no longer working on {what}.",
	stillNeeded:     "If you still need it, please tell us, and we will name a new time.",

	next:      "You will hear from us again {by next}.",
	noNext:    "You will hear from us as soon as there is news.",
	nextAfter: "To ask whether everything is in order, we will get in touch {by next}.",

	revisedLater:   "We need longer for {what} than we had said, and we are sorry. You will have it {by due} (before: {from}).",
	revisedAgreed:  "As agreed with you, you will have {what} {by due} (before: {from}).",
	revisedEarlier: "You will have {what} earlier than we had said: {by due} (before: {from}).",
	followUp:       "We finished {what} {at end}. Is everything as you need it? If not, please tell us, and we will take it up again.",
	followUpLate:   "We finished {what} {at end}, later than we had said, and we are still sorry about that. Is everything as you need it? If not, please tell us, and we will take it up again.",

	causeSupplier:  "The reason: a supplier needs more time.",
	causeCarrier:   "The reason: the delivery is taking longer on its way.",
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
	teamFairNotice:    "the customer was told in good time.",
	teamShortNotice:   "the customer was told at short notice.",
	teamSilent:        "nobody told the customer beforehand.",
	teamUnannounced:   "a rule set this due time when it had already come: nobody could have told the customer.",
	teamFirstBroken:   "by what was first said: broken.",

	teamFinishTarget: "next: finish by the target ({short target}).",
	teamFinishDue:    "next: finish before it is due ({short due}).",
	teamFinish:       "next: finish.",
	teamWarn:         "next: finish before it is due, or tell the customer a later time now.",
	teamStart:        "next: get what is missing and start.",
	teamResume:       "next: get what is missing and resume.",
	teamAgree:        "next: get the customer's consent to the later time.",
	teamRevise:       "next: agree on a new time with the customer and record it.",
	teamKeepExpected: "next: keep the new time ({short expected}).",
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

// whenAmerican writes "by Friday, January 9, 4:00 PM".
func whenAmerican(m moment) string {
	day := m.weekday.String() + ", " + m.month.String() + " " + strconv.Itoa(m.day) + m.ofYear(", ", "")
	half := " AM"
	if m.hour >= 12 {
		half = " PM"
	}
	return m.english(day, m.clock12()+half)
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
