package monitor

import (
	"fmt"
	"math"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
	"github.com/underpromise/underpromise/promise/report"
)

// BurnRate is the rate at which a desk uses up its error budget, which is the share
// 1-Level of its promises that may break. A rate of 1 uses it up exactly. Its windows
// are numbers of promises, because a desk has too few promises for windows of hours.
// The zero BurnRate uses the defaults. The rate itself is that of [report.BurnRate];
// [report.Report.Burn] counts days instead.
//
// Pitfall: sort promises by their due instants, not by when they were completed;
// otherwise the present rate is too low. Source: Beyer and others, The Site Reliability
// Workbook (2018), chapter 5.
type BurnRate struct {
	// Level is the share of promises to keep. Defaults to 0.95.
	Level float64 `json:"level,omitempty"`
	// Long and Short are the lengths of the two windows, in promises up to the last.
	// Long defaults to the number in which 5 breaks are expected at the level, at
	// least 60, and Short to a quarter of Long.
	Long  int `json:"long,omitempty"`
	Short int `json:"short,omitempty"`
	// Rate is the rate in both windows from which the zone is red; from 1 it is
	// yellow. Defaults to 2.
	Rate float64 `json:"rate,omitempty"`
}

// Risk returns the zone for the verdicts of promises that have come due, in the order of
// their due instants; true is broken. For yellow and red, the rate must be exceeded in
// both windows, so that an incident that is over raises no alarm; and the breaks in the
// long window must be more than chance explains at the level: with a probability of at
// most 0.05 for yellow and 0.01 for red. P is the share of the long window that broke,
// N its number of promises. With fewer than 1/(1-Level) promises the zone is green and
// Why asks for more.
func (b BurnRate) Risk(broken []bool) forecast.Risk {
	b = b.defaults()
	long, short := broken[max(0, len(broken)-b.Long):], broken[max(0, len(broken)-b.Short):]
	n, breaks, recent := len(long), count(long), count(short)
	r := forecast.Risk{Zone: forecast.Green, N: n}
	if float64(n) < 1/(1-b.Level)-amount.Tolerance {
		r.Why = fmt.Sprintf("%d promises have come due; %.0f are needed to say more", n, math.Ceil(1/(1-b.Level)-amount.Tolerance))
		return r
	}
	r.P = float64(breaks) / float64(n)
	burn, chance := report.BurnRate(b.Level, report.Rate{Count: breaks, Of: n})
	now, _ := report.BurnRate(b.Level, report.Rate{Count: recent, Of: len(short)})
	switch both := min(burn, now); {
	case both >= b.Rate && chance <= 0.01:
		r.Zone = forecast.Red
	case both >= 1 && chance <= 0.05:
		r.Zone = forecast.Yellow
	}
	r.Why = fmt.Sprintf("%d of the last %d promises broke, %.1f times what %s allows; %d of the last %d", breaks, n, burn, amount.Percent(b.Level), recent, len(short))
	return r
}

func (b BurnRate) defaults() BurnRate {
	if !(b.Level > 0 && b.Level < 1) {
		b.Level = amount.DefaultLevel
	}
	if b.Long <= 0 {
		b.Long = max(60, int(min(math.Ceil(5/(1-b.Level)-amount.Tolerance), 1e9)))
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
