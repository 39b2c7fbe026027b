package forecast

import "time"

// breaksInStage returns the share of cases of the running one's group that, having
// been as long in its stage, were not done within the time that is left, and how
// many such cases there were, faded. What was not watched long enough counts as far
// as it was watched.
func (h History) breaksInStage(r Running, name string) (p, n float64) {
	s := h.store
	if s == nil {
		return 0, 0
	}
	asOf := s.config.asOf(r.At)
	s.mu.RLock()
	defer s.mu.RUnlock()
	for line := range s.config.Groups {
		g := s.find(line, r.Fields)
		if g == nil || g.name != name {
			continue
		}
		var values []value
		pace := s.steps(g, h.n, asOf, sampleAll, 0).pace
		for _, i := range s.members(g, h.n, asOf) {
			stages := s.records[i].c.Stages
			if len(stages) == 0 || !s.isMember(g, i, h.n) {
				continue
			}
			if v, ok := s.value(i, asOf, pace, sampleAll, 0); ok {
				values = appendVisits(values, stages, v, asOf, r)
			}
		}
		c := stepsOf(values, asOf, s.config.Fade)
		return c.after(int64(r.Due - r.Age)), c.weight
	}
	return 0, 0
}

// appendVisits appends, for each time that a case had been in the stage for as long
// as the running one, how much longer it took.
func appendVisits(values []value, stages []Stage, v value, asOf int64, r Running) []value {
	known := len(stages)
	for known > 0 && stages[known-1].Entered.After(time.Unix(0, asOf)) {
		known--
	}
	for i, stage := range stages[:known] {
		if stage.Name != r.Stage {
			continue
		}
		left := v.x // its age when it left the stage, as far as it was watched
		if i+1 < known {
			left = int64(stages[i+1].Age)
		}
		if from := int64(stage.Age) + int64(r.StageAge); from <= left && from <= v.x {
			values = append(values, value{x: v.x - from, opened: v.opened, finished: v.finished})
		}
	}
	return values
}
