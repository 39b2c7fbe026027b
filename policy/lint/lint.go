// Package lint finds what is wrong with a policy although it can be compiled:
// rules that can never hold, clocks that never run, holidays that run out.
//
//	for _, f := range lint.Check(pol, now) {
//		fmt.Println(f)
//	}
//
// Each [Finding] has the path of the field in the policy's document, what is wrong
// and how to mend it. An error keeps promises from being what they say; a warning
// is something that is rarely meant.
//
// # What is found
//
// Errors:
//
//   - a rule that can never hold, because those before it match whatever it
//     matches; this is decided exactly, over all values of all fields;
//   - a clock that never runs, because it pauses while the rule holds;
//   - a target after its due instant, at some hour of the next four weeks;
//   - a calendar that does not open within a year.
//
// Warnings:
//
//   - a commitment that nothing stops, so that no promise of it is ever kept;
//   - a pause that begins only when the clock is stopped;
//   - a reply promised for later than the resolution of the same case;
//   - days and breaks of a calendar that end within two months;
//   - a reaction at the target of promises that have none.
//
// The checks are pure: now is an argument, and the same policy gives the same
// findings in the same order.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// Severity says how bad a finding is.
type Severity uint8

const (
	// Warning is something that is rarely meant.
	Warning Severity = iota + 1
	// Error keeps promises from being what they say.
	Error
)

// String returns the severity as a lower-case word, "" for the zero value.
func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return ""
}

// MarshalText writes the severity as a lower-case word.
func (s Severity) MarshalText() ([]byte, error) {
	if s.String() == "" {
		return nil, fmt.Errorf("lint: severity %d has no name; set one", s)
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads what MarshalText writes, and nothing else.
func (s *Severity) UnmarshalText(text []byte) error {
	for _, known := range []Severity{Warning, Error} {
		if known.String() == string(text) {
			*s = known
			return nil
		}
	}
	return fmt.Errorf("lint: %.20q is no severity; write warning or error", text)
}

// A Finding is one thing that is wrong.
type Finding struct {
	// Path is that of the field in the policy's document.
	Path     string   `json:"path"`
	Severity Severity `json:"severity"`
	// Reason says what is wrong, Mend what to do about it.
	Reason string `json:"reason"`
	Mend   string `json:"mend"`
}

// String returns the finding on one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s: %s; %s", f.Path, f.Severity, f.Reason, f.Mend)
}

// A checker gathers findings.
type checker struct {
	policy   *policy.Policy
	config   policy.Config
	now      time.Time
	findings []Finding
}

func (c *checker) find(severity Severity, path, mend, reason string, args ...any) {
	c.findings = append(c.findings, Finding{path, severity, fmt.Sprintf(reason, args...), mend})
}

// Check returns what is wrong with a policy at an instant, errors first, then in
// the order of the document.
func Check(pol *policy.Policy, now time.Time) []Finding {
	c := checker{policy: pol, config: pol.Config(), now: now}
	for i, m := range c.config.Commitments {
		path := fmt.Sprintf("commitments[%d]", i)
		c.checkRules(path, m)
		c.checkClock(path, m)
		c.checkTargets(path, m)
		c.checkReactions(path, m)
	}
	c.checkOrder()
	c.checkCalendars()
	slices.SortStableFunc(c.findings, func(a, b Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return c.findings
}
