package forecast

import (
	"cmp"
	"slices"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// visit is one time that a case was in a stage.
type visit struct {
	from, left int64 // ages at which it entered and left, or was last observed
	after      int64 // its aging from entering until it was finished or last observed
	finished   bool
	weight     float64 // see halfLifeWeight
}

// visits returns the visits of a stage by the cases of a group, as known at t, ordered
// by the time that the case took from entering on, finished ones first.
func (h History) visits(group, stage string, fields policy.Fields, t time.Time) (list []visit) {
	s := h.store
	if s == nil || stage == "" {
		return nil
	}
	asOf := s.config.asOf(t)
	s.mu.RLock()
	defer s.mu.RUnlock()
	g := s.groupNamed(group, fields)
	if g == nil {
		return nil
	}
	rate := s.groupCurve(g, h.n, asOf, sampleAll, 0).clockRate
	for _, i := range s.members(g, h.n, asOf) {
		stages := s.entries[i].c.Stages
		if len(stages) == 0 || !s.isMember(g, i, h.n) {
			continue
		}
		if v, ok := s.value(i, asOf, rate, sampleAll, 0); ok {
			list = s.appendVisits(list, stages, stage, v, asOf)
		}
	}
	slices.SortFunc(list, func(a, b visit) int {
		if a.after == b.after && a.finished != b.finished {
			return map[bool]int{true: -1, false: 1}[a.finished]
		}
		return cmp.Or(cmp.Compare(a.after, b.after), cmp.Compare(a.weight, b.weight))
	})
	return list
}

// groupNamed returns the group of that name among those of a case.
func (s *store) groupNamed(name string, fields policy.Fields) *group {
	for line := range s.config.Groups {
		if g := s.find(line, fields); g != nil && g.name == name {
			return g
		}
	}
	return nil
}

// appendVisits appends each visit of the stage by a case.
func (s *store) appendVisits(list []visit, stages []Stage, name string, v value, asOf int64) []visit {
	known := len(stages)
	for known > 0 && stages[known-1].Entered.After(time.Unix(0, asOf)) {
		known--
	}
	for i, stage := range stages[:known] {
		if stage.Name != name {
			continue
		}
		left := v.x
		if i+1 < known {
			left = int64(stages[i+1].Age)
		}
		if from := int64(stage.Age); from <= v.x {
			list = append(list, visit{from, min(left, v.x), v.x - from, v.finished, halfLifeWeight(v.opened, asOf, s.config.HalfLife)})
		}
	}
	return list
}

// breaksInStage returns the share of the visits, of those at least as long as in, whose
// case was not finished within the time left (Kaplan and Meier), and their effective
// number.
func breaksInStage(visits []visit, in, left time.Duration) (p, n float64) {
	sum, squares := 0.0, 0.0
	for i := range visits {
		if v := &visits[i]; v.from+int64(in) <= v.left {
			sum += v.weight
			squares += v.weight * v.weight
		}
	}
	if squares == 0 {
		return 0, 0
	}
	p, n = 1, sum*sum/squares // Kish (1965)
	for i := range visits {
		v := &visits[i]
		if v.from+int64(in) > v.left {
			continue
		}
		if v.after-int64(in) > int64(left) {
			break
		}
		if v.finished {
			p *= max(0, 1-v.weight/sum)
		}
		sum -= v.weight
	}
	return p, n
}
