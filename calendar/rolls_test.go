package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
)

// Rolls have names of their own; arithmetic never rolls.
func ExampleCalendar_RollForward() {
	cal := berlinOffice()
	lunch := time.Date(2026, time.January, 9, 12, 30, 0, 0, cal.Zone())
	forward, _ := cal.RollForward(lunch)
	fmt.Println(forward.Format("15:04"))
	// Output:
	// 13:00
}

func TestRolls(t *testing.T) {
	cal := mustParse(t, `{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30"}`)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.January, day, hour, minute, 0, 0, cal.Zone())
	}
	for _, c := range []struct{ t, forward time.Time }{
		{at(5, 10, 0), at(5, 10, 0)},
		{at(5, 9, 0), at(5, 9, 0)},
		{at(5, 12, 0), at(5, 13, 0)},
		{at(5, 12, 30), at(5, 13, 0)},
		{at(10, 10, 0), at(12, 9, 0)},
	} {
		forward, ok := cal.RollForward(c.t)
		require.True(t, ok && forward.Equal(c.forward), "%v forward is %v", c.t, forward)
	}
	once := mustParse(t, `{"zone":"UTC","days":[{"on":"2026-03-16","hours":"09:00-10:00"}]}`)
	_, ok := once.RollForward(at(20, 0, 0).AddDate(1, 0, 0))
	require.False(t, ok)
}

func TestNamesOn(t *testing.T) {
	plain := `{"name":"desk","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"--12-25","name":"Christmas Day"},{"on":"2026-12-24","hours":"09:00-12:00","name":"Christmas Eve"},{"on":"2026-12-28"}],
		"breaks":[{"on":"2026-12-24","hours":"10:00-11:00","name":"toast"},{"on":"2026-12-29","hours":"10:00-11:00"}]}`
	outage := `{"name":"outage","zone":"UTC","days":[{"on":"2026-12-30","hours":"09:00-10:00"}]}`
	for _, c := range []struct {
		doc  string
		day  int
		want []string
	}{
		{plain, 23, nil}, {plain, 24, []string{"Christmas Eve", "break: toast"}}, {plain, 25, []string{"Christmas Day"}}, {plain, 28, nil}, {plain, 29, []string{"break"}},
		{`{"union":[` + plain + `,` + outage + `]}`, 25, []string{"desk: Christmas Day"}},
		{`{"subtract":[` + plain + `,` + outage + `]}`, 30, []string{"outage"}}, {`{"subtract":[` + plain + `,` + outage + `]}`, 31, nil},
	} {
		require.Equal(t, c.want, mustParse(t, c.doc).NamesOn(date.New(2026, time.December, c.day)), "%s on %d", c.doc, c.day)
	}
	require.Empty(t, calendar.Always().NamesOn(date.New(2300, time.January, 1)))
	require.Empty(t, (&calendar.Calendar{}).NamesOn(date.New(2026, time.January, 1)))
}
