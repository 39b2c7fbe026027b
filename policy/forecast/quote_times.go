package forecast

import (
	"errors"
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/rounding"
	"github.com/underpromise/underpromise/promise"
)

// ErrUnreachable is returned by [Quote.Terms] if no time is honest at the level asked
// for.
var ErrUnreachable = errors.New("forecast: no time is honest at this level; ask for a lower one, or promise an update instead")

// Times are the instants of a quote, in the calendar's zone. Optimistic, Likely and Due
// are rounded for the customer. Internal is for the team and not rounded, but at most
// Due. Optimistic and Likely are zero if those of the quote are.
type Times struct {
	Optimistic time.Time `json:"optimistic,omitzero"`
	Likely     time.Time `json:"likely,omitzero"`
	Internal   time.Time `json:"internal,omitzero"`
	Due        time.Time `json:"due,omitzero"`
}

// Day returns the last date on which the promise can be kept, in the zone of Due. If
// Due is the midnight after Tuesday, it is Tuesday.
func (t Times) Day() date.Date { return date.NewAt(t.Due.Add(-1)) }

// Times returns the instants of the quote for a promise made at made, on a calendar.
// Optimistic, Likely and Due are rounded up to :00 and :30 or a close that comes first
// ([policy.ToHalfHour]), to the last close of a business day ([policy.ToClose]) or to
// the end of a date ([policy.ToDate]); "" does not round. It returns the error of the
// calendar if the calendar has too little open time, or an error for an unknown
// rounding.
func (q Quote) Times(cal *calendar.Calendar, made time.Time, round policy.Round) (t Times, err error) {
	switch round {
	case "", policy.ToHalfHour, policy.ToClose, policy.ToDate:
	default:
		return Times{}, fieldError("round", fmt.Errorf("%q is not known; write %q, %q or %q", round, policy.ToHalfHour, policy.ToClose, policy.ToDate))
	}
	for _, part := range []struct {
		d     time.Duration
		into  *time.Time
		round policy.Round
	}{{q.Optimistic, &t.Optimistic, round}, {q.Likely, &t.Likely, round}, {q.Internal, &t.Internal, ""}, {q.Due, &t.Due, round}} {
		if part.d == 0 && part.into != &t.Due && part.into != &t.Internal {
			continue // the history has no such time
		}
		at, err := cal.Add(made, part.d)
		if err != nil {
			return Times{}, err
		}
		*part.into = roundUp(cal, at.In(cal.Zone()), part.round)
	}
	return t, nil
}

// Terms returns the terms of a promise made at made: the due of [Quote.Times], and the
// internal target if it is earlier. The due is an amount of working time, so that
// pauses move it. With [policy.ToDate], or if no amount of working time ends at the
// due, it is a fixed instant ([promise.By]), which pauses do not move. It returns
// [ErrUnreachable] for a quote that is not reachable, or the error of Times.
func (q Quote) Terms(cal *calendar.Calendar, made time.Time, round policy.Round) (promise.Terms, error) {
	if !q.Reachable {
		return promise.Terms{}, ErrUnreachable
	}
	t, err := q.Times(cal, made, round)
	if err != nil {
		return promise.Terms{}, err
	}
	terms := promise.Terms{Calendar: cal, Due: promise.By(t.Due)}
	if amount := cal.Between(made, t.Due); round != policy.ToDate {
		if end, err := cal.Add(made, amount); err == nil && end.Equal(t.Due) {
			terms.Due = promise.Within(amount)
		}
	}
	if q.Internal < q.Due {
		terms.Target = promise.Within(q.Internal)
	}
	return terms, nil
}

// roundUp returns the first time at or after t that the rounding allows.
func roundUp(cal *calendar.Calendar, t time.Time, round policy.Round) time.Time {
	switch round {
	case policy.ToHalfHour:
		return rounding.HalfHourUp(cal, t)
	case policy.ToClose:
		return rounding.CloseUp(cal, t)
	case policy.ToDate:
		return rounding.DateUp(cal, t)
	}
	return t
}
