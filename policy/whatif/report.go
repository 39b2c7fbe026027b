package whatif

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// A Report says what would have been different under another policy. It is a plain
// value; the zero Report has compared nothing. In JSON durations are written as Go
// prints them.
type Report struct {
	// Old and New are the names of the policies, "" for one without.
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
	// At is the instant at which all promises were judged.
	At time.Time `json:"at"`
	// Cases is how many were replayed under both policies.
	Cases int `json:"cases"`
	// Added are the commitments that only the new policy has, and Removed those
	// that only the old one has, by name.
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Total counts all commitments together, and Commitments each, by name.
	Total       Row   `json:"total"`
	Commitments []Row `json:"commitments,omitempty"`
	// Flips are the promises that turn out otherwise, by case, commitment and
	// cycle.
	Flips []Flip `json:"flips,omitempty"`
	// Failed are the cases that could not be replayed, by their IDs.
	Failed []Failure `json:"failed,omitempty"`
}

// A Row has both sides of one commitment, and how they differ.
type Row struct {
	// Commitment is its name, "" for the total.
	Commitment string `json:"commitment,omitempty"`
	// Old and New count what each policy makes.
	Old Side `json:"old"`
	New Side `json:"new"`
	// Matched is how many promises there are under both policies, Appeared how
	// many only under the new one, and Vanished only under the old one.
	Matched  int `json:"matched"`
	Appeared int `json:"appeared"`
	Vanished int `json:"vanished"`
	// Lost is how many of those that match were kept and are broken now, Won how
	// many were broken and are kept now, and Other how many turn out otherwise in
	// another way: they are open or void under one of the policies, void for
	// another cause, or judged otherwise against what was first said.
	Lost  int `json:"lost"`
	Won   int `json:"won"`
	Other int `json:"other"`
	// Given is the promised time that the new policy gives away, over the promises
	// that match and are longer under it; Gained what it gains over the shorter
	// ones. Both are working time. Promises that are void under one of the policies,
	// or already done when they are made, are left out.
	Given  document.Total `json:"given"`
	Gained document.Total `json:"gained"`
	// Shift is by how much the promised working time of those that match changes,
	// and WallShift by how much the due instant does, on the wall clock. Promises
	// without such a time or instant under one of the policies, or void under one,
	// are left out.
	Shift     Times `json:"shift"`
	WallShift Times `json:"wall_shift"`
}

// A Side counts the promises that one policy makes.
type Side struct {
	// Promises is how many there are: kept, broken, void, open and those that were
	// already done when they were made, which are in no rate. Promises that took
	// each other's place count once; Replaced is how many were replaced.
	Promises    int `json:"promises"`
	Kept        int `json:"kept"`
	Broken      int `json:"broken"`
	Void        int `json:"void"`
	Open        int `json:"open"`
	AlreadyDone int `json:"already_done"`
	Replaced    int `json:"replaced"`
	// VoidByCustomer, VoidByCondition and VoidByUs say why promises are void.
	VoidByCustomer  int `json:"void_by_customer"`
	VoidByCondition int `json:"void_by_condition"`
	VoidByUs        int `json:"void_by_us"`
	// FirstKept and FirstBroken are the verdicts against what was first said.
	FirstKept   int `json:"first_kept"`
	FirstBroken int `json:"first_broken"`
	// Promised is the working time that was promised, and Pad the part of it
	// between target and due, as first promised, where there is a target.
	Promised Times `json:"promised"`
	Pad      Times `json:"pad"`
	// KeptTime is what was promised of those kept, and Unused what was left of it
	// when they were fulfilled.
	KeptTime Times `json:"kept_time"`
	Unused   Times `json:"unused"`
}

// KeepRate returns the share of the promises with a verdict that were kept. ok is
// false if there are none. [Side.WithdrawnRate] belongs beside it.
func (s Side) KeepRate() (rate float64, ok bool) { return share(s.Kept, s.Kept+s.Broken) }

// FirstRate returns the keep-rate against what was first said. ok is false if
// there is no such verdict.
func (s Side) FirstRate() (rate float64, ok bool) {
	return share(s.FirstKept, s.FirstKept+s.FirstBroken)
}

// WithdrawnRate returns the share that was withdrawn by us before the due instant,
// of those and the promises with a verdict. ok is false if there are none.
func (s Side) WithdrawnRate() (rate float64, ok bool) {
	return share(s.VoidByUs, s.VoidByUs+s.Kept+s.Broken)
}

func share(n, of int) (rate float64, ok bool) {
	if of == 0 {
		return 0, false
	}
	return float64(n) / float64(of), true
}

// UnusedShare returns the share of the promised time of kept promises that was left
// when they were fulfilled. ok is false if there was none.
func (s Side) UnusedShare() (share float64, ok bool) {
	if s.KeptTime.Sum == (document.Total{}) {
		return 0, false
	}
	return s.Unused.Sum.Nanoseconds() / s.KeptTime.Sum.Nanoseconds(), true
}

// A Flip is a promise that turns out otherwise.
type Flip struct {
	// Case is the ID of the case, Commitment what is promised, and Cycle the number
	// of the promise among those of the commitment, of which those that took each
	// other's place are one.
	Case       string `json:"case"`
	Commitment string `json:"commitment"`
	Cycle      int    `json:"cycle"`
	// Old and New are how it stands under each policy; zero where there is no such
	// promise. One that is open is on track, at risk alike.
	Old promise.Standing `json:"old,omitzero"`
	New promise.Standing `json:"new,omitzero"`
	// OldVoid and NewVoid say why it is void; empty if it is not.
	OldVoid promise.VoidCause `json:"old_void,omitempty"`
	NewVoid promise.VoidCause `json:"new_void,omitempty"`
	// OldFirst and NewFirst are the judgements against what was first said, where
	// they differ from Old and New; else zero.
	OldFirst promise.Standing `json:"old_first,omitzero"`
	NewFirst promise.Standing `json:"new_first,omitzero"`
	// OldDue and NewDue are its due instants, in UTC; zero where there is none.
	OldDue time.Time `json:"old_due,omitzero"`
	NewDue time.Time `json:"new_due,omitzero"`
}

// A Failure is a case that could not be replayed.
type Failure struct {
	// Case is its ID.
	Case string `json:"case"`
	// Old and New are the errors under each policy, "" for none.
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
}
