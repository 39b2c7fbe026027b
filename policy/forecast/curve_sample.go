package forecast

import (
	"math"
	"time"
)

// A sample says what of the cases makes up a curve.
type sampleKind int

const (
	sampleAll           sampleKind = iota // how long each took, open ones censored
	sampleFinished                        // of those that are finished, as if there were no others
	sampleRatio                           // actual time over estimate
	sampleResidual                        // actual time less estimate
	sampleFinishedRatio                   // of those that are finished
	sampleFinishedResidual
	sampleKinds
)

// exact reports whether a sample is of finished cases, all weighing the same and
// unmixed, so that ranks are exact.
func (k sampleKind) exactRanks() bool {
	return k == sampleFinished || k == sampleFinishedRatio || k == sampleFinishedResidual
}

// exactly returns the sample with the finished cases of another one.
func (k sampleKind) finishedOnly() sampleKind {
	switch k {
	case sampleRatio:
		return sampleFinishedRatio
	case sampleResidual:
		return sampleFinishedResidual
	default:
		return sampleFinished
	}
}

// ratioUnit is what a ratio of 1 is as an integer.
const ratioUnit = 1_000_000

// A value is what one case adds to a sample, as known at an instant.
type value struct {
	x        int64
	opened   int64
	finished bool
}

// pace returns how much of the calendar's time counts, pauses taken out, in the cases
// of a group that are finished at the instant asOf and do not tell their pauses.
func (s *store) clockRate(g *group, members []int32, n int, asOf int64) float64 {
	took, wall := int64(0), int64(0)
	for _, i := range members {
		f := &s.timings[i]
		if f.finished <= asOf && s.counts(f, asOf) && s.isMember(g, i, n) && len(s.entries[i].c.Stages) == 0 && wall < 1<<61 && took < 1<<61 {
			took += f.took >> 20 // about milliseconds: whole numbers, so that order does not matter
			wall += f.wall >> 20
		}
	}
	if took <= 0 || wall <= 0 {
		return 1
	}
	return float64(took) / float64(wall)
}

// value returns what a record adds to a sample as known at the instant asOf; ok is
// false if it adds nothing.
func (s *store) value(i int32, asOf int64, pace float64, kind sampleKind, floor time.Duration) (v value, ok bool) {
	f := &s.timings[i]
	v.opened, v.finished, v.x = f.opened, f.finished <= asOf, f.took
	if !s.counts(f, asOf) {
		return value{}, false
	}
	if !v.finished {
		if kind.exactRanks() {
			return value{}, false
		}
		v.x = int64(s.entries[i].c.ageAt(s.config.Calendar, time.Unix(0, asOf), pace))
	}
	if kind > sampleFinished {
		if f.estimate <= 0 {
			return value{}, false
		}
		v.x = score(time.Duration(v.x), max(time.Duration(f.estimate), floor), kind)
	}
	return v, true
}

// score returns how an actual time compares with its estimate.
func score(took, estimate time.Duration, kind sampleKind) int64 {
	if kind == sampleResidual || kind == sampleFinishedResidual {
		return int64(took - estimate)
	}
	return int64(math.Ceil(min(float64(took)/float64(estimate)*ratioUnit, math.MaxInt64/2)))
}
