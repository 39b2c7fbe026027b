package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
)

// An Obstacle is something that history says gets in the way: cases with this value
// of a field, or that came through this stage, break more often than the others of
// their group.
type Obstacle struct {
	// Field and Value name what such cases have, or Stage what they went through.
	Field, Value, Stage string
	// Broken is the share of them that was not done in time, and Usual that of the
	// others.
	Broken, Usual float64
	// N is how many of them were decided.
	N int
}

// String says it in a sentence.
func (o Obstacle) String() string {
	what := fmt.Sprintf("%s %q", plaintext.Field(o.Field), plaintext.Field(o.Value))
	if o.Stage != "" {
		what = fmt.Sprintf("stage %q", plaintext.Field(o.Stage))
	}
	return fmt.Sprintf("%s: %s of %d cases were late, %s of the others", what, amount.Percent(o.Broken), o.N, amount.Percent(o.Usual))
}

const (
	maxObstacles      = 5
	minObstacleCases  = 20  // cases with it, and without
	minStandardErrors = 2.6 // standard errors apart; many are tried
)

// Obstacles returns what could get in the way of a promise of this length, at most
// five, the largest difference first: the stages that cases of the same group were in
// before that age, and the values of fields of this case that do not make up its
// group. Only cases opened so long ago that all of them could have passed that age
// count, so that what is new is not taken for quick. Only what is clearly worse than
// the rest is told: at least 20 decided cases with it and without, and 2.6 standard
// errors between their shares.
func (h History) Obstacles(fields policy.Fields, at time.Time, due time.Duration) []Obstacle {
	c := h.curve(fields, at, sampleAll, 0, 0)
	if c.shrunk == nil {
		return nil
	}
	tallies, all := h.tally(c.Group(), fields, at, due)
	var list []Obstacle
	for what, t := range tallies {
		rest := tally{all.n - t.n, all.broken - t.broken}
		if t.n < minObstacleCases || rest.n < minObstacleCases {
			continue
		}
		o := what
		o.N, o.Broken, o.Usual = t.n, t.share(), rest.share()
		pooled := all.share()
		if o.Broken-o.Usual > minStandardErrors*math.Sqrt(pooled*(1-pooled)*(1/float64(t.n)+1/float64(rest.n))) {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(a, b Obstacle) int {
		return cmp.Or(cmp.Compare(b.Broken-b.Usual, a.Broken-a.Usual), cmp.Compare(a.Stage, b.Stage), cmp.Compare(a.Field, b.Field))
	})
	return list[:min(len(list), maxObstacles)]
}

// A tally counts decided cases.
type tally struct{ n, broken int }

func (t tally) share() float64 { return float64(t.broken) / float64(t.n) }

func (t *tally) count(broke bool) {
	t.n++
	if broke {
		t.broken++
	}
}

// tally counts, in the group of that name, how many cases were decided by the due
// time, and how many of them broke: all, and those with each possible obstacle.
func (h History) tally(name string, fields policy.Fields, at time.Time, due time.Duration) (tallies map[Obstacle]tally, all tally) {
	s := h.store
	asOf := s.config.asOf(at)
	tallies = map[Obstacle]tally{}
	s.mu.RLock()
	defer s.mu.RUnlock()
	g := s.groupNamed(name, fields)
	if g == nil {
		return tallies, all
	}
	own := s.config.Groups[g.line]
	pace := s.groupCurve(g, h.n, asOf, sampleAll, 0).clockRate
	for _, i := range s.members(g, h.n, asOf) {
		if !s.isMember(g, i, h.n) || !s.couldPass(i, asOf, pace, due) {
			continue
		}
		v, ok := s.value(i, asOf, pace, sampleAll, 0)
		broke := v.x > int64(due)
		if !ok || !v.finished && !broke {
			continue // nobody knows: it ended, or its clock stood still
		}
		all.count(broke)
		for _, what := range s.entries[i].c.obstacles(fields, own, asOf, due) {
			t := tallies[what]
			t.count(broke)
			tallies[what] = t
		}
	}
	return tallies, all
}

// couldPass reports whether a case was opened so long before asOf that it could be
// older than due by now, finished or not.
func (s *store) couldPass(i int32, asOf int64, pace float64, due time.Duration) bool {
	f := &s.timings[i]
	if f.opened > asOf {
		return false
	}
	wall := s.config.Calendar.Between(time.Unix(0, f.opened), time.Unix(0, asOf))
	return float64(wall)*min(pace, 1) >= float64(due)
}

// obstacles returns what a case has had that the one with these fields has too, or
// may meet before it is due.
func (c *Record) obstacles(fields policy.Fields, own []string, asOf int64, due time.Duration) (list []Obstacle) {
	for name, value := range fields {
		if value != "" && c.Fields[name] == value && !slices.Contains(own, name) {
			list = append(list, Obstacle{Field: name, Value: value})
		}
	}
	for i, stage := range c.Stages {
		if stage.Entered.UnixNano() > asOf || stage.Age >= due {
			break
		}
		if !slices.ContainsFunc(c.Stages[:i], func(s Stage) bool { return s.Name == stage.Name }) {
			list = append(list, Obstacle{Stage: stage.Name})
		}
	}
	return list
}
