package promise

import "slices"

// An open is a pause or a flag that is up: the fact that opened it, and the
// latest one under the same key, whose reason and end hold.
type open struct{ first, latest int }

// An openSet holds a few of them without allocating, in the order in which
// they were opened. Facts are named by their number.
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

// put opens the key of fact i, or lets it go on.
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

// remove takes out those that the function names, and reports whether there
// were any.
func (s *openSet) remove(named func(open) bool) bool {
	list := s.list()
	kept := slices.DeleteFunc(list, named)
	s.n = len(kept)
	return s.n < len(list)
}

func (s *openSet) clear() { s.n = 0 }
