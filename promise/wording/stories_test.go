package wording_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// spoken are the tags of all languages, with what was promised in each.
var spoken = []struct{ tag, name string }{
	{"en", "first reply"}, {"en-US", "first reply"}, {"fil", "unang sagot"},
	{"ru", "первый ответ"}, {"hu", "első válasz"}, {"ko", "첫 답변"},
}

func language(tb testing.TB, preferred ...string) wording.Language {
	tb.Helper()
	lang, err := wording.New(preferred...)
	require.NoError(tb, err)
	return lang
}

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	require.NoError(tb, err)
	return loc
}

func office(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`))
	require.NoError(tb, err)
	return cal
}

// secret is in every text that a customer must not see.
const secret = "SECRET"

// A story is a promise at an instant. Its target is at 37 minutes past an hour,
// and nothing else is.
type story struct {
	name string
	e    promise.Explanation
	o    wording.Options
}

// A teller makes stories. Days are of January 2026: 5 is a Monday.
type teller struct {
	tb      testing.TB
	cal     *calendar.Calendar
	name    string
	stories []story
}

func (b *teller) on(day, hour, minute int) time.Time {
	return time.Date(2026, time.January, day, hour, minute, 0, 0, b.cal.Zone())
}

// terms are what most stories promise on Monday, 09:00: by Friday, 16:00, while
// the team aims for Thursday, 15:37.
func (b *teller) terms(due promise.Deadline) promise.Terms {
	return promise.Terms{Calendar: b.cal, Due: due, Target: promise.Before(8*time.Hour + 23*time.Minute), Notice: 4 * time.Hour}
}

func (b *teller) tell(name string, terms promise.Terms, about promise.About, at time.Time, events ...promise.Event) {
	b.tb.Helper()
	about.ID, about.To, about.Name = "T-7", "ACME", b.name
	p, err := promise.Make(terms, about, b.on(5, 9, 0))
	require.NoError(b.tb, err, name)
	p, err = p.Record(at, events...)
	require.NoError(b.tb, err, name)
	b.stories = append(b.stories, story{name: name, e: p.Explain(at), o: wording.Options{NextUpdate: at.Add(26 * time.Hour)}})
}

// with changes the options of the story told last.
func (b *teller) with(change func(o *wording.Options)) {
	change(&b.stories[len(b.stories)-1].o)
}

// stories returns what can happen to a promise.
func stories(tb testing.TB, name string) []story {
	tb.Helper()
	b := &teller{tb: tb, cal: office(tb), name: name}
	b.open()
	b.stopped()
	b.later()
	b.ended()
	b.withdrawn()
	b.elsewhere()
	return b.stories
}

// friday is due on Friday, 16:00, counted in working time.
var friday = promise.Within(39 * time.Hour)

func (b *teller) open() {
	onEvent := b.terms(promise.Within(8*time.Hour + 30*time.Minute))
	onEvent.Starts = promise.OnEvent
	b.tell("not started, working time", onEvent, promise.About{}, b.on(6, 9, 0))
	onEvent.Due = promise.InDays(2)
	b.tell("not started, business days", onEvent, promise.About{}, b.on(6, 9, 0))
	onEvent.Due = promise.InDaysBy(2, 16*clock.Hour)
	b.tell("not started, a clock on a business day", onEvent, promise.About{}, b.on(6, 9, 0))
	onEvent.Due = promise.By(b.on(9, 16, 0))
	b.tell("not started, a date that was said", onEvent, promise.About{}, b.on(6, 9, 0))
	onEvent.Due = promise.Within(8*time.Hour + 30*time.Minute)
	b.tell("not started, promised anew", onEvent, promise.About{}, b.on(6, 9, 0), promise.Event{
		Kind: promise.Revise, At: b.on(5, 16, 0), Terms: promise.Terms{Due: promise.Within(16 * time.Hour)}, Count: promise.Carry, Agreed: true,
	})
	b.tell("starts later", b.terms(promise.Within(15*time.Hour)), promise.About{Start: b.on(7, 10, 0)}, b.on(5, 12, 0))
	b.tell("on track", b.terms(friday), promise.About{}, b.on(6, 9, 0))
	b.tell("at risk", b.terms(friday), promise.About{}, b.on(8, 16, 0))
	b.tell("at risk, due today", b.terms(friday), promise.About{}, b.on(9, 10, 0))
	same := b.terms(friday)
	same.Target = friday
	b.tell("the target is the due instant", same, promise.About{}, b.on(9, 10, 0))
	b.tell("flagged", b.terms(friday), promise.About{}, b.on(6, 9, 0),
		promise.Event{Kind: promise.Flag, Reason: "the supplier is late, " + secret, P: 0.8})
	b.tell("due at midnight", b.terms(promise.By(b.on(10, 0, 0))), promise.About{}, b.on(6, 9, 0))
	b.tell("due at midnight today", b.terms(promise.By(b.on(10, 0, 0))), promise.About{}, b.on(9, 9, 0))
	b.tell("due at midnight tomorrow", b.terms(promise.By(b.on(10, 0, 0))), promise.About{}, b.on(8, 9, 0))
	b.tell("without an update", b.terms(friday), promise.About{}, b.on(6, 9, 0))
	b.with(func(o *wording.Options) { o.NextUpdate = time.Time{} })
	b.tell("with an overdue update", b.terms(friday), promise.About{}, b.on(6, 9, 0))
	b.with(func(o *wording.Options) { o.NextUpdate = b.on(6, 8, 0) })
}

func (b *teller) stopped() {
	pause := promise.Event{Kind: promise.Pause, At: b.on(5, 11, 0), Reason: "waiting for the customer's log file, " + secret}
	resume := promise.Event{Kind: promise.Resume, At: b.on(6, 11, 0)}
	b.tell("paused", b.terms(friday), promise.About{}, b.on(7, 9, 0), pause)
	b.tell("paused and resumed", b.terms(friday), promise.About{}, b.on(7, 9, 0), pause, resume)
	until := pause
	until.Until = b.on(8, 11, 0)
	b.tell("paused until", b.terms(friday), promise.About{}, b.on(7, 9, 0), until)
	b.tell("paused, a date that was said", b.terms(promise.By(b.on(9, 16, 0))), promise.About{}, b.on(6, 9, 0), pause)
	hold := b.terms(friday)
	hold.OnPause = promise.Hold
	b.tell("paused, on hold, at risk", hold, promise.About{}, b.on(9, 10, 0), pause)
	b.tell("paused again, for another reason", b.terms(friday), promise.About{}, b.on(8, 9, 0), pause, resume,
		promise.Event{Kind: promise.Pause, At: b.on(7, 11, 0), Reason: "waiting for a part, " + secret})
	depends := b.terms(promise.Within(15 * time.Hour))
	depends.Conditions = []promise.Condition{{Name: "log file sent", By: b.on(6, 12, 0), Else: promise.ElseMove}}
	b.tell("paused before and after a condition was met late", depends, promise.About{}, b.on(8, 9, 0), pause, resume,
		promise.Event{Kind: promise.Meet, At: b.on(7, 9, 0), Condition: "log file sent"},
		promise.Event{Kind: promise.Pause, At: b.on(7, 11, 0), Reason: "waiting for a part, " + secret},
		promise.Event{Kind: promise.Resume, At: b.on(7, 12, 0)})
	depends.Due = promise.By(b.on(9, 16, 0))
	b.tell("not started, a condition is late", depends, promise.About{Start: b.on(6, 13, 0)}, b.on(7, 9, 0))
	b.tell("reopened", b.terms(promise.By(b.on(6, 16, 0))), promise.About{}, b.on(7, 10, 0),
		promise.Event{Kind: promise.Fulfill, At: b.on(6, 10, 0)}, promise.Event{Kind: promise.Reopen})
	always := b.terms(promise.Within(48 * time.Hour))
	always.Calendar = calendar.Always()
	b.tell("out of reach", always, promise.About{}, time.Date(2189, time.December, 31, 21, 0, 0, 0, time.UTC),
		promise.Event{Kind: promise.Pause, At: b.on(5, 11, 0)}, promise.Event{Kind: promise.Resume})
}

// moved is a revision of the due instant.
func (b *teller) moved(at, to time.Time, agreed bool) promise.Event {
	terms := promise.Terms{Due: promise.By(to), Target: promise.Before(3*time.Hour + 23*time.Minute)}
	return promise.Event{Kind: promise.Revise, At: at, Terms: terms, Reason: "the part is late, " + secret, Agreed: agreed}
}

func (b *teller) later() {
	cause := func(o *wording.Options) { o.Cause = wording.CauseSupplier }
	monday := b.on(12, 12, 0)
	announced := b.moved(b.on(9, 14, 0), monday, false) // short notice
	b.tell("later announced", b.terms(friday), promise.About{}, b.on(9, 14, 0), announced)
	b.with(cause)
	b.tell("later announced, paused", b.terms(friday), promise.About{}, b.on(9, 15, 0), announced,
		promise.Event{Kind: promise.Pause, At: b.on(9, 14, 30)})
	b.tell("later announced, not started", b.terms(promise.By(b.on(9, 16, 0))), promise.About{Start: b.on(9, 15, 0)}, b.on(9, 14, 0), announced)
	b.tell("broken, nobody told", b.terms(friday), promise.About{}, b.on(12, 10, 0))
	b.tell("broken, told late", b.terms(friday), promise.About{}, b.on(12, 10, 0), announced)
	b.tell("broken, told in time", b.terms(friday), promise.About{}, b.on(12, 10, 0),
		promise.Event{Kind: promise.Update, At: b.on(7, 10, 0), Late: true})
	b.tell("broken twice", b.terms(friday), promise.About{}, b.on(12, 13, 0), announced)
	b.tell("broken, paused", b.terms(friday), promise.About{}, b.on(12, 10, 0),
		promise.Event{Kind: promise.Pause, At: b.on(9, 16, 30), Reason: "waiting for a part, " + secret})
	b.tell("broken, not started", b.terms(promise.By(b.on(9, 16, 0))), promise.About{Start: b.on(13, 9, 0)}, b.on(12, 10, 0))
	b.tell("moved later", b.terms(friday), promise.About{}, b.on(6, 10, 0), b.moved(b.on(6, 10, 0), monday, false))
	b.with(cause)
	b.tell("moved later, agreed", b.terms(friday), promise.About{}, b.on(6, 10, 0), b.moved(b.on(6, 10, 0), monday, true))
	b.with(func(o *wording.Options) { o.Cause = wording.CauseRequest })
	b.tell("moved earlier", b.terms(friday), promise.About{}, b.on(6, 10, 0), b.moved(b.on(6, 10, 0), b.on(8, 16, 0), false))
	counted := b.moved(b.on(6, 10, 0), time.Time{}, true)
	counted.Terms, counted.Count = promise.Terms{Due: promise.Within(45 * time.Hour)}, promise.Carry
	b.tell("moved by agreement, then paused", b.terms(friday), promise.About{}, b.on(8, 10, 0), counted,
		promise.Event{Kind: promise.Pause, At: b.on(7, 10, 0)}, promise.Event{Kind: promise.Resume, At: b.on(7, 12, 0)})
	b.tell("a date again after a reopening", b.terms(promise.By(b.on(6, 16, 0))), promise.About{}, b.on(7, 10, 0),
		promise.Event{Kind: promise.Fulfill, At: b.on(6, 10, 0)}, promise.Event{Kind: promise.Reopen, At: b.on(7, 9, 0)},
		b.moved(b.on(7, 10, 0), b.on(9, 16, 0), false))
}

func (b *teller) ended() {
	fulfilled := func(at time.Time) promise.Event { return promise.Event{Kind: promise.Fulfill, At: at} }
	b.tell("kept, days early", b.terms(friday), promise.About{}, b.on(7, 15, 0), fulfilled(b.on(7, 15, 0)))
	b.tell("kept, hours early", b.terms(friday), promise.About{}, b.on(9, 11, 50), fulfilled(b.on(9, 11, 50)))
	b.tell("kept, just in time", b.terms(friday), promise.About{}, b.on(9, 15, 50), fulfilled(b.on(9, 15, 50)))
	b.tell("kept without a date", b.terms(promise.By(b.on(6, 16, 0))), promise.About{}, b.on(8, 10, 0),
		fulfilled(b.on(6, 10, 0)), promise.Event{Kind: promise.Reopen, At: b.on(7, 9, 0)}, fulfilled(b.on(8, 10, 0)))
	b.tell("kept, after a later date was agreed", b.terms(friday), promise.About{}, b.on(12, 9, 10),
		b.moved(b.on(9, 14, 0), b.on(12, 12, 0), true), fulfilled(b.on(12, 9, 10)))
	b.tell("late", b.terms(friday), promise.About{}, b.on(13, 10, 0), fulfilled(b.on(9, 17, 20)))
	b.tell("withdrawn", b.terms(friday), promise.About{}, b.on(7, 9, 0), promise.Event{Kind: promise.Withdraw, Reason: secret})
	b.tell("withdrawn after a later date was agreed", b.terms(friday), promise.About{}, b.on(12, 10, 0),
		b.moved(b.on(9, 14, 0), b.on(12, 12, 0), true), promise.Event{Kind: promise.Withdraw})
	b.tell("withdrawn after the break", b.terms(friday), promise.About{}, b.on(12, 10, 0), promise.Event{Kind: promise.Withdraw, Reason: secret})
	depends := b.terms(friday)
	depends.Conditions = []promise.Condition{{Name: "log file sent", By: b.on(6, 12, 0)}}
	b.tell("void, a condition was not met", depends, promise.About{}, b.on(7, 9, 0))
}

// withdrawn tells who withdrew a promise, and of dates that a rule set when they had
// come.
func (b *teller) withdrawn() {
	withdraw := func(e promise.Event) promise.Event {
		e.Kind, e.Reason, e.At = promise.Withdraw, secret, b.on(7, 9, 0)
		return e
	}
	b.tell("withdrawn by the customer", b.terms(friday), promise.About{}, b.on(7, 9, 0), withdraw(promise.Event{By: promise.Customer("Ann")}))
	b.tell("replaced", b.terms(friday), promise.About{}, b.on(7, 9, 0), withdraw(promise.Event{Successor: "T-7/first reply/2"}))
	b.tell("replaced by agreement", b.terms(friday), promise.About{}, b.on(7, 9, 0), withdraw(promise.Event{Successor: "T-7/first reply/2", Agreed: true}))
	b.tell("replaced after the break", b.terms(promise.By(b.on(6, 16, 0))), promise.About{}, b.on(7, 10, 0), withdraw(promise.Event{Successor: "T-7/first reply/2"}))
	ruled := promise.Event{Kind: promise.Revise, At: b.on(6, 9, 0), Rule: true, Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(4 * time.Hour)}}
	fulfilled := func(at time.Time) promise.Event { return promise.Event{Kind: promise.Fulfill, At: at} }
	b.tell("broken when a rule set the date", b.terms(friday), promise.About{}, b.on(6, 10, 0), ruled)
	b.tell("broken when a rule set the date, paused", b.terms(friday), promise.About{}, b.on(6, 10, 0), ruled, promise.Event{Kind: promise.Pause, At: b.on(6, 9, 30)})
	b.tell("broken when a rule set the date, and then by what was said", b.terms(friday), promise.About{}, b.on(12, 10, 0), ruled)
	b.tell("done after a rule set the date, in time by what was said", b.terms(friday), promise.About{}, b.on(6, 10, 0), ruled, fulfilled(b.on(6, 9, 30)))
	b.tell("done after a rule set the date, late by what was said", b.terms(friday), promise.About{}, b.on(12, 10, 0), ruled, fulfilled(b.on(12, 10, 0)))
	lowered := promise.Event{Kind: promise.Revise, At: b.on(6, 9, 0), Rule: true, Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(60 * time.Hour)}}
	terms := b.terms(friday)
	terms.Notice = 0
	b.tell("a rule leads to a later date, not agreed", terms, promise.About{}, b.on(6, 10, 0), lowered)
	b.tell("a rule led to a later date, broken", terms, promise.About{}, b.on(12, 10, 0), lowered)
	carried := promise.About{Restarts: "T-7/first reply/0", CarriedDue: promise.Said{Due: promise.Within(8 * time.Hour), At: b.on(6, 16, 0)}}
	b.tell("restarted, the earlier date holds on", terms, carried, b.on(5, 10, 0))
	b.tell("later announced, after a restart", terms, carried, b.on(6, 10, 0), b.moved(b.on(6, 10, 0), b.on(8, 16, 0), false))
	b.tell("withdrawn after a rule set the date", b.terms(friday), promise.About{}, b.on(7, 9, 0), ruled, withdraw(promise.Event{}))
}

func (b *teller) elsewhere() {
	nextYear := promise.About{Start: time.Date(2026, time.December, 30, 9, 0, 0, 0, b.cal.Zone())}
	b.tell("due next year", b.terms(friday), nextYear, time.Date(2026, time.December, 30, 12, 0, 0, 0, time.UTC))
	for _, customer := range []struct{ zone, name string }{{"America/New_York", ""}, {"Asia/Kathmandu", ""}, {"Europe/London", ""}, {"Europe/Rome", ""}, {"Europe/Berlin", "Berlin"}} {
		b.tell("seen from "+customer.zone, b.terms(friday), promise.About{}, b.on(9, 10, 0))
		b.with(func(o *wording.Options) { o.Zone, o.ZoneName = zone(b.tb, customer.zone), customer.name })
	}
	b.tell("due at midnight, seen from Asia/Seoul", b.terms(promise.By(b.on(9, 16, 0))), promise.About{}, b.on(8, 10, 0))
	b.with(func(o *wording.Options) { o.Zone = zone(b.tb, "Asia/Seoul") })
	b.name = ""
	b.tell("without a name", b.terms(friday), promise.About{}, b.on(6, 9, 0))
	b.name = "  an “odd”\n{what}\u202e name.\x00 "
	b.tell("with an odd name", b.terms(friday), promise.About{}, b.on(6, 9, 0))
}
