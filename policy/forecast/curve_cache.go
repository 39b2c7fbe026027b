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
type curveList struct {
	list atomic.Pointer[[]*groupCurve]
}

func compareCurves(a, b *groupCurve) int {
	return cmp.Or(cmp.Compare(a.asOf, b.asOf), cmp.Compare(a.floor, b.floor))
}

// find returns the curve of an instant, nil if it is not remembered.
func (c *curveList) find(asOf int64, floor time.Duration) *groupCurve {
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
func (c *curveList) put(x *groupCurve, gone bool) {
	var list []*groupCurve
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
type curveCache struct {
	mu    sync.Mutex
	queue []curveKey
	size  int // of all steps that are remembered
}

// made says where a curve is remembered, and under what.
type curveKey struct {
	in    *curveList
	asOf  int64
	floor time.Duration
}

// perRecord and always are how many steps are remembered: about as many bytes as the
// records themselves take, and a little for those who have few.
const (
	stepsPerEntry = 16
	minCacheSteps = 1 << 16
)

// put remembers a curve among those of its group.
func (s *store) putCurve(in *curveList, c *groupCurve) {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	old := in.find(c.asOf, c.floor)
	switch {
	case old == nil:
		s.cache.queue = append(s.cache.queue, curveKey{in, c.asOf, c.floor})
	case old.derived == c.derived: // it is the same for another history
		in.put(c, false)
		return
	default:
		s.cache.size -= old.derived.dropFromCache()
	}
	c.derived.size += len(c.times) + 16 // some for itself
	c.derived.cached = true
	s.cache.size += c.derived.size
	in.put(c, false)
	s.evict()
}

// grown counts steps that a curve that may be remembered has more.
func (s *store) addSize(c *groupCurve, number int) {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	c.derived.size += number
	if c.derived.cached {
		s.cache.size += number
		s.evict()
	}
}

// trim forgets what is too much. The shelf must be locked.
func (s *store) evict() {
	for most := stepsPerEntry*len(s.entries) + minCacheSteps; s.cache.size > most && len(s.cache.queue) > 1; {
		first := s.cache.queue[0]
		s.cache.queue = s.cache.queue[1:]
		c := first.in.find(first.asOf, first.floor)
		if c.derived.referenced.Swap(false) {
			s.cache.queue = append(s.cache.queue, first)
			continue
		}
		s.cache.size -= c.derived.dropFromCache()
		first.in.put(c, true)
	}
}

// leave takes a curve off the shelf and returns how many steps that makes less.
func (b *derivedCurves) dropFromCache() int {
	b.cached = false
	return b.size
}

// steps returns the curve of a group as known at the instant asOf, for the history
// of the first n records. The store must be locked for reading.
func (s *store) groupCurve(g *group, n int, asOf int64, kind sampleKind, floor time.Duration) *groupCurve {
	in := &g.cached[kind]
	c := in.find(asOf, floor)
	if c != nil && !c.derived.referenced.Load() {
		c.derived.referenced.Store(true)
	}
	if c != nil && c.n == n {
		return c
	}
	if c != nil && s.curveUnchanged(g, min(n, c.n), max(n, c.n), asOf, kind, floor) {
		copied := *c
		copied.n, c = n, &copied
	} else {
		c = s.buildCurve(g, n, asOf, kind, floor)
	}
	s.putCurve(in, c)
	return c
}

// remind puts what is remembered of a group among what another store remembers of it,
// as far as it holds for the history of the first n records, which are all that the
// other one has.
func (s *store) copyCurves(other *store, theirs, g *group, n int) {
	for kind := range sampleKinds {
		list := g.cached[kind].list.Load()
		if list == nil {
			continue
		}
		for _, c := range *list {
			if c.n == n || s.curveUnchanged(g, min(n, c.n), max(n, c.n), c.asOf, kind, c.floor) {
				copied := *c
				copied.n, copied.derived = len(other.entries), &derivedCurves{}
				other.putCurve(&theirs.cached[kind], &copied)
			}
		}
	}
}

// same reports whether the records from a to b tell nothing new about a group as
// known at the instant asOf.
func (s *store) curveUnchanged(g *group, a, b int, asOf int64, kind sampleKind, floor time.Duration) bool {
	from, _ := slices.BinarySearch(g.entries, int32(a))
	for _, i := range g.entries[from:] {
		if int(i) >= b {
			break
		}
		if !s.valueUnchanged(i, s.timings[i].replaces, asOf, kind, floor) {
			return false
		}
	}
	return true
}

// tellsTheSame reports whether a record and the one that it replaces, or -1, add the
// same to the same groups as known at the instant asOf.
func (s *store) valueUnchanged(i, before int32, asOf int64, kind sampleKind, floor time.Duration) bool {
	if before < 0 {
		_, ok := s.value(i, asOf, 1, sampleAll, 0)
		return !ok
	}
	for _, probe := range []struct {
		kind sampleKind
		pace float64 // what is the same at two is the same at all
	}{{sampleAll, 1}, {sampleAll, 0}, {kind, 1}} {
		v, ok := s.value(i, asOf, probe.pace, probe.kind, floor)
		old, was := s.value(before, asOf, probe.pace, probe.kind, floor)
		if ok != was || v != old {
			return false
		}
		if !ok {
			continue
		}
		a, b := &s.entries[i], &s.entries[before]
		pace := v.finished && (s.timings[i].wall != s.timings[before].wall || (len(a.c.Stages) == 0) != (len(b.c.Stages) == 0))
		if pace || a.groups != b.groups {
			return false
		}
	}
	return true
}
