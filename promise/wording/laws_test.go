package wording_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// A history is a promise that a test draws, and what happened to it. All its
// instants are at minutes that are multiples of five.
type history struct {
	terms  promise.Terms
	about  promise.About
	made   time.Time
	events []promise.Event
}

// minute draws an instant within ten days of the making, seldom before it.
func (h *history) minute(t *rapid.T, label string) time.Time {
	days := rapid.SampledFrom([]int{0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7, 9, -1}).Draw(t, label+", day")
	return h.made.Add(time.Duration(days)*24*time.Hour + time.Duration(rapid.IntRange(0, 110).Draw(t, label))*5*time.Minute)
}

// asked are the instants at which a test asks: some between the events and all
// of theirs.
func (h *history) asked() []time.Time {
	var at []time.Time
	for i := range 9 {
		at = append(at, h.made.Add(time.Duration(i-1)*31*time.Hour))
	}
	for _, e := range h.events {
		at = append(at, e.At)
	}
	return at
}

func drawDue(t *rapid.T, made time.Time) promise.Deadline {
	switch rapid.IntRange(0, 4).Draw(t, "kind of due") {
	case 0:
		return promise.InDays(rapid.IntRange(1, 4).Draw(t, "days"))
	case 1:
		return promise.InDaysBy(rapid.IntRange(0, 3).Draw(t, "days"), 16*clock.Hour)
	case 2:
		return promise.By(made.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "by")) * 5 * time.Minute))
	default:
		hours := rapid.SampledFrom([]int{1, 4, 8, 16, 40}).Draw(t, "hours")
		return promise.Within(time.Duration(hours)*time.Hour + time.Duration(rapid.IntRange(0, 11).Draw(t, "minutes"))*5*time.Minute)
	}
}

func drawTarget(t *rapid.T, label string) promise.Deadline {
	return promise.Before(time.Duration(rapid.IntRange(1, 100).Draw(t, label)) * 7 * time.Minute)
}

func drawHistory(t *rapid.T, cals []*calendar.Calendar) *history {
	h := &history{made: time.Date(2026, time.January, 5, 9, 0, 0, 0, cals[0].Zone())}
	h.terms = promise.Terms{
		Calendar: rapid.SampledFrom(cals).Draw(t, "calendar"), Due: drawDue(t, h.made), Target: drawTarget(t, "target"),
		Notice:   rapid.SampledFrom([]time.Duration{0, 4 * time.Hour}).Draw(t, "notice"),
		Starts:   rapid.SampledFrom([]promise.Starts{"", "", "", promise.OnEvent}).Draw(t, "starts"),
		OnPause:  rapid.SampledFrom([]promise.OnPause{"", promise.Hold}).Draw(t, "on pause"),
		OnReopen: rapid.SampledFrom([]promise.OnReopen{"", "", promise.Ignore}).Draw(t, "on reopen"),
	}
	h.about = promise.About{ID: "T-7", To: "ACME", Name: rapid.SampledFrom([]string{"", "first reply"}).Draw(t, "name")}
	if h.terms.Starts == "" && rapid.IntRange(0, 9).Draw(t, "starts later") == 9 {
		h.about.Start = h.made.Add(time.Duration(rapid.IntRange(0, 500).Draw(t, "start")) * 5 * time.Minute)
	}
	if rapid.IntRange(0, 9).Draw(t, "depends") == 9 {
		h.terms.Conditions = []promise.Condition{{
			Name: fileName, By: h.minute(t, "condition"), Else: rapid.SampledFrom([]promise.Else{promise.ElseVoid, promise.ElseMove}).Draw(t, "else"),
		}}
	}
	for range rapid.IntRange(0, 8).Draw(t, "events") {
		h.events = append(h.events, h.drawEvent(t))
	}
	return h
}

func (h *history) drawEvent(t *rapid.T) promise.Event {
	e := promise.Event{
		Kind: rapid.SampledFrom([]promise.Kind{
			promise.Start, promise.Pause, promise.Pause, promise.Resume, promise.Update, promise.Flag, promise.Clear,
			promise.Revise, promise.Revise, promise.Meet, promise.Fulfill, promise.Reopen, promise.Withdraw,
		}).Draw(t, "kind"),
		At: h.minute(t, "at"), By: promise.Person(secret), Reason: secret, Note: secret,
	}
	switch e.Kind {
	case promise.Pause:
		if rapid.Bool().Draw(t, "has an until") {
			e.Until = e.At.Add(time.Duration(rapid.IntRange(1, 500).Draw(t, "until")) * 5 * time.Minute)
		}
	case promise.Update:
		e.Late = rapid.Bool().Draw(t, "late")
	case promise.Revise:
		e.Terms = promise.Terms{Due: drawDue(t, e.At), Target: drawTarget(t, "new target")}
		e.Count = rapid.SampledFrom([]promise.Count{promise.Carry, promise.Anew}).Draw(t, "count")
		e.Agreed = rapid.Bool().Draw(t, "agreed")
	case promise.Meet:
		e.Condition = fileName
	default:
	}
	return e
}

// innocent returns the same history as it would be if the team had no target,
// saw no risk and noted no reason.
func (h *history) innocent() *history {
	calm := *h
	calm.terms.Target, calm.events = promise.Deadline{}, nil
	for _, e := range h.events {
		if e.Kind == promise.Flag || e.Kind == promise.Clear {
			continue
		}
		e.By, e.Reason, e.Note, e.Terms.Target = promise.Actor{}, "", "", promise.Deadline{}
		calm.events = append(calm.events, e)
	}
	return &calm
}

// make makes the promise; ok is false where its terms cannot be promised.
func (h *history) make(t *rapid.T) (p promise.Promise, ok bool) {
	p, err := promise.Make(h.terms, h.about, h.made)
	if err != nil {
		return p, false
	}
	p, err = p.Record(h.made, h.events...)
	require.NoError(t, err)
	return p, true
}

// For every history, in every language and voice: there is a text without gaps,
// the same facts give the same text, the time of the next update is named if it
// is ahead, and what the customer reads does not depend on the target, on flags
// or on anything that was noted.
func TestLaws(t *testing.T) {
	cals := []*calendar.Calendar{office(t), calendar.Always()}
	zones := []*time.Location{nil, time.UTC, zone(t, "America/St_Johns"), zone(t, "Europe/Berlin"), zone(t, "Asia/Seoul")}
	var langs []wording.Language
	for _, s := range spoken {
		langs = append(langs, language(t, s.tag))
	}
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(rt, cals)
		p, ok := h.make(rt)
		calm, okCalm := h.innocent().make(rt)
		if !ok || !okCalm {
			rt.Skip("cannot be promised")
		}
		lang := rapid.SampledFrom(langs).Draw(rt, "language")
		o := wording.Options{Zone: rapid.SampledFrom(zones).Draw(rt, "zone")}
		wait := rapid.SampledFrom([]time.Duration{0, time.Hour, 24 * time.Hour, 400 * 24 * time.Hour}).Draw(rt, "next update")
		for _, at := range h.asked() {
			o.NextUpdate = time.Time{}
			if wait > 0 {
				o.NextUpdate = at.Add(wait + 3*time.Minute)
			}
			requireLaws(rt, lang, p.Explain(at), calm.Explain(at), o)
		}
	})
}

// requireLaws requires them of one promise, and of the same as it would be if
// there were nothing internal to it.
func requireLaws(t *rapid.T, lang wording.Language, e, calm promise.Explanation, o wording.Options) {
	again, innocent := voices(lang, e, o), voices(lang, calm, o)
	quietly := voices(lang, e, wording.Options{Zone: o.Zone})
	for i, v := range voices(lang, e, o) {
		requireSound(t, v.text)
		require.Equal(t, v.text, again[i].text)
		if !o.NextUpdate.IsZero() {
			zone := e.Made.Location()
			if o.Zone != nil {
				zone = o.Zone
			}
			require.Contains(t, v.text, strings.TrimPrefix(o.NextUpdate.In(zone).Format("04"), "0"), "the next update is not named")
			require.NotEqual(t, quietly[i].text, v.text, "the next update is not named")
		}
		if v.voice == "team" {
			require.Contains(t, v.text, "T-7")
			continue
		}
		require.NotContains(t, v.text, secret)
		require.Equal(t, innocent[i].text, v.text, "%s shows what is internal", v.voice)
	}
}

// A date that the customer reads as a promise is the due instant, and one that
// has passed is never promised: what is on its way names the due instant's date
// if there is one ahead, and names none if there is none. Where the customer was
// told that it takes longer, the laws of late news hold.
func TestLawOnlyTheDueIsPromised(t *testing.T) {
	cals := []*calendar.Calendar{office(t)}
	english := language(t, "en")
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(rt, cals)
		h.about.Start = time.Time{}
		p, ok := h.make(rt)
		if !ok {
			rt.Skip("cannot be promised")
		}
		for _, at := range h.asked() {
			e := p.Explain(at)
			requireOnlyTheDue(rt, e, english.Customer(e, wording.Options{}))
		}
	})
}

func requireOnlyTheDue(t *rapid.T, e promise.Explanation, text string) {
	s := e.Status
	text, _, _ = strings.Cut(text, " provided that ") // dates of conditions are no promise
	if _, late := e.ToldLate(); late || s.Phase == promise.Fulfilled || s.Phase == promise.Withdrawn || s.Standing == promise.Broken {
		return
	}
	due, known := s.Due()
	if !known {
		if _, expected := s.Expected(); !expected {
			require.NotRegexp(t, `\d\d:\d\d|day, \d`, text, "%s", e)
		}
		return
	}
	day := due
	if due.Hour() == 0 && due.Minute() == 0 {
		day = due.Add(-1)
	} else {
		require.Contains(t, text, due.Format("15:04"), "%s", e)
	}
	require.Contains(t, text, day.Format("Monday, 2 January"), "%s", e)
}
