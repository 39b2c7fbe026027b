package forecast

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// curveList is the cached curves of a group, for several days, since a replay of old
// cases asks for many days in turn. They are ordered by instant, then by floor. A
// stored list is never changed.
type curveList struct {
	list atomic.Pointer[[]*groupCurve]
}

func compareCurves(a, b *groupCurve) int {
	return cmp.Or(cmp.Compare(a.asOf, b.asOf), cmp.Compare(a.floor, b.floor))
}

// find returns the curve of an instant, nil if it is not cached.
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

// put stores a curve, or removes it if gone is set.
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

// curveCache bounds the number of cached steps. The curve that was computed first is
// evicted first, except that one that was used again since is queued once more (second
// chance).
type curveCache struct {
	mu    sync.Mutex
	queue []curveKey
	size  int // number of cached steps
}

// curveKey is the place of a cached curve.
type curveKey struct {
	in    *curveList
	asOf  int64
	floor time.Duration
}

// stepsPerEntry and minCacheSteps give the capacity of the cache: about the memory of
// the entries, and a minimum.
const (
	stepsPerEntry = 16
	minCacheSteps = 1 << 16
)

// putCurve caches a curve in the list of its group.
func (s *store) putCurve(in *curveList, c *groupCurve) {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	old := in.find(c.asOf, c.floor)
	switch {
	case old == nil:
		s.cache.queue = append(s.cache.queue, curveKey{in, c.asOf, c.floor})
	case old.shrunk == c.shrunk: // the same curve for another history
		in.put(c, false)
		return
	default:
		s.cache.size -= old.shrunk.dropFromCache()
	}
	c.shrunk.size += len(c.times) + 16 // for the curve itself
	c.shrunk.cached = true
	s.cache.size += c.shrunk.size
	in.put(c, false)
	s.evict()
}

// addSize adds steps to the size of a curve that may be cached.
func (s *store) addSize(c *groupCurve, number int) {
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	c.shrunk.size += number
	if c.shrunk.cached {
		s.cache.size += number
		s.evict()
	}
}

// evict removes curves beyond the capacity. The cache must be locked.
func (s *store) evict() {
	for most := stepsPerEntry*len(s.entries) + minCacheSteps; s.cache.size > most && len(s.cache.queue) > 1; {
		first := s.cache.queue[0]
		s.cache.queue = s.cache.queue[1:]
		c := first.in.find(first.asOf, first.floor)
		if c.shrunk.referenced.Swap(false) {
			s.cache.queue = append(s.cache.queue, first)
			continue
		}
		s.cache.size -= c.shrunk.dropFromCache()
		first.in.put(c, true)
	}
}

// dropFromCache marks a curve as not cached and returns its size.
func (b *shrunkCurves) dropFromCache() int {
	b.cached = false
	return b.size
}

// groupCurve returns the curve of a group as known at asOf, for the history of the
// first n entries, from the cache or computed. The store must be locked for reading.
func (s *store) groupCurve(g *group, n int, asOf int64, kind sampleKind, floor time.Duration) *groupCurve {
	in := &g.cached[kind]
	c := in.find(asOf, floor)
	if c != nil && !c.shrunk.referenced.Load() {
		c.shrunk.referenced.Store(true)
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

// copyCurves copies the cached curves of group g to the group theirs of another store,
// as far as they are valid for the history of the first n entries, which are those of
// the other store.
func (s *store) copyCurves(other *store, theirs, g *group, n int) {
	for kind := range sampleKinds {
		list := g.cached[kind].list.Load()
		if list == nil {
			continue
		}
		for _, c := range *list {
			if c.n == n || s.curveUnchanged(g, min(n, c.n), max(n, c.n), c.asOf, kind, c.floor) {
				copied := *c
				copied.n, copied.shrunk = len(other.entries), &shrunkCurves{}
				other.putCurve(&theirs.cached[kind], &copied)
			}
		}
	}
}

// curveUnchanged reports whether the entries from a to b leave the curve of a group as
// known at asOf unchanged.
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

// valueUnchanged reports whether an entry and the one that it replaces, or -1,
// contribute the same to the same groups as known at asOf.
func (s *store) valueUnchanged(i, before int32, asOf int64, kind sampleKind, floor time.Duration) bool {
	if before < 0 {
		_, ok := s.value(i, asOf, 1, sampleAll, 0)
		return !ok
	}
	for _, probe := range []struct {
		kind sampleKind
		rate float64 // equal at two rates is equal at all, since ages are linear
	}{{sampleAll, 1}, {sampleAll, 0}, {kind, 1}} {
		v, ok := s.value(i, asOf, probe.rate, probe.kind, floor)
		old, was := s.value(before, asOf, probe.rate, probe.kind, floor)
		if ok != was || v != old {
			return false
		}
		if !ok {
			continue
		}
		a, b := &s.entries[i], &s.entries[before]
		rate := v.finished && (s.timings[i].wall != s.timings[before].wall || (len(a.c.Stages) == 0) != (len(b.c.Stages) == 0))
		if rate || a.groups != b.groups {
			return false
		}
	}
	return true
}
