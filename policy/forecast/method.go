package forecast

import "time"

// A Method computes a [Quote] from a [History]. The methods of this package and of the
// packages below it are small values. [Newsvendor] and [Adaptive] choose a level and
// then use another Method.
type Method interface {
	Quote(h History, q Query) Quote
}

// Survival is the default method. It promises the first age at which the Kaplan-Meier
// curve over all cases, open ones censored, is at most 1-p', where p' = ceil((n+1)p)/n.
// If cases have different weights, or the curve of the group is combined with that of
// its parent, n is the effective sample size (Kish 1965) and p' = (n+1)p/n.
//
// If p' is beyond the longest case of a group, the group is too small to be sure of the
// level. The parent's curve is then used for p. The quote is at least the longest case
// of the group and at least the group's own quantile of p, and at most the group's own
// quantile of p'; so n cases that are slower than those of the parent are still kept
// with probability n/(n+1). If too many cases of a group are never finished, the quote
// is unreachable, whatever the parent's curve is.
//
// Without censored cases, weights and parents it equals [Conformal] and has the same
// guarantee. Otherwise it has none: published conformal methods for survival times
// bound them from below only. It is accurate if open cases continue as others did at
// their age. It is too short if cases are withdrawn because they are slow, or if the
// desk slows down: at a level of 0.95 it keeps 0.941 of the promises if times grow by
// half within 300 days, and 0.924 if they treble. [Adaptive] keeps 0.950 and 0.948.
//
// Source: Kaplan and Meier, JASA 53 (1958).
type Survival struct{}

// Quote returns a quote from the survival curve of the case's group.
func (Survival) Quote(h History, q Query) Quote {
	return q.quote("survival", h, sampleAll, nextCase, scale{})
}

// Conformal is split conformal prediction by group (Mondrian). It promises the k-th
// shortest of the finished cases, k = ceil((n+1)p). If a group has fewer than p/(1-p)
// finished cases, the next group is used, and the quote is at least the longest case of
// the first. After the last group the quote is unreachable. A group with fewer cases
// than Config.Least is skipped if there is a next one.
//
// If the next case is exchangeable with those of the group of the quote ([Quote.Group]),
// the promise is kept with probability at least p and, if there are no ties and no
// smaller group was tried before, at most p+1/(n+1). A case of a group that was too
// small is not exchangeable with those of the next group; there the guarantee holds for
// the next group as a whole. Finished cases are not exchangeable while slow ones are
// still open: on a growing or slowing desk the quote is too short. Cases are not
// weighted by their age, so that ranks are exact; use Config.Window to bound their age.
//
// Source: Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World (2005).
type Conformal struct {
	// Uncorrected uses k = ceil(np), which is the order statistic (percentile) and has
	// no guarantee. Package baseline has it as a method, to compare with.
	Uncorrected bool `json:"uncorrected,omitempty"`
}

// Quote returns the time of a finished case of the group.
func (c Conformal) Quote(h History, q Query) Quote {
	r := nextCase
	if c.Uncorrected {
		r = ownShare
	}
	return q.quote("conformal", h, sampleFinished, r, scale{})
}

// Recalibrated corrects an estimate using the errors of past estimates. It promises a
// multiple of the estimate: the quantile of actual time over estimate, by the rule of
// [Survival]. If Additive is set, it promises the estimate plus the quantile of actual
// time minus estimate. Past estimates are [Record.Estimate], the one to correct is
// [Query.Estimate]; without it the quote is refused.
//
// The ratio suits times with heavy tails. The difference suits errors that do not grow
// with the estimate, as of waits in a queue. Ratios are very large for tiny estimates;
// set Floor to avoid that. The guarantee is that of Survival, or of [Conformal] if
// Conformal is set.
//
// Source: Romano, Patterson and Candes, Conformalized quantile regression (2019),
// one-sided.
type Recalibrated struct {
	// Additive uses the difference instead of the ratio.
	Additive bool `json:"additive,omitempty"`
	// Conformal uses the rule of [Conformal]: finished cases only, with equal weights
	// and exact ranks.
	Conformal bool `json:"conformal,omitempty"`
	// Floor is the least value of an estimate; a smaller one counts as Floor. Defaults
	// to 0, no floor.
	Floor time.Duration `json:"floor,omitzero"`
}

// Quote returns the corrected estimate.
func (r Recalibrated) Quote(h History, q Query) Quote {
	measured, kind := sampleRatio, sampleRatio
	if r.Additive {
		measured, kind = sampleResidual, sampleResidual
	}
	if r.Conformal {
		kind = kind.finishedOnly()
	}
	if q.Estimate <= 0 {
		return q.refuse("recalibrated", h, kind, noEstimate)
	}
	return q.quote("recalibrated", h, kind, nextCase, scale{measured, max(q.Estimate, r.Floor), r.Floor})
}

// noEstimate is the reason of a quote that is refused for want of an estimate.
const noEstimate = "there is no estimate to go by"

// Judge returns the quote for a due that was chosen in another way, for example by a
// fixed pad. Level is how often that due is kept by the curve of [Survival], and
// Reachable reports whether that is at least the level asked for. AtLeast and AtMost of
// the query apply.
func (h History) Judge(q Query, due time.Duration) Quote {
	c := h.curve(q.Fields, q.At, sampleAll, 0, 0)
	return q.judge("judged", &c, due)
}

// methodOr returns the method, or [Survival] if there is none.
func methodOr(m Method) Method {
	if m == nil {
		return Survival{}
	}
	return m
}
