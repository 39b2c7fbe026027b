// Package route plans promises that pass through several hands: our four
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
// Forward, [Route.From] returns the earliest date that can be kept: every leg ends at
// its deadline, and the pad follows. Backward, [Route.Until] returns for each leg the
// latest instant at which it can start so that the route arrives in time. These
// instants are exact: a leg that starts a nanosecond later is late. If a leg must be
// handed over before a close, its instant is the last one before the close.
//
// # Pads
//
// A pad is working time by which a leg may overrun. By default each leg has its own
// pad, and tends to use it up (work fills the available time). If pads are pooled, the
// legs are planned without pads, and one pad comes before the date, on the last leg's
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
// The first law is always true. The second and the third are not if a later start
// can end earlier; then the start is safe, but not always the latest. This occurs for
// business days within a repeated hour, and on a calendar of night shifts, where
// the hours after midnight belong to another date than the evening before.
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
	// Name is the name of the leg ("courier"). Required, and unique in the route.
	Name string `json:"name"`
	// Calendar is the calendar in which the leg counts. Required.
	Calendar *calendar.Calendar `json:"calendar,omitzero"`
	// Takes is how long the leg takes from its start: working time or business
	// days. Required.
	Takes promise.Deadline `json:"takes,omitzero"`
	// Cutoff is the time of day after which a handover counts, for business days, as
	// received at the opening of the next business day. Defaults to none.
	Cutoff clock.Clock `json:"cutoff,omitzero"`
	// Pad is the working time by which the leg may overrun. Defaults to none.
	Pad time.Duration `json:"pad,omitzero"`
}

// Config holds the parameters for [New].
type Config struct {
	// Legs are the legs in the order in which they follow each other. Required.
	Legs []Leg `json:"legs,omitempty"`
	// Pool reports whether one pad before the date replaces the pads of the legs.
	// Defaults to no.
	Pool bool `json:"pool,omitempty"`
}

// mostLegs bounds the number of legs of a route.
const mostLegs = 1000

// A Route is a chain of legs. It is compiled once by [New] and used many
// times; it is immutable and safe for concurrent use. The zero Route has no legs.
type Route struct {
	legs []Leg
	pool time.Duration // the pad before the date
}

// New compiles a route. It returns all errors joined, each a
// [*document.FieldError] that names the field.
func New(c Config) (*Route, error) {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &document.FieldError{Package: "route", Path: path, Err: fmt.Errorf(format, args...)})
	}
	if len(c.Legs) == 0 {
		fail("legs", "required; name at least one")
	}
	if len(c.Legs) > mostLegs {
		fail("legs", "must not be more than %d, got %d", mostLegs, len(c.Legs))
		return nil, errors.Join(errs...)
	}
	names := map[string]bool{}
	for i, l := range c.Legs {
		path := fmt.Sprintf("legs[%d]", i)
		switch {
		case l.Name == "":
			fail(path+".name", "required; for example \"courier\"")
		case names[l.Name]:
			fail(path+".name", "duplicate %q; remove one of the two", l.Name)
		}
		names[l.Name] = true
		if l.Calendar == nil {
			fail(path+".calendar", "required; give one, or calendar.Always()")
		}
		if _, isDate := l.Takes.Date(); isDate {
			fail(path+".takes", "expected a duration or business days, got a date; write one like 4h or 2 days")
		} else if _, err := (promise.Terms{Calendar: calendar.Always()}).Reach(l.Takes, time.Unix(0, 0), 0); err != nil {
			fail(path+".takes", "%w", bare(err))
		}
		if l.Cutoff < 0 || l.Cutoff >= 24*clock.Hour {
			fail(path+".cutoff", "%v is out of range; write 00:01 to 23:59", time.Duration(l.Cutoff))
		}
		if l.Pad < 0 {
			fail(path+".pad", "must not be negative, got %v", l.Pad)
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

// bare returns the error inside a field error, so that another path can be given.
func bare(err error) error {
	var field *document.FieldError
	if errors.As(err, &field) {
		return field.Err
	}
	return err
}

// poolPads replaces the pads of the legs by one pool before the date, in
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
// calendar; 0 if each leg has its own pad.
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
