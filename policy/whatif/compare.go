package whatif

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/policy"
)

// Compare replays cases under an old policy and the next one, and returns the
// differences as of now. It ignores events after now, and includes events before now
// that were recorded later.
//
// It returns an error if a policy is nil, if a case is the zero Case or if two cases
// have the same ID: all problems joined, each a [*document.FieldError]. It is not an
// error if the replay of a case fails: the report lists the case.
func Compare(old, next *policy.Policy, cases []policy.Case, now time.Time) (Report, error) {
	if err := check(old, next, cases); err != nil {
		return Report{}, err
	}
	now = now.Round(0)
	report := Report{Old: old.Name(), New: next.Name(), At: now}
	rows := map[string]*counter{}
	for _, name := range slices.Concat(old.Commitments(), next.Commitments()) {
		rows[name] = &counter{}
	}
	all := &counter{}
	for _, c := range slices.SortedFunc(slices.Values(cases), func(a, b policy.Case) int { return cmp.Compare(a.ID(), b.ID()) }) {
		was, oldErr := replay(c, old, now)
		is, newErr := replay(c, next, now)
		if oldErr != nil || newErr != nil {
			report.Failed = append(report.Failed, Failure{c.ID(), text(oldErr), text(newErr)})
			continue
		}
		report.Cases++
		for _, key := range sortedKeys(was, is) {
			a, b := was[key], is[key]
			all.take(a, b)
			rows[key.commitment].take(a, b)
			if a.class() != b.class() {
				report.Flips = append(report.Flips, flip(c.ID(), key, a, b))
			}
		}
	}
	report.Total = all.row("")
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		report.Commitments = append(report.Commitments, rows[name].row(name))
	}
	report.Added, report.Removed = missing(next, old), missing(old, next)
	return report, nil
}

// check returns all errors of the arguments.
func check(old, next *policy.Policy, cases []policy.Case) error {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &document.FieldError{Package: "whatif", Path: path, Err: fmt.Errorf(format, args...)})
	}
	if old == nil {
		fail("old", "required; name the policy to compare with")
	}
	if next == nil {
		fail("next", "required; name the policy to try")
	}
	first := map[string]int{}
	for i, c := range cases {
		k, twice := first[c.ID()]
		switch {
		case c.Policy() == nil:
			fail(fmt.Sprintf("cases[%d]", i), "%w", policy.ErrNoCase)
		case twice:
			fail(fmt.Sprintf("cases[%d]", i), "duplicate %q, which is cases[%d] already; give each case once", c.ID(), k)
		default:
			first[c.ID()] = i
		}
	}
	return errors.Join(errs...)
}

// missing returns the commitments of one policy that the other does not have.
func missing(from, in *policy.Policy) []string {
	var names []string
	for _, name := range from.Commitments() {
		if !slices.Contains(in.Commitments(), name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// replay returns how the chains of a case turn out under a policy.
func replay(c policy.Case, p *policy.Policy, now time.Time) (map[key]outcome, error) {
	c, err := c.Under(p)
	if err == nil {
		c, err = c.Record(now) // advance the case to now
	}
	if err != nil {
		return nil, err
	}
	turned := map[key]outcome{}
	for k, list := range chains(c.Pledges(), now) {
		turned[k] = list.outcome(now)
	}
	return turned, nil
}

// sortedKeys returns the keys of both, in order.
func sortedKeys(a, b map[key]outcome) []key {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.commitment, b.commitment), cmp.Compare(a.number, b.number))
	})
	return slices.Compact(keys)
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
