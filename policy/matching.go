package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// holds returns the number of the rule that applies; -1 if none does.
func (c *Commitment) holds(fields Fields) int {
	for i := range c.Rules {
		if have(fields, c.Rules[i].When) {
			return i
		}
	}
	return -1
}

// match finds the first rule that matches, with the reasons why those before it do not.
func (c *Commitment) match(fields Fields) Why {
	why := Why{Commitment: c.Name, Rule: c.holds(fields)}
	for i := range c.Rules {
		why.Rules = append(why.Rules, c.Rules[i].mismatch(fields))
		if i == why.Rule {
			break
		}
	}
	return why
}

// mismatch returns why the rule does not match the fields; "" if it does.
func (r *Rule) mismatch(fields Fields) string {
	for _, name := range sortedKeys(r.When) {
		if values := r.When[name]; !slices.Contains(values, fields[name]) {
			return fmt.Sprintf("%s is %q, not %s", name, fields[name], either(values))
		}
	}
	return ""
}

// Why holds the reasons for the terms of a promise: the rule and the pad.
type Why struct {
	// Commitment is the name of the commitment.
	Commitment string `json:"commitment"`
	// Rule is the number of the rule that matched, counted from 0; -1 if none
	// did.
	Rule int `json:"rule"`
	// Rules holds, for each rule up to the one that matched, why it did not match; ""
	// for the one that matched.
	Rules []string `json:"rules,omitempty"`
	// Pad describes the effect of the pad, and whether it was cut; empty if there is
	// no pad.
	Pad string `json:"pad,omitempty"`
}

// String returns the reasons in lines: first the rule that matched, then why those
// before it did not.
func (w Why) String() string {
	var b strings.Builder
	commitment := plaintext.Field(w.Commitment)
	if w.Rule < 0 {
		fmt.Fprintf(&b, "%s: no rule matches\n", commitment)
	} else {
		fmt.Fprintf(&b, "%s: rule %d matches\n", commitment, w.Rule+1)
	}
	if w.Pad != "" {
		fmt.Fprintf(&b, "  pad: %s\n", plaintext.Sentence(w.Pad))
	}
	for i, reason := range w.Rules {
		if reason != "" {
			fmt.Fprintf(&b, "  rule %d does not: %s\n", i+1, plaintext.Sentence(reason))
		}
	}
	return b.String()
}
