package wording

// A message is the key of a text in a catalogue: one or two sentences, or a part of
// one. The comments here define the meaning of each; english.go is the model for the
// texts. A text has these {placeholders}:
//
//	{what}                what was promised, in the customer's words, else as the
//	                      catalogue's what and whatNamed
//	{name}                its name, in whatNamed alone
//	{by due}              an instant as a deadline: "by Friday, 9 January, 16:00"
//	{at due}              as a point in time: "on Friday, 9 January, at 16:00"
//	{due}                 as a name: "Friday, 9 January, 16:00"
//	{short due}           as a name, for the team: "today, 16:00"
//	{if}                  the conditions that are not met: ifGiven or ifNamed, with
//	                      the space before or behind it; empty if there is none
//	{once}                the conditions for which the start waits: onceGiven or
//	                      onceNamed
//	{condition}           one of them: as it is worded, or its name
//	{conditions}          a list of them
//	{early}               how much earlier: "3 hours"
//	{within}              how long it takes: withinTime, withinHours or withinDays
//	{length}              the amount in them: "8 hours", "2 business days"
//	{left}, {paused}, {wall}, {worked}
//	                      amounts of time: "1 hour 20 minutes"
//	{reason}, {reasons}   why, in the words of an event
//	{successor}           the ID of the promise that took its place
//	{customer}            how the customer is called
//
// The instants are due, said (the due instant that the customer was told last),
// expected, from (what had been said before a change), start, end, target, until
// (of a condition), told (when the customer was told that it takes longer) and next
// (when the next update comes).
//
// A text begins with a small letter where it may follow a colon; the first
// letter of a sentence is made large.
type message uint8

const (
	// What was promised, without a name and with one.
	what message = iota
	whatNamed
	// In working time, in whole working hours, in business days.
	withinTime
	withinHours
	withinDays
	// A condition as the policy words it, and one by its name, with the last
	// instant at which it is met in time; its name alone.
	conditionGiven
	conditionNamed
	conditionQuoted
	// If they are met, and as soon as they are: as they are worded, by their names.
	ifGiven
	ifNamed
	onceGiven
	onceNamed
	// What is between the last two of several conditions as they are worded, and
	// between the others.
	conditionsAnd
	conditionsComma

	// How the customer is addressed.
	greeting

	// It was just promised.
	promised
	// It is being worked on; without a due instant.
	running
	runningOpen
	// It has not started: it will at a known time; not yet; as soon as all is
	// there, and then within a time, or without one; the same as soon as a
	// condition is met.
	startsAt
	pending
	pendingWithin
	pendingOpen
	pendingOnce
	pendingOnceWithin
	pendingOnceOpen
	// It is paused, with and without a due instant.
	paused
	pausedOpen
	// It is being worked on again, and the due instant has passed.
	reopened
	// No due instant can be named.
	unreachable
	// It will be later than said, told but not agreed; without what was said.
	later
	expectedOnly
	// If that does not suit, tell us.
	otherWay
	// The customer was told that it takes longer, but no date since; we will name
	// one.
	toldLate
	nameLater
	// The date that was named last depended on a condition that was not met, so
	// that the one before holds.
	back

	// It is broken: what was said; that and the later one; without one.
	broken
	brokenTwice
	brokenUndated
	// The customer was told another date than the one that broke, which is ahead;
	// was told none.
	asTold
	takesTime
	// What now, after a break: a new time, work goes on, goes on when all is
	// there, starts at a known time, starts when all is there, starts when a
	// condition is met, has ended.
	expectedNow
	stillOn
	waiting
	startingAt
	starting
	startingOnce
	stopped
	// It is done: without more; in time; earlier by {early}; late; late without
	// a due instant.
	done
	doneInTime
	doneEarly
	doneLate
	doneLateUndated
	// If anything is missing, tell us.
	missing
	// It does not apply any more; it depended on a condition. If it is still
	// needed, tell us.
	void
	voidCondition
	stillNeeded
	// When the next update comes: the time; none; after the end. The channel, in the
	// order of the channels.
	next
	noNext
	nextAfter
	channelEmail
	channelPhone
	channelChat
	channelText
	channelLetter
	// The date was just changed: later; later as agreed; earlier; not at all, but
	// it depends on a condition now.
	revisedLater
	revisedAgreed
	revisedEarlier
	revisedCondition
	// Some time after the end: kept; late.
	followUp
	followUpLate

	// Why a date changed, in the order of the causes.
	causeSupplier
	causeCarrier
	causeVolume
	causeScope
	causeTechnical
	causeStaff
	causeWeather
	causeRequest

	// For the team. The standings and two phases, as words.
	teamOnTrack
	teamAtRisk
	teamBroken
	teamKept
	teamVoid
	teamPending
	teamPaused
	// The marks; a later date that was told, one that only follows from a rule.
	teamDue
	teamDueLate
	teamTarget
	teamPastTarget
	teamExpected
	teamExpectedRule
	// Why there is no due instant.
	teamNoDuePaused
	teamNoDuePending
	teamNoDueReopened
	teamNoDueUnreachable
	// Working time left, margin at the end, lateness.
	teamLeft
	teamMargin
	teamLate
	// When it ended; who withdrew it, or why it is void: the customer, or with the
	// customer's consent; a condition; us; another promise, without and with its ID.
	teamDone
	teamWithdrawn
	teamByCustomer
	teamByCondition
	teamByUs
	teamReplaced
	teamReplacedBy
	// Why it is paused or flagged; the pauses so far, without and with reasons.
	teamReason
	teamPauses
	teamPausesReasons
	// What is waited for, and until when; else it is void, starts when it is there,
	// or what was said before holds; what was not there in time and is still waited
	// for; what a promise depended on that has ended; what took back the last date.
	teamConditionVoid
	teamConditionMove
	teamConditionBack
	teamConditionMissed
	teamConditionWas
	teamConditionLapsed
	// The customer was told that it takes longer.
	teamToldLate
	// The warning of the break that the customer had; no warning was possible; the
	// customer was not told this date, but another.
	teamFairNotice
	teamShortNotice
	teamSilent
	teamUnannounced
	teamUntold
	teamSaid
	// What was first said is broken, though what binds is not.
	teamFirstBroken
	// What to do next: finish by the target, or by the due instant; finish or warn;
	// name the time that was held back; start; resume; agree on the later date; name
	// a new one; keep the new one; keep the one that was told; apologise and name
	// one; apologise for the delay; follow up; tell the customer that it was dropped;
	// keep the promise that replaces it.
	teamFinishTarget
	teamFinishDue
	teamFinish
	teamWarn
	teamNameTime
	teamStart
	teamResume
	teamAgree
	teamRevise
	teamKeepExpected
	teamKeepSaid
	teamNewTime
	teamApologise
	teamFollowUp
	teamTellDropped
	teamKeepOther
	// When the next update is due, or was due.
	teamNext
	teamNextOverdue

	messages // how many there are
)

// texts are the texts of a language, by message.
type texts [messages]string
