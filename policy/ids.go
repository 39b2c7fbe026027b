package policy

import "slices"

// ids finds events by their IDs, with a map once it is worth one.
type ids map[string]int

func newIDs(log []entry, more int) ids {
	if (len(log)+more)*more < 64 {
		return nil
	}
	known := make(ids, len(log)+more)
	for i, e := range log {
		known.add(e.ID, i)
	}
	return known
}

func (s ids) add(id string, i int) {
	if s != nil && id != "" {
		s[id] = i
	}
}

func (s ids) find(log []entry, id string) (entry, bool) {
	if id == "" {
		return entry{}, false
	}
	i, known := s[id]
	if s == nil {
		i = slices.IndexFunc(log, func(e entry) bool { return e.ID == id })
		known = i >= 0
	}
	if !known {
		return entry{}, false
	}
	return log[i], true
}
