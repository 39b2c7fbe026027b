package policy

import (
	"fmt"
	"sort"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A Conflict says that promises about the same matter name different dates: the
// website says 24 hours, and the chat said 4. What was said first to fall due is
// what the customer relies on.
type Conflict struct {
	// Matter is what they are about.
	Matter string `json:"matter"`
	// Promises are their IDs, by when they are due: the first one binds.
	Promises []string `json:"promises"`
	// Due are their due instants, in the same order.
	Due []time.Time `json:"due"`
}

// MarshalJSON writes the conflict, instants as [document.Marshal] does.
func (c Conflict) MarshalJSON() ([]byte, error) {
	return document.MarshalFields("policy", c)
}

// UnmarshalJSON reads the conflict; a field that is not known is an error.
func (c *Conflict) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("policy", doc, c)
}

// String says which promise binds, and which disagree.
func (c Conflict) String() string {
	text := ""
	for i, id := range c.Promises {
		switch i {
		case 0:
			text = fmt.Sprintf("%s: %s binds, due %s", plaintext.Field(c.Matter), plaintext.Field(id), c.Due[i].Format(time.RFC3339))
		default:
			text += fmt.Sprintf("; %s says %s", plaintext.Field(id), c.Due[i].Format(time.RFC3339))
		}
	}
	return text
}

// Conflicts returns where promises that are open at an instant disagree about
// the same matter, in the order of the matters. Those whose due instant is not
// known are left out. The matter of a promise is what the function says, and ""
// is none; without a function it is to whom and what was promised.
func Conflicts(now time.Time, promises []promise.Promise, matter func(promise.Promise) string) []Conflict {
	if matter == nil {
		matter = func(p promise.Promise) string {
			if a := p.About(); a.To != "" && a.Name != "" {
				return a.Name + " for " + a.To
			}
			return ""
		}
	}
	found := map[string]*Conflict{}
	for _, p := range promises {
		s := p.At(now)
		due, ok := s.Due()
		name := matter(p)
		if !ok || name == "" || !isOpen(s) || p.Made().After(now) {
			continue
		}
		c := found[name]
		if c == nil {
			c = &Conflict{Matter: name}
			found[name] = c
		}
		i := sort.Search(len(c.Due), func(i int) bool { return c.Due[i].After(due) })
		c.Due, c.Promises = append(c.Due, due), append(c.Promises, "")
		copy(c.Due[i+1:], c.Due[i:])
		copy(c.Promises[i+1:], c.Promises[i:])
		c.Due[i], c.Promises[i] = due, p.About().ID
	}
	var conflicts []Conflict
	for _, name := range sortedKeys(found) {
		if c := found[name]; !c.Due[0].Equal(c.Due[len(c.Due)-1]) {
			conflicts = append(conflicts, *c)
		}
	}
	return conflicts
}

// Conflicts returns where the promises of the case that are open at an instant
// disagree about the same matter, as the commitments name it.
func (c Case) Conflicts(now time.Time) []Conflict {
	matters := map[string]string{}
	for i, made := range c.made {
		for _, p := range made {
			matters[p.promise.About().ID] = c.runners[i].commitment.Matter
		}
	}
	return Conflicts(now, c.Promises(), func(p promise.Promise) string { return matters[p.About().ID] })
}
