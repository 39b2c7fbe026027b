package policy

import (
	"slices"

	"github.com/underpromise/underpromise/promise"
)

// A Pledge is one promise of a case with its commitment, its cycle and the rule by which
// it was made. The zero Pledge has the zero Promise.
type Pledge struct {
	// Commitment is the name of the commitment in the policy.
	Commitment string `json:"commitment"`
	// Cycle is the number of the cycle, counted from 1 within the case and the
	// commitment. A cycle in which no rule matched has no promise, so the numbers
	// can have gaps.
	Cycle int `json:"cycle"`
	// Matter is the [Commitment.Matter] of the commitment; "" is none.
	Matter string `json:"matter,omitempty"`
	// Promise is the promise, and Why the reasons for it, as [Case.Why] returns
	// them.
	Promise promise.Promise `json:"promise"`
	Why     Why             `json:"why"`
}

// Pledges returns the promises of the case with their commitments and cycles, in
// the order of [Case.Promises]. Take commitment and cycle from here: the ID of a
// promise is a key, and names in it are escaped.
func (c Case) Pledges() []Pledge {
	var list []Pledge
	for i, made := range c.made {
		for _, p := range made {
			list = append(list, Pledge{p.promise.About().Name, p.cycle, c.runners[i].commitment.Matter, p.promise, p.why.clone()})
		}
	}
	return list
}

// clone copies what the caller could change later.
func (w Why) clone() Why {
	w.Rules = slices.Clone(w.Rules)
	return w
}
