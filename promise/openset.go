package promise

import "slices"

// An open is an open pause or a flag in effect: the fact that opened it, and
// the latest fact with the same key, whose reason and end apply.
type open struct{ first, latest int }

// An openSet holds pauses or flags in the order in which they were opened. A
// few need no allocation. Facts are identified by their index.
type openSet struct {
	few  [4]open
	n    int
	many []open // all of them, once there have been more than a few
}

func (s *openSet) len() int { return s.n }

func (s *openSet) list() []open {
	if s.many != nil {
		return s.many[:s.n]
	}
	return s.few[:s.n]
}

// put opens the key of fact i, or updates it if it is open.
func (s *openSet) put(facts []Event, i int) {
	list := s.list()
	for k := range list {
		if facts[list[k].first].Key == facts[i].Key {
			list[k].latest = i
			return
		}
	}
	if s.many == nil && s.n == len(s.few) {
		s.many = slices.Clone(s.few[:])
	}
	if s.many == nil {
		s.few[s.n] = open{i, i}
	} else {
		s.many = append(s.many[:s.n], open{i, i})
	}
	s.n++
}

// remove removes those for which named returns true, and reports whether there
// were any.
func (s *openSet) remove(named func(open) bool) bool {
	list := s.list()
	kept := slices.DeleteFunc(list, named)
	s.n = len(kept)
	return s.n < len(list)
}

func (s *openSet) clear() { s.n = 0 }
