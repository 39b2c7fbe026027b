// Package lint finds mistakes in a policy that compiles: rules that can never
// match, clocks that never run, holidays that end soon.
//
//	for _, f := range lint.Check(pol, now) {
//		fmt.Println(f)
//	}
//
// Each [Finding] has the path of the field in the policy's document, the mistake
// and how to mend it. An error makes promises differ from what the document states; a
// warning is rarely intended; a note can be intended, but is easy to overlook. Findings
// are proved over all values of all fields; a suspicion that cannot be decided is not
// reported.
//
// # Rules and deadlines
//
//   - a rule that can never match first, because the rules before it match the same cases
//     (error), or for which deciding this takes too many steps (note);
//   - a target after its due instant, at some hour of the next four weeks (error);
//   - a reply that is due later than the resolution of the same case;
//   - two commitments about one matter of which one is always due later;
//   - a promise far longer than the one of a [Market].
//
// # Clocks and triggers
//
//   - a clock that never runs, because it pauses whenever the rule matches (error);
//   - a trigger that no event matches, for example because becomes and leaves have the
//     same values, because it asks for the actor of a kept or broken promise, because
//     the opening would reopen a promise that has not begun, or because the promise is
//     never made (error); or that one of its event types never matches;
//   - an unknown "commitment" in where (error; a warning if there are also known ones);
//   - commitments that end and start each other for ever at one instant (error);
//   - a commitment that no event stops, so that its promises are never kept;
//   - a pause that begins only when the clock is stopped;
//   - a periodic commitment that runs for ever;
//   - an "each time" or periodic commitment that is due within a minute.
//
// # Dates that change
//
//   - a change of fields that can break a promise at once, because the time of the
//     new rule may have passed already (note);
//   - a restart or a reset that moves a date that was promised to the customer, because
//     later dates bind;
//   - a notice of less than a minute, which makes later dates bind;
//   - a later of "binds" without a change of fields that leads to a later date, or for
//     an audience for which later dates always bind;
//   - a promise that is kept by the opening of a finished case (note).
//
// # Pads
//
//   - a level without a history, if a rule gives neither target nor due (error), or if
//     the rules give one;
//   - a pad or a level that is never used, because every rule gives both target
//     and due;
//   - a pad that is always cut.
//
// # Reactions and offers
//
//   - a reaction at the target of promises without a target;
//   - a reaction before a promise is made, or at the target but after the
//     due instant, under every rule;
//   - two reactions that do the same at the same moment;
//   - a repetition that lasts longer than a week;
//   - an offer that leads to no rule, to the rule that applies without it, or to none
//     that is ever earlier;
//   - an offer that sets a field that the policy does not use.
//
// # Calendars
//
//   - a calendar that does not open within a year (error);
//   - days and breaks of a calendar that end within two months.
//
// The checks are pure: now is an argument, and the same policy gives the same
// findings in the same order.
package lint

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
)

// Severity is how serious a finding is. The zero value is none.
type Severity uint8

const (
	// Note is for something that can be intended, but is easy to overlook.
	Note Severity = iota + 1
	// Warning is for something that is rarely intended.
	Warning
	// Error is for something that makes promises differ from what the document states.
	Error
)

var severityWords = document.NewWords[Severity]("lint", "severity", "note", "warning", "error")

// String returns the severity as a lower-case word, "" for the zero value.
func (s Severity) String() string { return severityWords.Text(s) }

// MarshalText returns the severity as a lower-case word.
func (s Severity) MarshalText() ([]byte, error) { return severityWords.Marshal(s) }

// UnmarshalText reads a word that MarshalText returns. It returns an error for any other
// text.
func (s *Severity) UnmarshalText(text []byte) error { return severityWords.Unmarshal(text, s) }

// A Finding is one mistake in a policy.
type Finding struct {
	// Path is the path of the field in the policy's document.
	Path     string   `json:"path"`
	Severity Severity `json:"severity"`
	// Reason describes the mistake, and Mend how to correct it.
	Reason string `json:"reason"`
	Mend   string `json:"mend"`
}

// String returns the finding on one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s: %s: %s; %s", plaintext.Sentence(f.Path), f.Severity, plaintext.Sentence(f.Reason), plaintext.Sentence(f.Mend))
}

// A checker gathers findings.
type checker struct {
	policy   *policy.Policy
	cover    *cover.Decider
	config   policy.Config
	holds    [][]cover.Answer // whether a rule can match first, by commitment
	places   []place          // all triggers
	able     ability
	now      time.Time
	findings []found
}

// found is a finding with the number of its commitment.
type found struct {
	Finding
	commitment int
}

// beforeAll is the number for fields that come before the commitments in the document.
const beforeAll = -1

func (c *checker) find(i int, severity Severity, path, mend, reason string, args ...any) {
	c.findings = append(c.findings, found{Finding{path, severity, fmt.Sprintf(reason, args...), mend}, i})
}

// sorted returns the findings in their order.
func (c *checker) sorted() []Finding {
	slices.SortStableFunc(c.findings, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.commitment, b.commitment))
	})
	var list []Finding
	for _, f := range c.findings {
		list = append(list, f.Finding)
	}
	return list
}

// Check returns the findings about a policy as of now: errors first, notes last, then by
// commitment, in the order of the document. It compares the policy with the markets that
// are given.
func Check(pol *policy.Policy, now time.Time, markets ...Market) []Finding {
	c := checker{policy: pol, config: pol.Config(), now: now, cover: cover.New()}
	for _, m := range c.config.Commitments {
		c.holds = append(c.holds, c.canHold(m.Rules))
	}
	c.places = places(c.config)
	c.able = c.ability()
	for i, m := range c.config.Commitments {
		path := fmt.Sprintf("commitments[%d]", i)
		c.checkRules(path, i, m)
		c.checkPad(path, i, m)
		c.checkClock(path, i, m)
		c.checkChange(path, i, m)
		c.checkOpenedDone(path, i, m)
		c.checkTargets(path, i, m)
		c.checkReactions(path, i, m)
		c.checkOffers(path, i, m)
	}
	c.checkTriggers()
	c.checkCircles()
	c.checkOrder()
	c.checkMatters()
	c.checkCalendars()
	for _, market := range markets {
		c.checkMarket(market)
	}
	return c.sorted()
}

// those returns the numbers of the rules of a commitment that can match first.
func (c *checker) those(i int) []int {
	var list []int
	for k, holds := range c.holds[i] {
		if holds != cover.No {
			list = append(list, k)
		}
	}
	return list
}

// all reports whether is returns true for all rules that can match first.
func (c *checker) all(i int, is func(policy.Rule) bool) bool {
	for _, k := range c.those(i) {
		if !is(c.config.Commitments[i].Rules[k]) {
			return false
		}
	}
	return true
}
