// Package lint finds what is wrong with a policy although it can be compiled:
// rules that can never hold, clocks that never run, holidays that run out.
//
//	for _, f := range lint.Check(pol, now) {
//		fmt.Println(f)
//	}
//
// Each [Finding] has the path of the field in the policy's document, what is wrong
// and how to mend it. An error keeps promises from being what they say; a warning
// is something that is rarely meant; a note is something that may well be meant, and
// of which not every reader is aware. What is found is decided, over all values of
// all fields; what cannot be decided is not told.
//
// # What is found about rules and what they promise
//
//   - a rule that can never hold, because those before it match whatever it matches
//     (error), or of which that takes too many steps to find out (note);
//   - a target after its due instant, at some hour of the next four weeks (error);
//   - a reply promised for later than the resolution of the same case;
//   - two commitments about one matter of which one always promises later;
//   - a promise far beyond what a [Market] does.
//
// # About clocks and triggers
//
//   - a clock that never runs, because it pauses while the rule holds (error);
//   - a trigger that nothing sets off: what it becomes is what it leaves, a promise
//     that is kept or broken by somebody, an opening that reopens what has not begun,
//     a promise that nobody makes (error); or that one of its event types never does;
//   - a "commitment" in where that is not there (error; beside others that are, a
//     warning);
//   - commitments that end and start each other for ever at one instant (error);
//   - a commitment that nothing stops, so that no promise of it is ever kept;
//   - a pause that begins only when the clock is stopped;
//   - a periodic commitment that runs for ever;
//   - a commitment of each time, or a periodic one, that is due within a minute.
//
// # About dates that change
//
//   - a change of fields that can break a promise at once, because the time of the
//     rule that holds then may have passed already (note);
//   - a restart or a reset that moves a date which the customer was told, because
//     later dates bind;
//   - a notice of less than a minute, which lets later dates bind;
//   - later dates that bind where no change of fields leads to one, or where they
//     bind anyway;
//   - a promise that is kept by the opening of a case, because it is opened finished
//     (note).
//
// # About pads
//
//   - a level that asks a history which is not there, where a rule gives nothing
//     else (error), or does;
//   - a pad or a level that is never asked, because every rule gives both target
//     and due;
//   - a pad that is always cut.
//
// # About reactions and offers
//
//   - a reaction at the target of promises that have none;
//   - a reaction that lies before a promise is made, or at the target but after the
//     due instant, under every rule;
//   - two reactions that do the same at the same moment;
//   - a repetition that lasts longer than a week;
//   - an offer that leads to no rule, to the rule that holds without it, or to none
//     that is ever earlier;
//   - an offer that sets a field for which nothing in the policy asks.
//
// # About calendars
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

// Severity says how bad a finding is.
type Severity uint8

const (
	// Note is something that may well be meant, and of which not every reader of
	// the policy is aware.
	Note Severity = iota + 1
	// Warning is something that is rarely meant.
	Warning
	// Error keeps promises from being what they say.
	Error
)

var severityWords = document.NewWords[Severity]("lint", "severity", "note", "warning", "error")

// String returns the severity as a lower-case word, "" for the zero value.
func (s Severity) String() string { return severityWords.Text(s) }

// MarshalText writes the severity as a lower-case word.
func (s Severity) MarshalText() ([]byte, error) { return severityWords.Marshal(s) }

// UnmarshalText reads what MarshalText writes, and nothing else.
func (s *Severity) UnmarshalText(text []byte) error { return severityWords.Unmarshal(text, s) }

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
	return fmt.Sprintf("%s: %s: %s; %s", plaintext.Sentence(f.Path), f.Severity, plaintext.Sentence(f.Reason), plaintext.Sentence(f.Mend))
}

// A checker gathers findings.
type checker struct {
	policy   *policy.Policy
	cover    *cover.Decider
	config   policy.Config
	holds    [][]cover.Answer // whether a rule can hold, by commitment
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

// beforeAll is the number of what stands before the commitments in the document.
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

// Check returns what is wrong with a policy at an instant: errors first, notes last, then by
// commitment, in the order of the document. What markets do is looked at if it is
// given.
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

// those returns the numbers of the rules of a commitment that can hold.
func (c *checker) those(i int) []int {
	var list []int
	for k, holds := range c.holds[i] {
		if holds != cover.No {
			list = append(list, k)
		}
	}
	return list
}

// all reports whether something is so for all rules that can hold.
func (c *checker) all(i int, is func(policy.Rule) bool) bool {
	for _, k := range c.those(i) {
		if !is(c.config.Commitments[i].Rules[k]) {
			return false
		}
	}
	return true
}
