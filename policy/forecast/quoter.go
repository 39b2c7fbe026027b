package forecast

import "time"

// Survival ... (default).
type Survival struct{}

func (Survival) Quote(h History, q Question) Quote { return Quote{} }

// Conformal: k = ceil((n+1)p), refuses when n < p/(1-p).
type Conformal struct{}

func (Conformal) Quote(h History, q Question) Quote { return Quote{} }

// Order: exact rank.
type Order struct{}

func (Order) Quote(h History, q Question) Quote { return Quote{} }

// Recalibrated mends Question.Estimate by what became of Case.Estimate.
type Recalibrated struct {
	// Additive: actual - estimate instead of actual / estimate (queue waits).
	Additive bool
	// Floor is the least estimate that counts; smaller ones are taken for it.
	Floor time.Duration
}

func (r Recalibrated) Quote(h History, q Question) Quote { return Quote{} }

// Newsvendor chooses the level from costs, per hour.
type Newsvendor struct {
	Quoted, Late, Early float64 // per hour
	Broken              float64 // fixed loss
	Quoter              Quoter  // quotes at the level found. Defaults to Survival.
}

func (n Newsvendor) Quote(h History, q Question) Quote { return Quote{} }

// Plan ...
func (n Newsvendor) Plan(h History, q Question) Plan { return Plan{} }

// Plan is what costs say.
type Plan struct {
	Level                   float64
	Due                     time.Duration
	Cost, CostLow, CostHigh float64 // at Level, Level-.05, Level+.05
	Refused                 bool    // quoting long costs more than being late
}

// Adaptive asks at the level of its state.
type Adaptive struct {
	State  Adapted
	Quoter Quoter // Defaults to Survival.
}

func (a Adaptive) Quote(h History, q Question) Quote { return Quote{} }

// Adapted is the explicit, serialisable state (Gibbs and Candes).
type Adapted struct {
	Level float64 `json:"level"`           // wanted; default .95
	Gamma float64 `json:"gamma,omitempty"` // default .005
	Alpha float64 `json:"alpha,omitempty"` // current share allowed to break; default 1-Level
	Least float64 `json:"least,omitempty"` // clip; default .0005
	Most  float64 `json:"most,omitempty"`  // clip; default .6
}

// Step returns the state after one promise came due: kept or not. Feed it at the due instant, never at completion.
func (a Adapted) Step(kept bool) Adapted { return a }

// Saturated reports whether Alpha stands at a clip.
func (a Adapted) Saturated() bool { return false }

// Fixed: estimate plus a fixed time, or that time alone; reports the honest level.
type Fixed struct{ Add time.Duration }

func (f Fixed) Quote(h History, q Question) Quote { return Quote{} }

// Percent: estimate plus a percentage of it.
type Percent struct {
	Percent float64
	AtLeast time.Duration
}

func (p Percent) Quote(h History, q Question) Quote { return Quote{} }
