package forecast

// Adaptive uses another method at the level of its state. The state follows the
// outcomes of past promises: a broken promise raises the level, a kept one lowers it a
// little. So the level is kept on a desk that slows down, which no method that looks at
// the past alone achieves. [AdaptiveState] has the formula, its guarantee and its
// source.
//
// If the level of the state is unreachable but the level aimed for is not, the quote is
// the best level between them; otherwise a desk that refuses would have no more
// outcomes. If Alpha is 0 or less, which needs a Low of 0 or less, the quote is
// unreachable.
//
// Pitfall: a kept promise is observed when the case is finished, a broken one only at
// its due instant. If outcomes are recorded as cases are finished, kept ones come
// first, and cases that are never finished have no outcome; the level then falls below
// the one aimed for. Call Step for each promise at its due instant, kept or not.
type Adaptive struct {
	// State is the state to read the level from. The zero state is a valid start.
	State AdaptiveState
	// Method is the method to use. Defaults to [Survival].
	Method Method
}

// Quote returns the quote of Method at the level of the state; [Query.Level] is
// ignored. In the quote, Asked is the level of the state. Level is the level aimed for,
// or less if Due was cut by AtMost or is the best of what is reachable.
func (a Adaptive) Quote(h History, q Query) Quote {
	state, quoter := a.State.defaults(), methodOr(a.Method)
	q.Level = max(1-state.Alpha, minLevel)
	answer := quoter.Quote(h, q)
	switch {
	case state.Alpha <= 0:
		answer.Reachable = false
	case !answer.Reachable && q.Level > state.Level:
		q.Level = state.Level
		answer.Reachable = quoter.Quote(h, q).Reachable
	}
	if answer.Reachable && !answer.Capped && !answer.Raised {
		answer.Level = state.Level
	}
	answer.Basis = "adaptive, " + answer.Basis
	return answer
}

// minLevel is the level of a promise if Alpha is 1 or more.
const minLevel = 1e-6

// AdaptiveState is the state of adaptive conformal inference: alpha(t+1) = alpha(t) +
// gamma (1-level - broken(t)). It is a value that the host stores, for example as JSON.
// The zero AdaptiveState aims at a level of 0.95.
//
// The guarantee is for steps of gamma, that is, with no other promise open. After T
// promises the share of broken ones is above 1-level by at most (alpha(1) + gamma) / (T
// gamma), in any circumstances, if Low is -gamma or less and a promise that is refused
// while Alpha is 0 or less is counted as kept at once. If also High is 1+gamma or more,
// and no promise is kept while Alpha is 1 or more, the share differs from 1-level by at
// most (max(alpha(1), 1-alpha(1)) + gamma) / (T gamma). With the default Low it
// continues to promise instead, and there is no guarantee; [AdaptiveState.Saturated]
// reports when it no longer adapts. Use one state for a desk; a state for each small
// group has too few outcomes.
//
// Source: Gibbs and Candes, Adaptive conformal inference under distribution shift
// (2021).
type AdaptiveState struct {
	// Level is the share of promises to keep, between 0 and 1. Defaults to 0.95.
	Level float64 `json:"level,omitempty"`
	// Gamma is the step size of one outcome, above 0 and at most 1. Defaults to 0.005.
	Gamma float64 `json:"gamma,omitempty"`
	// Alpha is the share of promises that may break at present. Defaults to 1-Level.
	Alpha float64 `json:"alpha,omitempty"`
	// Low and High are the limits of Alpha, from -1 to 2. If they exclude 1-Level, the
	// level cannot be reached. Low defaults to a fifth of 1-Level, because the end of a
	// distribution is not known well. High defaults to 0.6 or to halfway from 1-Level
	// to 1, whichever is more.
	Low  float64 `json:"low,omitempty"`
	High float64 `json:"high,omitempty"`
	// Explicit reports whether Alpha, Low and High are values even if they are 0, and
	// not defaults. Step sets it.
	Explicit bool `json:"explicit,omitempty"`
}

// Step returns the state after one promise has come due, kept or broken, while open
// others that were made by this state had not come due yet. The step is Gamma, or half
// over the number of open promises if that is less. Open promises were made before this
// outcome was known, so the state follows with a delay, and steps of Gamma would make
// it oscillate: a delayed follower is stable while the steps within the delay add up to
// less than pi/2. With open 0 it is the published rule. Call it in the order of the due
// instants.
func (a AdaptiveState) Step(kept bool, open int) AdaptiveState {
	a = a.defaults()
	broken, gamma := 1.0, a.Gamma
	if kept {
		broken = 0
	}
	if open > 0 {
		gamma = min(gamma, delayedGain/float64(open))
	}
	a.Alpha = min(max(a.Alpha+gamma*(1-a.Level-broken), a.Low), a.High)
	return a
}

// delayedGain bounds the sum of the steps within the time for which a promise is open.
const delayedGain = 0.5

// Saturated reports whether Alpha is at one of its limits, so that the level no longer
// adapts.
func (a AdaptiveState) Saturated() bool {
	a = a.defaults()
	return a.Alpha <= a.Low || a.Alpha >= a.High
}

// defaults replaces fields that are missing or out of range.
func (a AdaptiveState) defaults() AdaptiveState {
	if !(a.Level > 0 && a.Level < 1) {
		a.Level = usualLevel
	}
	if !(a.Gamma > 0 && a.Gamma <= 1) {
		a.Gamma = 0.005
	}
	if !(a.Low >= -1 && a.Low < 1) || a.isDefault(a.Low) {
		a.Low = (1 - a.Level) / 5
	}
	if !(a.High > a.Low && a.High <= 2) || a.isDefault(a.High) {
		a.High = max(0.6, 1-a.Level/2, a.Low)
	}
	if !(a.Alpha >= -1 && a.Alpha <= 2) || a.isDefault(a.Alpha) {
		a.Alpha = 1 - a.Level
	}
	a.Alpha = min(max(a.Alpha, a.Low), a.High)
	a.Explicit = true
	return a
}

// isDefault reports whether a field with this value stands for its default.
func (a AdaptiveState) isDefault(value float64) bool { return value == 0 && !a.Explicit }
