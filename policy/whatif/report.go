package whatif

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// A Report holds the differences that another policy would have made. It is a plain
// value; the zero Report contains no cases. In JSON durations are written as Go
// prints them.
type Report struct {
	// Old and New are the names of the policies, "" for a policy without a name.
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
	// At is the instant at which all promises were judged.
	At time.Time `json:"at"`
	// Cases is the number of cases that were replayed under both policies.
	Cases int `json:"cases"`
	// Added are the commitments that only the new policy has, and Removed those
	// that only the old one has, by name.
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
	// Total counts all commitments together, and Commitments each, by name.
	Total       Row   `json:"total"`
	Commitments []Row `json:"commitments,omitempty"`
	// Flips are the promises with different outcomes, ordered by case, commitment and
	// cycle.
	Flips []Flip `json:"flips,omitempty"`
	// Failed are the cases that could not be replayed, ordered by ID.
	Failed []Failure `json:"failed,omitempty"`
}

// A Row has both sides of one commitment, and their differences.
type Row struct {
	// Commitment is the name of the commitment, "" for the total.
	Commitment string `json:"commitment,omitempty"`
	// Old and New count the promises under each policy.
	Old Side `json:"old"`
	New Side `json:"new"`
	// Matched is the number of promises that exist under both policies, Appeared the
	// number only under the new one, and Vanished the number only under the old one.
	Matched  int `json:"matched"`
	Appeared int `json:"appeared"`
	Vanished int `json:"vanished"`
	// Lost is the number of matched promises that are kept under the old policy and
	// broken under the new one, Won the number that are broken and then kept, and Other
	// the number that differ in another way: they are open or void under one of the
	// policies, void for another cause, or have another standing against the first due
	// instant.
	Lost  int `json:"lost"`
	Won   int `json:"won"`
	Other int `json:"other"`
	// Given is the promised time that the new policy gives away, over the matched
	// promises that are longer under it; Gained is the time that it gains, over the
	// shorter ones. Both are working time. Promises that are void under one of the
	// policies, or already done when they are made, are left out.
	Given  document.Total `json:"given"`
	Gained document.Total `json:"gained"`
	// Shift is the change of the promised working time of matched promises, and
	// WallShift the change of their due instants, in wall-clock time. Promises
	// without such a time or instant under one of the policies, or void under one,
	// are left out.
	Shift     Times `json:"shift"`
	WallShift Times `json:"wall_shift"`
}

// A Side counts the promises under one policy.
type Side struct {
	// Promises is the number of all promises: kept, broken, void, open and those that
	// were already done when they were made, which are in no rate. Promises that
	// replaced each other count once; Replaced is the number that were replaced.
	Promises    int `json:"promises"`
	Kept        int `json:"kept"`
	Broken      int `json:"broken"`
	Void        int `json:"void"`
	Open        int `json:"open"`
	AlreadyDone int `json:"already_done"`
	Replaced    int `json:"replaced"`
	// VoidByCustomer, VoidByCondition and VoidByUs count void promises by cause.
	VoidByCustomer  int `json:"void_by_customer"`
	VoidByCondition int `json:"void_by_condition"`
	VoidByUs        int `json:"void_by_us"`
	// FirstKept and FirstBroken count the verdicts against the first due instant.
	FirstKept   int `json:"first_kept"`
	FirstBroken int `json:"first_broken"`
	// Promised is the working time that was promised, and Pad the part of it
	// between target and due, as first promised, where there is a target.
	Promised Times `json:"promised"`
	Pad      Times `json:"pad"`
	// KeptTime is the promised time of kept promises, and Unused the part of it that
	// was left when they were fulfilled.
	KeptTime Times `json:"kept_time"`
	Unused   Times `json:"unused"`
}

// KeepRate returns the share of the promises with a verdict that were kept. ok is
// false if there are none. [Side.WithdrawnRate] belongs beside it.
func (s Side) KeepRate() (rate float64, ok bool) { return share(s.Kept, s.Kept+s.Broken) }

// FirstRate returns the keep-rate against the first due instant. ok is false if
// there is no such verdict.
func (s Side) FirstRate() (rate float64, ok bool) {
	return share(s.FirstKept, s.FirstKept+s.FirstBroken)
}

// WithdrawnRate returns the share of promises that we withdrew before the due instant,
// among those and the promises with a verdict. ok is false if there are none.
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

// A Flip is a promise with different outcomes under the two policies.
type Flip struct {
	// Case is the ID of the case, Commitment the name of the commitment, and Cycle the
	// number of the promise among those of the commitment, where promises that replaced
	// each other count as one.
	Case       string `json:"case"`
	Commitment string `json:"commitment"`
	Cycle      int    `json:"cycle"`
	// Old and New are its standings under each policy; zero if there is no such
	// promise. Every open promise is on track, also one at risk.
	Old promise.Standing `json:"old,omitzero"`
	New promise.Standing `json:"new,omitzero"`
	// OldVoid and NewVoid are the causes for which it is void; empty if it is not.
	OldVoid promise.VoidCause `json:"old_void,omitempty"`
	NewVoid promise.VoidCause `json:"new_void,omitempty"`
	// OldFirst and NewFirst are the standings against the first due instant if
	// they differ from Old and New; else zero.
	OldFirst promise.Standing `json:"old_first,omitzero"`
	NewFirst promise.Standing `json:"new_first,omitzero"`
	// OldDue and NewDue are its due instants, in UTC; zero if there is none.
	OldDue time.Time `json:"old_due,omitzero"`
	NewDue time.Time `json:"new_due,omitzero"`
}

// A Failure is a case that could not be replayed.
type Failure struct {
	// Case is the ID of the case.
	Case string `json:"case"`
	// Old and New are the errors under each policy, "" for none.
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
}
