package forecast

import (
	"math"
	"time"
)

// sampleKind is what a curve is made of.
type sampleKind int

const (
	sampleAll              sampleKind = iota // the time that each case took, open ones censored
	sampleFinished                           // the time of the finished cases only
	sampleRatio                              // actual time over estimate
	sampleResidual                           // actual time minus estimate
	sampleFinishedRatio                      // the ratio of the finished cases only
	sampleFinishedResidual                   // the difference of the finished cases only
	sampleKinds
)

// exactRanks reports whether the sample has finished cases only. They have equal
// weights and no prior, so that ranks are exact.
func (k sampleKind) exactRanks() bool {
	return k == sampleFinished || k == sampleFinishedRatio || k == sampleFinishedResidual
}

// finishedOnly returns the sample of the finished cases of k.
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

// ratioUnit is a ratio of 1 as an integer.
const ratioUnit = 1_000_000

// value is what one case contributes to a sample, as known at an instant.
type value struct {
	x        int64
	opened   int64
	finished bool
}

// clockRate returns the share of the calendar's time that counts, pauses excluded, in
// the cases of a group that are finished at asOf and have no stages.
func (s *store) clockRate(g *group, members []int32, n int, asOf int64) float64 {
	took, wall := int64(0), int64(0)
	for _, i := range members {
		f := &s.timings[i]
		if f.finished <= asOf && s.counts(f, asOf) && s.isMember(g, i, n) && len(s.entries[i].c.Stages) == 0 && wall < 1<<61 && took < 1<<61 {
			took += f.took >> 20 // about milliseconds: integers, whose sum does not depend on the order
			wall += f.wall >> 20
		}
	}
	if took <= 0 || wall <= 0 {
		return 1
	}
	return float64(took) / float64(wall)
}

// value returns what an entry contributes to a sample as known at asOf; ok is false if
// it contributes nothing.
func (s *store) value(i int32, asOf int64, rate float64, kind sampleKind, floor time.Duration) (v value, ok bool) {
	f := &s.timings[i]
	v.opened, v.finished, v.x = f.opened, f.finished <= asOf, f.took
	if !s.counts(f, asOf) {
		return value{}, false
	}
	if !v.finished {
		if kind.exactRanks() {
			return value{}, false
		}
		v.x = int64(s.entries[i].c.ageAt(s.config.Calendar, time.Unix(0, asOf), rate))
	}
	if kind > sampleFinished {
		if f.estimate <= 0 {
			return value{}, false
		}
		v.x = score(time.Duration(v.x), max(time.Duration(f.estimate), floor), kind)
	}
	return v, true
}

// score compares an actual time with its estimate.
func score(took, estimate time.Duration, kind sampleKind) int64 {
	if kind == sampleResidual || kind == sampleFinishedResidual {
		return int64(took - estimate)
	}
	return int64(math.Ceil(min(float64(took)/float64(estimate)*ratioUnit, math.MaxInt64/2)))
}
