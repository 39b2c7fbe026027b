package forecast

import (
	"time"

	"github.com/underpromise/underpromise/policy"
)

// A visit is one time that a case was in a stage.
type visit struct {
	value
	from int64 // its age when it entered
	left int64 // and when it left, as far as it was watched
}

// visits returns the times that cases of a group were in a stage, as known at t.
func (h History) visits(group, stage string, fields policy.Fields, t time.Time) (list []visit) {
	s := h.store
	if s == nil || stage == "" {
		return nil
	}
	asOf := s.config.asOf(t)
	s.mu.RLock()
	defer s.mu.RUnlock()
	g := s.named(group, fields)
	if g == nil {
		return nil
	}
	pace := s.steps(g, h.n, asOf, sampleAll, 0).pace
	for _, i := range s.members(g, h.n, asOf) {
		stages := s.records[i].c.Stages
		if len(stages) == 0 || !s.isMember(g, i, h.n) {
			continue
		}
		if v, ok := s.value(i, asOf, pace, sampleAll, 0); ok {
			list = appendVisits(list, stages, stage, v, asOf)
		}
	}
	return list
}

// named returns the group of that name among those of a case.
func (s *store) named(name string, fields policy.Fields) *group {
	for line := range s.config.Groups {
		if g := s.find(line, fields); g != nil && g.name == name {
			return g
		}
	}
	return nil
}

// appendVisits appends each time that a case was in the stage.
func appendVisits(list []visit, stages []Stage, name string, v value, asOf int64) []visit {
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
			list = append(list, visit{v, from, min(left, v.x)})
		}
	}
	return list
}

// breaksInStage returns the share of cases that, having been as long in the stage,
// were not done within the time that is left, and how many such cases there were,
// faded. What was not watched long enough counts as far as it was watched.
func breaksInStage(visits []visit, in, left time.Duration, asOf int64, fade time.Duration) (p, n float64) {
	var values []value
	for _, v := range visits {
		if from := v.from + int64(in); from <= v.left {
			values = append(values, value{x: v.x - from, opened: v.opened, finished: v.finished})
		}
	}
	if len(values) == 0 {
		return 0, 0
	}
	c := stepsOf(values, asOf, fade)
	return c.after(int64(left)), c.weight
}
