package timeline

import (
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// facts are everything that the picture shows. Facts that a customer must not
// see are omitted here, and the drawing code does not use the explanation.
type facts struct {
	title    string // "T-7 first reply"
	whom     string // "for ACME"
	badge    string // "on track, paused"
	badgeAs  look
	whole    string // the verdict
	sentence string // the same beside the badge
	said     string // when it was promised, and how

	cal         *calendar.Calendar // nil if its hours are not known
	zone        *time.Location
	footer      string
	forCustomer bool

	from, to time.Time // what is shown
	steps    []stretch
	ahead    calendar.Span // what will still count
	target   time.Time     // from when on counted time is drawn as at risk
	late     time.Time     // from when on it is drawn as late
	marks    []mark
	notes    []note

	elapsed, paused, remaining string

	due       time.Time
	dueWord   string // "due", or what it is called where it does not simply hold
	condition string // what an open promise depends on: ", if ..."
	seconds   bool   // the minute is not enough to tell instants apart
}

// A mark is an instant that is shown above the bar.
type mark struct {
	at   time.Time
	look look
	word string
}

// read returns the facts of an explanation that are shown.
func read(e promise.Explanation, o Options) facts {
	f := facts{forCustomer: o.ForCustomer, steps: readSteps(e.Steps, o.ForCustomer)}
	f.title = clean(strings.TrimSpace(e.About.ID + " " + e.About.Name))
	if e.About.To != "" {
		f.whom = clean("for " + e.About.To)
	}
	f.readSeconds(&e)
	f.readZone(e, o.Calendar)
	f.readConditions(&e)
	f.readStanding(e.Status)
	f.readMarks(e)
	f.readRange(e)
	f.readNotes(e)
	if f.forCustomer {
		f.whole = f.customerVerdict(&e)
		f.sentence = f.whole
	} else {
		f.whole = f.teamVerdict(&e)
		f.sentence = plaintext.Capital(f.whole)
		if standing := e.Status.Standing.String(); standing != "" {
			f.whole = standing + ": " + f.whole
		}
	}
	f.readSaid(e)
	s := e.Status
	f.elapsed, f.paused = length(s.Elapsed), length(s.Paused)
	if s.HasRemaining() {
		f.remaining = length(s.Remaining)
	}
	return f
}

// readZone determines the zone of the times, and whether the calendar's hours
// are those of the promise.
func (f *facts) readZone(e promise.Explanation, cal *calendar.Calendar) {
	f.zone = e.Made.Location()
	name := f.zone.String()
	if _, offset := e.Made.Zone(); name == "" || f.zone == time.Unix(0, 0).Location() {
		// An instant read from a document has only an offset and no zone or, if
		// the machine's zone has the same offset, that zone.
		name = "UTC" + e.Made.Format("-07:00")
		f.zone = time.FixedZone(name, offset)
	}
	if cal != nil {
		f.zone = cal.Zone()
		name = f.zone.String()
		if e.Fingerprint == "" || e.Fingerprint == cal.Fingerprint() {
			f.cal = cal
		}
	}
	f.footer = "times in " + clean(name)
	if at := bound(e.Status.At); !at.IsZero() {
		f.footer = "As of " + f.moment(at) + ", " + f.footer
	}
	if e.Calendar != "" && !f.forCustomer {
		f.footer += ", hours of " + clean(e.Calendar)
	}
}

// readStanding chooses the badge. For a customer, at risk is in progress like
// any other open promise.
func (f *facts) readStanding(s promise.Status) {
	f.badgeAs = map[promise.Standing]look{
		promise.OnTrack: asOpen, promise.AtRisk: asRisk, promise.Broken: asBroken, promise.Kept: asKept, promise.Void: asVoid,
	}[s.Standing]
	open := s.Phase != promise.Fulfilled && s.Phase != promise.Withdrawn
	if !f.forCustomer {
		f.badge = s.Standing.String()
		if open && s.Standing != 0 && s.Phase != promise.Running && s.Phase != 0 {
			f.badge += ", " + s.Phase.String()
		}
		return
	}
	switch {
	case s.Standing == promise.Kept:
		f.badge = "kept"
	case s.Standing == promise.Void:
		f.badge = "withdrawn"
	case s.Standing == promise.Broken && s.Phase == promise.Fulfilled:
		f.badge = "done late"
	case s.Standing == promise.Broken:
		f.badge = "late"
	case s.Phase == promise.Paused:
		f.badge, f.badgeAs = "paused", asOpen
	case s.Phase == promise.Pending:
		f.badge, f.badgeAs = "not started", asOpen
	default:
		f.badge, f.badgeAs = "in progress", asOpen
	}
}

// readMarks reads the instants.
func (f *facts) readMarks(e promise.Explanation) {
	s := e.Status
	due, _ := s.Due()
	target, _ := s.Target()
	expected, _ := s.Expected()
	broken := f.word("broken", "missed")
	f.late = bound(s.BrokenAt)
	f.due, f.dueWord = due, f.callDue(&e)
	if !f.forCustomer {
		f.target = bound(target)
		f.mark(target, asTarget, "target")
	}
	if !due.IsZero() && due.Equal(s.BrokenAt) {
		f.mark(due, asBroken, "due, "+broken)
	} else {
		f.mark(due, asDue, f.dueWord)
		f.mark(s.BrokenAt, asBroken, broken)
	}
	f.mark(expected, asExpected, "expected")
	if s.Phase == promise.Pending && e.About.Start.After(e.Made) {
		f.mark(e.About.Start, asStart, "starts")
	}
	switch s.Phase {
	case promise.Fulfilled:
		f.mark(s.EndedAt, asKept, f.word("fulfilled", "done"))
	case promise.Withdrawn, promise.Pending, promise.Running, promise.Paused:
		f.mark(s.EndedAt, asVoid, "withdrawn")
	}
}

// callDue returns the label of the due instant: with a condition if it depends on one,
// and as past for a customer who was told that it will be later.
func (f *facts) callDue(e *promise.Explanation) string {
	_, late := e.ToldLate()
	switch open := e.Status.EndedAt.IsZero(); {
	case open && late && f.forCustomer:
		return "was due"
	case f.condition != "":
		return "due if met"
	}
	return "due"
}

// mark adds a mark for an instant, unless it is zero.
func (f *facts) mark(at time.Time, as look, word string) {
	if at = bound(at); !at.IsZero() {
		f.marks = append(f.marks, mark{at, as, word})
	}
}

// word returns the word for whom the picture is made.
func (f *facts) word(team, customer string) string {
	if f.forCustomer {
		return customer
	}
	return team
}

// readRange decides what is shown: everything from the beginning to the last
// mark, and the instant judged, unless it lies far behind the end.
func (f *facts) readRange(e promise.Explanation) {
	f.from = bound(e.Made)
	f.to = f.from
	reach := func(t time.Time) {
		switch t = bound(t); {
		case t.IsZero():
		case t.Before(f.from):
			f.from = t
		case t.After(f.to):
			f.to = t
		}
	}
	reach(e.About.Start)
	for _, s := range f.steps {
		reach(s.from)
		reach(s.to)
	}
	for _, m := range f.marks {
		reach(m.at)
	}
	for _, c := range e.Conditions {
		if isUnmet(c) && !c.Missed && e.Status.EndedAt.IsZero() {
			reach(c.By)
		}
	}
	now := bound(e.Status.At)
	if far := f.to.Add(f.to.Sub(f.from) / 4); e.Status.EndedAt.IsZero() || (now.After(e.Status.EndedAt) && now.Before(far)) {
		reach(now)
		if !now.IsZero() {
			f.marks = append(f.marks, mark{now, asNow, "now"})
		}
	}
	_, late := e.ToldLate() // to a customer, that time does not hold any more
	if due, ok := e.Status.Due(); ok && !(late && f.forCustomer) && e.Status.EndedAt.IsZero() && (e.Status.Phase == promise.Running || e.Status.Phase == promise.Pending) {
		f.ahead = calendar.Span{From: instants.Later(instants.Later(now, bound(e.Made)), bound(e.About.Start)), To: bound(due)}
	}
	// A little air on both sides, so that no mark lies on the edge.
	air := max(f.to.Sub(f.from)/50, 15*time.Second)
	f.from, f.to = bound(f.from.Add(-air)), bound(f.to.Add(air))
}

// readSaid sets when and how it was promised.
func (f *facts) readSaid(e promise.Explanation) {
	f.said = "Promised " + f.moment(e.Made)
	if start := bound(e.About.Start); !start.IsZero() && !start.Equal(e.Made) {
		f.said += ", from " + f.moment(start)
	}
	if f.forCustomer {
		return
	}
	for _, d := range []struct {
		name     string
		deadline promise.Deadline
	}{{f.dueWord, e.Due}, {"target", e.Target}} {
		if text := f.deadline(d.deadline); text != "" {
			f.said += ", " + d.name + " " + text
		}
	}
	if s := e.Status; s.FirstStanding != s.Standing && s.FirstStanding != 0 {
		f.said += "; " + s.FirstStanding.String() + " by what was first said"
	}
}
