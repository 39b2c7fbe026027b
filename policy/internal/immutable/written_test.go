package immutable

import (
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/ical"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
	"github.com/underpromise/underpromise/policy/forecast/monitor"
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

// written make values of the types whose only methods are those by which they are
// written and read.
var written = []any{
	func() calendar.Day {
		return calendar.Day{On: must(calendar.ParseDates("easter+1")), Hours: calendar.MustHours("09:00-12:00"), Name: "x"}
	},
	func() calendar.Break {
		return calendar.Break{On: date.New(2026, time.January, 6), Hours: calendar.MustHours("09:00-12:00"), Name: "x"}
	},
	func() calendar.Window { return calendar.MustHours("09:00-12:00")[0] },
	func() ical.Config { return ical.Config{Zone: time.UTC, Timed: ical.Open} },
	func() ical.Export { return ical.Export{From: monday, To: end, Stamp: monday} },
	func() ical.Feed {
		config, _ := calendarOf().Config()
		problem := []*ical.Problem{{Line: 1, UID: "u", Name: "n"}}
		return ical.Feed{Days: config.Days, Breaks: config.Breaks, Ignored: problem, Bad: problem}
	},

	func() promise.Actor { return promise.Person("Ann") },
	func() promise.Stake { return promise.Stake{Amount: 1} },
	func() promise.Removal { return promise.Removal{Target: true} },
	func() promise.Condition { return conditionsOf()[0] },
	func() promise.Count { return promise.Carry },
	func() promise.DayZero { return promise.AtOpening },
	func() promise.Else { return promise.ElseMove },
	func() promise.NoDue { return promise.DuePaused },
	func() promise.Notice { return promise.Silent },
	func() promise.OnPause { return promise.Hold },
	func() promise.OnReopen { return promise.Ignore },
	func() promise.Origin { return promise.Implied },
	func() promise.Role { return promise.RoleBot },
	func() promise.Starts { return promise.OnEvent },
	func() promise.VoidCause { return promise.VoidByUs },
	func() promisetest.Want {
		elapsed, wall, left, wallLeft, paused, wallPaused := time.Hour, time.Hour, time.Hour, time.Hour, time.Hour, time.Hour
		return promisetest.Want{Elapsed: &elapsed, WallElapsed: &wall, Remaining: &left, WallRemaining: &wallLeft, Paused: &paused, WallPaused: &wallPaused}
	},
	func() report.Bin { return report.Bin{From: 0.1, To: 0.2} },
	func() report.Burn { return report.Burn{From: "2026-01-05", To: "2026-01-06"} },
	func() report.Counts { return report.Counts{Kept: 1} },
	func() report.Forecast { return report.Forecast{P: 0.5} },
	func() report.Outcome { return outcomesOf()[0] },
	func() timeline.Palette { return timeline.Palette{Paper: "#fff"} },
	func() timeline.Theme { return timeline.Dark },
	func() wording.Cause { return wording.CauseStaff },
	func() wording.Channel { return wording.ChannelChat },

	func() policy.Commitment { return policyOf().Config().Commitments[0] },
	func() policy.ContactConfig { return policyOf().Config().Contact },
	func() policy.Clock { return policyOf().Config().Commitments[0].Clock },
	func() policy.Trigger {
		return policy.Trigger{
			Event: []string{"a", "b"}, By: []promise.Role{promise.RoleBot}, Changes: []string{"c"},
			Where: map[string][]string{"a": {"b", "c"}}, Becomes: map[string][]string{"a": {"b"}}, Leaves: map[string][]string{"a": {"b"}},
		}
	},
	func() policy.Rule { return policyOf().Config().Commitments[0].Rules[0] },
	func() policy.Alternative { return policyOf().Config().Commitments[0].Offers[2] },
	func() policy.Precondition { return policyOf().Config().Commitments[0].Conditions[0] },
	func() policy.Reaction { return policyOf().Config().Commitments[0].Reactions[0] },
	func() policy.Pad { return policyOf().Config().Commitments[0].Pad },
	func() policy.Stake { return policyOf().Config().Commitments[0].Stake },
	func() policy.Pledge { return caseOf().Pledges()[0] },
	func() policy.Answer { return policy.Answer{Due: time.Hour} },
	func() policy.Audience { return policy.AudienceTeam },
	func() policy.Change { return policy.Keep },
	func() policy.Cycle { return policy.Once },
	func() policy.Later { return policy.LaterBinds },
	func() policy.OfferKind { return policy.OfferTier },

	func() forecast.AdaptiveState { return forecast.AdaptiveState{Level: 0.9} },
	func() forecast.Obstacle { return forecast.Obstacle{Field: "f", N: 3} },
	func() forecast.Plan { return forecast.Plan{Level: 0.9} },
	func() forecast.Record { return historyCasesOf()[0] },
	func() forecast.Stage { return historyCasesOf()[0].Stages[0] },
	func() forecast.Times { return forecast.Times{Due: end} },
	func() baseline.Order { return baseline.Order{} },
	func() monitor.Fever { return monitor.Fever{Green: 0.5} },
	func() lint.Finding { return lint.Finding{Path: "a", Severity: lint.Note} },
	func() lint.Market {
		return lint.Market{Commitment: "site", When: map[string][]string{"priority": {"low", "high"}}, Most: time.Hour}
	},
	func() route.Leg { return routeConfigOf().Legs[0] },
	func() statement.Sentence {
		return must(statement.Of(policyOf(), monday, statement.Options{})).Sentences[0]
	},
	func() whatif.Row { return whatif.Row{Commitment: "a"} },
	func() whatif.Side { return whatif.Side{Kept: 1} },
	func() whatif.Failure { return whatif.Failure{Case: "a"} },
}
