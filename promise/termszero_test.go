package promise_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// Terms are zero only while no field is set: each field is tried, so that a new one is
// not forgotten.
func TestTermsIsZero(t *testing.T) {
	require.True(t, promise.Terms{}.IsZero())
	require.True(t, promise.Terms{Conditions: []promise.Condition{}}.IsZero())
	full := reflect.ValueOf(promise.Terms{
		Calendar: calendar.Always(), Due: promise.Within(0), Target: promise.InDaysByClose(0), Notice: time.Second, Cutoff: clock.Second,
		DayZero: promise.AtReceipt, Starts: promise.OnEvent, OnPause: promise.Hold, OnReopen: promise.Ignore, Conditions: []promise.Condition{{}},
	})
	for i := range full.NumField() {
		name := full.Type().Field(i).Name
		require.False(t, full.Field(i).IsZero(), "set %s in this test", name)
		var one promise.Terms
		reflect.ValueOf(&one).Elem().Field(i).Set(full.Field(i))
		require.False(t, one.IsZero(), name)
	}
}
