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

// Obstacle is a value of a field, or a stage, with which cases break more often than
// the other cases of their group.
type Obstacle struct {
	// Field and Value are the field and its value. Stage is the stage; then both are
	// empty.
	Field string `json:"field,omitempty"`
	Value string `json:"value,omitempty"`
	Stage string `json:"stage,omitempty"`
	// Broken is the share of such cases that were late, Usual the share of the other
	// cases.
	Broken float64 `json:"broken,omitempty"`
	Usual  float64 `json:"usual,omitempty"`
	// N is the number of such cases whose outcome is known.
	N int `json:"n,omitempty"`
}

// String returns the obstacle as a sentence.
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
	minStandardErrors = 2.6 // high, because many candidates are tried
)

// Obstacles returns what is likely to delay a promise of this length, at most five
// obstacles, the largest difference first. Candidates are the stages that cases of the
// group entered before that age, and the values of those fields of this case that do
// not define its group. Only cases opened early enough to have reached that age count,
// so that recent cases do not seem fast. Only clear differences are returned: at least
// 20 cases with a known outcome on both sides, and 2.6 standard errors between their
// shares.
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

// tally counts cases with a known outcome.
type tally struct{ n, broken int }

func (t tally) share() float64 { return float64(t.broken) / float64(t.n) }

func (t *tally) count(broke bool) {
	t.n++
	if broke {
		t.broken++
	}
}

// tally counts, in the named group, the cases with a known outcome at due and those
// that were late: all of them, and those with each possible obstacle.
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
	rate := s.groupCurve(g, h.n, asOf, sampleAll, 0).clockRate
	for _, i := range s.members(g, h.n, asOf) {
		if !s.isMember(g, i, h.n) || !s.couldPass(i, asOf, rate, due) {
			continue
		}
		v, ok := s.value(i, asOf, rate, sampleAll, 0)
		broke := v.x > int64(due)
		if !ok || !v.finished && !broke {
			continue // unknown: it ended, or its clock stood still
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

// couldPass reports whether a case was opened early enough before asOf to be older than
// due by then, finished or not.
func (s *store) couldPass(i int32, asOf int64, rate float64, due time.Duration) bool {
	f := &s.timings[i]
	if f.opened > asOf {
		return false
	}
	wall := s.config.Calendar.Between(time.Unix(0, f.opened), time.Unix(0, asOf))
	return float64(wall)*min(rate, 1) >= float64(due)
}

// obstacles returns the possible obstacles of a case: values that it shares with the
// given fields, and stages that it entered before due.
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
