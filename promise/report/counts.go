package report

import (
	"errors"
	"fmt"

	"github.com/underpromise/underpromise/promise"
)

// Counts are numbers of outcomes by kind. The zero Counts are those of no
// outcomes.
type Counts struct {
	// Kept and Broken count the verdicts. Void counts promises that were
	// withdrawn before a verdict, and Open those still before their due
	// instant, or without one yet.
	Kept   int `json:"kept,omitempty"`
	Broken int `json:"broken,omitempty"`
	Void   int `json:"void,omitempty"`
	Open   int `json:"open,omitempty"`
	// AlreadyDone counts promises that were fulfilled when they were made. They
	// are neither in Kept nor in FirstKept.
	AlreadyDone int `json:"already_done,omitempty"`
	// Unpromised counts outcomes without a promise, Unquoted those for which no
	// reliable promise was available.
	Unpromised int `json:"unpromised,omitempty"`
	Unquoted   int `json:"unquoted,omitempty"`
	// VoidByCustomer, VoidByCondition, VoidReplaced and VoidByUs count void
	// promises by cause, as [promise.VoidCause]. The cause of the other void
	// promises is unknown.
	VoidByCustomer  int `json:"void_by_customer,omitempty"`
	VoidByCondition int `json:"void_by_condition,omitempty"`
	VoidReplaced    int `json:"void_replaced,omitempty"`
	VoidByUs        int `json:"void_by_us,omitempty"`
	// FirstKept and FirstBroken count the verdicts without revisions, one for
	// each chain of promises that replaced each other. Moved counts promises
	// that were kept only because their date was moved.
	FirstKept   int `json:"first_kept,omitempty"`
	FirstBroken int `json:"first_broken,omitempty"`
	Moved       int `json:"moved,omitempty"`
	// Fair, Short and Silent count breaks by the warning that the customer had.
	// Unannounced counts breaks at the instant at which a rule set the date, so
	// that no warning was possible. The warning of the other broken promises is
	// unknown.
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

// sum returns the number of outcomes: each is in exactly one of these.
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

// Keep returns the keep-rate (attainment): kept of kept and broken. Show it
// together with [Counts.Withdrawn].
func (c Counts) Keep() Rate { return Rate{c.Kept, c.Kept + c.Broken} }

// KeepFirst returns the keep-rate by the first due instants, without revisions.
// Promises that replaced each other count once, at the last of them.
func (c Counts) KeepFirst() Rate { return Rate{c.FirstKept, c.FirstKept + c.FirstBroken} }

// Withdrawn returns how many promises were withdrawn by us before their due
// instant, out of those and the judged ones. Without it, withdrawing late
// promises would raise the keep-rate unseen.
func (c Counts) Withdrawn() Rate { return Rate{c.VoidByUs, c.VoidByUs + c.Kept + c.Broken} }

// Silence returns how many breaks had no warning, out of those for which the
// warning is known. Unannounced breaks are in neither number.
func (c Counts) Silence() Rate { return Rate{c.Silent, c.Fair + c.Short + c.Silent} }

// WithoutPromise returns how many outcomes had no promise, out of all.
func (c Counts) WithoutPromise() Rate { return Rate{c.Unpromised, int(c.sum())} }

// WithoutQuote returns for how many outcomes no reliable promise was available,
// out of all.
func (c Counts) WithoutQuote() Rate { return Rate{c.Unquoted, int(c.sum())} }

// checkRange returns an error for counts that are out of range.
func (c *Counts) checkRange() error {
	var errs []error
	for _, n := range c.all() {
		errs = append(errs, checkCount(n.name, *n.count))
	}
	return errors.Join(errs...)
}

// check returns an error for counts that conflict with each other; each is in
// range.
func (c *Counts) check() error {
	var errs []error
	fail := func(path, text string) { errs = append(errs, fieldError(path, errors.New(text))) }
	if c.sum() > most {
		errs = append(errs, fieldError("", errTooMany))
	}
	if causes := int64(c.VoidByCustomer) + int64(c.VoidByCondition) + int64(c.VoidReplaced) + int64(c.VoidByUs); causes > int64(c.Void) {
		fail("void_by_us", "conflicts with void: the causes add up to more; correct the counts")
	}
	if c.Moved > min(c.Kept, c.FirstBroken) {
		fail("moved", "conflicts with kept or first_broken: must not be more; correct the counts")
	}
	if judged := int64(c.FirstKept) + int64(c.FirstBroken); judged > c.sum()-int64(c.AlreadyDone) {
		fail("first_kept", "conflicts with the outcomes: with first_broken more than there are; correct the counts")
	}
	if heard := int64(c.Fair) + int64(c.Short) + int64(c.Silent) + int64(c.Unannounced); heard > int64(c.Broken) {
		fail("silent", "conflicts with broken: with fair, short and unannounced more than that; correct the counts")
	}
	return errors.Join(errs...)
}

func checkCount(path string, n int) error {
	if n < 0 || n > most {
		return fieldError(path, fmt.Errorf("out of range: %d; expected 0 to %d", n, most))
	}
	return nil
}
