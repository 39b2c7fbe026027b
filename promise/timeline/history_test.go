package timeline_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

// A history is a promise that was drawn at random, and how it is looked at.
type history struct {
	cal     *calendar.Calendar
	terms   promise.Terms
	about   promise.About
	made    time.Time
	events  []promise.Event
	at      time.Time
	options timeline.Options
}

var historyDocs = []string{
	berlinDoc, newYorkDoc,
	`{"zone":"Australia/Lord_Howe","week":"24/7","days":[{"on":"2026-04-06","name":"Easter Monday"}]}`,
	`{"name":"nights","zone":"Asia/Kathmandu","week":"Mo-Sa 20:00-04:30","breaks":[{"on":"2026-03-30","hours":"00:00-02:00","name":"all hands"}]}`,
}

var reasons = []string{
	"", "waiting", "waiting for a part that the supplier of our supplier announced for the week after the fair, and for the form",
	"待っています、お客様からのご返事を、そして部品を", "ждём ответа клиента", "a <b> & \"c\" ]]> \x00\x1b[31m\u202e\ufffe", "\xff\xfe not UTF-8", "👩‍🔧🔧🔧",
}

// drawHistory draws a promise that lasts from minutes to years.
func drawHistory(tb testing.TB, t *rapid.T) history {
	tb.Helper()
	h := history{cal: parse(tb, rapid.SampledFrom(historyDocs).Draw(t, "calendar"))}
	unit := rapid.SampledFrom([]time.Duration{1700 * time.Millisecond, time.Second, time.Minute, time.Hour, 8 * time.Hour, 24 * time.Hour, 200 * time.Hour}).Draw(t, "unit")
	amount := func(name string, least, most int) time.Duration {
		return time.Duration(rapid.IntRange(least, most).Draw(t, name)) * unit
	}
	h.made = time.Date(2026, time.March, 27, 7, 0, 0, 0, time.UTC).Add(amount("made", 0, 60))
	due := amount("due", 0, 60)
	h.terms = promise.Terms{Calendar: h.cal, Due: promise.Within(due), Notice: amount("notice", 0, 20)}
	if rapid.Bool().Draw(t, "target") {
		h.terms.Target = promise.Within(rapid.SampledFrom([]time.Duration{due, due / 2, due * 99 / 100}).Draw(t, "target"))
	}
	if rapid.IntRange(0, 3).Draw(t, "hold") == 0 {
		h.terms.OnPause = promise.Hold
	}
	h.about = promise.About{ID: rapid.SampledFrom([]string{"", "T-7"}).Draw(t, "id"), Name: rapid.SampledFrom([]string{"", "reply", "delivery of the door of an oven"}).Draw(t, "name")}
	if rapid.IntRange(0, 3).Draw(t, "start") == 0 {
		h.about.Start = h.made.Add(amount("start", -5, 30))
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "conditions") {
		c := promise.Condition{Name: fmt.Sprint("condition ", i), By: h.made.Add(amount("by", 0, 90)), Else: rapid.SampledFrom([]promise.Else{"", promise.ElseVoid, promise.ElseMove}).Draw(t, "else")}
		if rapid.Bool().Draw(t, "worded") {
			c.Wording = map[string]string{"de": "wir etwas haben", "en": "we have it"}
		}
		h.terms.Conditions = append(h.terms.Conditions, c)
	}
	for i := range rapid.IntRange(0, 14).Draw(t, "events") {
		e := promise.Event{
			ID: fmt.Sprint("e", i), At: h.made.Add(amount("at", -5, 120)),
			Kind: rapid.SampledFrom([]promise.Kind{
				promise.Pause, promise.Pause, promise.Pause, promise.Resume, promise.Resume, promise.Resume, promise.Revise, promise.Flag, promise.Update, promise.Meet, promise.Fulfill, promise.Reopen, promise.Withdraw,
			}).Draw(t, "kind"),
		}
		if reason := rapid.SampledFrom(reasons[:6]).Draw(t, "reason"); e.Kind != promise.Resume {
			e.Reason = reason
		}
		switch e.Kind {
		case promise.Update:
			e.Late, e.By, e.Channel, e.Note = rapid.Bool().Draw(t, "late"), promise.Person("Ann"), "email", "asked once more"
		case promise.Meet:
			e.Condition = rapid.SampledFrom([]string{"condition 0", "condition 1"}).Draw(t, "condition")
		}
		if e.Kind == promise.Revise {
			e.Terms.Due, e.Count, e.Agreed = promise.Within(amount("new due", 1, 90)), promise.Carry, rapid.Bool().Draw(t, "agreed")
			if rapid.IntRange(0, 2).Draw(t, "target only") == 0 {
				e.Terms, e.Agreed = promise.Terms{Target: e.Terms.Due}, false
			}
		}
		h.events = append(h.events, e)
	}
	h.at = h.made.Add(amount("asked", -3, 150))
	h.options = timeline.Options{
		Width:       rapid.SampledFrom([]int{0, 240, 320, 480, 900, 2000}).Draw(t, "width"),
		Theme:       rapid.SampledFrom([]timeline.Theme{"", timeline.Light, timeline.Dark}).Draw(t, "theme"),
		ForCustomer: rapid.Bool().Draw(t, "for the customer"),
	}
	if rapid.Bool().Draw(t, "with calendar") {
		h.options.Calendar = h.cal
	}
	return h
}

// explain records the events and explains the promise.
func (h history) explain(t *rapid.T) promise.Explanation {
	p, err := promise.Make(h.terms, h.about, h.made)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range h.events {
		if p, err = p.Record(h.made.AddDate(50, 0, 0), e); err != nil {
			t.Fatal(err)
		}
	}
	return p.Explain(h.at)
}
