package forecast

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// curves are those of a group that are remembered: of several days, since whoever
// replays old cases asks for many days in turn. They are in the order of their
// instants, then of their floors, and each list is never changed.
type curves struct {
	list atomic.Pointer[[]*steps]
}

func compareCurves(a, b *steps) int {
	return cmp.Or(cmp.Compare(a.asOf, b.asOf), cmp.Compare(a.floor, b.floor))
}

// find returns the curve of an instant, nil if it is not remembered.
func (c *curves) find(asOf int64, floor time.Duration) *steps {
	list := c.list.Load()
	if list == nil {
		return nil
	}
	low, high := 0, len(*list)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if x := (*list)[mid]; x.asOf < asOf || x.asOf == asOf && x.floor < floor {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(*list) && (*list)[low].asOf == asOf && (*list)[low].floor == floor {
		return (*list)[low]
	}
	return nil
}

// put remembers a curve, or forgets the one of its instant if it is gone.
func (c *curves) put(x *steps, gone bool) {
	var list []*steps
	if old := c.list.Load(); old != nil {
		list = slices.Clone(*old)
	}
	i, known := slices.BinarySearchFunc(list, x, compareCurves)
	switch {
	case gone && known:
		list = slices.Delete(list, i, i+1)
	case known:
		list[i] = x
	case !gone:
		list = slices.Insert(list, i, x)
	}
	c.list.Store(&list)
}

// A shelf bounds what is remembered. The curves that were made first go first, but
// those that were asked for again since are passed over once (second chance).
type shelf struct {
	mu     sync.Mutex
	made   []made
	number int // of all steps that are remembered
}

// made says where a curve is remembered, and under what.
type made struct {
	in    *curves
	asOf  int64
	floor time.Duration
}

// perRecord and always are how many steps are remembered: about as many bytes as the
// records themselves take, and a little for those who have few.
const (
	perRecord = 16
	always    = 1 << 16
)

// put remembers a curve among those of its group.
func (s *store) put(in *curves, c *steps) {
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	old := in.find(c.asOf, c.floor)
	switch {
	case old == nil:
		s.shelf.made = append(s.shelf.made, made{in, c.asOf, c.floor})
	case old.blends == c.blends: // it is the same for another history
		in.put(c, false)
		return
	default:
		s.shelf.number -= old.blends.leave()
	}
	c.blends.steps += len(c.at) + 16 // some for itself
	c.blends.shelved = true
	s.shelf.number += c.blends.steps
	in.put(c, false)
	s.trim()
}

// grown counts steps that a curve that may be remembered has more.
func (s *store) grown(c *steps, number int) {
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	c.blends.steps += number
	if c.blends.shelved {
		s.shelf.number += number
		s.trim()
	}
}

// trim forgets what is too much. The shelf must be locked.
func (s *store) trim() {
	for most := perRecord*len(s.records) + always; s.shelf.number > most && len(s.shelf.made) > 1; {
		first := s.shelf.made[0]
		s.shelf.made = s.shelf.made[1:]
		c := first.in.find(first.asOf, first.floor)
		if c.blends.again.Swap(false) {
			s.shelf.made = append(s.shelf.made, first)
			continue
		}
		s.shelf.number -= c.blends.leave()
		first.in.put(c, true)
	}
}

// leave takes a curve off the shelf and returns how many steps that makes less.
func (b *blends) leave() int {
	b.shelved = false
	return b.steps
}

// steps returns the curve of a group as known at the instant asOf, for the history
// of the first n records. The store must be locked for reading.
func (s *store) steps(g *group, n int, asOf int64, kind sample, floor time.Duration) *steps {
	in := &g.curves[kind]
	c := in.find(asOf, floor)
	if c != nil && !c.blends.again.Load() {
		c.blends.again.Store(true)
	}
	if c != nil && c.n == n {
		return c
	}
	if c != nil && s.same(g, min(n, c.n), max(n, c.n), asOf, kind, floor) {
		again := *c
		again.n, c = n, &again
	} else {
		c = s.build(g, n, asOf, kind, floor)
	}
	s.put(in, c)
	return c
}

// remind puts what is remembered of a group among what another store remembers of it,
// as far as it holds for the history of the first n records, which are all that the
// other one has.
func (s *store) remind(other *store, theirs, g *group, n int) {
	for kind := range samples {
		list := g.curves[kind].list.Load()
		if list == nil {
			continue
		}
		for _, c := range *list {
			if c.n == n || s.same(g, min(n, c.n), max(n, c.n), c.asOf, kind, c.floor) {
				again := *c
				again.n, again.blends = len(other.records), &blends{}
				other.put(&theirs.curves[kind], &again)
			}
		}
	}
}

// same reports whether the records from a to b tell nothing new about a group as
// known at the instant asOf.
func (s *store) same(g *group, a, b int, asOf int64, kind sample, floor time.Duration) bool {
	from, _ := slices.BinarySearch(g.list, int32(a))
	for _, i := range g.list[from:] {
		if int(i) >= b {
			break
		}
		if !s.tellsTheSame(i, s.facts[i].replaces, asOf, kind, floor) {
			return false
		}
	}
	return true
}

// tellsTheSame reports whether a record and the one that it replaces, or -1, add the
// same to the same groups as known at the instant asOf.
func (s *store) tellsTheSame(i, before int32, asOf int64, kind sample, floor time.Duration) bool {
	if before < 0 {
		_, ok := s.value(i, asOf, 1, sampleAll, 0)
		return !ok
	}
	for _, look := range []struct {
		kind sample
		pace float64 // what is the same at two is the same at all
	}{{sampleAll, 1}, {sampleAll, 0}, {kind, 1}} {
		v, ok := s.value(i, asOf, look.pace, look.kind, floor)
		old, was := s.value(before, asOf, look.pace, look.kind, floor)
		if ok != was || v != old {
			return false
		}
		if !ok {
			continue
		}
		a, b := &s.records[i], &s.records[before]
		pace := v.finished && (s.facts[i].wall != s.facts[before].wall || (len(a.c.Stages) == 0) != (len(b.c.Stages) == 0))
		if pace || a.groups != b.groups {
			return false
		}
	}
	return true
}
