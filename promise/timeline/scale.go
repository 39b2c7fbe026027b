package timeline

import (
	"math/bits"
	"time"
)

// A scale maps instants to places between the left and the right edge.
type scale struct {
	from        time.Time
	span        uint64 // in nanoseconds, or in seconds if it is very long
	coarse      bool
	left, right int
}

// centuries is a span in seconds that is too long to be counted in nanoseconds.
const centuries = 200 * 365 * 24 * 60 * 60

func newScale(from, to time.Time, left, right int) scale {
	s := scale{from: from, left: left, right: right, coarse: to.Unix()-from.Unix() > centuries}
	s.span = max(s.distance(to), 1)
	return s
}

// seconds returns the length of the scale.
func (s scale) seconds() int64 {
	if s.coarse {
		return int64(s.span)
	}
	return int64(s.span / uint64(time.Second))
}

// x returns the place of t. Instants outside are on the edge.
func (s scale) x(t time.Time) int {
	hi, lo := bits.Mul64(min(s.distance(t), s.span), uint64(s.right-s.left))
	x, _ := bits.Div64(hi, lo, s.span)
	return s.left + int(x)
}

// has reports whether t is between the edges.
func (s scale) has(t time.Time) bool {
	return !t.Before(s.from) && s.distance(t) <= s.span
}

// distance returns how far t is after the left edge, 0 if it is before it.
func (s scale) distance(t time.Time) uint64 {
	switch sec := t.Unix() - s.from.Unix(); {
	case t.Before(s.from):
		return 0
	case s.coarse:
		return uint64(sec)
	case sec > centuries+1:
		return s.span
	}
	return uint64(t.Sub(s.from))
}
