package contract

import (
	"errors"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
)

// offers answers the wish.
func (e *evaluation) offers() {
	wish := e.request.Wish
	if wish == nil || e.commitment(wish.Commitment, "wish.commitment") == nil || !e.isKnown() {
		return
	}
	offers, err := e.c.Offers(wish.Commitment, e.now, wish.By)
	var field *document.FieldError
	switch {
	case errors.As(err, &field) && field.Path == "wish":
		e.fail(Error{InvalidField, "wish.by", field.Err.Error()})
	case err != nil:
		e.fail(errorsOf(CannotPromise, "wish", err)...)
	}
	e.ends(wish.By) // from then on it is past
	for _, o := range offers {
		e.ends(o.By)
		e.response.Offers = append(e.response.Offers, e.offer(o))
	}
}

func (e *evaluation) offer(o policy.Offer) Offer {
	told := Offer{
		Kind: o.Kind, Name: o.Name, Due: e.at(o.Due), Rest: e.at(o.Rest), LateSeconds: wholeSeconds(o.Late), By: e.at(o.By),
		Cost: o.Cost, Why: o.Why,
	}
	if n := len(o.Terms.Conditions); o.Kind == policy.OfferCondition && n > 0 {
		told.Condition = o.Terms.Conditions[n-1].Name
	}
	accept, err := document.Marshal("response", o.Accept)
	if err != nil {
		return told // not reached: package policy made it
	}
	if text := string(accept); text != "{}" {
		told.Accept = accept
	}
	return told
}

// actions adds the actions that became due after Since.
func (e *evaluation) actions() {
	if e.request.Since.IsZero() {
		return
	}
	for _, a := range e.c.Actions(e.request.Since, e.now) {
		e.response.Actions = append(e.response.Actions, Action{
			Key: a.Key, Name: a.Name, Withdrawn: a.Withdrawn, Promise: a.Promise, Commitment: a.Commitment, Reaction: a.Reaction, Do: a.Do, Stake: a.Stake,
			Planned: e.at(a.Planned), At: e.at(a.At),
		})
	}
}

// contact adds the state of the contact with the customer, if the policy defines
// which events count as contact.
func (e *evaluation) contact() {
	if len(e.config.Contact.Told) == 0 || !e.isKnown() {
		return
	}
	c := e.c.Contact(e.now)
	e.response.Contact = &Contact{
		Told: c.Told, Asked: c.Asked, Chases: c.Chases, Last: e.at(c.Last), Unanswered: e.at(c.Unanswered),
		SilenceSeconds: wholeSeconds(c.Silence), LongestSilenceSeconds: wholeSeconds(c.Longest),
	}
}

// conflicts adds the promises that disagree.
func (e *evaluation) conflicts() {
	for _, c := range conflict.In(e.c, e.now) {
		told := Conflict{Matter: c.Matter, Promises: c.Promises, Due: make([]time.Time, len(c.Due))}
		for i, t := range c.Due {
			told.Due[i] = e.at(t)
		}
		e.response.Conflicts = append(e.response.Conflicts, told)
	}
}
