package lint

import (
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
)

// boxes returns the cases that each of the rules matches.
func boxes(rules []policy.Rule) []cover.Box {
	list := make([]cover.Box, len(rules))
	for i, r := range rules {
		list[i] = cover.Box(r.When)
	}
	return list
}

// covered reports whether every case in a box is certainly in one of the others.
func (c *checker) covered(b cover.Box, others []cover.Box) bool {
	_, outside := c.cover.Outside(b, others)
	return outside == cover.No
}

// witness returns a case that is in a box and in none of the others. ok is false if
// there is none, or that is undecided.
func (c *checker) witness(b cover.Box, others []cover.Box) (fields policy.Fields, ok bool) {
	found, outside := c.cover.Outside(b, others)
	return policy.Fields(found), outside == cover.Yes
}
