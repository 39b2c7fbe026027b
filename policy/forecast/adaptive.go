package forecast

import "math"

// Adaptive asks another quoter at the level of its state, which follows what became
// of its promises: a break raises the level, a kept promise lowers it a little. So it
// keeps its word on a desk that slows down, which no look at the past alone does.
//
// Where that level is out of reach but the one aimed for is not, it takes the best
// there is in between; otherwise a desk that refuses would learn nothing more.
//
// Pitfall: keeps are known when a case is finished, breaks only when a promise comes
// due. Whoever feeds outcomes as they become known feeds keeps first, and the level
// sinks while promises grow. Feed each promise at its due instant, kept or not.
type Adaptive struct {
	State Adapted
	// Quoter is asked. Defaults to [Survival].
	Quoter Quoter
}

// Quote answers at the state's level; [Question.Level] does not count. Asked is the
// level that was asked for today; Level is the one aimed for, or lower if Due was
// capped or is the best of what is not enough.
func (a Adaptive) Quote(h History, q Question) Quote {
	state, quoter := a.State.defaults(), quoterOr(a.Quoter)
	q.Level = 1 - state.Alpha
	answer := quoter.Quote(h, q)
	if !answer.Reachable && q.Level > state.Level {
		q.Level = state.Level
		answer.Reachable = quoter.Quote(h, q).Reachable
	}
	if answer.Reachable && !answer.Capped && !answer.Raised {
		answer.Level = state.Level
	}
	answer.Basis = "adaptive, " + answer.Basis
	return answer
}

// Adapted is the state of adaptive conformal inference, a value that the host
// stores: alpha(t+1) = alpha(t) + gamma (1-level - broken(t)). The zero Adapted aims
// at 0.95.
//
// Over T promises the share that broke differs from 1-level by at most
// (max(alpha(1), 1-alpha(1)) + gamma) / (T gamma), whatever the desk does, if quotes
// may be infinite where alpha is 0 or less. The clip and levels out of reach take that
// guarantee away: [Adapted.Saturated] says when. One state for a desk works; one for
// each small group starves.
//
// Source: Gibbs and Candes, Adaptive conformal inference under distribution shift
// (2021).
type Adapted struct {
	// Level is the share of promises to keep. Defaults to 0.95.
	Level float64 `json:"level,omitempty"`
	// Gamma is how far one outcome moves it. Defaults to 0.005.
	Gamma float64 `json:"gamma,omitempty"`
	// Alpha is the share that is let break today. Defaults to 1-Level.
	Alpha float64 `json:"alpha,omitempty"`
	// Low and High clip Alpha. They default to a fifth of 1-Level, because times in
	// the last corner of a distribution are guesses, and to 0.6.
	Low  float64 `json:"low,omitempty"`
	High float64 `json:"high,omitempty"`
}

// Step returns the state after one promise has come due: kept, or broken. It is a
// pure function; feed promises in the order of their due instants.
func (a Adapted) Step(kept bool) Adapted {
	a = a.defaults()
	broken := 1.0
	if kept {
		broken = 0
	}
	a.Alpha = min(max(a.Alpha+a.Gamma*(1-a.Level-broken), a.Low), a.High)
	return a
}

// Saturated reports whether Alpha stands at a clip, so that it no longer adapts.
func (a Adapted) Saturated() bool {
	a = a.defaults()
	return a.Alpha <= a.Low || a.Alpha >= a.High
}

// defaults fills in what is missing or makes no sense.
func (a Adapted) defaults() Adapted {
	if !(a.Level > 0 && a.Level < 1) {
		a.Level = usualLevel
	}
	if !(a.Gamma > 0 && a.Gamma <= 1) {
		a.Gamma = 0.005
	}
	if !(a.Low > 0 && a.Low < 1) {
		a.Low = (1 - a.Level) / 5
	}
	if !(a.High > a.Low && a.High < 1) {
		a.High = math.Max(0.6, a.Low)
	}
	if !(a.Alpha > 0 && a.Alpha < 1) {
		a.Alpha = 1 - a.Level
	}
	return a
}
