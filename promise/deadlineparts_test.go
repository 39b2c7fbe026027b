package promise_test

import (
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
)

// rebuilt makes a deadline anew of what its methods return, and counts the kinds
// that it is.
func rebuilt(d promise.Deadline) (again promise.Deadline, kinds int) {
	if amount, ok := d.Working(); ok {
		again, kinds = promise.Within(amount), kinds+1
	}
	if amount, ok := d.BeforeDue(); ok {
		again, kinds = promise.Before(amount), kinds+1
	}
	if at, ok := d.Date(); ok {
		again, kinds = promise.By(at), kinds+1
	}
	if n, ok := d.BusinessDays(); ok {
		kinds++
		k, hasClock := d.Clock()
		switch {
		case d.AtClose():
			again = promise.InDaysByClose(n)
		case hasClock:
			again = promise.InDaysBy(n, k)
		default:
			again = promise.InDays(n)
		}
	}
	return again, kinds
}

// A deadline is exactly one of its kinds, and its parts make it again.
func TestDeadlineParts(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	for _, d := range []promise.Deadline{
		promise.Within(0), promise.Within(90 * time.Minute), promise.Within(time.Nanosecond),
		promise.InDays(1), promise.InDays(999_999),
		promise.InDaysBy(0, 0), promise.InDaysBy(0, 24*clock.Hour), promise.InDaysBy(2, clock.New(16, 0, 30, 0)),
		promise.InDaysByClose(0), promise.InDaysByClose(3),
		promise.By(time.Date(2026, 1, 9, 16, 0, 0, 5, berlin)), promise.By(time.Time{}),
		promise.Before(4 * time.Hour),
	} {
		again, kinds := rebuilt(d)
		require.Equal(t, 1, kinds, "%#v", d)
		require.Equal(t, d, again)
	}
}

// Of the zero Deadline and of other kinds, the parts are zero and not there.
func TestDeadlinePartsOfOthers(t *testing.T) {
	_, kinds := rebuilt(promise.Deadline{})
	require.Zero(t, kinds)
	for _, d := range []promise.Deadline{{}, promise.Within(time.Hour), promise.InDays(2), promise.InDaysBy(2, 1), promise.InDaysByClose(2), promise.By(time.Unix(0, 0)), promise.Before(time.Hour)} {
		if amount, ok := d.Working(); !ok {
			require.Zero(t, amount, "%v", d)
		}
		if amount, ok := d.BeforeDue(); !ok {
			require.Zero(t, amount, "%v", d)
		}
		if n, ok := d.BusinessDays(); !ok {
			require.Zero(t, n, "%v", d)
		}
		if k, ok := d.Clock(); !ok {
			require.Zero(t, k, "%v", d)
		}
		if at, ok := d.Date(); !ok {
			require.Zero(t, at, "%v", d)
		}
		if _, hasClock := d.Clock(); hasClock || d.AtClose() {
			_, inDays := d.BusinessDays()
			require.True(t, inDays, "%v", d)
			require.NotEqual(t, hasClock, d.AtClose(), "%v", d)
		}
	}
}
