package immutable

import (
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	cal "github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/de"
	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/holidays"
	"github.com/underpromise/underpromise/calendar/holidays/dated"
	"github.com/underpromise/underpromise/calendar/ical"
	"github.com/underpromise/underpromise/calendar/monthview"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
	"github.com/underpromise/underpromise/policy/forecast/monitor"
	"github.com/underpromise/underpromise/policy/forecast/queue"
	"github.com/underpromise/underpromise/policy/lint"
	"github.com/underpromise/underpromise/policy/route"
	"github.com/underpromise/underpromise/policy/statement"
	"github.com/underpromise/underpromise/policy/whatif"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
	"github.com/underpromise/underpromise/promise/report"
	"github.com/underpromise/underpromise/promise/timeline"
	"github.com/underpromise/underpromise/promise/wording"
)

// functions are those of the packages that are not methods.
var functions = []any{
	calendar.New, calendar.Parse, calendar.ParseWeek, calendar.MustWeek, calendar.ParseHours, calendar.MustHours,
	calendar.Union, calendar.Intersect, calendar.Subtract, document.Unmarshal, document.Marshal, document.UnmarshalFields, document.MarshalFields, document.MarshalVerbatim, document.Member,
	plaintext.JSON, holidays.Codes, holidays.For, dated.Days, ical.Read, monthview.Of,
	promise.Make, promise.Parse,
	report.Parse, report.Of, report.Worst, report.Calibrate,
	timeline.SVG, wording.New, promisetest.Story, promisetest.Exactly,
	policy.New, policy.Parse, conflict.Of, conflict.In,
	forecast.New, forecast.Parse, forecast.RecordOf, forecast.RunningOf, forecast.Observe,
	lint.Check, route.New, statement.Of, whatif.Compare,
}

// samples make values of the types that have methods, or that functions take.
var samples = []any{
	calendarOf, calendarConfigOf,
	func() *document.FieldError {
		return &document.FieldError{Package: "calendar", Path: "week", Err: io.EOF}
	},
	func() calendar.Dates { return must(calendar.ParseDates("easter+1")) },
	func() calendar.Hours { return calendar.MustHours("09:00-12:00,13:00-17:00") },
	func() calendar.Week { return calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:00") },
	func() calendar.Closure { return calendarOf().Closures(monday, end)[0] },
	func() calendar.Operation { return calendar.UnionOf },
	func() calendar.Span { return calendar.Span{From: monday, To: noon} },
	func() ical.Kind { return ical.Open },
	func() ical.Transparency { return ical.CountAll },
	func() *ical.Problem { return &ical.Problem{Line: 1, UID: "u", Name: "n", Err: io.EOF} },
	func() monthview.Month { return monthview.Of(calendarOf(), 2026, time.January, time.Monday) },
	func() monthview.Day { return monthview.Of(calendarOf(), 2026, time.January, time.Monday).Weeks[1][1] },

	termsOf, aboutOf, promiseEventsOf, promiseOf,
	func() promise.Event { return promiseEventsOf()[2] },
	func() promise.Explanation { return promiseOf().Explain(flagged) },
	func() promise.Status { return promiseOf().At(noon) },
	func() promise.Step { return promiseOf().Explain(end).Steps[1] },
	func() *promise.ClockError { return &promise.ClockError{Now: monday, Last: noon} },
	func() promise.Notification { return promiseOf().Explain(end).Updates[0] },
	func() promise.Said { return promise.Said{Due: promise.InDays(2), At: monday} },
	func() promise.Remark { return promiseOf().Explain(end).Remarks[0] },
	func() promise.Revision { return promiseOf().Explain(end).Revisions[0] },
	func() promise.ConditionState { return promiseOf().Explain(end).Conditions[0] },
	func() promise.Deadline { return promise.Within(time.Hour) },
	func() promise.Kind { return promise.Pause },
	func() promise.Phase { return promise.Running },
	func() promise.Standing { return promise.Kept },
	func() *promise.CalendarError { return &promise.CalendarError{Name: "office"} },
	func() *promise.ClockError { return &promise.ClockError{Now: monday, Last: noon} },

	reportOf, outcomesOf,
	func() []report.Row { return reportOf().Groups() },
	func() report.Row { return reportOf().Groups()[0] },
	func() report.Summary {
		s := reportOf().Summary(0.9, 1)
		s.Pads, s.Grown, s.Sandbagged = []report.Pad{{Month: "2026-01", N: 1}}, []string{"a"}, []string{"b"}
		return s
	},
	func() report.Tally { return reportOf().Total() },
	func() report.Line { return reportOf().Summary(0.9, 1).Months[0] },
	func() report.Pad { return report.Pad{Month: "2026-01", Factor: 1.2} },
	func() report.Rate { return reportOf().Total().Keep() },
	func() report.Spread { return reportOf().Total().Unused },
	func() report.Typical { return report.Typical{} },
	func() report.ExcludedCause { return report.ExcludedPaused },
	func() report.Excluded { return reportOf().Excluded()[0] },
	func() report.Calibration {
		return must(report.Calibrate(report.Forecast{P: 0.5, Broken: true}, report.Forecast{P: 0.7}))
	},
	func() []report.Forecast { return []report.Forecast{{P: 0.5, Broken: true}, {P: 0.7}} },
	func() wording.Language { return must(wording.New("ru")) },
	func() promisetest.Scenario {
		return promisetest.Scenario{Terms: termsOf(), About: aboutOf(), Story: story}
	},

	func() promisetest.Failure {
		return promisetest.Failure{Statement: "kept", At: noon, Explanation: promiseOf().Explain(end)}
	},

	policyOf, fieldsOf, eventsOf, caseOf,
	func() policy.Config { return policyOf().Quoting(sourceOf()).Config() },
	func() policy.Event { return eventsOf()[4] },
	func() policy.Opening {
		return policy.Opening{ID: "T-7", Fields: fieldsOf(), At: monday, Recorded: noon}
	},
	func() policy.Action { return caseOf().Actions(monday, end)[0] },
	func() policy.Fact { return eventsOf()[4].Facts[0] },
	func() policy.Contact { return caseOf().Contact(end) },
	func() policy.Offer { return must(caseOf().Offers("site", noon, noon.Add(time.Minute)))[0] },
	func() conflict.Conflict { return conflict.In(caseOf(), noon)[0] },
	func() policy.Why { w, _ := caseOf().Why("T-7/resolution/1"); return w },
	func() policy.Action { return caseOf().Actions(monday, end)[0] },
	func() policy.Opening {
		return policy.Opening{ID: "T-7", Fields: fieldsOf(), At: monday, Recorded: monday}
	},
	func() policy.Moment { return must(policy.ParseMoment("75%")) },
	func() policy.Quoter { return sourceOf() },
	func() policy.Question {
		return policy.Question{Commitment: "resolution", Fields: policy.Fields{"priority": "high"}, Made: end, Calendar: calendarOf(), Level: 0.8}
	},

	historyOf, historyConfigOf, historyCasesOf, questionOf, runningOf,
	func() forecast.Quote { return forecast.Survival{}.Quote(historyOf(), questionOf()) },
	func() forecast.Risk { return historyOf().Risk(runningOf()) },
	func() forecast.Zone { return forecast.Red },
	sourceOf,
	func() forecast.Survival { return forecast.Survival{} },
	func() forecast.Conformal { return forecast.Conformal{} },
	func() baseline.Order { return baseline.Order{} },
	func() baseline.Fixed { return baseline.Fixed{Add: time.Hour} },
	func() baseline.Percent { return baseline.Percent{Percent: 50} },
	func() forecast.Recalibrated { return forecast.Recalibrated{} },
	func() forecast.Newsvendor { return forecast.Newsvendor{Quoted: 1, Late: 5} },
	func() forecast.Adaptive { return forecast.Adaptive{} },
	func() monitor.BurnRate { return monitor.BurnRate{Long: 4, Short: 2} },
	func() queue.Length { return queue.Length{Ahead: 3, Service: time.Hour} },
	func() queue.LastEntered { return queue.LastEntered{Waited: time.Hour} },
	func() queue.HeadOfLine { return queue.HeadOfLine{Waiting: time.Hour} },

	routeConfigOf,
	func() *route.Route { return must(route.New(routeConfigOf())) },
	func() route.Report {
		return must(must(route.New(routeConfigOf())).Check(monday, end, noon, monday.Add(2*time.Hour)))
	},
	func() route.Use {
		return must(must(route.New(routeConfigOf())).Check(monday, end, noon, monday.Add(2*time.Hour))).Uses[0]
	},
	func() route.Plan { return must(must(route.New(routeConfigOf())).From(monday)) },
	func() route.Stop { return must(must(route.New(routeConfigOf())).From(monday)).Stops[0] },
	func() lint.Severity { return lint.Error },
	func() []lint.Market {
		return []lint.Market{{Commitment: "site", When: map[string][]string{"priority": {"low", "high"}}, Most: time.Hour}}
	},
	func() statement.Options {
		return statement.Options{Languages: []string{"de", "en"}, Words: map[string]string{"site": "Website"}}
	},
	func() statement.Statement { return must(statement.Of(policyOf(), monday, statement.Options{})) },
	func() whatif.Report {
		r := must(whatif.Compare(policyOf(), stricter(), []policy.Case{caseOf()}, end))
		r.Added, r.Removed, r.Failed = []string{"a"}, []string{"b"}, []whatif.Failure{{Case: "T-8", Old: "never open"}}
		return r
	},
	func() whatif.Flip {
		return must(whatif.Compare(policyOf(), stricter(), []policy.Case{caseOf()}, end)).Flips[0]
	},
	func() document.Total { return document.TotalOf(time.Hour) },
	func() whatif.Times { return whatif.Times{Of: 1, Mean: time.Hour} },

	func() time.Time { return end },
	func() time.Duration { return 20 * time.Hour },
	func() float64 { return 0.8 },
	func() int { return 2 },
	func() *time.Location { return time.UTC },
	func() time.Month { return time.January },
	func() time.Weekday { return time.Monday },
	func() date.Date { return date.New(2026, time.January, 6) },
	func() []string { return []string{"de", "ru"} },
	func() []time.Time { return []time.Time{monday.Add(2 * time.Hour)} },
	func() []policy.Case { return []policy.Case{caseOf()} },
	func() []promise.Promise { return caseOf().Promises() },
	func() []*calendar.Calendar { return []*calendar.Calendar{calendarOf()} },
	func() []bool { return []bool{true, false, false, true, true} },
	func() string { return "site" },
	func() timeline.Options { return timeline.Options{Calendar: calendarOf()} },
	func() wording.Options { return wording.Options{} },
	func() policy.Round { return policy.ToHalfHour },
	func() func(promise.Promise) string { return nil },
}

const story = `
begins: 2026-01-05
mon 09:00  made
mon 10:00  pause "the log file"
mon 11:00  resume
mon 12:00  expect broken
`

// stricter is the policy of which every rule promises less.
func stricter() *policy.Policy {
	return must(policy.Parse([]byte(strings.NewReplacer(`"20h"`, `"2h"`, `"8h"`, `"1h"`, `"6h"`, `"1h"`).Replace(policyDoc))))
}

// arguments are those of calls for which the samples of their types will not do. Those
// of a method begin with its receiver.
var arguments = map[string]func() []any{
	"calendar.Calendar.Parts":         func() []any { return []any{must(calendar.Union(calendarOf(), calendarOf()))} },
	"calendar.ParseWeek":              func() []any { return []any{"Mo-Fr 09:00-17:00"} },
	"calendar.MustWeek":               func() []any { return []any{"Mo-Fr 09:00-17:00"} },
	"calendar.ParseHours":             func() []any { return []any{"09:00-12:00,13:00-17:00"} },
	"calendar.MustHours":              func() []any { return []any{"09:00-12:00,13:00-17:00"} },
	"calendar.Parse":                  func() []any { return []any{[]byte(calendarDoc)} },
	"calendar/document.Marshal":       func() []any { return []any{"policy", eventsOf()} },
	"calendar/document.MarshalFields": func() []any { return []any{"policy", eventsOf()[4]} },
	"calendar/document.UnmarshalFields": func() []any {
		return []any{"policy", []byte(`{"at":"2026-01-05T09:00:00Z","data":{"a":"b"}}`), &policy.Event{}}
	},
	"calendar/document.Member":          func() []any { return []any{[]byte(`{"week":[1]}`), "week"} },
	"calendar/document.MarshalVerbatim": func() []any { return []any{"policy", eventsOf()} },
	"calendar/document.Unmarshal":       func() []any { return []any{"calendar", []byte(`{"hours":["09:00-17:00"]}`), &map[string]any{}} },
	"calendar/plaintext.JSON":           func() []any { return []any{[]byte(`{"a":1}`)} },
	"calendar.Subtract": func() []any {
		outage := must(calendar.Parse([]byte(`{"zone":"UTC","week":"Mo 10:00-11:00"}`)))
		return []any{calendarOf(), outage, []*calendar.Calendar{outage}}
	},
	"calendar.Calendar.OpenOn":   func() []any { return []any{calendarOf(), date.New(2026, time.January, 7)} },
	"calendar.Calendar.Closures": func() []any { return []any{calendarOf(), monday, end} },
	"calendar/holidays.For":      func() []any { return []any{"DE-BY", 2026, 2027} },
	"calendar/holidays/dated.Days": func() []any {
		return []any{[]*cal.Holiday{copyOf(de.HeiligeDreiKoenige), copyOf(de.Ostermontag)}, 2026, 2027}
	},
	"calendar/ical.Read":    func() []any { return []any{io.Reader(strings.NewReader(feed("FREE"))), readAs(ical.Closed)} },
	"calendar/monthview.Of": func() []any { return []any{calendarOf(), 2026, time.January, time.Monday} },
	"promise.Make":          func() []any { return []any{termsOf(), aboutOf(), monday} },
	"promise.Parse": func() []any {
		return []any{must(promiseOf().Document(calendarOf())), []*calendar.Calendar{calendarOf()}}
	},
	"promise.Promise.Lapsed":           func() []any { return []any{lapsing(), end} },
	"promise.Promise.Explain":          func() []any { return []any{promiseOf(), flagged} },
	"promise.Explanation.Lapsed":       func() []any { return []any{lapsing().Explain(end)} },
	"promise.Explanation.ToldExpected": func() []any { return []any{announced().Explain(noon)} },
	"promise.Explanation.ToldLate":     func() []any { return []any{promiseOf().Explain(monday.Add(8 * time.Hour))} },
	"promise.Promise.Record":           func() []any { return []any{must(promise.Make(termsOf(), aboutOf(), monday)), end, promiseEventsOf()} },
	"promise/report.Parse":             func() []any { return []any{must(reportOf().MarshalJSON())} },
	"promise/report.Report.Merge":      func() []any { return []any{reportOf(), []report.Report{reportOf()}} },
	"promise/promisetest.Story":        func() []any { return []any{promiseOf(), []time.Time{noon}} },
	"policy.Parse":                     func() []any { return []any{[]byte(policyDoc), []*calendar.Calendar{calendarOf()}} },
	"policy.Policy.Config":             func() []any { return []any{policyOf().Quoting(sourceOf())} },
	"policy.Policy.Open":               func() []any { return []any{policyOf(), "T-7", fieldsOf(), monday} },
	"policy.Policy.Terms":              func() []any { return []any{policyOf(), "resolution", fieldsOf(), monday} },
	"policy.Policy.Offers":             func() []any { return []any{policyOf(), "resolution", fieldsOf(), monday, noon} },
	"policy.Case.Record": func() []any {
		return []any{must(policyOf().Open("T-7", fieldsOf(), monday)), monday.AddDate(0, 0, 3), eventsOf()}
	},
	"policy.Case.Adopt": func() []any {
		return []any{caseOf(), monday.AddDate(0, 0, 4), stricter(), policy.Event{Reason: "new", Data: map[string]string{"by": "boss"}, Set: policy.Fields{"x": "y"}, Facts: eventsOf()[4].Facts}}
	},
	"policy.Case.Offers": func() []any {
		return []any{caseOf(), "resolution", monday.AddDate(0, 0, 1), monday.AddDate(0, 0, 1).Add(time.Hour)}
	},
	"policy/conflict.In":  func() []any { return []any{caseOf(), noon} },
	"policy.Case.Actions": func() []any { return []any{caseOf(), monday, end} },
	"policy.Case.Why":     func() []any { return []any{caseOf(), "T-7/resolution/1"} },
	"policy/conflict.Of": func() []any {
		return []any{noon, caseOf().Promises(), func(promise.Promise) string { return "the case" }}
	},
	"policy/forecast.RunningOf": func() []any { return []any{promiseOf(), policy.Fields{"priority": "high"}, noon} },
	"policy/forecast.Parse":     func() []any { return []any{must(historyOf().MarshalJSON())} },
	"policy/forecast.History.Append": func() []any {
		return []any{historyOf(), append(historyCasesOf(), forecast.Record{ID: "x", Opened: monday})}
	},
	"policy/forecast.Observe": func() []any {
		return []any{[]time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour}, []bool{true, false, true}}
	},
	"policy/lint.Check": func() []any {
		return []any{policyOf(), monday, []lint.Market{{Commitment: "site", When: map[string][]string{"priority": {"low"}}, Most: time.Hour}}}
	},
	"policy/route.Route.Check": func() []any {
		return []any{must(route.New(routeConfigOf())), monday, end, noon, []time.Time{monday.Add(2 * time.Hour)}}
	},
	"policy/whatif.Compare": func() []any { return []any{policyOf(), stricter(), []policy.Case{caseOf()}, end} },
}

func copyOf(h *cal.Holiday) *cal.Holiday {
	own := *h
	own.Except, own.Observed = []int{1999}, []cal.AltDay{{Day: time.Saturday, Offset: 2}}
	return &own
}

// others are more arguments, of which comes what does not come of the first.
var others = map[string]func() []any{
	"calendar/plaintext.JSON": func() []any { return []any{[]byte("{\"a\":\"\u202e\"}")} },
	"promise.Promise.Explain": func() []any { return []any{promiseOf(), end} },
	"calendar/ical.Read":      func() []any { return []any{io.Reader(strings.NewReader(feed("BUSY"))), readAs(ical.Open)} },
}

func readAs(timed ical.Kind) ical.Config {
	return ical.Config{Zone: calendarOf().Zone(), First: date.New(2026, 1, 1), Last: date.New(2026, 12, 31), Timed: timed, SkipBad: true}
}

// feed has an event with a time, one that does not block, and a bad one.
func feed(transparency string) string {
	transp := map[string]string{"FREE": "TRANSPARENT", "BUSY": "OPAQUE"}[transparency]
	return strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART:20260107T090000Z
DTEND:20260107T100000Z
SUMMARY:all hands
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20260108
SUMMARY:closed
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTAMP:20260101T000000Z
DTSTART:20260109T090000Z
DTEND:20260109T100000Z
TRANSP:`+transp+`
SUMMARY:lunch
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTAMP:20260101T000000Z
DTSTART:tomorrow
SUMMARY:bad
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
}

// excused are the exposed functions that are not called, and why.
var excused = map[string]string{
	"calendar/document.NewWordSet":     "as NewWords",
	"calendar/document.NewWords":       "it is called once for each enumeration; its words cannot be got at",
	"calendar/document.QuotedList":     "it returns a text",
	"calendar/document.Locate":         "it returns an error, always; those given are copied",
	"calendar/document.Problems.Add":   "it is a collector, which its only user changes",
	"calendar/document.Problems.Check": "as Add",
	"calendar/document.Problems.Take":  "as Add",
	"calendar/document.Problems.Err":   "as Add",
	"calendar/document.Problems.List":  "as Add",
	"policy.Case.MarshalJSON":          "it is always an error",
	"policy.Case.UnmarshalJSON":        "it is always an error",
	"promise/promisetest.Expect":       "it is given a running test and keeps nothing",
	"promise/promisetest.Scenario.Run": "it is given a running test; Replay is the same without",
}

// bare are the functions whose types could have something to change where their
// values never do, and why.
var bare = map[string]string{
	"policy/forecast.Quote.Terms": "terms of a quote have no conditions",
	"policy/forecast.Risk.Event":  "flags have no terms",
	"policy/forecast.Risk.Fact":   "flags have no terms",
}

// sampled are the samples by type.
var sampled = func() map[reflect.Type]reflect.Value {
	byType := map[reflect.Type]reflect.Value{}
	for _, f := range slices.Concat(samples, written) {
		made := reflect.ValueOf(f)
		byType[made.Type().Out(0)] = made
	}
	return byType
}()
