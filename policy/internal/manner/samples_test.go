package manner

import (
	"errors"
	"reflect"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// samples make values of the types that hide what they hold, or that refuse what does
// not fit together.
var samples = map[reflect.Type]func() any{
	reflect.TypeFor[*calendar.Calendar](): func() any { return office() },
	reflect.TypeFor[calendar.Config](): func() any {
		config, _ := office().Config()
		return config
	},
	reflect.TypeFor[calendar.Dates]():  func() any { return must(calendar.ParseDates("easter+1")) },
	reflect.TypeFor[calendar.Week]():   func() any { return calendar.MustWeek("Mo-Fr 09:00-12:00,13:00-17:00") },
	reflect.TypeFor[calendar.Hours]():  func() any { return calendar.MustHours("09:00-12:00,13:00-17:00") },
	reflect.TypeFor[calendar.Window](): func() any { return calendar.MustHours("09:00-12:00")[0] },
	reflect.TypeFor[document.Total]():  func() any { return document.TotalOf(odd) },
	reflect.TypeFor[*time.Location]():  func() any { return must(calendar.LoadZone("Europe/Berlin")) },
	reflect.TypeFor[error]():           func() any { return errors.New("text") },

	reflect.TypeFor[promise.Deadline](): func() any { return promise.Within(odd) },
	reflect.TypeFor[promise.Promise]():  func() any { return pausedPromise() },
	reflect.TypeFor[promise.Status]():   func() any { return pausedPromise().At(noon.Add(30 * time.Hour)) },

	reflect.TypeFor[report.Report](): func() any { return counted() },
	reflect.TypeFor[report.Row]():    func() any { return counted().Groups()[0] },
	reflect.TypeFor[report.Tally]():  func() any { return counted().Total() },
	reflect.TypeFor[report.Spread](): func() any { return counted().Total().Actual },
	reflect.TypeFor[report.Calibration](): func() any {
		return must(report.Calibrate(report.Forecast{P: 0.5, Broken: true}, report.Forecast{P: 0.7}))
	},

	reflect.TypeFor[policy.Moment]():    func() any { return must(policy.ParseMoment("1h30m7s before due")) },
	reflect.TypeFor[*policy.Policy]():   func() any { return rules() },
	reflect.TypeFor[policy.Policy]():    func() any { return *rules() },
	reflect.TypeFor[policy.Config]():    func() any { return rules().Config() },
	reflect.TypeFor[forecast.History](): func() any { return must(forecast.New(forecast.Config{Calendar: office()}, record())) },
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func office() *calendar.Calendar {
	return must(calendar.Parse([]byte(`{"name":"R&D <office>","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00",
		"days":[{"on":"easter+1","name":"Easter Monday"},{"on":"2026-03-02","hours":"10:00-12:00"}],"breaks":[{"on":"2026-03-03","hours":"12:00-13:00","name":"lunch"}]}`)))
}

// pausedPromise is paused with a known end, so that its status has everything.
func pausedPromise() promise.Promise {
	terms := promise.Terms{Calendar: office(), Due: promise.Within(20 * time.Hour), Target: promise.Within(10 * time.Hour)}
	p := must(promise.Make(terms, promise.About{ID: "T-7", To: "ACME", Name: "reply"}, noon))
	return must(p.Record(noon.Add(time.Hour), promise.Event{Kind: promise.Pause, Reason: "waiting", Until: noon.Add(50 * time.Hour)}))
}

func counted() report.Report {
	outcome := report.Outcome{
		Group: "a", At: noon, Standing: promise.Kept, Promised: 10 * time.Hour, Actual: odd,
		Excluded: []report.Excluded{{Cause: report.ExcludedPaused, Reason: "parts", Worked: odd, Wall: odd}},
	}
	return must(must(report.New(time.UTC)).Add(outcome))
}

func rules() *policy.Policy {
	return must(policy.Parse([]byte(`{"name":"support","calendars":[{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}],
		"contact":{"told":{"event":"message"},"calendar":"office"},
		"commitments":[{"name":"reply","calendar":"office","rules":[{"when":{"priority":["low","high"]},"due":"8h"}],"pad":{"fixed":"1h30m7s"},
		"clock":{"stop":{"event":["sent","called"],"by":"person"}},"reactions":[{"name":"warn","when":"75%","every":"1h30m7s","times":2}]}]}`)))
}

func record() forecast.Record {
	return forecast.Record{ID: "H-1", Fields: policy.Fields{"priority": "high"}, Opened: noon, Finished: noon.Add(24 * time.Hour), Took: odd, Measured: true, Estimate: odd}
}
