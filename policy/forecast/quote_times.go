package forecast

import (
	"errors"
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// ErrUnreachable is returned by [Quote.Terms] if no time is honest at the level asked
// for.
var ErrUnreachable = errors.New("forecast: no time is honest at this level; ask for a lower one, or promise an update instead")

// Times are the instants of a quote, in the calendar's zone. Optimistic, Likely and Due
// are rounded for the customer. Internal is for the team and not rounded, but at most
// Due. Optimistic and Likely are zero if those of the quote are.
type Times struct {
	Optimistic, Likely, Internal, Due time.Time
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
		up := t
		for past := pastHalfHour(up); past > 0; past = pastHalfHour(up) {
			up = up.Add(30*time.Minute - past)
		}
		if closing, ok := cal.NextClose(t.Add(-1)); ok && closing.Before(up) {
			return closing
		}
		return up
	case policy.ToClose:
		today := date.NewAt(t)
		for d := today - 1; d <= today+1; d++ { // a night shift closes on the morning after
			if hours := cal.OpenOn(d); len(hours) > 0 && cal.IsBusinessDay(d) {
				if closing := hours[len(hours)-1].To; !closing.Before(t) {
					return closing
				}
			}
		}
	case policy.ToDate:
		if d := date.NewAt(t); !cal.At(d, 0).Equal(t) {
			return cal.At(d+1, 0)
		}
	}
	return t
}

// pastHalfHour returns the time on the clock since :00 or :30.
func pastHalfHour(local time.Time) time.Duration {
	return time.Duration(local.Minute()%30)*time.Minute + time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
}
