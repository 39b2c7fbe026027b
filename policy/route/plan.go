package route

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// A Stop is one leg of a plan, in the zone of its calendar.
type Stop struct {
	// Leg is the name of the leg.
	Leg string `json:"leg"`
	// Start is when the leg starts, and End when it hands over, its pad included.
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// A Plan holds the times of each leg. The zero Plan has no legs.
type Plan struct {
	// Start is when the first leg starts. Arrives is the date that can be
	// promised: the end of the last leg plus the pooled pad.
	Start   time.Time `json:"start"`
	Arrives time.Time `json:"arrives"`
	// Stops has one element for each leg, in order.
	Stops []Stop `json:"stops,omitempty"`
}

// From returns the forward plan: every leg starts when the one before has ended, the
// first one at start. It returns an error that names the leg if its calendar never
// reaches its end.
func (r *Route) From(start time.Time) (Plan, error) {
	return r.from(start, 0)
}

// from returns the forward plan from the leg with that number.
func (r *Route) from(start time.Time, first int) (Plan, error) {
	plan := Plan{Start: start, Arrives: start}
	for _, l := range r.legs[first:] {
		end, err := l.end(plan.Arrives)
		if err != nil {
			return Plan{}, err
		}
		plan.Stops = append(plan.Stops, Stop{l.Name, plan.Arrives.In(l.Calendar.Zone()), end})
		plan.Arrives = end
	}
	if n := len(r.legs); n > 0 && r.pool > 0 {
		last := r.legs[n-1]
		arrives, err := last.Calendar.Add(plan.Arrives, r.pool)
		if err != nil {
			return Plan{}, fmt.Errorf("route: the pad before the date: %w", err)
		}
		plan.Arrives = arrives
	}
	if len(plan.Stops) > 0 {
		plan.Start = plan.Stops[0].Start
	}
	return plan, nil
}

// Until returns the backward plan: each leg starts at the latest instant from which the
// route still arrives by due. End is then the latest instant at which the leg must hand
// over. It returns an error that names the leg if the leg cannot end in time, however
// early it starts.
func (r *Route) Until(due time.Time) (Plan, error) {
	plan := Plan{Start: due, Arrives: due, Stops: make([]Stop, len(r.legs))}
	end := due
	if n := len(r.legs); n > 0 && r.pool > 0 {
		var err error
		if end, err = r.legs[n-1].Calendar.Sub(due, r.pool); err != nil {
			return Plan{}, fmt.Errorf("route: the pad before the date: %w", err)
		}
	}
	for i := len(r.legs) - 1; i >= 0; i-- {
		l := r.legs[i]
		start, err := l.latestStart(end)
		if err != nil {
			return Plan{}, err
		}
		plan.Stops[i] = Stop{l.Name, start.In(l.Calendar.Zone()), end.In(l.Calendar.Zone())}
		end = start
	}
	plan.Start = end
	if n := len(r.legs); n > 0 {
		plan.Start, plan.Arrives = plan.Stops[0].Start, due.In(r.legs[n-1].Calendar.Zone())
	}
	return plan, nil
}

// earliest is the beginning of all calendars, before which no start is searched.
var earliest = time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC)

// latestStart returns the latest instant at which the leg can start to end by end. It
// goes back in steps of growing length until a start fits, and then halves the last
// step.
func (l Leg) latestStart(end time.Time) (time.Time, error) {
	fits := func(t time.Time) bool {
		done, err := l.end(t)
		return err == nil && !done.After(end)
	}
	late := end.UTC()
	if fits(late) {
		return late, nil
	}
	step := time.Hour
	early := late.Add(-step)
	for !fits(early) {
		if early.Before(earliest) {
			return time.Time{}, fmt.Errorf("route: %s: cannot end by %s however early it starts: %w", l.Name, end.Format(time.RFC3339), calendar.ErrNeverOpen)
		}
		late, step = early, 2*step
		early = late.Add(-step)
	}
	for late.Sub(early) > 1 {
		if middle := early.Add(late.Sub(early) / 2); fits(middle) {
			early = middle
		} else {
			late = middle
		}
	}
	return early, nil
}
