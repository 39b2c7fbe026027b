package promise_test

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// histories are drawn on these calendars, around a change of their clocks.
var historyCalendars = []struct{ doc, from string }{
	{`{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30","days":[{"on":"2026-03-31","name":"Holiday"}]}`, "2026-03-20T00:00:00Z"},
	{`{"name":"nights","zone":"America/New_York","week":"Mo-Sa 20:00-04:30","breaks":[{"on":"2026-11-04","hours":"00:00-02:00"}]}`, "2026-10-28T00:00:00Z"},
	{`{"name":"always","zone":"Australia/Lord_Howe","week":"24/7","days":[{"on":"2026-04-06"}]}`, "2026-03-30T00:00:00Z"},
	{`{"name":"mornings","zone":"Asia/Kathmandu","week":"Mo,We,Fr 07:00-11:00"}`, "2026-01-02T00:00:00Z"},
}

// A history is a promise and the same as the dumb judge takes it.
type history struct {
	d      *dumb
	terms  promise.Terms
	about  promise.About
	made   time.Time
	events []promise.Event
}

// watched holds what the dumb judge saw of each calendar; watching is slow.
var watched = map[string]*dumb{}

func watchedCalendar(tb testing.TB, i int) dumb {
	tb.Helper()
	c := historyCalendars[i]
	if watched[c.doc] == nil {
		cal, err := calendar.Parse([]byte(c.doc))
		require.NoError(tb, err)
		from, err := time.Parse(time.RFC3339, c.from)
		require.NoError(tb, err)
		d := &dumb{cal: cal, from: from.AddDate(0, 0, -9)}
		d.watch()
		watched[c.doc] = d
	}
	return *watched[c.doc]
}

const day = 24 * 60

// drawHistory draws terms and events that fit into two weeks.
func drawHistory(tb testing.TB, t *rapid.T) history {
	tb.Helper()
	d := watchedCalendar(tb, rapid.IntRange(0, len(historyCalendars)-1).Draw(t, "calendar"))
	d.known = map[dumbRead]int{}
	minutes := rapid.OneOf(rapid.IntRange(10*day, 24*day), rapid.Map(rapid.IntRange(240, 576), func(h int) int { return h * 60 }))
	d.made = minutes.Draw(t, "made")
	if rapid.IntRange(0, 3).Draw(t, "made at an edge") == 0 {
		d.made = d.drawEdge(t)
	}
	d.start = d.made
	h := history{d: &d, made: d.minute(d.made)}
	h.terms.Calendar = d.cal
	if rapid.IntRange(0, 3).Draw(t, "starts") == 0 {
		h.terms.Starts, d.start = promise.OnEvent, -1
	} else if rapid.IntRange(0, 3).Draw(t, "start") == 0 {
		d.start = d.made + rapid.IntRange(-day, 2*day).Draw(t, "start minute")
		h.about.Start = d.minute(d.start)
	} else if rapid.IntRange(0, 2).Draw(t, "start day") == 0 {
		h.drawStartDay(t)
	}
	if d.receipt = rapid.IntRange(0, 2).Draw(t, "day zero") == 0; d.receipt {
		h.terms.DayZero = promise.AtReceipt
	}
	if rapid.IntRange(0, 3).Draw(t, "cutoff") == 0 {
		d.cutoff = 10 * clock.Hour
		h.terms.Cutoff = d.cutoff
	}
	if d.hold = rapid.IntRange(0, 4).Draw(t, "hold") == 0; d.hold {
		h.terms.OnPause = promise.Hold
	}
	if d.ignore = rapid.IntRange(0, 4).Draw(t, "ignore") == 0; d.ignore {
		h.terms.OnReopen = promise.Ignore
	}
	if rapid.Bool().Draw(t, "has notice") {
		d.notice = rapid.IntRange(1, 10*60).Draw(t, "notice")
		h.terms.Notice = time.Duration(d.notice) * time.Minute
	}
	d.due, h.terms.Due = drawDeadline(t, &d, false)
	if rapid.Bool().Draw(t, "has target") {
		d.target, h.terms.Target = drawDeadline(t, &d, true)
	}
	for _, name := range []string{"file", "order"}[:rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "conditions")] {
		c := dumbCondition{name: name, by: d.made + rapid.IntRange(1, 4*day).Draw(t, "by"), move: rapid.Bool().Draw(t, "moves")}
		d.conds = append(d.conds, c)
		condition := promise.Condition{Name: name, By: d.minute(c.by)}
		if c.move {
			condition.Else = promise.ElseMove
		}
		h.terms.Conditions = append(h.terms.Conditions, condition)
	}
	if d.start >= 0 && d.start <= d.made && rapid.IntRange(0, 3).Draw(t, "restarts") == 0 {
		h.drawSaid(t)
	}
	for range rapid.IntRange(0, 12).Draw(t, "events") {
		h.drawEvent(t)
	}
	if rapid.IntRange(0, 5).Draw(t, "reopened") == 0 {
		h.drawReopening(t)
	}
	slices.SortStableFunc(d.facts, func(a, b dumbEvent) int { return a.at - b.at })
	return h
}

func drawDeadline(t *rapid.T, d *dumb, target bool) (dumbDeadline, promise.Deadline) {
	kinds := []string{"within", "within", "days", "clock", "close", "by"}
	if target {
		kinds = append(kinds, "before", "before")
	}
	switch kind := rapid.SampledFrom(kinds).Draw(t, "deadline"); kind {
	case "within":
		n := rapid.OneOf(rapid.IntRange(0, 30*60), rapid.Map(rapid.IntRange(0, 30), func(h int) int { return h * 60 })).Draw(t, "minutes")
		return dumbDeadline{kind: kind, n: n}, promise.Within(time.Duration(n) * time.Minute)
	case "before":
		n := rapid.IntRange(1, 10*60).Draw(t, "minutes")
		return dumbDeadline{kind: kind, n: n}, promise.Before(time.Duration(n) * time.Minute)
	case "days":
		n := rapid.IntRange(1, 4).Draw(t, "days")
		return dumbDeadline{kind: kind, n: n}, promise.InDays(n)
	case "by":
		n := d.made + rapid.IntRange(0, 5*day).Draw(t, "minutes")
		return dumbDeadline{kind: kind, n: n}, promise.By(d.minute(n))
	case "clock":
		n, k := rapid.IntRange(0, 3).Draw(t, "days"), rapid.SampledFrom([]clock.Clock{0, 2 * clock.Hour, 10 * clock.Hour, 16 * clock.Hour, 24 * clock.Hour}).Draw(t, "clock")
		return dumbDeadline{kind: kind, n: n, clock: k}, promise.InDaysBy(n, k)
	default:
		n := rapid.IntRange(0, 3).Draw(t, "days")
		return dumbDeadline{kind: kind, n: n}, promise.InDaysByClose(n)
	}
}

var historyKinds = []promise.Kind{
	promise.Start, promise.Start, promise.Pause, promise.Pause, promise.Pause, promise.Resume, promise.Resume, promise.Resume, promise.Flag, promise.Clear,
	promise.Fulfill, promise.Fulfill, promise.Reopen, promise.Reopen, promise.Withdraw, promise.Meet, promise.Update, promise.Rate,
	promise.Revise, promise.Revise, promise.Revise,
}

func (h *history) drawEvent(t *rapid.T) {
	e := dumbEvent{
		kind: rapid.SampledFrom(historyKinds).Draw(t, "kind"),
		at:   h.d.made + rapid.OneOf(rapid.IntRange(-day, 8*day), rapid.Map(rapid.IntRange(0, 60), func(n int) int { return n * 120 })).Draw(t, "at"),
	}
	if rapid.IntRange(0, 2).Draw(t, "at an instant that matters") == 0 {
		e.at = h.drawInstant(t, e.at)
	}
	h.add(t, e)
}

// add adds an event, with what belongs to its kind.
func (h *history) add(t *rapid.T, e dumbEvent) {
	f := promise.Event{ID: fmt.Sprint("e", len(h.events)), Kind: e.kind, At: h.d.minute(e.at)}
	switch e.kind {
	case promise.Pause:
		e.key = rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "key")
		if rapid.IntRange(0, 2).Draw(t, "until") == 0 {
			e.until = e.at + rapid.IntRange(1, 2*day).Draw(t, "minutes")
			if at := h.drawInstant(t, e.until); at > e.at {
				e.until = at
			}
			f.Until = h.d.minute(e.until)
		}
		f.Reason = "reason " + f.ID
	case promise.Resume, promise.Flag, promise.Clear:
		e.key = rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "key")
	case promise.Update:
		e.late = rapid.Bool().Draw(t, "late")
		f.Late = e.late
	case promise.Revise:
		h.drawRevision(t, &e, &f)
	case promise.Withdraw:
		h.drawWithdrawal(t, &e, &f)
	case promise.Meet:
		e.condition = rapid.SampledFrom([]string{"file", "order", "other", "photo"}).Draw(t, "condition")
		f.Condition = e.condition
	}
	f.Key = e.key
	h.d.facts = append(h.d.facts, e)
	h.events = append(h.events, f)
}

// drawRevision draws terms of which at least the notice changes.
func (h *history) drawRevision(t *rapid.T, e *dumbEvent, f *promise.Event) {
	e.anew, e.agreed = rapid.Bool().Draw(t, "anew"), rapid.Bool().Draw(t, "agreed")
	f.Count, f.Agreed = promise.Carry, e.agreed
	if e.anew {
		f.Count = promise.Anew
	}
	e.notice = rapid.IntRange(1, 10*60).Draw(t, "notice")
	f.Terms.Notice = time.Duration(e.notice) * time.Minute
	if rapid.IntRange(0, 3).Draw(t, "names due") > 0 {
		e.due, f.Terms.Due = drawDeadline(t, h.d, false)
	}
	if rapid.IntRange(0, 3).Draw(t, "names target") == 0 {
		e.target, f.Terms.Target = drawDeadline(t, h.d, true)
	}
	if rapid.IntRange(0, 3).Draw(t, "sooner") == 0 {
		e.anew, e.sooner, f.Count = false, true, promise.Sooner
	}
	e.binds, e.rule = rapid.IntRange(0, 5).Draw(t, "binds") == 0, rapid.Bool().Draw(t, "rule")
	f.Binds, f.Rule = e.binds, e.rule
	if rapid.IntRange(0, 3).Draw(t, "goes back") == 0 {
		e.back = e.at + rapid.IntRange(0, 2*day).Draw(t, "minutes to send it")
		f.Terms.Conditions = append(slices.Clone(h.terms.Conditions), promise.Condition{Name: "photo", By: h.d.minute(e.back), Else: promise.ElseBack})
	}
	h.drawRemoval(t, e, f)
	switch rapid.IntRange(0, 7).Draw(t, "new day zero") {
	case 0:
		e.zero, f.Terms.DayZero = "receipt", promise.AtReceipt
	case 1:
		e.zero, f.Terms.DayZero = "opening", promise.AtOpening
	}
	switch rapid.IntRange(0, 5).Draw(t, "on pause") {
	case 0:
		e.hold, f.Terms.OnPause = "hold", promise.Hold
	case 1:
		e.hold, f.Terms.OnPause = "shift", promise.Shift
	}
}

// drawRemoval draws what a revision takes out of the terms, of which it names nothing
// then.
func (h *history) drawRemoval(t *rapid.T, e *dumbEvent, f *promise.Event) {
	if rapid.IntRange(0, 3).Draw(t, "removes") > 0 {
		return
	}
	e.removes = promise.Removal{
		Target: rapid.Bool().Draw(t, "the target"), Notice: rapid.Bool().Draw(t, "the notice"), Conditions: rapid.Bool().Draw(t, "the conditions"),
	}
	if e.removes.Target {
		e.target, f.Terms.Target = dumbDeadline{}, promise.Deadline{}
	}
	if e.removes.Notice {
		e.notice, f.Terms.Notice = 0, 0
	}
	if e.removes.Conditions {
		e.back, f.Terms.Conditions = 0, nil
	}
	f.Removes = e.removes
}

// make makes the promise, or gives up on terms that are refused.
func (h *history) make(t *rapid.T) promise.Promise {
	p, err := promise.Make(h.terms, h.about, h.made)
	if err != nil {
		t.Skipf("drew terms that are refused: %v", err)
	}
	return p
}

// record records all events in the order given, a minute apart, after those of the
// promise.
func record(t *rapid.T, p promise.Promise, events []promise.Event) promise.Promise {
	now := time.Date(2030, 1, 1, 0, len(p.Events()), 0, 0, time.UTC)
	for i, e := range events {
		var err error
		p, err = p.Record(now.Add(time.Duration(i)*time.Minute), e)
		require.NoError(t, err)
	}
	return p
}

// The random histories of TestJudgeAgainstDumbJudge: 100 by default. A long run:
//
//	go test ./promise -run TestJudgeAgainstDumbJudge -timeout 0 -histories 20000
var histories = flag.Int("histories", 0, "judge this many random histories twice, instead of 100")

func TestJudgeAgainstDumbJudge(t *testing.T) {
	if *histories > 0 {
		checks := flag.Lookup("rapid.checks").Value
		old := checks.String()
		require.NoError(t, checks.Set(strconv.Itoa(*histories)))
		defer func() { require.NoError(t, checks.Set(old)) }()
	}
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		p := record(rt, h.make(rt), h.events)
		for range 8 {
			at := h.often(rt, -day, 14*day)
			want, got := h.d.at(at), p.At(h.d.minute(at))
			require.Equal(rt, want.String(h.d), statusText(got)+dueDayText(p, h.d.minute(at)), "at %v\n%s\n%v", h.d.minute(at).In(h.d.cal.Zone()), p.Explain(h.d.minute(at)), h.terms.Due)
		}
	})
}

func (s dumbStatus) String(d *dumb) string {
	text := fmt.Sprintf("%s, %s, elapsed %dm, paused %dm", s.standing, s.phase, s.elapsed, s.paused)
	if s.has {
		text += fmt.Sprintf(", left %dm of %dm", s.left, s.promised)
	}
	for _, m := range []struct {
		name string
		at   int
	}{{"due", s.due}, {"target", s.target}, {"broken", s.brokenAt}, {"expected", s.expected}} {
		if m.at >= 0 {
			text += fmt.Sprintf(", %s %s", m.name, d.minute(m.at).UTC().Format(time.RFC3339))
		}
	}
	text += fmt.Sprintf(", first %s, notice %q, cause %q, holds %v", s.first, s.notice, s.cause, s.holds)
	if s.due >= 0 {
		text += fmt.Sprintf(", due on %s", s.day)
	}
	return text
}

func dueDayText(p promise.Promise, at time.Time) string {
	day, _, ok := p.DueDay(at)
	if !ok {
		return ""
	}
	return fmt.Sprintf(", due on %s", day)
}

func statusText(s promise.Status) string {
	text := fmt.Sprintf("%s, %s, elapsed %.0fm, paused %.0fm", s.Standing, s.Phase, s.Elapsed.Minutes(), s.Paused.Minutes())
	if s.HasRemaining() {
		text += fmt.Sprintf(", left %.0fm of %.0fm", s.Remaining.Minutes(), s.Promised.Minutes())
	}
	due, _ := s.Due()
	target, _ := s.Target()
	expected, _ := s.Expected()
	for _, m := range []struct {
		name string
		at   time.Time
	}{{"due", due}, {"target", target}, {"broken", s.BrokenAt}, {"expected", expected}} {
		if !m.at.IsZero() {
			text += fmt.Sprintf(", %s %s", m.name, m.at.UTC().Format(time.RFC3339))
		}
	}
	return text + fmt.Sprintf(", first %s, notice %q, cause %q, holds %v", s.FirstStanding, s.Notice, s.VoidCause, s.Holds)
}

// TestExplainFlagsAndConditions shows what an explanation says of flags that are
// up and of what the customer must do first.
func TestExplainFlagsAndConditions(t *testing.T) {
	cal := desk()
	monday := time.Date(2026, time.January, 5, 9, 0, 0, 0, cal.Zone())
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.Within(16 * time.Hour), Conditions: []promise.Condition{
		{Name: "file sent", By: monday.Add(24 * time.Hour), Else: promise.ElseMove}, {Name: "order signed", By: monday.Add(48 * time.Hour)},
		{Name: "key handed over", By: monday.Add(24 * time.Hour), Else: promise.ElseMove},
	}}, promise.About{ID: "T-7"}, monday)
	require.NoError(t, err)
	p, err = p.Record(monday,
		promise.Event{Kind: promise.Flag, At: monday.Add(time.Hour), Key: "supplier", P: 0.8, Reason: "the supplier is late", By: promise.Person("Ann")},
		promise.Event{Kind: promise.Flag, At: monday.Add(time.Hour), Key: "gone"}, promise.Event{Kind: promise.Clear, At: monday.Add(2 * time.Hour), Key: "gone"},
		promise.Event{Kind: promise.Meet, At: monday.Add(3 * time.Hour), Condition: "file sent"},
		promise.Event{Kind: promise.Meet, At: monday.Add(26 * time.Hour), Condition: "key handed over"})
	require.NoError(t, err)
	e := p.Explain(monday.Add(27 * time.Hour))
	require.Len(t, e.Flags, 1)
	require.Equal(t, "supplier", e.Flags[0].Key)
	require.Len(t, e.Conditions, 3)
	text := e.String()
	for _, line := range []string{
		"  flagged Mon  5 Jan 2026 10:00: the supplier is late, 80 % likely to break, says Ann\n",
		"  condition \"file sent\" by Tue  6 Jan 2026 09:00: met Mon  5 Jan 2026 12:00\n",
		"  condition \"order signed\" by Wed  7 Jan 2026 09:00: not met yet; else void\n",
		"  condition \"key handed over\" by Tue  6 Jan 2026 09:00: met late, Tue  6 Jan 2026 11:00\n",
	} {
		require.Contains(t, text, line)
	}
	require.Contains(t, p.Explain(monday.Add(2*time.Hour)).Verdict,
		` if "file sent" is met by Tue  6 Jan 2026 09:00 and "order signed" is met by Wed  7 Jan 2026 09:00 and "key handed over" is met by Tue  6 Jan 2026 09:00`)
	require.Contains(t, p.Explain(monday.Add(25*time.Hour)).String(), "not met in time; the start moves")
	ended := p.Explain(monday.Add(50 * time.Hour))
	require.Equal(t, promise.Void, ended.Status.Standing)
	require.Empty(t, ended.Flags)
}
