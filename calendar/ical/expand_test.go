package ical

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/teambition/rrule-go"
)

// TestPanic checks that a panic of the library, which no rule that is let
// through is known to raise, becomes an error.
func TestPanic(t *testing.T) {
	r, err := parseRule("FREQ=MONTHLY;BYDAY=1MO", 0, true)
	require.NoError(t, err)
	monday := rrule.MO
	r.option.Byweekday = []rrule.Weekday{monday.Nth(-53)}
	_, err = r.starts(0, 1000*day, func(local) bool { return true }, newBudget(Config{MaxInstances: 1000}))
	require.ErrorContains(t, err, "not supported (runtime error: index out of range")
}
