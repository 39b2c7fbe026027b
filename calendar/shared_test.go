package calendar_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
)

// TestParseShares: one document makes one calendar, as long as that is in use, and
// however many others are read meanwhile the calendars are right.
func TestParseShares(t *testing.T) {
	doc := func(i int) []byte {
		return fmt.Appendf(nil, `{"name":"shared %d","zone":"UTC","week":"Mo-Fr 09:00-17:00"}`, i)
	}
	first, err := calendar.Parse(doc(0))
	require.NoError(t, err)
	again, err := calendar.Parse(doc(0))
	require.NoError(t, err)
	require.Same(t, first, again)
	held := []*calendar.Calendar{first}
	for i := range 1000 {
		c, err := calendar.Parse(doc(i))
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("shared %d", i), c.Name())
		if i%2 == 0 {
			held = append(held, c)
		}
		if i%300 == 0 {
			runtime.GC()
		}
	}
	for i, c := range held[1:] {
		require.Equal(t, fmt.Sprintf("shared %d", 2*i), c.Name())
	}
	_, err = calendar.Parse([]byte(`{"name":"shared 0","zone":"UTC"}`))
	require.ErrorIs(t, err, calendar.ErrNeverOpen)
}
