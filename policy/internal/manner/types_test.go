package manner

import (
	"reflect"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/ical"
	"github.com/underpromise/underpromise/calendar/monthview"
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

// types are the exported types that marshal and unmarshal.
var types = []reflect.Type{
	reflect.TypeFor[calendar.Break](),
	reflect.TypeFor[calendar.Calendar](),
	reflect.TypeFor[calendar.Closure](),
	reflect.TypeFor[calendar.Config](),
	reflect.TypeFor[calendar.Dates](),
	reflect.TypeFor[calendar.Day](),
	reflect.TypeFor[calendar.Hours](),
	reflect.TypeFor[calendar.Operation](),
	reflect.TypeFor[calendar.Span](),
	reflect.TypeFor[calendar.Week](),
	reflect.TypeFor[calendar.Window](),

	reflect.TypeFor[document.Total](),

	reflect.TypeFor[ical.Config](),
	reflect.TypeFor[ical.Export](),
	reflect.TypeFor[ical.Feed](),
	reflect.TypeFor[ical.Kind](),
	reflect.TypeFor[ical.Problem](),
	reflect.TypeFor[ical.Transparency](),

	reflect.TypeFor[monthview.Day](),
	reflect.TypeFor[monthview.Month](),

	reflect.TypeFor[policy.Action](),
	reflect.TypeFor[policy.Alternative](),
	reflect.TypeFor[policy.Answer](),
	reflect.TypeFor[policy.Audience](),
	reflect.TypeFor[policy.Change](),
	reflect.TypeFor[policy.Clock](),
	reflect.TypeFor[policy.Commitment](),
	reflect.TypeFor[policy.Config](),
	reflect.TypeFor[policy.Contact](),
	reflect.TypeFor[policy.ContactConfig](),
	reflect.TypeFor[policy.Cycle](),
	reflect.TypeFor[policy.Event](),
	reflect.TypeFor[policy.Fact](),
	reflect.TypeFor[policy.Fields](),
	reflect.TypeFor[policy.Later](),
	reflect.TypeFor[policy.Moment](),
	reflect.TypeFor[policy.Offer](),
	reflect.TypeFor[policy.OfferKind](),
	reflect.TypeFor[policy.Opening](),
	reflect.TypeFor[policy.Pad](),
	reflect.TypeFor[policy.Pledge](),
	reflect.TypeFor[policy.Policy](),
	reflect.TypeFor[policy.Precondition](),
	reflect.TypeFor[policy.Question](),
	reflect.TypeFor[policy.Reaction](),
	reflect.TypeFor[policy.Round](),
	reflect.TypeFor[policy.Rule](),
	reflect.TypeFor[policy.Stake](),
	reflect.TypeFor[policy.Trigger](),
	reflect.TypeFor[policy.Why](),

	reflect.TypeFor[conflict.Conflict](),

	reflect.TypeFor[forecast.AdaptiveState](),
	reflect.TypeFor[forecast.Config](),
	reflect.TypeFor[forecast.Conformal](),
	reflect.TypeFor[forecast.History](),
	reflect.TypeFor[forecast.Obstacle](),
	reflect.TypeFor[forecast.Plan](),
	reflect.TypeFor[forecast.Query](),
	reflect.TypeFor[forecast.Quote](),
	reflect.TypeFor[forecast.Recalibrated](),
	reflect.TypeFor[forecast.Record](),
	reflect.TypeFor[forecast.Risk](),
	reflect.TypeFor[forecast.Running](),
	reflect.TypeFor[forecast.Stage](),
	reflect.TypeFor[forecast.Survival](),
	reflect.TypeFor[forecast.Times](),
	reflect.TypeFor[forecast.Zone](),

	reflect.TypeFor[baseline.Fixed](),
	reflect.TypeFor[baseline.Order](),
	reflect.TypeFor[baseline.Percent](),

	reflect.TypeFor[monitor.BurnRate](),
	reflect.TypeFor[monitor.Fever](),

	reflect.TypeFor[queue.HeadOfLine](),
	reflect.TypeFor[queue.LastEntered](),
	reflect.TypeFor[queue.Length](),

	reflect.TypeFor[lint.Finding](),
	reflect.TypeFor[lint.Market](),
	reflect.TypeFor[lint.Severity](),

	reflect.TypeFor[route.Config](),
	reflect.TypeFor[route.Leg](),
	reflect.TypeFor[route.Plan](),
	reflect.TypeFor[route.Report](),
	reflect.TypeFor[route.Stop](),
	reflect.TypeFor[route.Use](),

	reflect.TypeFor[statement.Options](),
	reflect.TypeFor[statement.Sentence](),
	reflect.TypeFor[statement.Statement](),

	reflect.TypeFor[whatif.Failure](),
	reflect.TypeFor[whatif.Flip](),
	reflect.TypeFor[whatif.Report](),
	reflect.TypeFor[whatif.Row](),
	reflect.TypeFor[whatif.Side](),
	reflect.TypeFor[whatif.Times](),

	reflect.TypeFor[promise.About](),
	reflect.TypeFor[promise.Actor](),
	reflect.TypeFor[promise.Condition](),
	reflect.TypeFor[promise.ConditionState](),
	reflect.TypeFor[promise.Count](),
	reflect.TypeFor[promise.DayZero](),
	reflect.TypeFor[promise.Deadline](),
	reflect.TypeFor[promise.Else](),
	reflect.TypeFor[promise.Event](),
	reflect.TypeFor[promise.Explanation](),
	reflect.TypeFor[promise.Kind](),
	reflect.TypeFor[promise.NoDue](),
	reflect.TypeFor[promise.Notice](),
	reflect.TypeFor[promise.Notification](),
	reflect.TypeFor[promise.OnPause](),
	reflect.TypeFor[promise.OnReopen](),
	reflect.TypeFor[promise.Origin](),
	reflect.TypeFor[promise.Phase](),
	reflect.TypeFor[promise.Promise](),
	reflect.TypeFor[promise.Remark](),
	reflect.TypeFor[promise.Removal](),
	reflect.TypeFor[promise.Revision](),
	reflect.TypeFor[promise.Role](),
	reflect.TypeFor[promise.Said](),
	reflect.TypeFor[promise.Stake](),
	reflect.TypeFor[promise.Standing](),
	reflect.TypeFor[promise.Starts](),
	reflect.TypeFor[promise.Status](),
	reflect.TypeFor[promise.Step](),
	reflect.TypeFor[promise.Terms](),
	reflect.TypeFor[promise.VoidCause](),

	reflect.TypeFor[promisetest.Failure](),
	reflect.TypeFor[promisetest.Scenario](),
	reflect.TypeFor[promisetest.Want](),

	reflect.TypeFor[report.Bin](),
	reflect.TypeFor[report.Burn](),
	reflect.TypeFor[report.Calibration](),
	reflect.TypeFor[report.Counts](),
	reflect.TypeFor[report.Excluded](),
	reflect.TypeFor[report.ExcludedCause](),
	reflect.TypeFor[report.Forecast](),
	reflect.TypeFor[report.Line](),
	reflect.TypeFor[report.Outcome](),
	reflect.TypeFor[report.Pad](),
	reflect.TypeFor[report.Rate](),
	reflect.TypeFor[report.Report](),
	reflect.TypeFor[report.Row](),
	reflect.TypeFor[report.Spread](),
	reflect.TypeFor[report.Summary](),
	reflect.TypeFor[report.Tally](),
	reflect.TypeFor[report.Typical](),

	reflect.TypeFor[timeline.Options](),
	reflect.TypeFor[timeline.Palette](),
	reflect.TypeFor[timeline.Theme](),

	reflect.TypeFor[wording.Cause](),
	reflect.TypeFor[wording.Channel](),
	reflect.TypeFor[wording.Options](),
}

// exceptions are the exported types that have no document, with the reason. Types that
// are errors, but for those in types, need none: Error tells them.
var exceptions = map[string]string{
	"calendar.WeekdayShift":      "seven whole numbers, by weekday; in documents it is part of the text of Dates",
	"calendar/document.Problems": "collects errors; it is no value of a document",
	"calendar/document.WordSet":  "the words of an enumeration, for its methods",
	"calendar/document.Words":    "the words of an enumeration, for its methods",
	"policy.Case":                "has no document: its error tells to keep policy, opening and events",
	"policy.Quoter":              "an interface",
	"policy/forecast.Adaptive":   "holds a Method, which is an interface; its State has a document",
	"policy/forecast.Curve":      "a view of a History, which has a document",
	"policy/forecast.Method":     "an interface",
	"policy/forecast.Newsvendor": "holds a Method, which is an interface",
	"policy/forecast.Source":     "holds a Method, which is an interface; its histories have documents",
	"policy/route.Route":         "made by New of a Config, which has a document",
	"promise/wording.Language":   "a catalogue, which New finds by its language tag",
}

// words has a word of each enumeration whose values are texts.
var words = map[reflect.Type]string{
	reflect.TypeFor[policy.Audience]():   "team",
	reflect.TypeFor[policy.Change]():     "keep",
	reflect.TypeFor[policy.Cycle]():      "once",
	reflect.TypeFor[policy.Later]():      "binds",
	reflect.TypeFor[policy.OfferKind]():  "tier",
	reflect.TypeFor[policy.Round]():      "close",
	reflect.TypeFor[promise.Count]():     "carry",
	reflect.TypeFor[promise.DayZero]():   "receipt",
	reflect.TypeFor[promise.Else]():      "move",
	reflect.TypeFor[promise.NoDue]():     "paused",
	reflect.TypeFor[promise.Notice]():    "fair",
	reflect.TypeFor[promise.OnPause]():   "hold",
	reflect.TypeFor[promise.OnReopen]():  "ignore",
	reflect.TypeFor[promise.Origin]():    "explicit",
	reflect.TypeFor[promise.Role]():      "person",
	reflect.TypeFor[promise.Starts]():    "event",
	reflect.TypeFor[promise.VoidCause](): "us",
	reflect.TypeFor[timeline.Theme]():    "dark",
	reflect.TypeFor[wording.Cause]():     "staff",
	reflect.TypeFor[wording.Channel]():   "chat",
}
