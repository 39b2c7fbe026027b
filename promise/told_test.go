package promise_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// toldDesk is open from Monday to Friday, 09:00 to 17:00, in UTC; days are of
// January 2026, and 5 is a Monday.
func toldDesk(tb testing.TB) (*calendar.Calendar, func(day, hour int) time.Time) {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"desk","zone":"UTC","week":"Mo-Fr 09:00-17:00"}`))
	require.NoError(tb, err)
	return cal, func(day, hour int) time.Time { return time.Date(2026, time.January, day, hour, 0, 0, 0, time.UTC) }
}

// TestTold asks, on Friday noon, what the customer was told last of a promise made
// on Monday, 09:00, for Friday, 16:00; "-" is nothing.
func TestTold(t *testing.T) {
	cal, on := toldDesk(t)
	revise := func(at, to time.Time, agreed, rule bool) promise.Event {
		return promise.Event{Kind: promise.Revise, At: at, Terms: promise.Terms{Due: promise.By(to)}, Agreed: agreed, Rule: rule}
	}
	update := promise.Event{Kind: promise.Update, At: on(7, 9)}
	carried := func(to time.Time) promise.About {
		return promise.About{Restarts: "T-6", CarriedDue: promise.Said{Due: promise.By(to), At: to}}
	}
	for _, c := range []struct {
		name           string
		about          promise.About
		events         []promise.Event
		told, expected string
	}{
		{"when it was made", promise.About{}, nil, "9 16:00", "-"},
		{"implied", promise.About{Origin: promise.Implied}, nil, "-", "-"},
		{"implied, and said in an update", promise.About{Origin: promise.Implied}, []promise.Event{update}, "9 16:00", "-"},
		{"implied, and told late", promise.About{Origin: promise.Implied}, []promise.Event{{Kind: promise.Update, At: on(7, 9), Late: true}}, "-", "-"},
		{"implied, and said by a person", promise.About{Origin: promise.Implied}, []promise.Event{revise(on(6, 9), on(12, 9), true, false)}, "12 09:00", "-"},
		{"by a person", promise.About{}, []promise.Event{revise(on(6, 9), on(12, 9), true, false)}, "12 09:00", "-"},
		{"later by a person, not agreed", promise.About{}, []promise.Event{revise(on(6, 9), on(12, 9), false, false)}, "9 16:00", "12 09:00"},
		{"later by a rule", promise.About{}, []promise.Event{revise(on(6, 9), on(12, 9), false, true)}, "9 16:00", "-"},
		{"later by a rule, and told", promise.About{}, []promise.Event{revise(on(6, 9), on(12, 9), false, true), update}, "9 16:00", "12 09:00"},
		{"earlier by a rule", promise.About{}, []promise.Event{revise(on(6, 9), on(8, 9), false, true)}, "9 16:00", "-"},
		{"earlier by a rule, and told", promise.About{}, []promise.Event{revise(on(6, 9), on(8, 9), false, true), update}, "8 09:00", "-"},
		{"told before the rule", promise.About{}, []promise.Event{update, revise(on(7, 10), on(8, 9), false, true)}, "9 16:00", "-"},
		{"earlier by a rule, agreed", promise.About{}, []promise.Event{revise(on(6, 9), on(8, 9), true, true)}, "8 09:00", "-"},
		{"twice by a rule", promise.About{}, []promise.Event{revise(on(6, 9), on(8, 9), false, true), revise(on(6, 10), on(7, 9), false, true)}, "9 16:00", "-"},
		{"by a rule, then by a person", promise.About{}, []promise.Event{revise(on(6, 9), on(8, 9), false, true), revise(on(6, 10), on(7, 9), false, false)}, "7 09:00", "-"},
		{"by a rule, then only the target", promise.About{}, []promise.Event{
			revise(on(6, 9), on(8, 9), false, true),
			{Kind: promise.Revise, At: on(6, 10), Terms: promise.Terms{Target: promise.Before(time.Hour)}},
		}, "9 16:00", "-"},
		{"by a rule, then paused", promise.About{}, []promise.Event{
			revise(on(6, 9), on(8, 9), false, true), {Kind: promise.Pause, At: on(6, 10)}, {Kind: promise.Resume, At: on(6, 11)},
		}, "-", "-"},
		{"an update before it was promised", promise.About{Origin: promise.Implied}, []promise.Event{{Kind: promise.Update, At: on(4, 9)}}, "-", "-"},
		{"in place of another, due earlier", carried(on(8, 9)), nil, "8 09:00", "-"},
		{"in place of another, due earlier, and told", carried(on(8, 9)), []promise.Event{update}, "8 09:00", "9 16:00"},
		{"in place of another, due later", carried(on(12, 9)), nil, "12 09:00", "-"},
		{"in place of another, due later, and told", carried(on(12, 9)), []promise.Event{update}, "9 16:00", "-"},
	} {
		p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(39 * time.Hour)}, c.about, on(5, 9))
		require.NoError(t, err, c.name)
		p, err = p.Record(on(5, 9), c.events...)
		require.NoError(t, err, c.name)
		e := p.Explain(on(9, 12))
		write := func(at time.Time, ok bool) string {
			require.Equal(t, ok, !at.IsZero(), c.name)
			if !ok {
				return "-"
			}
			return at.Format("2 15:04")
		}
		require.Equal(t, c.told, write(e.Told()), "%s\n%s", c.name, e)
		require.Equal(t, c.expected, write(e.ToldExpected()), "%s\n%s", c.name, e)
	}
}

// TestExplanationTellsWhatWasTold shows every update with who told it, when and
// through which channel, a due instant with its condition, and late news.
func TestExplanationTellsWhatWasTold(t *testing.T) {
	cal, on := toldDesk(t)
	p, err := promise.Make(promise.Terms{
		Calendar: cal, Due: promise.Within(39 * time.Hour), Conditions: []promise.Condition{{Name: "file sent", By: on(8, 12)}},
	}, promise.About{ID: "T-7", Name: "repair", By: promise.Person("Ann"), Channel: "phone"}, on(5, 9))
	require.NoError(t, err)
	p, err = p.Record(on(5, 9),
		promise.Event{Kind: promise.Update, At: on(6, 9), By: promise.Bot("mailer"), Channel: "email", Note: "weekly news"},
		promise.Event{Kind: promise.Update, At: on(7, 9), By: promise.Person("Ben"), Channel: "chat", Late: true, Reason: "a part is missing"},
		promise.Event{Kind: promise.Revise, At: on(8, 9), By: promise.Person("Ben"), Channel: "phone", Agreed: true, Terms: promise.Terms{Due: promise.By(on(12, 12))}},
	)
	require.NoError(t, err)
	_, text, _ := strings.Cut(p.Explain(on(8, 10)).String(), "elapsed\n")
	want := `  condition "file sent" by Thu  8 Jan 2026 12:00: not met yet; else void
  told Tue  6 Jan 2026 09:00: an update, by the program mailer, through email: weekly news
  told Wed  7 Jan 2026 09:00: it will be late, by Ben, through chat: a part is missing
  revised Thu  8 Jan 2026 09:00: due Mon 12 Jan 2026 12:00 instead of Fri  9 Jan 2026 16:00, agreed, by Ben, through phone
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Contains(t, p.Explain(on(8, 10)).String(), cal.Fingerprint()[:12]+", by Ann, through phone\n")
	for at, verdict := range map[time.Time]string{
		on(6, 10): `on track; due Fri  9 Jan 2026 16:00 if "file sent" is met by Thu  8 Jan 2026 12:00, 30h of working time left`,
		on(7, 10): `on track; due Fri  9 Jan 2026 16:00 if "file sent" is met by Thu  8 Jan 2026 12:00, 22h of working time left; the customer was told Wed  7 Jan 2026 09:00 that it will be late, and no other date since`,
		on(8, 10): `on track; due Mon 12 Jan 2026 12:00 if "file sent" is met by Thu  8 Jan 2026 12:00, 18h of working time left`,
	} {
		require.Equal(t, verdict, p.Explain(at).Verdict)
	}
}
