package wording

// A message names a text of a catalogue: one sentence or two, or a word of
// them. What it means is said here, once; english.go is the model of how to say
// it. A text has these {placeholders}:
//
//	{what}                what was promised, as the catalogue's what and whatNamed
//	{name}                its name, in whatNamed alone
//	{by due}              an instant as a deadline: "by Friday, 9 January, 16:00"
//	{at due}              as a point in time: "on Friday, 9 January, at 16:00"
//	{due}                 as a name: "Friday, 9 January, 16:00"
//	{short due}           as a name, for the team: "today, 16:00"
//	{early}               how much earlier: "3 hours"
//	{within}              how long it takes: withinTime or withinDays
//	{length}              the amount in them: "8 hours", "2 business days"
//	{left}, {paused}, {wall}, {worked}
//	                      amounts of time: "1 hour 20 minutes"
//	{reason}, {reasons}   why, in the words of an event
//	{successor}           the ID of the promise that took its place
//
// The instants are due, expected, from (the due instant before a change), start,
// end, target, and next (when the customer hears from us).
//
// A text begins with a small letter where it may follow a colon; the first
// letter of a sentence is made large.
type message uint8

const (
	// What was promised, without a name and with one.
	what message = iota
	whatNamed
	// In working time, in business days.
	withinTime
	withinDays

	// It was just promised.
	promised
	// It is being worked on; without a due instant.
	running
	runningOpen
	// It has not started: it will at a known time; not yet; as soon as all is
	// there, and then within a time, or without one.
	startsAt
	pending
	pendingWithin
	pendingOpen
	// It is paused, with and without a due instant.
	paused
	pausedOpen
	// It is being worked on again, and the due instant has passed.
	reopened
	// No due instant can be named.
	unreachable
	// It will be later than due, told but not agreed; without a due instant.
	later
	expectedOnly
	// If that does not suit, tell us.
	otherWay
	// It is broken: the due instant; that and the later one; without one.
	broken
	brokenTwice
	brokenUndated
	// What now, after a break: a new time, work goes on, goes on when all is
	// there, starts at a known time, starts when all is there, has ended.
	expectedNow
	stillOn
	waiting
	startingAt
	starting
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
	// It does not apply any more. If it is still needed, tell us.
	void
	stillNeeded
	// When the customer hears from us: the time; none; after the end.
	next
	noNext
	nextAfter
	// The date was just changed: later; later as agreed; earlier.
	revisedLater
	revisedAgreed
	revisedEarlier
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
	// How the customer learnt of the break; that nobody could have told of it.
	teamFairNotice
	teamShortNotice
	teamSilent
	teamUnannounced
	// What was first said is broken, though what binds is not.
	teamFirstBroken
	// What to do next: finish by the target, or by the due instant; finish or
	// warn; start; resume; agree on the later date; name a new one; keep the
	// new one; apologise and name one; apologise for what came late; follow up;
	// make sure that it is known to be dropped; keep the promise that took its
	// place.
	teamFinishTarget
	teamFinishDue
	teamFinish
	teamWarn
	teamStart
	teamResume
	teamAgree
	teamRevise
	teamKeepExpected
	teamNewTime
	teamApologise
	teamFollowUp
	teamTellDropped
	teamKeepOther
	// When the customer hears from us, or should have.
	teamNext
	teamNextOverdue

	messages // how many there are
)

// texts are the texts of a language, by message.
type texts [messages]string
