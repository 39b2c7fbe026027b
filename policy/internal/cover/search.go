package cover

import (
	"maps"
	"math/bits"
	"slices"
)

// A search looks for one value for each field of a box, so that no other box has
// the case. Fields that may have all values but some are not among them: they get a
// value that nothing names, so that every box that asks for them is missed.
//
// It is the search for an assignment that satisfies clauses (M. Davis, G. Logemann,
// D. Loveland, A machine program for theorem-proving, 1962) over fields with several
// values: a clause for each other box, which holds if one of the fields that the box
// names has a value outside of its list.
type search struct {
	fields  []string
	values  [][]string // of each field, without repetitions
	index   []map[string]int
	clauses []clause
	left    int // steps
}

// A set is of values of one field, a bit each.
type set []uint64

// An escape is the values of a field with which a case is outside of another box.
type escape struct {
	field int
	set   set
}

// A clause holds if one of its escapes does.
type clause []escape

// newSearch makes the clauses. covered reports that one of them cannot hold.
func newSearch(b Box, others []Box, left int) (s *search, covered bool) {
	s = &search{left: left}
	number := map[string]int{}
	for _, field := range slices.Sorted(maps.Keys(b)) {
		if values := b[field]; len(values) > 0 && values[0] != allBut {
			number[field] = len(s.fields)
			index := make(map[string]int, len(values))
			var list []string
			for _, v := range values {
				if _, known := index[v]; !known {
					index[v] = len(list)
					list = append(list, v)
				}
			}
			s.fields, s.values, s.index = append(s.fields, field), append(s.values, list), append(s.index, index)
			s.left -= len(values)
		}
	}
	for _, other := range others {
		c, holds := s.clauseOf(other, number)
		switch {
		case s.left <= 0:
			return s, false
		case holds:
		case len(c) == 0:
			return s, true
		default:
			s.clauses = append(s.clauses, c)
		}
	}
	return s, false
}

// clauseOf makes the clause of a box. holds reports that every case holds it.
func (s *search) clauseOf(other Box, number map[string]int) (c clause, holds bool) {
	for field := range other {
		if _, finite := number[field]; !finite {
			return nil, true
		}
	}
	for _, field := range slices.Sorted(maps.Keys(other)) {
		n := number[field]
		out := s.all(n)
		s.left -= len(other[field]) + len(out)
		for _, v := range other[field] {
			if i, known := s.index[n][v]; known {
				out[i/64] &^= 1 << (i % 64)
			}
		}
		switch out.count() {
		case 0:
		case len(s.values[n]):
			return nil, true
		default:
			c = append(c, escape{n, out})
		}
	}
	return c, false
}

// all returns the set of all values of a field.
func (s *search) all(field int) set {
	n := len(s.values[field])
	list := make(set, (n+63)/64)
	for i := range n {
		list[i/64] |= 1 << (i % 64)
	}
	return list
}

func (a set) count() (n int) {
	for _, w := range a {
		n += bits.OnesCount64(w)
	}
	return n
}

// meets reports whether the sets have a value in common, and isIn whether all of a
// is in b.
func (a set) meets(b set) bool {
	for i := range a {
		if a[i]&b[i] != 0 {
			return true
		}
	}
	return false
}

func (a set) isIn(b set) bool {
	for i := range a {
		if a[i]&^b[i] != 0 {
			return false
		}
	}
	return true
}

func (a set) with(b set) set {
	both := make(set, len(a))
	for i := range a {
		both[i] = a[i] & b[i]
	}
	return both
}

func (a set) without(b set) set {
	rest := make(set, len(a))
	for i := range a {
		rest[i] = a[i] &^ b[i]
	}
	return rest
}

// find narrows what the fields may be until every clause holds. It returns nil if they
// cannot all hold, or if the steps are used up.
func (s *search) find(domain []set, clauses []clause) []set {
	best, open, ok := s.settle(domain, clauses)
	if !ok || s.left <= 0 {
		return nil
	}
	if best == nil {
		return domain
	}
	for i, x := range best {
		if !domain[x.field].meets(x.set) {
			continue
		}
		next := slices.Clone(domain)
		s.left -= len(domain)
		for _, before := range best[:i] { // tried already
			next[before.field] = next[before.field].without(before.set)
		}
		if next[x.field] = next[x.field].with(x.set); next[x.field].count() == 0 {
			continue
		}
		if found := s.find(next, open); found != nil || s.left <= 0 {
			return found
		}
	}
	return nil
}

// settle narrows the domain by clauses of which one escape is left, until there are
// none. It returns the clauses that do not hold yet, and the one with the fewest
// escapes; nil if there are none. ok is false if a clause cannot hold.
func (s *search) settle(domain []set, clauses []clause) (best clause, open []clause, ok bool) {
	for again := true; again; {
		again, best, open = false, nil, nil
		fewest := 0
		for _, c := range clauses {
			alive, last, holds := s.look(domain, c)
			switch {
			case s.left <= 0 || !holds && alive == 0:
				return nil, nil, false
			case holds:
				continue
			case alive == 1:
				domain[last.field] = domain[last.field].with(last.set)
				again = true
				continue
			}
			open = append(open, c)
			if best == nil || alive < fewest {
				best, fewest = c, alive
			}
		}
		clauses = open
	}
	return best, open, true
}

// look counts the escapes that are left of a clause, and returns the last of them.
func (s *search) look(domain []set, c clause) (alive int, last escape, holds bool) {
	for _, x := range c {
		s.left -= len(x.set)
		if domain[x.field].isIn(x.set) {
			return 0, escape{}, true
		}
		if domain[x.field].meets(x.set) {
			alive, last = alive+1, x
		}
	}
	return alive, last, false
}
