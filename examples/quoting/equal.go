package main

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/report"
)

// An equalKeep sets the file's promises beside quotes that are kept as often, on the
// same cases. The level of the quotes is chosen afterwards, by what came out.
type equalKeep struct {
	level        float64
	n            int
	theirs, ours report.Tally
}

const (
	coarseStep = 0.05
	fineStep   = 0.005
)

// coarseLevels are those that are tried first.
var coarseLevels = levelsFrom(0.5, coarseStep)

// levelsFrom returns ten levels.
func levelsFrom(low, step float64) (list []float64) {
	for i := range 10 {
		list = append(list, low+step*float64(i))
	}
	return list
}

// compare finds the lowest level at which quotes are kept at least as often as what
// was promised for the same cases, to 0.005. There is none if there are no promises,
// or none that quotes are kept as often as.
func (w *walk) compare(h forecast.History, judged []*asked, bar *progress) (*equalKeep, error) {
	with := slices.DeleteFunc(slices.Clone(judged), func(a *asked) bool {
		return a.due == 0 || w.desk.verdict(a.job, a.promised) == promise.OnTrack
	})
	if len(with) == 0 {
		return nil, nil
	}
	coarse, err := w.asGood(with, coarseLevels, func(a *asked) []time.Duration { return a.trial })
	if coarse == nil || err != nil || coarse.level == coarseLevels[0] {
		return coarse, err
	}
	bar.start("comparing", len(with))
	fineLevels := levelsFrom(coarse.level-coarseStep+fineStep, fineStep)
	fine, err := w.asGood(with, fineLevels, func(a *asked) []time.Duration {
		bar.step()
		return quoteAt(h, a.job, fineLevels)
	})
	bar.finish()
	if fine == nil {
		return coarse, err
	}
	return fine, err
}

// asGood returns the first of the levels at which quotes were kept at least as often
// as promises, where both can be judged; nil if there is none.
func (w *walk) asGood(with []*asked, levels []float64, quotes func(a *asked) []time.Duration) (*equalKeep, error) {
	ours, theirs := make([][]report.Outcome, len(levels)), make([][]report.Outcome, len(levels))
	for _, a := range with {
		promised := w.desk.outcome(a.job, a.promised, a.due)
		for i, working := range quotes(a) {
			due, ok := w.desk.dueAt(a.job, working)
			if working == 0 || !ok {
				continue
			}
			if o := w.desk.outcome(a.job, due, working); o.Standing != promise.OnTrack {
				ours[i], theirs[i] = append(ours[i], o), append(theirs[i], promised)
			}
		}
	}
	for i, level := range levels {
		o, err := w.desk.report(ours[i])
		if err != nil {
			return nil, err
		}
		t, err := w.desk.report(theirs[i])
		if err != nil {
			return nil, err
		}
		e := &equalKeep{level, len(ours[i]), t.Total(), o.Total()}
		kept, ok := e.ours.Keep().Share()
		if promised, _ := e.theirs.Keep().Share(); ok && kept >= promised {
			return e, nil
		}
	}
	return nil, nil
}
