package policy

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// A ContactConfig says which events count as contact with the customer, so that
// silence can be measured. The zero ContactConfig counts none.
type ContactConfig struct {
	// Told is set off when the customer hears from us.
	Told []Trigger
	// Asked is set off when the customer asks. The opening of a case counts as
	// the first question.
	Asked []Trigger
	// Calendar is by which silence is measured. Defaults to [calendar.Always].
	Calendar *calendar.Calendar
}

// A Contact says how the talk with the customer stands.
type Contact struct {
	// Told is how often the customer heard from us, and Asked how often the
	// customer asked, the opening included.
	Told  int `json:"told"`
	Asked int `json:"asked"`
	// Chases is how many of those questions came while an earlier one was still
	// without an answer: the customer had to ask again.
	Chases int `json:"chases"`
	// Last is when the customer last heard from us; the opening, if never.
	Last time.Time `json:"last,omitzero"`
	// Unanswered is when the oldest question was asked that has no answer. Zero
	// if none is open.
	Unanswered time.Time `json:"unanswered,omitzero"`
	// Silence is the working time since Last, and Longest the longest silence
	// that there was up to now.
	Silence time.Duration `json:"silence"`
	Longest time.Duration `json:"longest_silence"`
}

// Contact tells how the talk with the customer stands at an instant, by what
// happened up to and including it. It is zero before the opening, and for the
// zero Case.
func (c Case) Contact(now time.Time) Contact {
	if c.policy == nil || now.Before(c.opened.At) {
		return Contact{}
	}
	config := c.state.policy.config.Contact
	cal := config.Calendar
	if cal == nil {
		cal = calendar.Always()
	}
	contact := Contact{Asked: 1, Last: c.opened.At, Unanswered: c.opened.At}
	fields := Fields{}
	for i, e := range c.facts() {
		if e.At.After(now) {
			break
		}
		after := fields.with(e.Set)
		if i > 0 && isSetOff(config.Asked, &e.Event, fields, after) {
			contact.Asked++
			if contact.Unanswered.IsZero() {
				contact.Unanswered = e.At
			} else {
				contact.Chases++
			}
		}
		if isSetOff(config.Told, &e.Event, fields, after) {
			contact.Told++
			contact.Longest = max(contact.Longest, cal.Between(contact.Last, e.At))
			contact.Last, contact.Unanswered = e.At, time.Time{}
		}
		fields = after
	}
	contact.Silence = cal.Between(contact.Last, now)
	contact.Longest = max(contact.Longest, contact.Silence)
	return contact
}

// check reports everything wrong with it.
func (c ContactConfig) check(path string) []error {
	return slices.Concat(checkTriggers(path+".told", c.Told), checkTriggers(path+".asked", c.Asked))
}

// clone copies what the caller could change later.
func (c ContactConfig) clone() ContactConfig {
	c.Told, c.Asked = cloneTriggers(c.Told), cloneTriggers(c.Asked)
	return c
}
