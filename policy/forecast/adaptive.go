package forecast

// Adaptive asks another quoter at the level of its state, which follows what became
// of its promises: a break raises the level, a kept promise lowers it a little. So it
// keeps its word on a desk that slows down, which no look at the past alone does. The
// formula, its guarantee and its source stand at [Adapted].
//
// Where that level is out of reach but the one aimed for is not, it takes the best
// there is in between; otherwise a desk that refuses would learn nothing more. Where
// Alpha is 0 or less, which it only is with a Low below 0, it refuses.
//
// Pitfall: keeps are known when a case is finished, breaks only when a promise comes
// due. Whoever feeds outcomes as cases are finished feeds keeps first, and what is
// never finished not at all: the level sinks, and less is kept than it says. Feed
// each promise at its due instant, kept or not.
type Adaptive struct {
	State AdaptiveState
	// Quoter is asked. Defaults to [Survival].
	Method Method
}

// Quote answers at the state's level; [Question.Level] does not count. Asked is the
// level that was asked for today; Level is the one aimed for, or lower if Due was
// capped or is the best of what is not enough.
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

// lowest is the level of a promise where Alpha is 1 or more.
const minLevel = 1e-6

// Adapted is the state of adaptive conformal inference, a value that the host
// stores: alpha(t+1) = alpha(t) + gamma (1-level - broken(t)). The zero Adapted aims
// at 0.95.
//
// The bound is for steps of gamma. Over T promises the share that broke is above 1-level by at most
// (alpha(1) + gamma) / (T gamma), whatever the desk does, if Low is -gamma or less and
// a promise that is refused while Alpha is 0 or less is fed as kept at once. If High is
// 1+gamma or more too, and nothing is kept while Alpha is 1 or more, the share differs
// from 1-level either way by at most (max(alpha(1), 1-alpha(1)) + gamma) / (T gamma).
// With the usual Low it goes on promising instead, and has no guarantee:
// [Adapted.Saturated] says when it no longer follows. One state for a desk works; one
// for each small group starves.
//
// Source: Gibbs and Candes, Adaptive conformal inference under distribution shift
// (2021).
type AdaptiveState struct {
	// Level is the share of promises to keep. Defaults to 0.95.
	Level float64 `json:"level,omitempty"`
	// Gamma is how far one outcome moves it. Defaults to 0.005.
	Gamma float64 `json:"gamma,omitempty"`
	// Alpha is the share that is let break today. Defaults to 1-Level.
	Alpha float64 `json:"alpha,omitempty"`
	// Low and High clip Alpha, from -1 to 2; where they leave 1-Level out it cannot
	// aim there. They default to a fifth of 1-Level, because times in the last
	// corner of a distribution are guesses, and to 0.6 or half of the way from
	// 1-Level to 1, whichever is more.
	Low  float64 `json:"low,omitempty"`
	High float64 `json:"high,omitempty"`
	// Explicit reports whether a zero Alpha, Low or High is the value 0 and not the
	// default. Step sets it.
	Explicit bool `json:"explicit,omitempty"`
}

// Step returns the state after one promise has come due: kept, or broken, while so many
// others that it has made had not come due yet. Those were made before this was known,
// so that the state answers to what it was long ago; steps of Gamma would then swing it
// to and fro. A step is Gamma, or a third over the number of open ones if that is less:
// such a delayed follower does not overshoot below 1/e. With 0 it is the rule as it was
// published. It is a pure function; feed promises in the order of their due instants.
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

// steadily is how far all steps while a promise is open may go together.
const delayedGain = 0.5

// Saturated reports whether Alpha stands at a clip, so that it no longer adapts.
func (a AdaptiveState) Saturated() bool {
	a = a.defaults()
	return a.Alpha <= a.Low || a.Alpha >= a.High
}

// defaults fills in what is missing or makes no sense.
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

// isDefault reports whether a value of the state stands for its default.
func (a AdaptiveState) isDefault(value float64) bool { return value == 0 && !a.Explicit }
