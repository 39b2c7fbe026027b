package monitor

import (
	"fmt"
	"math"
	"time"

	"github.com/underpromise/underpromise/policy/forecast"
)

// Fever is the fever chart of critical chain planning. Its zones depend on the progress
// of a case and on the share of its pad (buffer) that is used up. Both limits rise with
// the progress. The zero Fever uses the default limits.
//
// Pitfall: progress is flattering unless it comes from an estimate of the work left.
// Source: Goldratt, Critical Chain (1997); the slopes are ours.
type Fever struct {
	// Green is the share of the pad below which the zone is green at progress 0, and
	// Yellow the share below which it is yellow. They default to 0.15 and 0.35 in the
	// zero Fever.
	Green  float64 `json:"green,omitempty"`
	Yellow float64 `json:"yellow,omitempty"`
	// Slope is how much both shares grow from progress 0 to 1. Defaults to 0.6 in the
	// zero Fever.
	Slope float64 `json:"slope,omitempty"`
}

// Risk returns the zone of a case: progress is from 0 to 1, projected is when the case
// is expected to be finished (for example [forecast.History.Remaining] at 0.5, plus its
// age), internal and due are its internal target and its due time. The three times are
// ages in the clock of the promise. P is 0: the chart has no probability.
func (f Fever) Risk(progress float64, projected, internal, due time.Duration) forecast.Risk {
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
	r := forecast.Risk{Zone: forecast.Red}
	switch {
	case used < f.Green+f.Slope*progress:
		r.Zone = forecast.Green
	case used < f.Yellow+f.Slope*progress:
		r.Zone = forecast.Yellow
	}
	gone := "all"
	if used <= 1 {
		gone = fmt.Sprintf("%.0f %%", 100*used)
	}
	r.Why = fmt.Sprintf("%.0f %% done and %s of the pad gone", 100*progress, gone)
	return r
}
