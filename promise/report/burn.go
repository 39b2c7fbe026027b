package report

import (
	"math"
	"time"
)

// A Burn is the part of an error budget that a stretch of days used up: a level
// of 0.95 allows one promise in twenty to break. It is counted in promises, not
// in time, so that it is meaningful with few promises too.
type Burn struct {
	// From and To are the first and the last day, as 2026-01-05.
	From string `json:"from"`
	To   string `json:"to"`
	// Level is the target share of kept promises.
	Level float64 `json:"level"`
	// Broken is how many of those judged were broken.
	Broken Rate `json:"broken"`
	// Speed is the share broken divided by the share that may break (burn
	// rate): 1 uses up the budget exactly, 2 twice as fast.
	Speed float64 `json:"speed"`
	// Left is the number of promises that may still break within the budget; it
	// is negative if the budget is overdrawn.
	Left float64 `json:"left"`
	// Chance is the probability that at least as many break if each is kept
	// with the probability Level, independently. If it is small, the level is
	// not met. A small Chance needs no alert if Speed is low.
	Chance float64 `json:"chance"`
}

// Burn returns the burn of the given number of days up to and including that of
// until, in the report's zone. Promises count on the day of their due instant,
// not that of completion, so that breaks do not appear late. For alerts, use a
// long and a short stretch, for example 30 and 7 days, and alert if both exceed
// a limit (B. Beyer and others, The Site Reliability Workbook, 2018, chapter
// 5). ok is false if nothing was judged, days is not positive or the level is
// not between 0 and 1.
func (r Report) Burn(level float64, until time.Time, days int) (b Burn, ok bool) {
	if r.zone == nil || days < 1 || !(level > 0 && level < 1) {
		return Burn{}, false
	}
	_, last := civil(until.In(r.zone))
	first := last - day(min(days, 1e6)) + 1
	var kept, judged int
	for _, g := range r.groups {
		for d, rate := range g.days {
			if d >= first && d <= last {
				kept, judged = kept+rate.Count, judged+rate.Of
			}
		}
	}
	if judged == 0 {
		return Burn{}, false
	}
	broken := Rate{judged - kept, judged}
	speed, chance := BurnRate(level, broken)
	return Burn{
		From: first.String(), To: last.String(), Level: level, Broken: broken,
		Speed: places(speed), Left: places((1-level)*float64(judged) - float64(broken.Count)), Chance: places(chance),
	}, true
}

// BurnRate returns the burn rate of a window of promises that follow each other
// by their due instants: those of some days, as in [Report.Burn], or a number
// of the latest promises. It is the share that broke divided by the share
// 1-level that may break (B. Beyer and others, The Site Reliability Workbook,
// 2018, chapter 5). chance is the probability that at least as many break if
// each breaks with probability 1-level, independently: the tail of the binomial
// distribution. The level must be between 0 and 1. For no promises the rate is
// 0 and the chance 1.
func BurnRate(level float64, broken Rate) (rate, chance float64) {
	if broken.Of < 1 {
		return 0, 1
	}
	return float64(broken.Count) / float64(broken.Of) / (1 - level), atLeast(broken.Count, broken.Of, 1-level)
}

// atLeast returns the probability of k or more out of n independent events of
// probability p, which is between 0 and 1.
func atLeast(k, n int, p float64) float64 {
	if k <= 0 {
		return 1
	}
	if float64(k) <= float64(n)*p { // the upper tail is the long one
		return 1 - sumFrom(n-k+1, n, 1-p)
	}
	return sumFrom(k, n, p)
}

// sumFrom adds up the terms of a binomial distribution from k on, where they
// decrease.
func sumFrom(k, n int, p float64) float64 {
	if k > n {
		return 0
	}
	log := func(n int) float64 { v, _ := math.Lgamma(float64(n) + 1); return v }
	term := math.Exp(log(n) - log(k) - log(n-k) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	sum := 0.0
	for ; k <= n && term > sum*1e-12; k++ {
		sum += term
		term *= float64(n-k) / float64(k+1) * p / (1 - p)
	}
	return min(sum, 1)
}
