package policy_test

import (
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

const officeDoc = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30","days":[{"on":"easter-2","name":"Good Friday"},{"on":"easter+1","name":"Easter Monday"}]}`

func parseCalendar(tb testing.TB, doc string) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(doc))
	require.NoError(tb, err)
	return cal
}

// onePolicy promises one thing by one rule.
func onePolicy(tb testing.TB, cal *calendar.Calendar, rule policy.Rule, pad policy.Pad) *policy.Policy {
	tb.Helper()
	pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{{
		Name: "reply", Calendar: cal, Rules: []policy.Rule{rule}, Pad: pad,
	}}})
	require.NoError(tb, err)
	return pol
}

// TestPads has one promise for each kind of pad, worked out by hand. All are
// made on Thursday, 2026-04-02, at 10:05, before a weekend of four days.
func TestPads(t *testing.T) {
	cal := parseCalendar(t, officeDoc)
	made := time.Date(2026, time.April, 2, 10, 5, 0, 0, cal.Zone())
	hours := func(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }
	for _, c := range []struct {
		name        string
		rule        policy.Rule
		pad         policy.Pad
		due, target string // "02 15:04" is the day of April and the time; "" is none
		why         string
	}{
		{"none", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{}, "02 15:05", "02 15:05", ""},
		{"no target", policy.Rule{Due: promise.Within(hours(4))}, policy.Pad{}, "02 15:05", "", ""},
		{"both given", policy.Rule{Target: promise.Within(hours(2)), Due: promise.Within(hours(4))}, policy.Pad{Percent: 50}, "02 15:05", "02 13:05", ""},
		{"fixed", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{Fixed: hours(1)}, "02 16:05", "02 15:05", "1h"},
		{"percent", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{Percent: 25}, "02 16:05", "02 15:05", "25% of 4h is 1h"},
		{"percent over the weekend", policy.Rule{Target: promise.Within(hours(6))}, policy.Pad{Percent: 50}, "07 11:35", "02 17:05", "50% of 6h is 3h"},
		{"at least", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{Percent: 5, AtLeast: hours(0.5)}, "02 15:35", "02 15:05", "5% of 4h is 12m, raised to at least 30m"},
		{"at most", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{Percent: 50, AtMost: hours(1)}, "02 16:05", "02 15:05", "50% of 4h is 2h, cut to at most 1h"},
		{"half hour", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{Percent: 25, Round: policy.ToHalfHour}, "02 16:30", "02 15:05", "25% of 4h is 1h, rounded up from Thu 2 Apr 16:05 to Thu 2 Apr 16:30"},
		{"half hour at a close", policy.Rule{Target: promise.Within(hours(6))}, policy.Pad{Fixed: hours(0.4), Round: policy.ToHalfHour}, "02 17:30", "02 17:05", "24m, rounded up from Thu 2 Apr 17:29 to Thu 2 Apr 17:30"},
		{"half hour, already there", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{Fixed: 25 * time.Minute, Round: policy.ToHalfHour}, "02 15:30", "02 15:05", "25m"},
		{"close", policy.Rule{Target: promise.Within(hours(1))}, policy.Pad{Fixed: hours(0.5), Round: policy.ToClose}, "02 17:30", "02 11:05", "30m, rounded up from Thu 2 Apr 11:35 to Thu 2 Apr 17:30"},
		{"close of the next business day", policy.Rule{Target: promise.Within(hours(6.5))}, policy.Pad{Fixed: hours(1), Round: policy.ToClose}, "07 17:30", "07 09:05", "1h, rounded up from Tue 7 Apr 10:05 to Tue 7 Apr 17:30"},
		{"only rounding", policy.Rule{Target: promise.Within(hours(4))}, policy.Pad{Round: policy.ToHalfHour}, "02 15:30", "02 15:05", "0s, rounded up from Thu 2 Apr 15:05 to Thu 2 Apr 15:30"},
		{"of days", policy.Rule{Target: promise.InDays(1)}, policy.Pad{Percent: 10}, "07 10:50", "07 10:05", "10% of 7h30m is 45m"},
		{"target from promise", policy.Rule{Due: promise.Within(hours(4))}, policy.Pad{Percent: 25}, "02 15:05", "02 14:05", "25% of 4h is 1h"},
		{"target brought forward", policy.Rule{Due: promise.Within(hours(4))}, policy.Pad{Percent: 25, Round: policy.ToHalfHour}, "02 15:05", "02 14:00", "25% of 4h is 1h, brought forward from Thu 2 Apr 14:05 to Thu 2 Apr 14:00"},
		{"target before a holiday", policy.Rule{Due: promise.By(time.Date(2026, time.April, 7, 10, 0, 0, 0, cal.Zone()))}, policy.Pad{Fixed: hours(2)}, "07 10:00", "02 16:30", "2h"},
		{"target at the close before", policy.Rule{Due: promise.Within(hours(8))}, policy.Pad{Fixed: hours(0.5), Round: policy.ToClose}, "07 10:35", "02 17:30", "30m, brought forward from Tue 7 Apr 10:05 to Thu 2 Apr 17:30"},
		{"more than there is", policy.Rule{Due: promise.Within(hours(2))}, policy.Pad{Fixed: hours(3)}, "02 13:05", "02 10:05", "3h, cut to the 2h that there are"},
	} {
		t.Run(c.name, func(t *testing.T) {
			terms, why, err := onePolicy(t, cal, c.rule, c.pad).Terms("reply", nil, made)
			require.NoError(t, err)
			require.Equal(t, c.why, why.Pad)
			p, err := promise.Make(terms, promise.About{}, made)
			require.NoError(t, err)
			s := p.At(made)
			require.Equal(t, c.due, say(s.Due()), "due")
			require.Equal(t, c.target, say(s.Target()), "target")
		})
	}
}

func say(t time.Time, ok bool) string {
	if !ok {
		return ""
	}
	return t.Format("02 15:04")
}

// TestPausesMoveWhatWasPadded shows why a rounded promise stays an amount of
// working time.
func TestPausesMoveWhatWasPadded(t *testing.T) {
	cal := parseCalendar(t, officeDoc)
	made := time.Date(2026, time.March, 16, 10, 5, 0, 0, cal.Zone())
	terms, _, err := onePolicy(t, cal, policy.Rule{Target: promise.Within(2 * time.Hour)}, policy.Pad{Percent: 50, Round: policy.ToHalfHour}).Terms("reply", nil, made)
	require.NoError(t, err)
	p, err := promise.Make(terms, promise.About{}, made)
	require.NoError(t, err)
	due, _ := p.At(made).Due()
	require.Equal(t, "14:30", due.Format("15:04"))
	p, err = p.Record(made, promise.Event{Kind: promise.Pause, At: made.Add(time.Hour)}, promise.Event{Kind: promise.Resume, At: made.Add(80 * time.Minute)})
	require.NoError(t, err)
	due, _ = p.At(made.Add(2 * time.Hour)).Due()
	require.Equal(t, "14:50", due.Format("15:04"))
}

// TestPadsAgainstTheSlowWay checks padded promises against a walk over the
// minutes, and what must hold of every pad.
func TestPadsAgainstTheSlowWay(t *testing.T) {
	calendars := []*calendar.Calendar{
		parseCalendar(t, officeDoc),
		parseCalendar(t, `{"name":"nights","zone":"Australia/Lord_Howe","week":"Mo-Sa 20:00-04:15"}`),
		parseCalendar(t, `{"name":"always","zone":"Asia/Kathmandu","week":"24/7"}`),
	}
	rapid.Check(t, func(rt *rapid.T) {
		cal := rapid.SampledFrom(calendars).Draw(rt, "calendar")
		made := time.Date(2026, time.March, 27, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 14*24*60).Draw(rt, "made")) * time.Minute)
		target := rapid.IntRange(0, 30*60).Draw(rt, "target")
		amount := rapid.IntRange(0, 10*60).Draw(rt, "amount")
		round := rapid.SampledFrom([]policy.Round{"", policy.ToHalfHour, policy.ToClose}).Draw(rt, "round")
		pad := policy.Pad{Fixed: time.Duration(amount) * time.Minute, Round: round}
		rule := policy.Rule{Target: promise.Within(time.Duration(target) * time.Minute)}
		terms, why, err := onePolicy(t, cal, rule, pad).Terms("reply", nil, made)
		require.NoError(rt, err)
		p, err := promise.Make(terms, promise.About{}, made)
		require.NoError(rt, err)
		s := p.At(made)
		due, _ := s.Due()
		aim, _ := s.Target()
		require.False(rt, due.Before(aim))
		want := slowPad(cal, made, target, amount, round)
		require.True(rt, want.Equal(due), "due %v, want %v: %s", due, want, why.Pad)

		// The other way round: the target lies before the promise.
		back, _, err := onePolicy(t, cal, policy.Rule{Due: promise.Within(time.Duration(target) * time.Minute)}, pad).Terms("reply", nil, made)
		require.NoError(rt, err)
		p, err = promise.Make(back, promise.About{}, made)
		require.NoError(rt, err)
		if aim, ok := p.At(made).Target(); ok {
			due, _ = p.At(made).Due()
			require.GreaterOrEqual(rt, cal.Between(aim, due), min(pad.Fixed, cal.Between(made, due)))
			require.False(rt, aim.Before(made))
		}
	})
}

// slowPad walks on minute by minute.
func slowPad(cal *calendar.Calendar, made time.Time, target, amount int, round policy.Round) time.Time {
	at := made
	walk := func(minutes int) {
		for minutes > 0 {
			if cal.IsOpen(at) {
				minutes--
			}
			at = at.Add(time.Minute)
		}
	}
	walk(target + amount)
	if !cal.IsOpen(at.Add(-time.Minute)) {
		return at // nothing to work: it has never opened
	}
	for ; ; at = at.Add(time.Minute) {
		local := at.In(cal.Zone())
		switch {
		case round == "":
			return at
		case round == policy.ToHalfHour && (local.Minute()%30 == 0 || !cal.IsOpen(at)):
			return at
		case round == policy.ToClose && closesADay(cal, at):
			return at
		}
	}
}

// closesADay reports whether the hours of some date end at t.
func closesADay(cal *calendar.Calendar, t time.Time) bool {
	today := date.NewAt(t.In(cal.Zone()))
	for d := today - 1; d <= today; d++ {
		if hours := cal.OpenOn(d); len(hours) > 0 && hours[len(hours)-1].To.Equal(t) {
			return true
		}
	}
	return false
}
