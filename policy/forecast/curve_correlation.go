package forecast

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

const (
	minPriorWeight     = 1.0   // the least that a next group is worth where the spread says how much
	maxPriorWeight     = 200.0 // and the most
	unknownPriorWeight = 10.0  // and where nothing can be said
)

// spread returns how many cases of a group its curve is worth in the groups of a
// finer line: (1-r)/r, where r is the intraclass correlation, by analysis of
// variance, of taking longer than the median time of the group. Where the finer
// groups differ much that is little, where they are all the same it is much.
func (s *store) priorWeight(c *groupCurve, line int, origins []int32, values []value) float64 {
	low := c.lowest()
	i := sort.Search(len(c.open), func(i int) bool { return 1-c.open[i] >= (1-low)/2 })
	if i == len(c.open) {
		return unknownPriorWeight
	}
	median := c.times[i]
	tally := s.tallyPool.get(int(s.byLine[line]))
	defer s.tallyPool.put(tally)
	for i, v := range values {
		finer := s.entries[origins[i]].groups[line]
		if finer == nil || !v.finished && v.x < median {
			continue // nobody knows
		}
		tally.add(finer.index, v.x > median)
	}
	r, ok := correlation(tally.list)
	switch {
	case !ok:
		return unknownPriorWeight
	case r <= 0:
		return maxPriorWeight
	}
	return min(max((1-r)/r, minPriorWeight), maxPriorWeight)
}

// A share counts how many of some cases are so.
type proportion struct{ all, count float64 }

func (s *proportion) add(counted bool) {
	s.all++
	if counted {
		s.count++
	}
}

// tallies are the shares of the groups of a line that were met. They are used again,
// so that one group costs no more than it has cases.
type proportions struct {
	list     []proportion
	position []int32 // by the number of a group, where its share is: one more
	touched  []int32 // origins share each is
}

func (t *proportions) reset(groups int) {
	for _, number := range t.touched {
		t.position[number] = 0
	}
	t.list, t.touched = t.list[:0], t.touched[:0]
	if len(t.position) < groups {
		t.position = make([]int32, groups+groups/2)
	}
}

// A scratch keeps the tallies that nobody uses.
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

func (t *proportions) add(number int32, counted bool) {
	if t.position[number] == 0 {
		t.list, t.touched = append(t.list, proportion{}), append(t.touched, number)
		t.position[number] = int32(len(t.list))
	}
	t.list[t.position[number]-1].add(counted)
}

// correlation returns the intraclass correlation of shares. ok is false if there are
// too few of them to tell. It sorts them, so that their order does not matter to the
// last digit.
func correlation(shares []proportion) (r float64, ok bool) {
	slices.SortFunc(shares, func(a, b proportion) int { return cmp.Or(cmp.Compare(a.all, b.all), cmp.Compare(a.count, b.count)) })
	squares, total := 0.0, proportion{}
	for _, k := range shares {
		total.all += k.all
		total.count += k.count
		squares += k.all * k.all
	}
	groups := float64(len(shares))
	if groups < 2 || total.all <= groups {
		return 0, false
	}
	between, within, mean := 0.0, 0.0, total.count/total.all
	for _, k := range shares {
		p := k.count / k.all
		between += k.all * (p - mean) * (p - mean)
		within += k.all * p * (1 - p)
	}
	between /= groups - 1
	within /= total.all - groups
	size := (total.all - squares/total.all) / (groups - 1)
	if all := between + (size-1)*within; all > 0 {
		return (between - within) / all, true
	}
	return 0, true
}
