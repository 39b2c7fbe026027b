package forecast

import (
	"fmt"
	"math"
	"time"
)

// Fever is the fever chart of critical chain planning: zones by how far a case has
// come and how much of its pad (buffer) is used up. Both lines rise: late in a case
// more of the pad may be gone.
//
// Pitfall: progress without an estimate of what is left flatters. Source: Goldratt,
// Critical Chain (1997); the slopes are ours.
type Fever struct {
	// Green is the share of the pad below which it is green before any progress,
	// and Yellow that below which it is yellow. They default to 0.15 and 0.35.
	Green, Yellow float64
	// Slope is how much of the pad more may be gone at the end. Defaults to 0.6.
	Slope float64
}

// Risk places a case on the chart: its progress from 0 to 1, when it is projected
// to be finished ([History.Remaining] at 0.5 tells), and its internal target and due
// time, all as ages in the promise's clock. The chart gives no probability.
func (f Fever) Risk(progress float64, projected, internal, due time.Duration) Risk {
	if f == (Fever{}) {
		f = Fever{0.15, 0.35, 0.6}
	}
	progress = min(max(progress, 0), 1)
	used := math.Inf(1)
	switch {
	case projected <= internal:
		used = 0
	case due > internal:
		used = float64(projected-internal) / float64(due-internal)
	}
	r := Risk{Zone: Red}
	switch {
	case used < f.Green+f.Slope*progress:
		r.Zone = Green
	case used < f.Yellow+f.Slope*progress:
		r.Zone = Yellow
	}
	gone := "all"
	if used <= 1 {
		gone = fmt.Sprintf("%.0f %%", 100*used)
	}
	r.Why = fmt.Sprintf("%.0f %% done and %s of the pad gone", 100*progress, gone)
	return r
}

// Burn is the burn rate of a desk's error budget, the 1-Level of its promises that
// may break: how many times too fast it is used up. Its windows are counts of
// promises, because a desk has too few for windows of hours.
//
// Pitfall: sort promises by when they were due, not by when that was learnt, or
// today's burn looks small. Source: Beyer and others, The Site Reliability Workbook
// (2018), chapter 5.
type Burn struct {
	// Level is the share of promises to keep. Defaults to 0.95.
	Level float64
	// Long and Short are how many of the last promises are looked at. Long
	// defaults to what has five breaks at the level, at least 60, and Short to a
	// quarter of it.
	Long, Short int
	// Rate is the burn in both windows that is red; 1 is yellow. Defaults to 2.
	Rate float64
}

// Risk reads the verdicts of promises that have come due, in that order: true for
// broken. Red and yellow take both windows, so that what is over no longer alarms,
// and more breaks in the long one than chance makes of promises that are kept at the
// level: in 1 and 5 of 100 such windows. P is the share of the long window that
// broke.
func (b Burn) Risk(broken []bool) Risk {
	b = b.defaults()
	long, short := broken[max(0, len(broken)-b.Long):], broken[max(0, len(broken)-b.Short):]
	n, breaks, recent := len(long), count(long), count(short)
	r := Risk{Zone: Green, N: n}
	if float64(n) < 1/(1-b.Level)-tolerance {
		r.Why = fmt.Sprintf("%d promises have come due; %.0f are needed to say more", n, math.Ceil(1/(1-b.Level)-tolerance))
		return r
	}
	r.P = float64(breaks) / float64(n)
	burn := r.P / (1 - b.Level)
	both := min(burn, float64(recent)/float64(len(short))/(1-b.Level))
	switch chance := tail(n, breaks, 1-b.Level); {
	case both >= b.Rate && chance <= 0.01:
		r.Zone = Red
	case both >= 1 && chance <= 0.05:
		r.Zone = Yellow
	}
	r.Why = fmt.Sprintf("%d of the last %d promises broke, %.1f times what %s allows; %d of the last %d", breaks, n, burn, percent(b.Level), recent, len(short))
	return r
}

func (b Burn) defaults() Burn {
	if !(b.Level > 0 && b.Level < 1) {
		b.Level = usualLevel
	}
	if b.Long <= 0 {
		b.Long = max(60, int(min(math.Ceil(5/(1-b.Level)-tolerance), 1e9)))
	}
	if b.Short <= 0 {
		b.Short = max(1, b.Long/4)
	}
	if !(b.Rate > 0) {
		b.Rate = 2
	}
	return b
}

func count(broken []bool) (n int) {
	for _, b := range broken {
		if b {
			n++
		}
	}
	return n
}

// tail returns the chance of at least k breaks in n promises that break with
// probability p.
func tail(n, k int, p float64) float64 {
	if k <= 0 {
		return 1
	}
	sum := 0.0
	whole, _ := math.Lgamma(float64(n) + 1)
	for i := k; i <= n; i++ {
		a, _ := math.Lgamma(float64(i) + 1)
		b, _ := math.Lgamma(float64(n-i) + 1)
		sum += math.Exp(whole - a - b + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return min(sum, 1)
}
