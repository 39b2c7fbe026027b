package calendar

import (
	"crypto/sha256"
	"sync"
	"weak"
)

// mostShared is the largest number of documents in [parsed].
const mostShared = 256

// parsed holds the calendars that were read from documents and are still in use, so
// that a document that is read many times, as in a list of promises that hold their
// calendar in full, makes one calendar. It is a cache: each entry depends on the
// document alone, it is bounded, and it keeps no calendar in memory.
// A calendar from it has the zone data with which the document was first read.
var parsed shared

// shared are calendars by their documents.
type shared struct {
	sync.Mutex
	calendars map[[sha256.Size]byte]weak.Pointer[Calendar]
}

// of returns the calendar of a document, nil if there is none.
func (s *shared) of(key [sha256.Size]byte) *Calendar {
	s.Lock()
	defer s.Unlock()
	return s.calendars[key].Value()
}

// add adds the calendar of a document and returns it, or the one that was added
// meanwhile.
func (s *shared) add(key [sha256.Size]byte, c *Calendar) *Calendar {
	s.Lock()
	defer s.Unlock()
	if other := s.calendars[key].Value(); other != nil {
		return other
	}
	if len(s.calendars) >= mostShared {
		s.makeRoom()
	}
	if s.calendars == nil {
		s.calendars = map[[sha256.Size]byte]weak.Pointer[Calendar]{}
	}
	s.calendars[key] = weak.Make(c)
	return c
}

// makeRoom drops the calendars that are not in use any more, or all if all are.
func (s *shared) makeRoom() {
	for key, c := range s.calendars {
		if c.Value() == nil {
			delete(s.calendars, key)
		}
	}
	if len(s.calendars) >= mostShared {
		clear(s.calendars)
	}
}
