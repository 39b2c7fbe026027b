package report

import (
	"errors"
	"fmt"

	"github.com/underpromise/underpromise/promise"
)

// Counts are how many outcomes were what.
type Counts struct {
	// Kept and Broken are the verdicts. Void is what was taken back before one,
	// and Open what is still before its due instant, or has none yet.
	Kept   int `json:"kept,omitempty"`
	Broken int `json:"broken,omitempty"`
	Void   int `json:"void,omitempty"`
	Open   int `json:"open,omitempty"`
	// AlreadyDone is what was done when it was promised. It is neither in Kept
	// nor in FirstKept.
	AlreadyDone int `json:"already_done,omitempty"`
	// Unpromised is what nobody promised anything for, Unquoted what no honest
	// promise could be had for.
	Unpromised int `json:"unpromised,omitempty"`
	Unquoted   int `json:"unquoted,omitempty"`
	// VoidByCustomer, VoidByCondition, VoidReplaced and VoidByUs say why promises
	// are void, as [promise.VoidCause] does. Of the others void it is not known.
	VoidByCustomer  int `json:"void_by_customer,omitempty"`
	VoidByCondition int `json:"void_by_condition,omitempty"`
	VoidReplaced    int `json:"void_replaced,omitempty"`
	VoidByUs        int `json:"void_by_us,omitempty"`
	// FirstKept and FirstBroken are the verdicts against what was first said, one
	// for each chain of promises that took each other's place; Moved are those
	// kept, but not against that.
	FirstKept   int `json:"first_kept,omitempty"`
	FirstBroken int `json:"first_broken,omitempty"`
	Moved       int `json:"moved,omitempty"`
	// Fair, Short and Silent say how customers learnt of breaks. Unannounced are
	// those at the instant at which a rule set the date: nobody could have warned
	// of them. Of the others broken it is not known.
	Fair        int `json:"fair,omitempty"`
	Short       int `json:"short,omitempty"`
	Silent      int `json:"silent,omitempty"`
	Unannounced int `json:"unannounced,omitempty"`
}

// all returns the counts as a list, with their names in documents.
func (c *Counts) all() []namedCount {
	return []namedCount{
		{"kept", &c.Kept}, {"broken", &c.Broken}, {"void", &c.Void}, {"open", &c.Open}, {"already_done", &c.AlreadyDone},
		{"unpromised", &c.Unpromised}, {"unquoted", &c.Unquoted},
		{"void_by_customer", &c.VoidByCustomer}, {"void_by_condition", &c.VoidByCondition}, {"void_replaced", &c.VoidReplaced}, {"void_by_us", &c.VoidByUs},
		{"first_kept", &c.FirstKept}, {"first_broken", &c.FirstBroken}, {"moved", &c.Moved},
		{"fair", &c.Fair}, {"short", &c.Short}, {"silent", &c.Silent}, {"unannounced", &c.Unannounced},
	}
}

type namedCount struct {
	name  string
	count *int
}

// sum returns how many outcomes there are: each is in one of these.
func (c *Counts) sum() int64 {
	return int64(c.Kept) + int64(c.Broken) + int64(c.Void) + int64(c.Open) + int64(c.AlreadyDone) + int64(c.Unpromised) + int64(c.Unquoted)
}

// add counts an outcome.
func (c *Counts) add(o *Outcome) {
	switch {
	case o.AlreadyDone:
		c.AlreadyDone++
		return
	case o.Standing == promise.Kept:
		c.Kept++
	case o.Standing == promise.Broken:
		c.Broken++
		c.hear(o.Notice)
	case o.Standing == promise.Void:
		c.Void++
		c.blame(o.VoidCause)
	case o.Standing != 0:
		c.Open++
	case o.Unquoted:
		c.Unquoted++
	default:
		c.Unpromised++
	}
	if o.replaced() {
		return // as first said, the chain is judged at its last promise
	}
	first := o.First
	if first == 0 {
		first = o.Standing
	}
	switch {
	case first == promise.Kept:
		c.FirstKept++
	case first == promise.Broken:
		c.FirstBroken++
	}
	if o.Standing == promise.Kept && first == promise.Broken {
		c.Moved++
	}
}

func (c *Counts) hear(n promise.Notice) {
	switch n {
	case promise.FairNotice:
		c.Fair++
	case promise.ShortNotice:
		c.Short++
	case promise.Silent:
		c.Silent++
	case promise.Unannounced:
		c.Unannounced++
	}
}

func (c *Counts) blame(cause promise.VoidCause) {
	switch cause {
	case promise.VoidByCustomer:
		c.VoidByCustomer++
	case promise.VoidByCondition:
		c.VoidByCondition++
	case promise.VoidReplaced:
		c.VoidReplaced++
	case promise.VoidByUs:
		c.VoidByUs++
	}
}

// Keep returns the keep-rate (attainment): kept of kept and broken. [Counts.Withdrawn]
// belongs beside it.
func (c Counts) Keep() Rate { return Rate{c.Kept, c.Kept + c.Broken} }

// KeepFirst returns the keep-rate against what was first said. Promises that took
// each other's place count once, at the last of them.
func (c Counts) KeepFirst() Rate { return Rate{c.FirstKept, c.FirstKept + c.FirstBroken} }

// Withdrawn returns how many promises were withdrawn by us before their due
// instant, of those and the ones judged. A keep-rate without it can be raised by
// withdrawing what would be late.
func (c Counts) Withdrawn() Rate { return Rate{c.VoidByUs, c.VoidByUs + c.Kept + c.Broken} }

// Silence returns how many of the breaks nobody had warned of, of those where that
// is known. Those of which nobody could have warned (Unannounced) are in neither
// number.
func (c Counts) Silence() Rate { return Rate{c.Silent, c.Fair + c.Short + c.Silent} }

// WithoutPromise returns for how many of all nothing was promised.
func (c Counts) WithoutPromise() Rate { return Rate{c.Unpromised, int(c.sum())} }

// WithoutQuote returns for how many of all no honest promise could be had.
func (c Counts) WithoutQuote() Rate { return Rate{c.Unquoted, int(c.sum())} }

// checkRange refuses counts of which there cannot be so many.
func (c *Counts) checkRange() error {
	var errs []error
	for _, n := range c.all() {
		errs = append(errs, checkCount(n.name, *n.count))
	}
	return errors.Join(errs...)
}

// check refuses counts that no outcomes add up to, each of which is in range.
func (c *Counts) check() error {
	var errs []error
	fail := func(path, text string) { errs = append(errs, fieldError(path, errors.New(text))) }
	if c.sum() > most {
		errs = append(errs, fieldError("", errTooMany))
	}
	if causes := int64(c.VoidByCustomer) + int64(c.VoidByCondition) + int64(c.VoidReplaced) + int64(c.VoidByUs); causes > int64(c.Void) {
		fail("void_by_us", "with the other causes more than are void; count again")
	}
	if c.Moved > min(c.Kept, c.FirstBroken) {
		fail("moved", "more than were kept, or first broken; count again")
	}
	if judged := int64(c.FirstKept) + int64(c.FirstBroken); judged > c.sum()-int64(c.AlreadyDone) {
		fail("first_kept", "with first_broken more than there are outcomes; count again")
	}
	if heard := int64(c.Fair) + int64(c.Short) + int64(c.Silent) + int64(c.Unannounced); heard > int64(c.Broken) {
		fail("silent", "with fair, short and unannounced more than were broken; count again")
	}
	return errors.Join(errs...)
}

func checkCount(path string, n int) error {
	if n < 0 || n > most {
		return fieldError(path, fmt.Errorf("%d is out of range; write how many there are", n))
	}
	return nil
}
