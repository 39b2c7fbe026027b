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

// store is an append-only log of records, shared by the histories that were appended to
// from each other. A history is its first n entries and does not see later ones, so
// Append copies nothing. When most entries are replaced by later ones the history moves
// to a new store with the others.
type store struct {
	config Config

	mu          sync.RWMutex
	entries     []entry
	timings     []timing          // of the same entries, for locality
	latest      map[string]int32  // ID -> last entry of it
	replaced    int               // number of entries that a later one replaces
	groups      map[string]*group // key -> group
	byLine      [maxGroups]int32  // number of groups of each line
	proportions proportionsPool
	cache       curveCache
}

// entry is one record with its groups.
type entry struct {
	c      Record
	groups [maxGroups]*group
}

// timing holds the fields of an entry that curves need, for locality. Instants and
// durations are in nanoseconds.
type timing struct {
	opened   int64
	finished int64 // never if not finished
	took     int64
	wall     int64 // working time by the calendar, pauses included, once finished
	estimate int64
	replaces int32 // the earlier entry of the same case, or -1
	replaced int32 // the later entry of the same case, or 0
}

const never = math.MaxInt64

// group is the cases with equal values of the fields of one line of groups.
type group struct {
	name    string
	line    int
	index   int32   // within the line
	entries []int32 // entries that joined it, or left it by being replaced
	sorted  int     // length of the prefix that is in the order of opening
	hasLeft bool    // some of its cases have left the group
	cached  [sampleKinds]curveList
}

// newStore returns an empty store with room for n entries.
func newStore(c Config, n int) *store {
	return &store{
		config: c, entries: make([]entry, 0, n), timings: make([]timing, 0, n),
		latest: make(map[string]int32, n), groups: map[string]*group{},
	}
}

// add appends a record.
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
		s.addToGroup(g, i)
		if f.replaces >= 0 {
			if old := s.entries[f.replaces].groups[line]; old != g && old != nil {
				s.addToGroup(old, i)
				old.hasLeft = true
			}
		}
	}
	s.entries = append(s.entries, r)
}

// addToGroup appends an entry to the list of a group.
func (s *store) addToGroup(g *group, i int32) {
	if g == nil {
		return
	}
	if n := len(g.entries); g.sorted == n && (n == 0 || s.timings[g.entries[n-1]].opened <= s.timings[i].opened) {
		g.sorted++
	}
	g.entries = append(g.entries, i)
}

// members returns the entries of a group that may count in a history of n entries at
// the instant asOf; callers check each with isMember.
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

// minSpare is the number of replaced entries that a store may have beyond one for each
// other entry.
const minSpare = 256

// mostlyReplaced reports whether most of the entries are replaced.
func (s *store) mostlyReplaced() bool { return s.replaced > len(s.entries)-s.replaced+minSpare }

// copied returns a store of the history of the first n entries, with room for more, in
// the order of opening and without replaced entries. It copies the cached curves.
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

// group returns the group of a line for a case, which it adds if it is new; nil if the
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
// nothing for keys of up to 128 bytes.
func (s *store) find(line int, fields policy.Fields) *group {
	var buffer [128]byte
	key, ok := appendKey(buffer[:0], line, s.config.Groups[line], fields)
	if !ok {
		return nil
	}
	return s.groups[string(key)]
}

// appendKey appends the key of a group: the line and the values, each after its length.
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

// isLive reports whether the entry counts in the history of the first n.
func (f *timing) isLive(n int) bool { return f.replaced == 0 || int(f.replaced) >= n }

// counts reports whether a case was opened in the window that ends at asOf.
func (s *store) counts(f *timing, asOf int64) bool {
	return f.opened <= asOf && asOf-f.opened < int64(s.config.Window)
}

// isMember reports whether an entry of a group's list is in the group, for the history
// of the first n.
func (s *store) isMember(g *group, i int32, n int) bool {
	return s.timings[i].isLive(n) && (!g.hasLeft || s.entries[i].groups[g.line] == g)
}

// live returns the records of the history of the first n entries, in order.
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

// asOf returns the instant of the last refresh at or before t, in nanoseconds.
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
