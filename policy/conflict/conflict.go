// Package conflict finds promises about one matter with different due instants.
//
//	for _, c := range conflict.In(c, now) {
//		fmt.Println(c) // answer: T-7/chat/1 binds, due 2026-01-05T14:00:00+01:00; T-7/site/1 says ...
//	}
package conflict

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

const packageName = "conflict"

// A Conflict is a matter about which promises name different dates: 24 hours on
// the website, and 4 in the chat. The customer relies on the earliest date.
// The zero Conflict is none.
type Conflict struct {
	// Matter is the subject of the promises.
	Matter string `json:"matter"`
	// Promises are the IDs of the promises, ordered by due instant: the first one binds.
	Promises []string `json:"promises"`
	// Due are their due instants, in the same order.
	Due []time.Time `json:"due"`
}

// MarshalJSON writes the conflict, instants as [document.Marshal] does.
func (c Conflict) MarshalJSON() ([]byte, error) {
	return document.MarshalFields(packageName, c)
}

// UnmarshalJSON reads the conflict. It returns an error for an unknown field.
func (c *Conflict) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields(packageName, doc, c)
}

// String returns a sentence that names the promise that binds, and the others.
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

// Of returns the conflicts between promises that are open at an instant, in the order
// of their matters. It leaves out promises whose due instant is not known. The
// function returns the matter of a promise; a promise with the matter "" is in no
// conflict. Without a function the matter is what was promised and to whom.
func Of(now time.Time, promises []promise.Promise, matter func(promise.Promise) string) []Conflict {
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
		if !ok || name == "" || s.Phase == promise.Fulfilled || s.Phase == promise.Withdrawn || p.Made().After(now) {
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
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if c := found[name]; !c.Due[0].Equal(c.Due[len(c.Due)-1]) {
			conflicts = append(conflicts, *c)
		}
	}
	return conflicts
}

// In returns the conflicts between the promises of a case that are open at an instant,
// by the Matter of their commitments.
func In(c policy.Case, now time.Time) []Conflict {
	matters := map[string]string{}
	for _, p := range c.Pledges() {
		matters[p.Promise.About().ID] = p.Matter
	}
	return Of(now, c.Promises(), func(p promise.Promise) string { return matters[p.About().ID] })
}
