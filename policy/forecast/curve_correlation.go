package forecast

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

const (
	minPriorWeight     = 1.0   // the least estimate of a prior weight
	maxPriorWeight     = 200.0 // the greatest
	unknownPriorWeight = 10.0  // without an estimate
)

// priorWeight returns the weight of a group's curve as the prior of the groups of a
// finer line: (1-r)/r, where r is the intraclass correlation, by analysis of variance,
// of taking longer than the median time of the group. It is small if the finer groups
// differ much, and large if they do not. entries are the indexes of the values.
func (s *store) priorWeight(c *groupCurve, line int, entries []int32, values []value) float64 {
	low := c.lowest()
	i := sort.Search(len(c.open), func(i int) bool { return 1-c.open[i] >= (1-low)/2 })
	if i == len(c.open) {
		return unknownPriorWeight
	}
	median := c.times[i]
	tally := s.proportions.get(int(s.byLine[line]))
	defer s.proportions.put(tally)
	for i, v := range values {
		finer := s.entries[entries[i]].groups[line]
		if finer == nil || !v.finished && v.x < median {
			continue // unknown
		}
		tally.add(finer.index, v.x > median)
	}
	r, ok := correlation(tally.groups)
	switch {
	case !ok:
		return unknownPriorWeight
	case r <= 0:
		return maxPriorWeight
	}
	return min(max((1-r)/r, minPriorWeight), maxPriorWeight)
}

// proportion counts the cases of a group, and those that took longer than the median.
type proportion struct{ n, longer float64 }

func (s *proportion) add(longer bool) {
	s.n++
	if longer {
		s.longer++
	}
}

// proportions are those of the groups of a line that have cases. They are pooled and
// reset in the time of the cases, not of the groups.
type proportions struct {
	groups  []proportion
	index   []int32 // by group: its place in groups plus 1; 0 if it has none
	numbers []int32 // the group of each
}

func (t *proportions) reset(groups int) {
	for _, number := range t.numbers {
		t.index[number] = 0
	}
	t.groups, t.numbers = t.groups[:0], t.numbers[:0]
	if len(t.index) < groups {
		t.index = make([]int32, groups+groups/2)
	}
}

// proportionsPool keeps unused proportions.
type proportionsPool struct {
	mu   sync.Mutex
	free []*proportions
}

func (s *proportionsPool) get(groups int) *proportions {
	s.mu.Lock()
	t := &proportions{}
	if n := len(s.free); n > 0 {
		t, s.free = s.free[n-1], s.free[:n-1]
	}
	s.mu.Unlock()
	t.reset(groups)
	return t
}

func (s *proportionsPool) put(t *proportions) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = append(s.free, t)
}

func (t *proportions) add(number int32, longer bool) {
	if t.index[number] == 0 {
		t.groups, t.numbers = append(t.groups, proportion{}), append(t.numbers, number)
		t.index[number] = int32(len(t.groups))
	}
	t.groups[t.index[number]-1].add(longer)
}

// correlation returns the intraclass correlation of the proportions. ok is false if
// there are too few. It sorts them, so that the result does not depend on their order.
func correlation(shares []proportion) (r float64, ok bool) {
	slices.SortFunc(shares, func(a, b proportion) int { return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.longer, b.longer)) })
	squares, total := 0.0, proportion{}
	for _, k := range shares {
		total.n += k.n
		total.longer += k.longer
		squares += k.n * k.n
	}
	groups := float64(len(shares))
	if groups < 2 || total.n <= groups {
		return 0, false
	}
	between, within, mean := 0.0, 0.0, total.longer/total.n
	for _, k := range shares {
		p := k.longer / k.n
		between += k.n * (p - mean) * (p - mean)
		within += k.n * p * (1 - p)
	}
	between /= groups - 1
	within /= total.n - groups
	size := (total.n - squares/total.n) / (groups - 1)
	if all := between + (size-1)*within; all > 0 {
		return (between - within) / all, true
	}
	return 0, true
}
