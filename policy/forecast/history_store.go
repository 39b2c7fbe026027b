package forecast

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// A store holds the records of histories that have grown from each other, in the
// order in which they came. It only grows: a history is its first n records, and
// what is past them it does not see. So appending copies nothing, until most records
// are dead: then the history moves to another store, with those that live.
type store struct {
	config Config

	mu        sync.RWMutex
	entries   []entry
	timings   []timing          // of the same records, what curves need
	latest    map[string]int32  // ID -> last record of it
	replaced  int               // how many records another one replaces
	groups    map[string]*group // key -> group
	byLine    [maxGroups]int32  // how many groups each line has
	tallyPool proportionsPool
	cache     curveCache
}

// A record is one case as it came.
type entry struct {
	c      Record
	groups [maxGroups]*group
}

// A fact is what there is to know about most records, close together. Instants are
// in nanoseconds.
type timing struct {
	opened   int64
	finished int64 // never: not finished
	took     int64
	wall     int64 // what the calendar alone makes of it, once finished
	estimate int64
	replaces int32 // the earlier record of the same case, or -1
	replaced int32 // the later one, or 0
}

const never = math.MaxInt64

// A group is the cases that are alike in the fields of one line of groups.
type group struct {
	name    string
	line    int
	index   int32   // within the line
	entries []int32 // records that came to it, or left it by being replaced
	sorted  int     // how many of them, from the first, are in the order of opening
	hasLeft bool    // it has records that are no longer in the group
	cached  [sampleKinds]curveList
}

// newStore returns an empty store with room for n records.
func newStore(c Config, n int) *store {
	return &store{
		config: c, entries: make([]entry, 0, n), timings: make([]timing, 0, n),
		latest: make(map[string]int32, n), groups: map[string]*group{},
	}
}

// add takes a case in.
func (s *store) add(c Record) {
	i := int32(len(s.entries))
	f := timing{opened: c.Opened.UnixNano(), finished: never, took: int64(c.Took), estimate: int64(c.Estimate), replaces: -1}
	if !c.Finished.IsZero() {
		f.finished = c.Finished.UnixNano()
		f.wall = int64(s.config.Calendar.Between(c.Opened, c.Finished))
	}
	if old, ok := s.latest[c.ID]; ok {
		f.replaces = old
		s.timings[old].replaced = i
		s.replaced++
	}
	s.latest[c.ID] = i
	s.timings = append(s.timings, f)
	r := entry{c: c}
	for line := range s.config.Groups {
		g := s.group(line, c.Fields)
		r.groups[line] = g
		s.list(g, i)
		if f.replaces >= 0 {
			if old := s.entries[f.replaces].groups[line]; old != g && old != nil {
				s.list(old, i)
				old.hasLeft = true
			}
		}
	}
	s.entries = append(s.entries, r)
}

// join adds a record to the list of a group.
func (s *store) list(g *group, i int32) {
	if g == nil {
		return
	}
	if n := len(g.entries); g.sorted == n && (n == 0 || s.timings[g.entries[n-1]].opened <= s.timings[i].opened) {
		g.sorted++
	}
	g.entries = append(g.entries, i)
}

// members returns the records of a group that count in a history of n records at the
// instant asOf, and perhaps some that do not.
func (s *store) members(g *group, n int, asOf int64) []int32 {
	list := g.entries
	end, _ := slices.BinarySearch(list, int32(n))
	list = list[:end]
	sorted := list[:min(g.sorted, end)]
	first := sort.Search(len(sorted), func(k int) bool { return s.timings[sorted[k]].opened > asOf-int64(s.config.Window) })
	if len(sorted) < len(list) {
		return list[first:]
	}
	last := sort.Search(len(list), func(k int) bool { return s.timings[list[k]].opened > asOf })
	return list[first:max(first, last)]
}

// spare is how many dead records a store may have beside one for each that lives.
const minSpare = 256

// outgrown reports whether most of the records are dead.
func (s *store) mostlyReplaced() bool { return s.replaced > len(s.entries)-s.replaced+minSpare }

// copied returns a store of what the history of the first n records knows, with room
// for some more, in the order of opening and without dead records. The curves that it
// remembers come along.
func (s *store) copied(n, more int) *store {
	live := s.live(n)
	own := newStore(s.config, len(live)+more)
	for _, c := range live {
		own.add(c)
	}
	for key, g := range own.groups {
		s.copyCurves(own, g, s.groups[key], n)
	}
	return own
}

// group returns the group of a line for a case, made if it is new; nil if the
// case lacks a field.
func (s *store) group(line int, fields policy.Fields) *group {
	var buffer [128]byte
	key, ok := appendKey(buffer[:0], line, s.config.Groups[line], fields)
	if !ok {
		return nil
	}
	g := s.groups[string(key)]
	if g == nil {
		g = &group{name: groupName(s.config.Groups[line], fields), line: line, index: s.byLine[line]}
		s.byLine[line]++
		s.groups[string(key)] = g
	}
	return g
}

// find returns the group of a line for a case, nil if there is none. It allocates
// nothing for ordinary fields.
func (s *store) find(line int, fields policy.Fields) *group {
	var buffer [128]byte
	key, ok := appendKey(buffer[:0], line, s.config.Groups[line], fields)
	if !ok {
		return nil
	}
	return s.groups[string(key)]
}

// appendKey appends what tells groups apart: the line and the values, each behind
// its length.
func appendKey(key []byte, line int, names []string, fields policy.Fields) ([]byte, bool) {
	key = append(key, byte(line))
	for _, name := range names {
		value := fields[name]
		if value == "" {
			return nil, false
		}
		n := len(value)
		key = append(key, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
		key = append(key, value...)
	}
	return key, true
}

func groupName(names []string, fields policy.Fields) string {
	if len(names) == 0 {
		return "all"
	}
	var parts []string
	for _, name := range names {
		parts = append(parts, name+"="+fields[name])
	}
	return strings.Join(parts, ", ")
}

// isLive reports whether a record counts for the history of the first n.
func (f *timing) isLive(n int) bool { return f.replaced == 0 || int(f.replaced) >= n }

// counts reports whether a case was opened in the window that ends at the instant
// asOf.
func (s *store) counts(f *timing, asOf int64) bool {
	return f.opened <= asOf && asOf-f.opened < int64(s.config.Window)
}

// isMember reports whether a record of a group's list counts in it, for the history
// of the first n.
func (s *store) isMember(g *group, i int32, n int) bool {
	return s.timings[i].isLive(n) && (!g.hasLeft || s.entries[i].groups[g.line] == g)
}

// live returns the cases of the history of the first n records, in order.
func (s *store) live(n int) []Record {
	var list []Record
	for i := range s.entries[:n] {
		if s.timings[i].isLive(n) {
			list = append(list, s.entries[i].c)
		}
	}
	slices.SortStableFunc(list, func(a, b Record) int {
		return cmp.Or(a.Opened.Compare(b.Opened), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// asOf returns the instant at which what is known was last read, in nanoseconds.
func (c *Config) asOf(t time.Time) int64 {
	switch {
	case t.Before(firstTime):
		t = firstTime
	case t.After(lastTime):
		t = lastTime
	}
	at := t.UnixNano()
	if c.Refresh <= 0 {
		return at
	}
	rest := at % int64(c.Refresh)
	if rest < 0 {
		rest += int64(c.Refresh)
	}
	return at - rest
}
