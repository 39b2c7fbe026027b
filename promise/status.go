package promise

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// Standing is the verdict on a promise (SLA met or breached), or its state
// before the verdict. The zero Standing is invalid.
type Standing uint8

const (
	// OnTrack is an open promise before its target.
	OnTrack Standing = iota + 1
	// AtRisk is an open promise from the target until the due instant, or with
	// a flag.
	AtRisk
	// Broken (breached, missed) is a promise that was still open at its due
	// instant.
	Broken
	// Kept (met, achieved) is a promise fulfilled by its due instant.
	Kept
	// Void is a promise that was withdrawn before a verdict, or that depended
	// on a condition that was not met.
	Void
)

var standingWords = document.NewWords[Standing]("promise", "standing", "on track", "at risk", "broken", "kept", "void")

// String returns the standing in lower case.
func (s Standing) String() string { return standingWords.Text(s) }

// MarshalText writes the standing in lower case.
func (s Standing) MarshalText() ([]byte, error) { return standingWords.Marshal(s) }

// UnmarshalText reads what MarshalText writes. Any other text is an error.
func (s *Standing) UnmarshalText(text []byte) error { return standingWords.Unmarshal(text, s) }

// Phase is what a promise is doing. The zero Phase is invalid.
type Phase uint8

const (
	// Pending is a promise before its start.
	Pending Phase = iota + 1
	// Running is a promise whose clock runs.
	Running
	// Paused (on hold) is a promise with an open pause.
	Paused
	// Fulfilled (completed, resolved) is a promise from its fulfilment on.
	Fulfilled
	// Withdrawn (cancelled) is a promise from its withdrawal on, or from when a
	// missed condition made it void.
	Withdrawn
)

var phaseWords = document.NewWords[Phase]("promise", "phase", "pending", "running", "paused", "fulfilled", "withdrawn")

// String returns the phase as a lower-case word.
func (p Phase) String() string { return phaseWords.Text(p) }

// MarshalText writes the phase as a lower-case word.
func (p Phase) MarshalText() ([]byte, error) { return phaseWords.Marshal(p) }

// UnmarshalText reads what MarshalText writes. Any other text is an error.
func (p *Phase) UnmarshalText(text []byte) error { return phaseWords.Unmarshal(text, p) }

// NoDue is the reason why there is no due instant. Empty means that there is
// one.
type NoDue string

const (
	// DuePaused means that an open pause will move it by an unknown amount.
	DuePaused NoDue = "paused"
	// DuePending means that the start is not known yet.
	DuePending NoDue = "pending"
	// DueReopened means that it passed while the promise was fulfilled; a
	// Revise can give a new one.
	DueReopened NoDue = "reopened"
	// DueUnreachable means that pauses have moved it beyond the range of the
	// calendar.
	DueUnreachable NoDue = "unreachable"
)

// Notice is the warning that the customer had of a break. Empty means that
// there is no break.
type Notice string

const (
	// FairNotice is a warning given with at least the notice of the terms.
	FairNotice Notice = "fair"
	// ShortNotice is a warning given before the due instant, but with less than
	// that.
	ShortNotice Notice = "short"
	// Silent is a break without a warning.
	Silent Notice = "silent"
	// Unannounced is a break at the very instant at which a rule set the date,
	// so that no warning was possible.
	Unannounced Notice = "unannounced"
)

// VoidCause is the reason why a promise is void. Empty means that it is not
// void.
type VoidCause string

const (
	// VoidByCustomer is a promise that the customer withdrew, or agreed to have
	// withdrawn.
	VoidByCustomer VoidCause = "customer"
	// VoidByCondition is one that depended on a condition that was not met.
	VoidByCondition VoidCause = "condition"
	// VoidReplaced is one that another promise replaced.
	VoidReplaced VoidCause = "replaced"
	// VoidByUs is any other that was withdrawn before a verdict.
	VoidByUs VoidCause = "us"
)

// A Status is the judgement of a promise at an instant. Durations are working
// time of the calendar in force; those with Wall in their names are wall-clock
// time. The zero Status is invalid and does not marshal.
type Status struct {
	// At is the instant judged.
	At time.Time
	// Standing is the verdict or the state before it, Phase what the promise is
	// doing.
	Standing Standing
	Phase    Phase
	// FirstStanding is the standing by the due instant first promised, without
	// any revision; in a chain, that is About.FirstDue.
	FirstStanding Standing
	// NoDue is why Due returns no instant; empty if it returns one.
	NoDue NoDue
	// Elapsed is the time since the start that was not paused. Elapsed plus
	// Paused is the whole time from the start to At, or to the end.
	Elapsed, WallElapsed time.Duration
	// Remaining is the time that will count up to the due instant; in a pause
	// that moves it, the time that was left when the pause began. It is
	// negative if the promise is late, and the margin once the promise has
	// ended. It is 0 if [Status.HasRemaining] reports false.
	Remaining, WallRemaining time.Duration
	// Paused is the time in pauses, and between an end and a Reopen.
	Paused, WallPaused time.Duration
	// Promised is the time promised: from the start to the due instant, without
	// Paused unless Holds is set. [Status.Used] is the part of it that has
	// passed. Pauses after a break do not change it. It is 0 if
	// [Status.HasRemaining] reports false.
	Promised time.Duration
	// Holds reports whether pauses do not move the due instant, because it is a
	// date or the terms hold.
	Holds bool
	// Reason is why the promise is paused or flagged, as given by its event.
	Reason string
	// BrokenAt is when it was broken; zero if it is not.
	BrokenAt time.Time
	// Notice is the warning of the break that the customer had; empty if the
	// promise is not broken.
	Notice Notice
	// VoidCause is why the promise is void; empty if it is not.
	VoidCause VoidCause
	// EndedAt is when it was fulfilled or withdrawn; zero if it is open.
	EndedAt time.Time

	due, target, expected time.Time
}

// Due returns the due instant, in the calendar's zone: when what was promised
// must be done. ok is false if there is none; NoDue is then the reason.
func (s Status) Due() (due time.Time, ok bool) { return s.due, !s.due.IsZero() }

// Target returns the internal target, never after the due instant. ok is false
// if there is none, or none yet.
func (s Status) Target() (target time.Time, ok bool) { return s.target, !s.target.IsZero() }

// Expected returns a later date that does not bind: one that was announced, or
// that follows from a rule. ok is false if there is none.
func (s Status) Expected() (expected time.Time, ok bool) {
	return s.expected, !s.expected.IsZero()
}

// HasRemaining reports whether Remaining is defined. It is not while pending,
// nor without a due instant, unless a pause hides that.
func (s Status) HasRemaining() bool {
	return s.Phase != Pending && (s.NoDue == "" || s.NoDue == DuePaused)
}

// Used returns how much of the time promised has passed, in working time:
// Elapsed, plus Paused if pauses do not move the due instant.
func (s Status) Used() time.Duration {
	if s.Holds {
		return s.Elapsed + s.Paused
	}
	return s.Elapsed
}

// Equal reports whether two statuses are the same. Instants are compared with
// [time.Time.Equal]. Package go-cmp uses it.
func (s Status) Equal(other Status) bool {
	for _, t := range [][2]*time.Time{
		{&s.At, &other.At}, {&s.BrokenAt, &other.BrokenAt}, {&s.EndedAt, &other.EndedAt},
		{&s.due, &other.due}, {&s.target, &other.target}, {&s.expected, &other.expected},
	} {
		if !t[0].Equal(*t[1]) {
			return false
		}
		*t[0] = *t[1]
	}
	return s == other
}

// At returns the status of the promise at t, by the events that happened up to and
// including t, whenever they were recorded. Before it was made a promise is pending and
// on track. At does not allocate for an ordinary promise.
func (p Promise) At(t time.Time) Status {
	if p.r == nil || t.Before(p.r.made) {
		return Status{At: t, Standing: OnTrack, Phase: Pending, FirstStanding: OnTrack, NoDue: DuePending}
	}
	var j judge
	j.open(p.r)
	j.walk(t)
	s := j.status(t)
	s.FirstStanding = s.Standing
	if p.r.revised || p.r.restarts() {
		first := judge{firstOnly: true}
		first.open(p.r)
		first.walk(t)
		s.FirstStanding = first.status(t).Standing
	}
	return s
}

// status returns the judgement at t, up to which the judge has walked.
func (j *judge) status(t time.Time) Status {
	s := j.final
	if j.phase == 0 {
		s = j.measure(t)
	}
	s.At, s.BrokenAt, s.Notice = t, j.brokenAt, j.notice
	if j.phase != 0 {
		s.Phase, s.Standing, s.EndedAt, s.Reason = j.phase, j.verdict, j.endedAt, ""
		s.VoidCause = j.cause
	} else {
		s.Standing = j.standing(s)
	}
	switch {
	case !s.HasRemaining():
	case s.Standing == Broken:
		s.Promised = j.promised
	default:
		s.Promised = max(s.Used()+s.Remaining, 0)
	}
	return s
}

// standing judges an open promise by its marks.
func (j *judge) standing(s Status) Standing {
	switch {
	case j.verdict == Broken:
		return Broken
	case j.flags.len() > 0, s.NoDue == DueUnreachable, !s.target.IsZero() && !s.At.Before(s.target):
		return AtRisk
	}
	return OnTrack
}

// measure returns the phase, the marks and the times of an open promise at t.
func (j *judge) measure(t time.Time) Status {
	j.count(t)
	s := Status{
		At: t, Phase: Running, Elapsed: j.elapsed, WallElapsed: j.wallElapsed, Paused: j.paused, WallPaused: j.wallPaused,
		Reason: j.reason(), Holds: j.due.holds,
	}
	switch {
	case !j.started:
		s.Phase = Pending
	case j.stands():
		s.Phase = Paused
	}
	due, target, expected := j.due, j.target, j.expected
	from := t // from when on working time still counts
	if j.stands() {
		if due.shifts() {
			from = j.pausedAt
		}
		s.Remaining, s.WallRemaining = remaining(&due, j.terms, from)
		j.look(j.since, &due, &target, &expected)
	} else if j.started {
		s.Remaining, s.WallRemaining = remaining(&due, j.terms, from)
	} else if j.based && j.isPaused() {
		j.lookPastStart(&due, &target, &expected)
	}
	if due.state == read {
		s.due = due.at
	}
	if target.state == read {
		s.target = target.at
		if !s.due.IsZero() && s.due.Before(s.target) {
			s.target = s.due
		}
	}
	if expected.state == read {
		s.expected = expected.at
	}
	s.NoDue = noDue(due.state)
	if !s.HasRemaining() {
		s.Remaining, s.WallRemaining = 0, 0
	}
	return s
}

// lookPastStart does the same as look before the start: if the open pauses last
// beyond the start, they stop the clock from there.
func (j *judge) lookPastStart(due, target, expected *mark) {
	if end, known := j.pausesEnd(); known && !end.After(j.start) {
		return
	}
	for _, m := range []*mark{due, target, expected} {
		m.pauseOpens(j.start)
	}
	j.look(j.start, due, target, expected)
}

// look accounts for the rest of the open pauses, which stop the clock from an
// instant on. Marks that they move are after their end, or hidden while the end
// is unknown.
func (j *judge) look(from time.Time, due, target, expected *mark) {
	end, known := j.pausesEnd()
	paused := j.paused
	if known {
		paused += j.terms.Calendar.Between(from, end)
	}
	stays := target.deadline.kind == before && due.state == read && due.reached // it is read from the due
	for _, m := range []*mark{due, target, expected} {
		switch {
		case !m.shifts(), !known && stays && m == target:
		case known:
			m.pauseCloses(end, paused)
		default:
			m.state = hidden
		}
	}
	if known {
		j.readBefore(target, due)
		if target.deadline.kind == before && target.shifts() && target.at.Before(end) {
			target.at = end.In(target.cal.Zone())
		}
	}
}

// pausesEnd returns when all open pauses will have ended by themselves, if they
// will.
func (j *judge) pausesEnd() (end time.Time, known bool) {
	for _, p := range j.pauses.list() {
		until := j.r.facts[p.latest].Until
		if until.IsZero() {
			return time.Time{}, false
		}
		if until.After(end) {
			end = until
		}
	}
	return end, true
}

// remaining returns the time left before a mark.
func remaining(due *mark, terms *Terms, from time.Time) (worked, wall time.Duration) {
	if due.state != read {
		return 0, 0
	}
	return terms.Calendar.Between(from, due.at), due.at.Sub(from)
}

func noDue(s markState) NoDue {
	switch s {
	case read:
		return ""
	case hidden:
		return DuePaused
	case unreachable:
		return DueUnreachable
	case gone:
		return DueReopened
	case absent, unread:
	}
	return DuePending
}

// reason returns the reason of an open pause or, if there is none, of a flag.
func (j *judge) reason() string {
	set := &j.flags
	if j.isPaused() {
		set = &j.pauses
	}
	for _, p := range set.list() {
		if reason := j.r.facts[p.latest].Reason; reason != "" {
			return reason
		}
	}
	return ""
}
