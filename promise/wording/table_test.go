package wording_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// The customer's words for what is promised and for what it depends on.
var (
	repair = map[string]string{
		"en": "the repair of your device", "tl": "ang pagkukumpuni ng inyong device", "ru": "ремонт вашего устройства",
		"hu": "a készülékének javítása", "ko": "기기 수리",
	}
	file = map[string]string{
		"en": "we have the log file", "tl": "matanggap po namin ang log file", "ru": "мы получим файл журнала",
		"hu": "megkapjuk a naplófájlt", "ko": "로그 파일을 보내 주시면",
	}
	address = map[string]string{
		"en": "you confirm the address", "tl": "makumpirma po ninyo ang address", "ru": "вы подтвердите адрес",
		"hu": "megerősíti a címet", "ko": "주소를 확인해 주시면",
	}
)

// A voice is one of those in which a situation is told.
type voice func(wording.Language, promise.Explanation, wording.Options) string

// A situation is a promise at an instant, as the voices tell it. Unless it is said
// otherwise, the repair is promised on Monday, 5 January 2026, 09:00, in office
// hours, for Friday, 16:00.
type situation struct {
	name   string
	voices []string
	e      promise.Explanation
	o      wording.Options
}

var tells = map[string]voice{
	"customer": wording.Language.Customer, "promised": wording.Language.Promised, "revised": wording.Language.Revised,
	"follow-up": wording.Language.FollowUp, "team": wording.Language.Team,
}

// A table makes situations.
type table struct {
	teller
	terms promise.Terms
	about promise.About
	list  []situation
}

// start sets what the next situations promise.
func (b *table) start(due promise.Deadline, conditions ...promise.Condition) {
	b.terms = promise.Terms{Calendar: b.cal, Due: due, Target: promise.Before(8*time.Hour + 23*time.Minute), Notice: 4 * time.Hour, Conditions: conditions}
	b.about = promise.About{ID: "T-7", To: "ACME", Name: "repair", Wording: repair}
}

func (b *table) at(name, voices string, at time.Time, events ...promise.Event) {
	b.tb.Helper()
	p, err := promise.Make(b.terms, b.about, b.on(5, 9, 0))
	require.NoError(b.tb, err, name)
	p, err = p.Record(b.on(23, 9, 0), events...)
	require.NoError(b.tb, err, name)
	b.list = append(b.list, situation{name: name, voices: strings.Fields(voices), e: p.Explain(at)})
}

func (b *table) options(o wording.Options) { b.list[len(b.list)-1].o = o }

func situations(tb testing.TB) []situation {
	tb.Helper()
	b := &table{teller: teller{tb: tb, cal: office(tb)}}
	b.conditions()
	b.missed()
	b.lateNews()
	b.changes()
	b.untold()
	b.names()
	b.lengths()
	return b.list
}

// sent is the condition that the log file is there by Wednesday noon.
func (b *table) sent(otherwise promise.Else) promise.Condition {
	return promise.Condition{Name: "log file sent", By: b.on(7, 12, 0), Else: otherwise, Wording: file}
}

func (b *table) met(at time.Time) promise.Event {
	return promise.Event{Kind: promise.Meet, At: at, Condition: "log file sent"}
}

// conditions are number 1: promises with conditions that are not met yet.
func (b *table) conditions() {
	b.start(friday, b.sent(promise.ElseVoid))
	b.at("promised on a condition", "promised team", b.on(5, 9, 0))
	b.at("running on a condition", "customer team", b.on(6, 9, 0))
	b.at("the last hour of a condition", "customer", b.on(7, 11, 0))
	b.at("the condition is met", "customer team", b.on(7, 13, 0), b.met(b.on(6, 10, 0)))
	b.at("paused until a known time, on a condition", "customer team", b.on(6, 9, 0),
		promise.Event{Kind: promise.Pause, At: b.on(5, 11, 0), Until: b.on(6, 11, 0)})
	b.at("paused without an end, on a condition", "customer", b.on(6, 9, 0), promise.Event{Kind: promise.Pause, At: b.on(5, 11, 0)})
	b.at("done before the condition was met", "customer team", b.on(6, 10, 0), promise.Event{Kind: promise.Fulfill, At: b.on(6, 10, 0)})
	b.at("later announced, on a condition", "customer team", b.on(6, 9, 0), b.later(b.on(6, 9, 0), b.on(12, 12, 0)))
	b.options(wording.Options{Cause: wording.CauseSupplier})
	b.at("moved later, agreed, on a condition", "revised", b.on(6, 9, 0), b.agreed(b.on(6, 9, 0), b.on(12, 12, 0)))
	b.start(friday, b.sent(promise.ElseMove))
	b.about.Start = b.on(6, 13, 0)
	b.at("it starts later, on a condition that moves the start", "promised team", b.on(5, 9, 0))
	b.start(friday, b.sent(promise.ElseVoid), promise.Condition{Name: "address confirmed", By: b.on(8, 10, 0), Wording: address})
	b.at("on two conditions", "promised team", b.on(5, 9, 0))
	b.at("one of two conditions is met", "customer", b.on(7, 9, 0), b.met(b.on(6, 10, 0)))
	unworded := b.sent(promise.ElseVoid)
	unworded.Wording = nil
	b.start(friday, unworded)
	b.about.Wording = nil
	b.at("on a condition without words for the customer", "promised", b.on(5, 9, 0))
	b.start(friday, unworded, promise.Condition{Name: "address confirmed", By: b.on(8, 10, 0), Wording: address})
	b.at("on two conditions, one without words for the customer", "promised", b.on(5, 9, 0))
	b.start(friday, b.sent(promise.ElseVoid))
	b.terms.Starts = promise.OnEvent
	b.terms.Due = promise.Within(10 * time.Hour)
	b.at("not started, on a condition", "customer team", b.on(6, 9, 0))
	b.start(promise.Within(8*time.Hour), promise.Condition{Name: "log file sent", By: b.on(9, 12, 0), Wording: file})
	b.terms.Target = promise.Deadline{}
	b.at("broken before the last instant of its condition", "customer team", b.on(7, 9, 0))
	b.at("done late before the last instant of its condition", "customer", b.on(7, 9, 0), promise.Event{Kind: promise.Fulfill, At: b.on(7, 9, 0)})
}

// missed are number 1 too: conditions that were not met in time.
func (b *table) missed() {
	b.start(friday, b.sent(promise.ElseVoid))
	b.at("the condition was missed, else void", "customer team", b.on(7, 13, 0))
	b.start(promise.Within(10*time.Hour), b.sent(promise.ElseMove))
	b.terms.Due = promise.Within(30 * time.Hour)
	b.at("the condition was missed, else the start moves, working hours", "customer team", b.on(7, 13, 0))
	b.at("met late, else the start moved", "customer team", b.on(8, 9, 0), b.met(b.on(7, 15, 0)))
	b.terms.Due = promise.InDaysByClose(2)
	b.at("the condition was missed, else the start moves, a close", "customer", b.on(7, 13, 0))
	b.terms.Due = promise.By(b.on(9, 16, 0))
	b.at("the condition was missed, else the start moves, a date", "customer team", b.on(7, 13, 0))
	b.terms.Conditions[0].Wording = nil
	b.at("missed without words for the customer, else the start moves", "customer", b.on(7, 13, 0))
	b.start(friday)
	b.at("an earlier date on a condition, else back", "revised customer team", b.on(6, 9, 0), b.earlierIf(b.on(6, 9, 0)))
	b.at("the condition was missed, else back", "revised customer team", b.on(7, 12, 0), b.earlierIf(b.on(6, 9, 0)))
	b.at("missed, else back, and told since", "customer", b.on(7, 14, 0), b.earlierIf(b.on(6, 9, 0)),
		promise.Event{Kind: promise.Update, At: b.on(7, 13, 0)})
}

// earlierIf revises to Thursday, 11:00, if the log file is there by Wednesday noon.
func (b *table) earlierIf(at time.Time) promise.Event {
	return promise.Event{Kind: promise.Revise, At: at, Agreed: true, Terms: promise.Terms{
		Due: promise.By(b.on(8, 11, 0)), Target: promise.Before(83 * time.Minute), Conditions: []promise.Condition{b.sent(promise.ElseBack)},
	}}
}

func (b *table) later(at, to time.Time) promise.Event {
	e := b.moved(at, to, false)
	e.Terms.Target = promise.Before(3*time.Hour + 23*time.Minute)
	b.terms.Notice = 0
	return e
}

func (b *table) agreed(at, to time.Time) promise.Event { return b.moved(at, to, true) }

// lateNews are number 2: the customer was told that it takes longer.
func (b *table) lateNews() {
	b.start(friday)
	late := promise.Event{ID: "u1", Kind: promise.Update, At: b.on(8, 9, 0), Late: true, Channel: "email", By: promise.Person("Ann")}
	b.at("told that it takes longer", "customer promised revised team", b.on(8, 9, 30), late)
	b.options(wording.Options{Cause: wording.CauseSupplier, NextUpdate: b.on(8, 15, 0)})
	b.at("told that it takes longer, paused", "customer team", b.on(8, 11, 0), late, promise.Event{Kind: promise.Pause, At: b.on(8, 10, 0)})
	b.at("told that it takes longer, then a date was agreed", "customer team", b.on(8, 11, 0), late, b.agreed(b.on(8, 10, 0), b.on(12, 12, 0)))
	b.at("told that it takes longer, then a date was announced", "customer team", b.on(9, 15, 0), late, b.moved(b.on(9, 14, 0), b.on(12, 12, 0), false))
	b.at("a later date was announced, then told that it takes longer still", "customer team", b.on(9, 15, 0),
		b.moved(b.on(9, 14, 0), b.on(12, 12, 0), false), promise.Event{Kind: promise.Update, At: b.on(9, 14, 30), Late: true})
	b.at("told that it takes longer, taken back", "customer", b.on(8, 11, 0), late, promise.Event{Kind: promise.Retract, At: b.on(8, 10, 0), Of: "u1"})
	b.at("told that it takes longer, and then it did", "customer team", b.on(12, 10, 0), late)
	b.at("told that it takes longer, and done in time", "customer team", b.on(9, 15, 50), late, promise.Event{Kind: promise.Fulfill, At: b.on(9, 15, 50)})
}

// changes are number 3: what was said before, and what holds now.
func (b *table) changes() {
	b.start(friday)
	at := b.on(6, 10, 0)
	first, second := b.agreed(at, b.on(12, 12, 0)), b.agreed(at, b.on(13, 12, 0))
	b.at("moved twice at one instant", "revised", at, first, second)
	b.at("moved later, and back at the same instant", "revised", at, first, b.agreed(at, b.on(9, 16, 0)))
	conditional := promise.Event{Kind: promise.Revise, At: at, Agreed: true, Terms: promise.Terms{Conditions: []promise.Condition{b.sent(promise.ElseVoid)}}}
	b.at("an earlier date and a condition, in two revisions at one instant", "revised", at, b.agreed(at, b.on(8, 11, 0)), conditional)
	b.at("the same date, on a condition now", "revised", at, conditional)
	b.at("only the target changed", "revised", at, promise.Event{Kind: promise.Revise, At: at, Terms: promise.Terms{Target: promise.Before(time.Hour)}})
	b.at("moved later with notice", "revised", at, b.moved(at, b.on(12, 12, 0), false))
	b.options(wording.Options{Cause: wording.CauseVolume})
	b.at("moved earlier", "revised", at, b.agreed(at, b.on(8, 11, 0)))
	b.options(wording.Options{Cause: wording.CauseRequest})
}

// byRule is a revision to a date that a rule set, and that nobody told.
func (b *table) byRule(at, to time.Time) promise.Event {
	return promise.Event{Kind: promise.Revise, At: at, Rule: true, Terms: promise.Terms{Due: promise.By(to), Target: promise.By(to)}}
}

// untold are number 4: dates that nobody told.
func (b *table) untold() {
	b.start(friday)
	sooner := b.byRule(b.on(6, 10, 0), b.on(7, 10, 0))
	b.at("an earlier date by a rule, open", "customer team", b.on(6, 11, 0), sooner)
	b.at("an earlier date by a rule, broken, what was told is ahead", "customer team", b.on(7, 11, 0), sooner)
	b.at("the same, paused", "customer", b.on(7, 12, 0), sooner, promise.Event{Kind: promise.Pause, At: b.on(7, 11, 0)})
	b.at("the same, done before what was told", "customer follow-up team", b.on(8, 16, 0), sooner, promise.Event{Kind: promise.Fulfill, At: b.on(8, 16, 0)})
	b.at("the same, withdrawn before what was told", "customer", b.on(8, 16, 0), sooner, promise.Event{Kind: promise.Withdraw, At: b.on(8, 16, 0)})
	b.at("the same, done after what was told", "customer follow-up", b.on(12, 10, 0), sooner, promise.Event{Kind: promise.Fulfill, At: b.on(12, 10, 0)})
	b.at("an earlier date by a rule, broken, what was told too", "customer team", b.on(12, 10, 0), sooner)
	b.at("an earlier date by a rule, told since, broken", "customer team", b.on(7, 11, 0), sooner, promise.Event{Kind: promise.Update, At: b.on(6, 11, 0)})
	b.at("broken by a rule at the instant at which it set the date", "customer team", b.on(6, 10, 0), b.byRule(b.on(6, 10, 0), b.on(6, 10, 0)))
	b.at("a later date by a rule, not agreed", "customer team", b.on(9, 15, 0), b.byRule(b.on(9, 14, 0), b.on(12, 12, 0)))
	b.about.Restarts, b.about.CarriedDue = "T-6", promise.Said{Due: promise.By(b.on(8, 11, 0)), At: b.on(8, 11, 0)}
	b.at("in place of another promise, whose date holds on", "customer team", b.on(6, 10, 0))
	b.at("in place of another promise, whose date broke", "customer team", b.on(8, 12, 0))
	b.about.CarriedDue = promise.Said{Due: promise.By(b.on(12, 11, 0)), At: b.on(12, 11, 0)}
	b.at("in place of another promise, with an earlier date, broken", "customer team", b.on(9, 17, 0))
	b.start(friday)
	b.about.Origin = promise.Implied
	b.at("implied, open", "customer team", b.on(6, 9, 0))
	b.at("implied, broken", "customer team", b.on(12, 10, 0))
	b.at("implied, done in time", "customer", b.on(9, 15, 0), promise.Event{Kind: promise.Fulfill, At: b.on(9, 15, 0)})
	b.at("implied, done late", "customer follow-up", b.on(12, 10, 0), promise.Event{Kind: promise.Fulfill, At: b.on(12, 10, 0)})
	b.at("implied, and then a date was said", "customer revised", b.on(6, 10, 0), b.agreed(b.on(6, 10, 0), b.on(12, 12, 0)))
}

// names are number 5: what is promised, to whom, and how it is told.
func (b *table) names() {
	b.start(friday)
	b.at("with words for what is promised", "promised customer", b.on(5, 9, 0))
	b.at("to a customer by name", "promised", b.on(5, 9, 0))
	b.options(wording.Options{Name: "Kim", NextUpdate: b.on(7, 10, 0)})
	for _, c := range []wording.Channel{wording.ChannelEmail, wording.ChannelPhone, wording.ChannelChat, wording.ChannelText, wording.ChannelLetter} {
		b.at("the next word as the customer asked: "+string(c), "customer", b.on(6, 9, 0))
		b.options(wording.Options{Channel: c, NextUpdate: b.on(7, 10, 0)})
	}
	done := promise.Event{Kind: promise.Fulfill, At: b.on(7, 15, 0)}
	b.at("a follow-up call", "customer", b.on(7, 15, 0), done)
	b.options(wording.Options{Channel: wording.ChannelPhone, NextUpdate: b.on(9, 10, 0)})
	b.at("followed up, by name", "follow-up", b.on(9, 10, 0), done)
	b.options(wording.Options{Name: "Kim"})
	b.about.Wording = nil
	b.at("without words for what is promised", "promised customer", b.on(5, 9, 0))
	b.about.Name = ""
	b.at("without words and without a name", "promised customer", b.on(5, 9, 0))
}

// lengths are numbers 5 and 6: amounts of time.
func (b *table) lengths() {
	b.start(promise.Within(30 * time.Minute))
	b.terms.Target = promise.Deadline{}
	b.at("30 minutes promised, 18 taken", "customer", b.on(5, 9, 18), promise.Event{Kind: promise.Fulfill, At: b.on(5, 9, 18)})
	b.at("30 minutes promised, 28 taken", "customer", b.on(5, 9, 28), promise.Event{Kind: promise.Fulfill, At: b.on(5, 9, 28)})
	b.start(promise.Within(10 * time.Hour))
	b.terms.Starts = promise.OnEvent
	b.at("10 working hours from when all is there", "customer", b.on(6, 9, 0))
	b.terms.Due = promise.Within(21*time.Hour + 30*time.Minute)
	b.at("21 hours 30 minutes from when all is there", "customer", b.on(6, 9, 0))
	b.terms.Due = promise.InDays(2)
	b.at("two business days from when all is there", "customer", b.on(6, 9, 0))
	b.start(promise.By(time.Date(2027, time.January, 1, 12, 0, 0, 0, b.cal.Zone())))
	b.at("noon, in another year", "promised", b.on(5, 9, 0))
	b.start(promise.By(b.on(6, 12, 0)))
	b.at("noon tomorrow", "promised", b.on(5, 9, 0))
}

// TestSituations holds a table of what is told, situation by language, so that a
// reader can compare the languages line by line.
func TestSituations(t *testing.T) {
	var b strings.Builder
	for _, s := range situations(t) {
		fmt.Fprintf(&b, "%s\n", s.name)
		for _, v := range s.voices {
			for _, tag := range []string{"en", "fil", "ru", "hu", "ko"} {
				text := tells[v](language(t, tag), s.e, s.o)
				if !strings.HasPrefix(text, "Tisztelt ") {
					requireSound(t, text)
				}
				fmt.Fprintf(&b, "  %-9s %-3s %s\n", v, tag, text)
			}
		}
	}
	documenttest.Golden(t, "situations.txt", b.String())
}
