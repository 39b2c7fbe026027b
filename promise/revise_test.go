package promise_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// onCall is open day and night in the zone of the desk.
func onCall(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"on call","zone":"Europe/Berlin","week":"24/7"}`))
	require.NoError(tb, err)
	return cal
}

// TestReviseCalendar changes the calendar in the middle, with worked figures. The
// promise is made on Friday, 2026-01-09, at 15:00 for eight hours on an office
// calendar, 9 to 17: due on Monday at 15:00, with a target an hour before.
func TestReviseCalendar(t *testing.T) {
	office, always := desk(), onCall(t)
	friday := time.Date(2026, time.January, 9, 15, 0, 0, 0, office.Zone())
	monday := func(hour, minute int) time.Time {
		return time.Date(2026, time.January, 12, hour, minute, 0, 0, office.Zone())
	}
	p, err := promise.Make(promise.Terms{Calendar: office, Due: promise.Within(8 * time.Hour), Target: promise.Before(time.Hour)}, promise.About{}, friday)
	require.NoError(t, err)
	for _, c := range []struct {
		name        string
		events      []promise.Event
		at          time.Time
		due, target time.Time
		elapsed     time.Duration
		standing    promise.Standing
	}{
		{
			// Two hours on Friday and half an hour on Monday are used: an hour
			// and a half is left of four.
			"low on office hours turns urgent around the clock, carrying on",
			[]promise.Event{{Kind: promise.Revise, At: monday(9, 30), Terms: promise.Terms{Calendar: always, Due: promise.Within(4 * time.Hour)}, Count: promise.Carry}},
			monday(9, 45), monday(11, 0), monday(10, 0), 2*time.Hour + 45*time.Minute, promise.OnTrack,
		},
		{
			"the same, counting anew",
			[]promise.Event{{Kind: promise.Revise, At: monday(9, 30), Terms: promise.Terms{Calendar: always, Due: promise.Within(4 * time.Hour)}, Count: promise.Anew}},
			monday(9, 45), monday(13, 30), monday(12, 30), 2*time.Hour + 45*time.Minute, promise.OnTrack,
		},
		{
			// Everything was used before: it breaks at the revision, not on Friday.
			"more is used than the new terms allow",
			[]promise.Event{{Kind: promise.Revise, At: monday(9, 30), Terms: promise.Terms{Calendar: always, Due: promise.Within(2 * time.Hour)}, Count: promise.Carry}},
			monday(9, 30), monday(9, 30), monday(8, 30), 2*time.Hour + 30*time.Minute, promise.Broken,
		},
		{
			// The due instant stays as it was said; from then on the weekend
			// counts, and so does a pause in it.
			"only the calendar changes, and a pause comes after",
			[]promise.Event{
				{Kind: promise.Revise, At: friday.Add(time.Hour), Terms: promise.Terms{Calendar: always}},
				{Kind: promise.Pause, At: friday.Add(24 * time.Hour)}, {Kind: promise.Resume, At: friday.Add(26 * time.Hour)},
			},
			monday(9, 0), monday(17, 0), monday(16, 0), 64 * time.Hour, promise.OnTrack,
		},
		{
			// A pause on Friday evening costs nothing on office hours, but counts
			// by the clock in force when the clock changes.
			"the pause came before the change",
			[]promise.Event{
				{Kind: promise.Pause, At: friday.Add(time.Hour)}, {Kind: promise.Resume, At: friday.Add(20 * time.Hour)},
				{Kind: promise.Revise, At: monday(9, 0), Terms: promise.Terms{Calendar: always, Due: promise.Within(8 * time.Hour)}, Count: promise.Carry, Agreed: true},
			},
			monday(9, 0), monday(16, 0), monday(15, 0), time.Hour, promise.OnTrack,
		},
		{
			// Two business days from Friday, whatever the clock: the revision
			// reads them again from the start, on the new calendar.
			"days carried over to another calendar",
			[]promise.Event{{Kind: promise.Revise, At: monday(9, 0), Terms: promise.Terms{Calendar: always, Due: promise.InDays(4)}, Count: promise.Carry, Agreed: true}},
			monday(10, 0), monday(15, 0).AddDate(0, 0, 1), monday(14, 0).AddDate(0, 0, 1), 3 * time.Hour, promise.OnTrack,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := p.Record(friday, c.events...)
			require.NoError(t, err)
			s := q.At(c.at)
			due, _ := s.Due()
			target, _ := s.Target()
			require.True(t, due.Equal(c.due), "due %v, want %v\n%s", due, c.due, q.Explain(c.at))
			require.True(t, target.Equal(c.target), "target %v, want %v\n%s", target, c.target, q.Explain(c.at))
			require.Equal(t, c.elapsed, s.Elapsed)
			require.Equal(t, c.standing, s.Standing)
			var sum time.Duration
			for _, step := range q.Explain(c.at).Steps {
				sum += step.Counted
			}
			require.Equal(t, s.Elapsed, sum, "the steps add up over two calendars")
		})
	}
}

// TestTermsAt: a later date that does not bind changes no terms; one that was agreed
// to does, from then on.
func TestTermsAt(t *testing.T) {
	made := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(4 * time.Hour)}, promise.About{}, made)
	require.NoError(t, err)
	office := calendar.MustWeek("Mo-Fr 09:00-17:00")
	cal, err := calendar.New(calendar.Config{Zone: time.UTC, Week: office})
	require.NoError(t, err)
	revise := func(hours int, agreed bool) promise.Event {
		return promise.Event{Kind: promise.Revise, At: made.Add(time.Duration(hours) * time.Hour), Count: promise.Carry, Agreed: agreed, Terms: promise.Terms{Calendar: cal, Due: promise.Within(20 * time.Hour)}}
	}
	p, err = p.Record(made.Add(3*time.Hour), revise(1, false), revise(2, true))
	require.NoError(t, err)
	require.True(t, p.TermsAt(made.Add(-time.Hour)).Calendar.Equal(calendar.Always()))
	require.True(t, p.TermsAt(made.Add(time.Hour)).Calendar.Equal(calendar.Always()), "it does not bind")
	require.True(t, p.TermsAt(made.Add(2*time.Hour)).Calendar.Equal(cal))
	require.True(t, p.TermsAt(made.Add(2*time.Hour)).Due.Equal(promise.Within(20*time.Hour)))
	require.Nil(t, promise.Promise{}.TermsAt(made).Calendar)
}

// A target that sooner terms count back to before the revision is an amount of none, and
// not less, if the clock stood in between.
func TestSoonerTargetIsNoLessThanNothing(t *testing.T) {
	for back, want := range map[time.Duration]string{9 * time.Hour: "1h0m0s", 10 * time.Hour: "0s", 11 * time.Hour: "0s"} {
		p := eightHours(t, promise.Terms{Target: promise.Within(7 * time.Hour)}, promise.About{},
			promise.Event{Kind: promise.Pause, At: on(5, 10)}, promise.Event{Kind: promise.Resume, At: on(5, 13)},
			promise.Event{Kind: promise.Revise, At: on(5, 14), Count: promise.Sooner, Rule: true, Terms: promise.Terms{Due: promise.Within(8 * time.Hour), Target: promise.Before(back)}})
		require.Equal(t, want, p.TermsAt(on(5, 14)).Target.String(), "%v before tue 14:00", back)
	}
}
