package route

import (
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/instants"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// A Use holds the time that a leg has used. It counts only the leg's own time: a late
// handover by an earlier leg is not its overrun.
type Use struct {
	// Leg is the name of the leg.
	Leg string `json:"leg"`
	// Start is when the leg received the handover, End when it handed over; End is
	// zero while the leg is running.
	Start time.Time `json:"start"`
	End   time.Time `json:"end,omitzero"`
	// Allowed is the working time of the leg from its start, pad included, on
	// its own calendar; Used is the working time that it took, so far if it is running.
	Allowed time.Duration `json:"allowed"`
	Used    time.Duration `json:"used"`
}

// Over returns the working time by which the leg overran; negative if it needed less,
// or has some left.
func (u Use) Over() time.Duration { return u.Used - u.Allowed }

// A Report is the state of a route at an instant.
type Report struct {
	// Uses has one element for each leg that has started, in order.
	Uses []Use `json:"uses,omitempty"`
	// Ahead is the plan of the legs that are not done, if all goes as planned from
	// now; Ahead.Arrives is the expected date.
	Ahead Plan `json:"ahead"`
	// Latest is the backward plan from the due instant.
	Latest Plan `json:"latest"`
	// Slack is the working time left before due, on the last leg's calendar:
	// negative if the route is expected to arrive late.
	Slack time.Duration `json:"slack"`
	// First is the name of the first leg ahead that starts or hands over later than
	// is safe. It is empty if none does.
	First string `json:"first,omitempty"`
}

// Check returns the state at now of a route that was started at start and is due at
// due. The handovers are the instants at which the first legs ended, in order; the
// leg after them is running. It returns the errors of [Route.Until], and one if
// handovers are too many, out of order or after now.
func (r *Route) Check(start, due, now time.Time, handovers ...time.Time) (Report, error) {
	if err := r.checkHandovers(start, now, handovers); err != nil {
		return Report{}, err
	}
	latest, err := r.Until(due)
	if err != nil {
		return Report{}, err
	}
	report := Report{Latest: latest}
	at := start
	for i, end := range handovers {
		use, err := r.legs[i].use(at, end)
		if err != nil {
			return Report{}, err
		}
		use.End = end.In(r.legs[i].Calendar.Zone())
		report.Uses = append(report.Uses, use)
		at = end
	}
	if n := len(handovers); n < len(r.legs) {
		use, err := r.legs[n].use(at, instants.Later(at, now))
		if err != nil {
			return Report{}, err
		}
		report.Uses = append(report.Uses, use)
	}
	return report, r.look(&report, at, now, len(handovers))
}

// use counts what a leg that started at one instant has used at another.
func (l Leg) use(start, now time.Time) (Use, error) {
	end, err := l.end(start)
	if err != nil {
		return Use{}, err
	}
	return Use{Leg: l.Name, Start: start.In(l.Calendar.Zone()), Allowed: l.Calendar.Between(start, end), Used: l.Calendar.Between(start, now)}, nil
}

// look plans what is ahead. The leg that runs ends as planned, or now if it is
// late already.
func (r *Route) look(report *Report, at, now time.Time, done int) error {
	if done == len(r.legs) {
		report.Ahead = Plan{Start: at, Arrives: at}
	} else {
		running := r.legs[done]
		end, err := running.end(at)
		if err != nil {
			return err
		}
		end = instants.Later(end, now).In(running.Calendar.Zone())
		rest, err := r.from(end, done+1)
		if err != nil {
			return err
		}
		stop := Stop{running.Name, at.In(running.Calendar.Zone()), end}
		report.Ahead = Plan{Start: stop.Start, Arrives: rest.Arrives, Stops: append([]Stop{stop}, rest.Stops...)}
	}
	if n := len(r.legs); n > 0 {
		report.Slack = r.legs[n-1].Calendar.Between(report.Ahead.Arrives, report.Latest.Arrives)
	}
	for i, stop := range report.Ahead.Stops {
		if stop.End.After(report.Latest.Stops[done+i].End) {
			report.First = stop.Leg
			break
		}
	}
	return nil
}

func (r *Route) checkHandovers(start, now time.Time, handovers []time.Time) error {
	fail := func(i int, format string, args ...any) error {
		return &document.FieldError{Package: "route", Path: fmt.Sprintf("handovers[%d]", i), Err: fmt.Errorf(format, args...)}
	}
	if n := len(r.legs); len(handovers) > n {
		return fail(n, "out of range, the route has %d legs; leave it out", n)
	}
	before := start
	for i, t := range handovers {
		switch {
		case t.Before(before):
			return fail(i, "must not be before the one before it, %s, got %s; put them in order", before.Format(time.RFC3339), t.Format(time.RFC3339))
		case t.After(now):
			return fail(i, "must not be after now, %s, got %s; leave it out until it has happened", now.Format(time.RFC3339), t.Format(time.RFC3339))
		}
		before = t
	}
	return nil
}

// String prints the report for a person: a line for each leg, and when it
// arrives.
func (r Report) String() string {
	var b strings.Builder
	for _, u := range r.Uses {
		state := "done " + plaintext.MomentOfYear(u.End)
		if u.End.IsZero() {
			state = "running"
		}
		fmt.Fprintf(&b, "%-16s from %s  used %s of %s  %s\n", plaintext.Field(u.Leg), plaintext.MomentOfYear(u.Start), u.Used, u.Allowed, state)
	}
	for _, s := range r.Ahead.Stops[min(1, len(r.Ahead.Stops)):] {
		fmt.Fprintf(&b, "%-16s from %s  to %s\n", plaintext.Field(s.Leg), plaintext.MomentOfYear(s.Start), plaintext.MomentOfYear(s.End))
	}
	fmt.Fprintf(&b, "arrives %s, due %s", plaintext.MomentOfYear(r.Ahead.Arrives), plaintext.MomentOfYear(r.Latest.Arrives))
	if r.First != "" {
		fmt.Fprintf(&b, "; %s breaks first", plaintext.Field(r.First))
	}
	return b.String() + "\n"
}
