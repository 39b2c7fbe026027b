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

// ErrUnreachable says that a quote has no time that is honest at the level that
// was asked for.
var ErrUnreachable = errors.New("forecast: no time is honest at this level; ask for a lower one, or promise an update instead")

// Times are the instants of a quote, in the calendar's zone. Optimistic, Likely and
// Due are times that can be said; Internal is for the team and as it was worked
// out, unless that is after Due. Optimistic and Likely are zero where the quote's are.
type Times struct {
	Optimistic, Likely, Internal, Due time.Time
}

// Day returns the last date on which the promise can be kept, in the zone of Due:
// the Tuesday of "on Tuesday", where Due is the midnight after it.
func (t Times) Day() date.Date { return date.NewAt(t.Due.Add(-1)) }

// Times reads the quote from the instant made on a calendar. What is said is rounded
// up, never down, to :00 and :30 or a close that comes first (policy.ToHalfHour),
// to the last close of a business day (policy.ToClose) or to the end of a date
// ([policy.ToDate]); "" leaves it. The error is that of the calendar if it never gets
// there, or names a rounding that is not known.
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
			continue // history does not get there
		}
		at, err := cal.Add(made, part.d)
		if err != nil {
			return Times{}, err
		}
		*part.into = roundUp(cal, at.In(cal.Zone()), part.round)
	}
	return t, nil
}

// Terms returns the terms of a promise for the quote, made at the instant made: the
// due instant that [Quote.Times] returns, and the internal target where it is
// earlier. The due is an amount of working time, so that pauses move it. With
// [policy.ToDate], and where no amount of working time ends at that instant, it is a date
// that was said ([promise.By]), which pauses do not move. The error is
// [ErrUnreachable] for a quote that is not reachable, or that of Times.
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

// roundUp returns the first time at or after t that a person would say.
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

// pastHalfHour returns the time on the clock since it read :00 or :30.
func pastHalfHour(local time.Time) time.Duration {
	return time.Duration(local.Minute()%30)*time.Minute + time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
}
