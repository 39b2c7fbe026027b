package policy

import (
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

// A ContactConfig defines which events count as contact with the customer, so that
// silence can be measured. The zero ContactConfig counts no events.
type ContactConfig struct {
	// Told matches messages to the customer.
	Told []Trigger
	// Asked matches questions of the customer. The opening of a case counts as
	// the first question.
	Asked []Trigger
	// Calendar is the calendar in which silence is measured. Defaults to
	// [calendar.Always].
	Calendar *calendar.Calendar
}

// A Contact is the state of the contact with the customer at an instant.
type Contact struct {
	// Told is the number of messages to the customer, and Asked the number of
	// questions of the customer, the opening included.
	Told  int `json:"told"`
	Asked int `json:"asked"`
	// Chases is the number of questions that came while an earlier one was not
	// answered yet.
	Chases int `json:"chases"`
	// Last is the instant of the last message to the customer; the opening, if there
	// is none.
	Last time.Time `json:"last,omitzero"`
	// Unanswered is the instant of the oldest question without an answer. Zero
	// if all are answered.
	Unanswered time.Time `json:"unanswered,omitzero"`
	// Silence is the working time since Last, and Longest the longest silence so far.
	Silence time.Duration `json:"silence"`
	Longest time.Duration `json:"longest_silence"`
}

// Contact returns the state of the contact with the customer at now, from the events up
// to and including it. It returns the zero Contact before the opening, and for the
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

// check returns all errors of the configuration.
func (c ContactConfig) check(path string) []error {
	return slices.Concat(checkTriggers(path+".told", c.Told), checkTriggers(path+".asked", c.Asked))
}

// clone copies what the caller could change later.
func (c ContactConfig) clone() ContactConfig {
	c.Told, c.Asked = cloneTriggers(c.Told), cloneTriggers(c.Asked)
	return c
}
