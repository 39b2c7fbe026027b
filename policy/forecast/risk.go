package forecast

import (
	"fmt"
	"maps"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
	"github.com/underpromise/underpromise/promise"
)

// Running is an open promise as [History.Risk] needs it. Its durations are in the clock
// of the promise. [RunningOf] returns that of a promise.
type Running struct {
	// Fields are the known fields of the case.
	Fields policy.Fields `json:"fields,omitempty"`
	// At is the present instant. Only what was known then counts.
	At time.Time `json:"at,omitzero"`
	// Age is the time used up so far, Due the age at which the promise breaks.
	Age time.Duration `json:"age,omitzero"`
	Due time.Duration `json:"due,omitzero"`
	// Stage is the stage of the case, and StageAge its aging since it entered the
	// stage. They default to no stage.
	Stage    string        `json:"stage,omitempty"`
	StageAge time.Duration `json:"stage_age,omitzero"`
}

// RunningOf returns an open promise as it stands at now. Its stage is that of
// [RecordOf]: in a pause the reason, after a pause "running", before the first pause
// none. ok is false if the promise is pending, over or broken, or has no due instant.
func RunningOf(p promise.Promise, fields policy.Fields, now time.Time) (r Running, ok bool) {
	s := p.At(now)
	open := s.Phase == promise.Running || s.Phase == promise.Paused
	if !open || !s.HasRemaining() || s.Standing == promise.Broken || s.Standing == promise.Void {
		return Running{}, false
	}
	r = Running{Fields: maps.Clone(fields), At: now, Age: s.Used(), Due: s.Used() + s.Remaining}
	c, _ := RecordOf(p, nil, now)
	n := len(c.Stages)
	switch {
	case s.Phase == promise.Paused:
		r.Stage = pauseName(s.Reason)
	case n > 0:
		r.Stage = running
	}
	if n > 0 && c.Stages[n-1].Name == r.Stage { // or it enters it now
		r.StageAge = max(0, r.Age-c.Stages[n-1].Age)
	}
	return r, true
}

// Zone is a traffic light for a risk. The zero Zone is invalid.
type Zone uint8

const (
	// Green needs no action.
	Green Zone = iota + 1
	// Yellow is a warning.
	Yellow
	// Red is an alarm: act, and tell the customer.
	Red
)

// String returns the zone as a lower-case word; "" if it is invalid.
func (z Zone) String() string {
	switch z {
	case Green:
		return "green"
	case Yellow:
		return "yellow"
	case Red:
		return "red"
	}
	return ""
}

// MarshalText writes the zone as a lower-case word. It returns an error if it is
// invalid.
func (z Zone) MarshalText() ([]byte, error) {
	if z < Green || z > Red {
		return nil, fieldError("zone", fmt.Errorf("invalid zone %d; set green, yellow or red", z))
	}
	return []byte(z.String()), nil
}

// UnmarshalText reads what MarshalText writes. It returns an error for other text.
func (z *Zone) UnmarshalText(text []byte) error {
	for _, known := range []Zone{Green, Yellow, Red} {
		if string(text) == known.String() {
			*z = known
			return nil
		}
	}
	return fieldError("zone", fmt.Errorf("unknown %.40q; write green, yellow or red", text))
}

// Risk is how likely a promise is to break, with a zone and a sentence.
type Risk struct {
	// P is the probability that the promise breaks, from 0 to 1.
	P float64 `json:"p"`
	// Zone is yellow from a P of 0.5 and red from 0.8. Risks of package monitor have
	// zones by rules of their own.
	Zone Zone `json:"zone,omitzero"`
	// Why is a sentence for people.
	Why string `json:"why,omitempty"`
	// Group and Stage are the group and the stage of the cases that P comes from, and N
	// the effective number of them that reached the age of this one. They are empty for
	// a Risk that does not come from a history.
	Group string `json:"group,omitempty"`
	Stage string `json:"stage,omitempty"`
	N     int    `json:"n,omitempty"`
}

const (
	yellowFrom = 0.5
	redFrom    = 0.8
)

func zoneOf(p float64) Zone {
	switch {
	case p >= redFrom-tolerance:
		return Red
	case p >= yellowFrom-tolerance:
		return Yellow
	}
	return Green
}

// Risk returns the probability that an open promise breaks: open(due) / open(age), the
// share of cases like it that were still open at the due age, among those that reached
// its present age. If the history has cases of its stage, it is the share among those
// that were in the stage as long. Groups with few cases of that age are shrunk towards
// their parents, and all towards one half. A promise that is due has the probability 1.
//
// Pitfall: the time alone gives weak forecasts. Give stages, and flag what people
// report.
func (h History) Risk(r Running) Risk {
	if r.Due <= r.Age {
		return Risk{P: 1, Zone: Red, Why: "it is due, and still open"}
	}
	o := h.outlook(r)
	out := o.riskAt(r.Age)
	out.Why = out.sentence(r)
	return out
}

// outlook is what the history has for a running promise, at every age.
type outlook struct {
	r      Running
	curve  Curve
	visits []visit // of the stage that it is in
}

func (h History) outlook(r Running) outlook {
	o := outlook{r: r, curve: h.curve(r.Fields, r.At, sampleAll, 0, 0)}
	o.visits = h.visits(o.curve.Group(), r.Stage, r.Fields, r.At)
	return o
}

// riskAt returns the risk at an age before due if the case is still in the same stage,
// without the sentence.
func (o *outlook) riskAt(age time.Duration) Risk {
	p, n := o.curve.breakProbability(int64(age), int64(o.r.Due))
	out := Risk{P: p, Zone: zoneOf(p), Group: o.curve.Group(), N: int(n + 0.5)}
	if late, m := breaksInStage(o.visits, o.r.StageAge+age-o.r.Age, o.r.Due-age); m > 0 {
		out.P = (m*late + groupPriorWeight*p) / (m + groupPriorWeight)
		out.Zone, out.Stage, out.N = zoneOf(out.P), o.r.Stage, int(m+0.5)
	}
	return out
}

func (r Risk) sentence(running Running) string {
	left, group := short(running.Due-running.Age), plaintext.Field(r.Group)
	switch {
	case r.Group == "":
		return fmt.Sprintf("history knows no such cases; %s left", left)
	case r.N == 0:
		return fmt.Sprintf("older than any case of %s that history knows; %s left", group, left)
	case r.Stage != "":
		return fmt.Sprintf("%s of cases of %s as long in %q were not done within the %s that are left", amount.Percent(r.P), group, plaintext.Field(r.Stage), left)
	}
	return fmt.Sprintf("%s of cases of %s as old as this one were not done within the %s that are left", amount.Percent(r.P), group, left)
}

// evenPriorWeight is the weight of the prior probability of one half, in cases, and
// groupPriorWeight the weight of a group as the prior of one of its stages.
const (
	evenPriorWeight  = 1.0
	groupPriorWeight = 5.0
)

// breakProbability returns the probability that a case of this age is open after due,
// and the weighted number of cases of the finest group at risk after the age.
func (c *Curve) breakProbability(age, due int64) (p, n float64) {
	const even = 0.5
	if c.shrunk == nil {
		return even, 0
	}
	behind := c.shrunk.atRiskAfter(age)
	p = even
	if open := c.openAfter(age); open > 0 && behind > 0 {
		p = (behind*c.openAfter(due)/open + evenPriorWeight*even) / (behind + evenPriorWeight)
	}
	return p, c.shrunk.own.atRiskAfter(age)
}

// firstRiskyAge returns the first age at which a case breaks with probability p, at
// least one half: where at most 1/p of the cases that are open at due are still open,
// or beyond the longest observed case.
func (c *Curve) firstRiskyAge(due int64, p float64) time.Duration {
	if c.shrunk == nil {
		return 0
	}
	last := int64(0)
	for b := c.shrunk; b != nil; b = b.prior {
		last = max(last, b.own.longest())
	}
	if open := c.openAfter(due); open > 0 {
		if x, ok := c.shrunk.reach(open / p); ok {
			last = min(last, x)
		}
	}
	return time.Duration(last)
}

// Remaining returns the further time within which an open case is finished with the
// probability level: the first d with open(age+d) <= (1-level) open(age). ok is false
// if the curve never reaches that. It uses Age, Fields and At; Due is ignored.
func (h History) Remaining(r Running, level float64) (d time.Duration, ok bool) {
	c := h.curve(r.Fields, r.At, sampleAll, 0, 0)
	open := c.openAfter(int64(r.Age))
	if open <= 0 {
		return 0, false
	}
	x, ok := c.reach(1 - (1-level)*open)
	return max(0, time.Duration(x)-r.Age), ok
}
