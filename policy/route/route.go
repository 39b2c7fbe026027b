// Package route works out promises that pass through several hands: our four
// hours, then the courier's two days, each on its own calendar.
//
//	r, err := route.New(route.Config{Legs: []route.Leg{
//		{Name: "workshop", Calendar: office, Takes: promise.Within(4 * time.Hour), Pad: time.Hour},
//		{Name: "courier", Calendar: courier, Takes: promise.InDaysByClose(2)},
//	}})
//	plan, err := r.From(now)   // forward: the date that can be promised
//	plan, err = r.Until(due)   // backward: the latest safe start of each leg
//	report, err := r.Check(start, due, now, handovers...)
//
// # The model
//
// Legs follow each other: each starts when the one before ends, and takes a
// [promise.Deadline] counted on its own calendar. A leg that ends at a close hands
// over at once; the next leg's clock runs when its calendar opens.
//
// Forward, [Route.From] gives the earliest honest date: every leg ends as its
// deadline says, and then the pad. Backward, [Route.Until] gives for each leg the
// latest instant at which it can start and the whole still arrive in time. These
// are exact: started a nanosecond later, it does not. So where a leg must be
// handed over before a close, that is the last instant before it.
//
// # Pads
//
// A pad is working time by which a leg may overrun. Left with the legs, each leg
// has its own, and each is used up (work fills the time there is). Pooled, the
// legs are planned without, and one pad stands before the date, on the last leg's
// calendar: the square root of the sum of the squares of the legs' pads, since
// not all legs overrun at once (critical chain, L. P. Leach, Critical Chain Project
// Management, 2000: the root of the sum of squares; it holds for legs that overrun
// independently of each other).
//
// # Laws
//
//	From(Until(due).Start).Arrives is not after due
//	From of any later start arrives after due
//	Until(From(start).Arrives).Start is not before start
//	the time a leg used is what it was allowed and its overrun
//
// The first holds always. The second and the third do not where a later start
// can end earlier, and then the start is safe, but not always the latest: by
// business days within a repeated hour, and on a calendar of night shifts, where
// the small hours belong to another date than the evening before.
//
// # Zero values, concurrency, purity
//
// A [Route] is immutable and safe for concurrent use; the zero Route has no legs
// and arrives when it starts. Nothing reads the clock. Times are in the zone of
// the leg that they belong to.
package route

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/rickb777/date/v2/clock"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A Leg is one stretch of a route, in one pair of hands.
type Leg struct {
	// Name says whose it is ("courier"). Required, and different for each.
	Name string `json:"name"`
	// Calendar is by which it counts. Required.
	Calendar *calendar.Calendar `json:"calendar,omitzero"`
	// Takes is how long it takes from when it starts: working time or business
	// days. Required.
	Takes promise.Deadline `json:"takes,omitzero"`
	// Cutoff is the time of day from which on what is handed over counts, for
	// business days, as come in at the opening of the next one. Defaults to
	// none.
	Cutoff clock.Clock `json:"cutoff,omitzero"`
	// Pad is the working time by which it may overrun. Defaults to none.
	Pad time.Duration `json:"pad,omitzero"`
}

// A Config says what a route is made of; [New] compiles it.
type Config struct {
	// Legs in the order in which they follow each other. Required.
	Legs []Leg `json:"legs,omitempty"`
	// Pool puts one pad before the date in place of the legs' own. Defaults
	// to leaving each leg its own.
	Pool bool `json:"pool,omitempty"`
}

// mostLegs bounds a route.
const mostLegs = 1000

// A Route is a chain of legs. It is compiled once by [New] and asked many
// times; it is immutable.
type Route struct {
	legs []Leg
	pool time.Duration // the pad before the date
}

// New compiles a route. Its errors, all of them joined, are each a
// [*document.FieldError] that names the field.
func New(c Config) (*Route, error) {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &document.FieldError{Package: "route", Path: path, Err: fmt.Errorf(format, args...)})
	}
	if len(c.Legs) == 0 {
		fail("legs", "none; name at least one")
	}
	if len(c.Legs) > mostLegs {
		fail("legs", "%d; keep to %d", len(c.Legs), mostLegs)
		return nil, errors.Join(errs...)
	}
	names := map[string]bool{}
	for i, l := range c.Legs {
		path := fmt.Sprintf("legs[%d]", i)
		switch {
		case l.Name == "":
			fail(path+".name", "none; say whose leg it is")
		case names[l.Name]:
			fail(path+".name", "%q is there twice; keep one", l.Name)
		}
		names[l.Name] = true
		if l.Calendar == nil {
			fail(path+".calendar", "none; give one, or calendar.Always()")
		}
		if _, isDate := l.Takes.Date(); isDate {
			fail(path+".takes", "is a date; say how long it takes, like 4h or 2 days")
		} else if _, err := (promise.Terms{Calendar: calendar.Always()}).Reach(l.Takes, time.Unix(0, 0), 0); err != nil {
			fail(path+".takes", "%w", bare(err))
		}
		if l.Cutoff < 0 || l.Cutoff >= 24*clock.Hour {
			fail(path+".cutoff", "%v is outside the day; write 00:01 to 23:59", time.Duration(l.Cutoff))
		}
		if l.Pad < 0 {
			fail(path+".pad", "%v is less than nothing; write at least 0s", l.Pad)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	r := &Route{legs: append([]Leg(nil), c.Legs...)}
	if c.Pool {
		r.poolPads()
	}
	return r, nil
}

// bare returns what is wrong without the field that says so elsewhere.
func bare(err error) error {
	var field *document.FieldError
	if errors.As(err, &field) {
		return field.Err
	}
	return err
}

// poolPads takes the pads from the legs and puts their pool before the date, in
// whole seconds, rounded up.
func (r *Route) poolPads() {
	var squares float64
	for i := range r.legs {
		squares += r.legs[i].Pad.Seconds() * r.legs[i].Pad.Seconds()
		r.legs[i].Pad = 0
	}
	r.pool = time.Duration(math.Ceil(math.Sqrt(squares))) * time.Second
}

// Pool returns the pad before the date, in working time of the last leg's
// calendar; 0 where each leg has its own.
func (r *Route) Pool() time.Duration { return r.pool }

// end returns when a leg that starts at t has ended, its pad included.
func (l Leg) end(t time.Time) (time.Time, error) {
	done, err := (promise.Terms{Calendar: l.Calendar, Cutoff: l.Cutoff}).Reach(l.Takes, t, 0)
	if err == nil && l.Pad > 0 {
		done, err = l.Calendar.Add(done, l.Pad)
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("route: %s: %w", l.Name, err)
	}
	return done, nil
}
