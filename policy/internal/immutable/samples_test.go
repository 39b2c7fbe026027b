package immutable

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/route"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// The samples are made anew each time, and are the same each time.

var (
	monday = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	noon   = monday.Add(3 * time.Hour)
	end    = monday.AddDate(0, 0, 14)

	flagged = monday.Add(4 * time.Hour) // when promiseOf has a flag
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const calendarDoc = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-12:00,13:00-17:30",
	"days":[{"on":"2026-01-06","name":"Epiphany"},{"on":"2026-01-08","hours":"10:00-12:00","name":"short"},{"on":"--12-25","name":"Christmas"}],
	"breaks":[{"on":"2026-01-07","hours":"10:00-11:30","name":"all hands"}]}`

func calendarOf() *calendar.Calendar { return must(calendar.Parse([]byte(calendarDoc))) }

func calendarConfigOf() calendar.Config {
	return calendar.Config{
		Name: "office", Zone: calendarOf().Zone(), Week: calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:30"),
		Days: []calendar.Day{
			{On: must(calendar.ParseDates("2026-01-06")), Name: "Epiphany"},
			{On: must(calendar.ParseDates("2026-01-08")), Hours: calendar.MustHours("10:00-12:00"), Name: "short"},
		},
		Breaks: []calendar.Break{{On: date.New(2026, time.January, 7), Hours: calendar.MustHours("10:00-11:30"), Name: "all hands"}},
	}
}

func conditionsOf() []promise.Condition {
	return []promise.Condition{
		{Name: "file", By: monday.AddDate(0, 0, 3), Wording: map[string]string{"de": "die Datei"}},
		{Name: "key", By: monday.AddDate(0, 0, 4)},
	}
}

func termsOf() promise.Terms {
	return promise.Terms{
		Calendar: calendarOf(), Due: promise.Within(20 * time.Hour), Target: promise.Within(16 * time.Hour),
		Notice: 2 * time.Hour, Conditions: conditionsOf(),
	}
}

func aboutOf() promise.About {
	return promise.About{ID: "T-7", To: "ACME", Name: "resolution", Tags: []string{"gold", "emea"}, Wording: map[string]string{"de": "Lösung"}}
}

func promiseEventsOf() []promise.Event {
	return []promise.Event{
		{ID: "1", Kind: promise.Pause, At: monday.Add(time.Hour), Key: "a", Reason: "the log file", Until: monday.Add(3 * time.Hour)},
		{ID: "2", Kind: promise.Flag, At: monday.Add(4 * time.Hour), Key: "f", P: 0.8, Reason: "the supplier"},
		{ID: "3", Kind: promise.Revise, At: monday.Add(5 * time.Hour), Agreed: true, Count: promise.Carry, Terms: promise.Terms{
			Due: promise.Within(24 * time.Hour), Conditions: []promise.Condition{{Name: "file", By: monday.AddDate(0, 0, 3)}, {Name: "form", By: monday.AddDate(0, 0, 5)}},
		}},
		{ID: "4", Kind: promise.Meet, At: monday.Add(6 * time.Hour), Condition: "file"},
		{ID: "5", Kind: promise.Update, At: monday.Add(7 * time.Hour), Late: true},
		{ID: "6", Kind: promise.Meet, At: monday.Add(8 * time.Hour), Condition: "nobody's"},
	}
}

// lapsing has a revision that goes back where its condition is missed.
func lapsing() promise.Promise {
	p := must(promise.Make(promise.Terms{Calendar: calendarOf(), Due: promise.Within(20 * time.Hour)}, aboutOf(), monday))
	return must(p.Record(noon, promise.Event{ID: "1", Kind: promise.Revise, At: noon, Agreed: true, Count: promise.Carry, Terms: promise.Terms{
		Due:        promise.Within(10 * time.Hour),
		Conditions: []promise.Condition{{Name: "file", By: noon.Add(time.Hour), Else: promise.ElseBack, Wording: map[string]string{"de": "die Datei"}}},
	}}))
}

// announced has a later date that does not bind.
func announced() promise.Promise {
	p := must(promise.Make(promise.Terms{Calendar: calendarOf(), Due: promise.Within(20 * time.Hour)}, aboutOf(), monday))
	return must(p.Record(noon, promise.Event{Kind: promise.Revise, At: noon, Terms: promise.Terms{Due: promise.By(monday.AddDate(0, 0, 9))}}))
}

func promiseOf() promise.Promise {
	p := must(promise.Make(termsOf(), aboutOf(), monday))
	return must(p.Record(monday.Add(9*time.Hour), promiseEventsOf()...))
}

const policyDoc = `{"name":"desk","calendars":[` + calendarDoc + `,{"name":"on call","zone":"UTC","week":"24/7"}],
	"contact":{"told":{"event":"message","by":"person"},"asked":[{"event":"message","by":"customer","where":{"visibility":["public",""]}}]},
	"commitments":[
	{"name":"resolution","to":"customer","owner":"owner","matter":"the case","calendar":"office","wording":{"de":"eine Lösung"},
	 "rules":[{"when":{"priority":["high","urgent"],"channel":"chat"},"calendar":"on call","target":"4h"},{"when":{"priority":["low","high"]},"target":"8h"},{"due":"20h"}],
	 "pad":{"percent":25},"stake":{"amount":10,"currency":"EUR"},
	 "clock":{"start":[{"event":"opened"},{"event":["message","call"],"by":["customer"],"where":{"visibility":["public"]}}],
	          "stop":{"becomes":{"status":["solved","closed"]}},"cancel":{"becomes":{"status":"spam"}},"reopen":{"leaves":{"status":["solved"]},"changes":["status"]},
	          "reset":{"event":["reset"],"where":{"kind":["a","b"]}},"pause_while":[{"status":["pending","hold"]},{"priority":["none"]}]},
	 "conditions":[{"name":"file","by":"12h","wording":{"de":"die Datei"},"met":{"event":["file"],"where":{"name":["a","b"]}}}],
	 "reactions":[{"name":"warn","when":"50%","do":"tell the lead"},{"name":"chase","when":"1h after due","every":"4h","times":3}],
	 "offers":[{"name":"express","set":{"priority":"high","channel":"chat"},"cost":{"amount":100,"currency":"EUR"}},
	           {"name":"workaround","part":"a workaround","due":"1h"},
	           {"name":"with the key","set":{"priority":"high"},"condition":"key sent","by":"1h","wording":{"de":"der Schlüssel"}}]},
	{"name":"site","matter":"the case","calendar":"office","origin":"implied","to":"customer","rules":[{"due":"6h"}],"terms":{"notice":"1h"},
	 "clock":{"stop":{"becomes":{"status":["solved","closed"]}}},"reactions":[{"name":"tell","when":"broken"}]},
	{"name":"delivery","calendar":"office","rules":[{"target":"1h"}],"pad":{"level":0.8}},
	{"name":"call back","calendar":"office","rules":[{"due":"1h"}],
	 "clock":{"start":{"event":"promise broken","where":{"commitment":["site"]}},"stop":{"event":"called"}}}]}`

func policyOf() *policy.Policy { return must(policy.Parse([]byte(policyDoc))) }

func fieldsOf() policy.Fields {
	return policy.Fields{"priority": "low", "customer": "ACME", "owner": "Ann", "status": "new", "channel": "mail"}
}

func eventsOf() []policy.Event {
	return []policy.Event{
		{ID: "m", Type: "message", At: monday.Add(time.Hour), By: promise.Customer("Cy"), Data: map[string]string{"visibility": "public"}},
		{ID: "p", At: monday.Add(2 * time.Hour), Set: policy.Fields{"status": "pending"}, Reason: "the log file"},
		{ID: "o", At: monday.Add(3 * time.Hour), Set: policy.Fields{"status": "open", "priority": "high"}},
		{ID: "f", Type: "said", At: monday.Add(4 * time.Hour), By: promise.Person("Ann"), Facts: []policy.Fact{
			{Commitment: "resolution", Says: promise.Event{Kind: promise.Flag, Key: "k", P: 0.5}},
			{Commitment: "resolution", Says: promise.Event{Kind: promise.Pause, Until: monday.Add(5 * time.Hour)}},
		}},
		{ID: "r", Type: "said", At: monday.Add(5 * time.Hour), Agreed: true, Facts: []policy.Fact{{Commitment: "resolution", Says: promise.Event{
			Kind: promise.Revise, Agreed: true, Count: promise.Carry, Terms: promise.Terms{Due: promise.Within(24 * time.Hour), Conditions: conditionsOf()},
		}}}},
		{ID: "c", Type: "file", At: monday.Add(26 * time.Hour), Data: map[string]string{"name": "a"}},
	}
}

// caseOf is recorded in two parts, so that the second one goes on with the first.
func caseOf() policy.Case {
	events := eventsOf()
	c := must(policyOf().Open("T-7", fieldsOf(), monday))
	c = must(c.Record(monday.Add(4*time.Hour), events[:4]...))
	return must(c.Record(monday.AddDate(0, 0, 3), events[4:]...))
}

func historyConfigOf() forecast.Config {
	return forecast.Config{Calendar: calendarOf(), Groups: [][]string{{"priority", "channel"}, {"priority"}, {}}, Least: 2}
}

func historyCasesOf() []forecast.Record {
	var cases []forecast.Record
	for i := range 60 {
		opened := monday.Add(time.Duration(i) * time.Hour)
		cases = append(cases, forecast.Record{
			ID: fmt.Sprint("H-", i), Fields: policy.Fields{"priority": []string{"high", "low"}[i%2], "channel": "mail"},
			Opened: opened, Finished: opened.Add(time.Duration(24+i) * time.Hour), Estimate: time.Duration(1+i%5) * time.Hour,
			Stages: []forecast.Stage{{Name: "waiting", Entered: opened.Add(time.Hour), Paused: true}, {Name: "running", Entered: opened.Add(5 * time.Hour)}},
		})
	}
	return cases
}

func historyOf() forecast.History { return must(forecast.New(historyConfigOf(), historyCasesOf()...)) }

func sourceOf() forecast.Source {
	return forecast.Source{Histories: map[string]forecast.History{"": historyOf()}}
}

func questionOf() forecast.Query {
	return forecast.Query{Fields: policy.Fields{"priority": "high", "channel": "mail"}, At: end, Level: 0.8, Estimate: 3 * time.Hour}
}

func runningOf() forecast.Running {
	return forecast.Running{Fields: policy.Fields{"priority": "high"}, At: end, Age: time.Hour, Due: 20 * time.Hour, Stage: "running", StageAge: time.Hour}
}

func outcomesOf() []report.Outcome {
	var list []report.Outcome
	for i := range 40 {
		actual, standing := time.Duration(1+i%14)*time.Hour, promise.Kept
		if actual > 10*time.Hour {
			standing = promise.Broken
		}
		list = append(list, report.Outcome{
			Group: []string{"a", "b"}[i%2], At: monday.AddDate(0, i/8, 0), Standing: standing, Promised: 10 * time.Hour, Actual: actual,
			Excluded: []report.Excluded{{Cause: report.ExcludedPaused, Reason: "waiting", Worked: time.Hour}, {Reason: "parts", Worked: 2 * time.Hour}},
		})
	}
	return list
}

func reportOf() report.Report {
	return must(must(report.New(time.UTC)).Add(outcomesOf()...))
}

func routeConfigOf() route.Config {
	return route.Config{Legs: []route.Leg{
		{Name: "desk", Calendar: calendarOf(), Takes: promise.Within(4 * time.Hour), Pad: time.Hour},
		{Name: "courier", Calendar: calendarOf(), Takes: promise.InDaysByClose(2)},
	}}
}
