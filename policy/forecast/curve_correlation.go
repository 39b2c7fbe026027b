package forecast

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

const (
	fewest    = 1.0   // the least that a next group is worth where the spread says how much
	most      = 200.0 // and the most
	worthElse = 10.0  // and where nothing can be said
)

// spread returns how many cases of a group its curve is worth in the groups of a
// finer line: (1-r)/r, where r is the intraclass correlation, by analysis of
// variance, of taking longer than the median time of the group. Where the finer
// groups differ much that is little, where they are all the same it is much.
func (s *store) spread(c *steps, line int, whose []int32, values []value) float64 {
	low := c.least()
	i := sort.Search(len(c.open), func(i int) bool { return 1-c.open[i] >= (1-low)/2 })
	if i == len(c.open) {
		return worthElse
	}
	median := c.at[i]
	tally := s.scratch.take(int(s.byLine[line]))
	defer s.scratch.give(tally)
	for i, v := range values {
		finer := s.records[whose[i]].groups[line]
		if finer == nil || !v.finished && v.x < median {
			continue // nobody knows
		}
		tally.add(finer.number, v.x > median)
	}
	r, ok := correlation(tally.shares)
	switch {
	case !ok:
		return worthElse
	case r <= 0:
		return most
	}
	return min(max((1-r)/r, fewest), most)
}

// A share counts how many of some cases are so.
type share struct{ all, so float64 }

func (s *share) add(so bool) {
	s.all++
	if so {
		s.so++
	}
}

// tallies are the shares of the groups of a line that were met. They are used again,
// so that one group costs no more than it has cases.
type tallies struct {
	shares []share
	met    []int32 // by the number of a group, where its share is: one more
	whose  []int32 // whose share each is
}

func (t *tallies) reset(groups int) {
	for _, number := range t.whose {
		t.met[number] = 0
	}
	t.shares, t.whose = t.shares[:0], t.whose[:0]
	if len(t.met) < groups {
		t.met = make([]int32, groups+groups/2)
	}
}

// A scratch keeps the tallies that nobody uses.
type scratch struct {
	mu   sync.Mutex
	free []*tallies
}

func (s *scratch) take(groups int) *tallies {
	s.mu.Lock()
	t := &tallies{}
	if n := len(s.free); n > 0 {
		t, s.free = s.free[n-1], s.free[:n-1]
	}
	s.mu.Unlock()
	t.reset(groups)
	return t
}

func (s *scratch) give(t *tallies) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = append(s.free, t)
}

func (t *tallies) add(number int32, so bool) {
	if t.met[number] == 0 {
		t.shares, t.whose = append(t.shares, share{}), append(t.whose, number)
		t.met[number] = int32(len(t.shares))
	}
	t.shares[t.met[number]-1].add(so)
}

// correlation returns the intraclass correlation of shares. ok is false if there are
// too few of them to tell. It sorts them, so that their order does not matter to the
// last digit.
func correlation(shares []share) (r float64, ok bool) {
	slices.SortFunc(shares, func(a, b share) int { return cmp.Or(cmp.Compare(a.all, b.all), cmp.Compare(a.so, b.so)) })
	squares, total := 0.0, share{}
	for _, k := range shares {
		total.all += k.all
		total.so += k.so
		squares += k.all * k.all
	}
	groups := float64(len(shares))
	if groups < 2 || total.all <= groups {
		return 0, false
	}
	between, within, mean := 0.0, 0.0, total.so/total.all
	for _, k := range shares {
		p := k.so / k.all
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
