package policy

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// An Alternative is an offer to a customer who wishes an earlier date: another tier, a
// part first and the rest later, or an earlier date if the customer does something
// first.
type Alternative struct {
	// Name is the name of the alternative ("express"). Required.
	Name string `json:"name"`
	// Set holds the fields that the case gets if the alternative is accepted, for
	// example another tier, for which another rule applies. Defaults to none.
	Set Fields `json:"set,omitempty"`
	// Part is what is delivered first ("a workaround"), and Due its deadline, counted
	// from the wish. The rest is due as without the alternative, or by the rule that
	// applies with Set. Both are required if one is given.
	Part string           `json:"part,omitempty"`
	Due  promise.Deadline `json:"due,omitzero"`
	// Condition is what the customer must do first ("file sent"), and By its deadline,
	// counted from the wish. If it is missed, the promise before is in force again and
	// the fields of Set are restored; if there was no promise before, there is none.
	// Both are required if one is given.
	Condition string           `json:"condition,omitempty"`
	By        promise.Deadline `json:"by,omitzero"`
	// Wording is the condition in texts for customers, by language, as in a
	// [Precondition]. Defaults to its name, in quotation marks.
	Wording map[string]string `json:"wording,omitempty"`
	// Cost is the cost of the alternative. Defaults to nothing.
	Cost Stake `json:"cost,omitzero"`
	// Why is the reason that the offer shows. Defaults to none.
	Why string `json:"why,omitempty"`
}

// OfferKind is the kind of an offer.
type OfferKind string

const (
	// OfferAsWished is the date that was asked for.
	OfferAsWished OfferKind = "as wished"
	// OfferEarliest is the earliest honest date without any change.
	OfferEarliest OfferKind = "earliest"
	// OfferTier is a date under another rule.
	OfferTier OfferKind = "tier"
	// OfferPart is a part first, and the rest later.
	OfferPart OfferKind = "part"
	// OfferCondition is a date that holds if the customer does something first.
	OfferCondition OfferKind = "condition"
)

// An Offer is a date that can be kept, as an answer to a wish.
type Offer struct {
	// Kind is the kind of the offer.
	Kind OfferKind `json:"kind"`
	// Name is the name of the alternative; for a part, the name of the part. It is empty
	// for an offer without an alternative.
	Name string `json:"name,omitempty"`
	// Due is the date that is offered. Rest is the date of the rest if a part is
	// offered, and zero otherwise.
	Due  time.Time `json:"due"`
	Rest time.Time `json:"rest,omitzero"`
	// Late is the time by which Due is later than the wish, in wall-clock time; 0 if it
	// is not later.
	Late time.Duration `json:"late"`
	// By is the deadline for the condition; zero if there is none.
	By time.Time `json:"by,omitzero"`
	// Cost is the cost of the offer.
	Cost promise.Stake `json:"cost,omitzero"`
	// Why is the reason for the date.
	Why string `json:"why"`
	// Terms are the terms of the promise to make if the offer is accepted. For a part
	// they are those of the part.
	Terms promise.Terms `json:"terms,omitzero"`
	// Accept is the event to record in the case if the offer is accepted. It is zero
	// if the case needs no change, or if no promise is under way: then make a promise
	// with Terms. A part needs a promise of its own with Terms; Accept then revises the
	// promise of the rest.
	Accept Event `json:"accept,omitzero"`
}

// Offers returns the dates that can be offered when a customer asks at now for the
// date wish, for a commitment and a case with those fields. If the wish can be kept, it
// is the only offer. Otherwise Offers returns the earliest date that can be kept, and
// every alternative of the commitment with an earlier date or an earlier part. They are
// ordered by how close they are to the wish, then by cost.
//
// It returns an error if the commitment is unknown, if the wish is not after now, or if
// [Policy.Terms] returns an error.
func (p *Policy) Offers(commitment string, fields Fields, now, wish time.Time) ([]Offer, error) {
	c := Case{policy: p, fields: fields.with(nil), state: derivation{policy: p}}
	return c.offers(commitment, now, wish, nil)
}

// Offers returns the dates that can be offered for a commitment of the case, as
// [Policy.Offers] does. If a promise of the commitment is under way, dates count from its
// start, with the elapsed time, and Accept revises it. If that promise is already broken,
// dates count from now, and are expected dates. If none is under way, a promise still
// starts only as the clock defines.
func (c Case) Offers(commitment string, now, wish time.Time) ([]Offer, error) {
	if c.policy == nil {
		return nil, ErrNoCase
	}
	var live *promise.Promise
	for i, made := range c.made {
		if n := len(made); n > 0 && c.runners[i].commitment.Name == commitment && isOpen(made[n-1].promise.At(now)) {
			live = &made[n-1].promise
		}
	}
	return c.offers(commitment, now, wish, live)
}

// An asker computes offers.
type asker struct {
	c          Case
	commitment *Commitment
	quoter     Quoter
	now, wish  time.Time
	live       *promise.Promise // under way, if any
	broken     bool             // and broken
}

func (c Case) offers(name string, now, wish time.Time, live *promise.Promise) ([]Offer, error) {
	p := c.state.policy
	i := slices.IndexFunc(p.config.Commitments, func(m Commitment) bool { return m.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("policy: unknown commitment %q; expected %s", name, either(p.Commitments()))
	}
	if wish.Before(now) {
		return nil, fieldError("wish", fmt.Errorf("must be after now, %s, got %s", now.Format(time.RFC3339), wish.Format(time.RFC3339)))
	}
	a := asker{c, &p.config.Commitments[i], p.config.Quoter, now, wish, live, live != nil && live.At(now).Standing == promise.Broken}
	terms, due, why, err := a.plain()
	if err != nil {
		return nil, fmt.Errorf("policy: %s: %w", name, err)
	}
	if !due.After(wish) {
		return []Offer{a.asWished(terms, due)}, nil
	}
	offers := []Offer{a.offer(Offer{Kind: OfferEarliest, Due: due, Terms: terms, Why: why})}
	for _, alternative := range a.commitment.Offers {
		if o, ok := a.alternative(alternative, due); ok {
			offers = append(offers, o)
		}
	}
	sort.SliceStable(offers, func(i, j int) bool {
		x, y := &offers[i], &offers[j]
		return cmp.Or(cmp.Compare(x.Late, y.Late), cmp.Compare(x.Cost.Amount, y.Cost.Amount)) < 0
	})
	return offers, nil
}

// plain returns the terms without any change, their due instant, and the reason.
func (a asker) plain() (promise.Terms, time.Time, string, error) {
	if a.live != nil && !a.broken {
		if due, ok := a.live.DueIfResumed(a.now); ok {
			return a.standing(*a.live, due), due, "it is promised for then", nil
		}
	}
	terms, due, _, err := a.terms(a.c.fields)
	return terms, due, "it is the earliest that can be kept", err
}

// standing returns the current terms of a promise.
func (a asker) standing(p promise.Promise, due time.Time) promise.Terms {
	terms := promise.Terms{Calendar: p.TermsAt(a.now).Calendar, Due: promise.By(due), Notice: p.Terms().Notice}
	if target, ok := p.At(a.now).Target(); ok && target.Before(due) {
		terms.Target = promise.By(target)
	}
	return terms
}

// terms returns the terms for a case with those fields at now.
func (a asker) terms(fields Fields) (promise.Terms, time.Time, string, error) {
	terms, why, err := a.commitment.terms(fields, a.now, 0, a.quoter)
	if err != nil {
		return terms, time.Time{}, "", err
	}
	due, err := terms.Reach(terms.Due, a.now, 0)
	return terms, due, a.commitment.reason(why, fields), err
}

// asWished offers the date that was asked for, with the earlier one as target.
func (a asker) asWished(terms promise.Terms, due time.Time) Offer {
	wished := terms
	wished.Due, wished.Target = promise.By(a.wish), promise.Deadline{}
	if due.Before(a.wish) {
		wished.Target = promise.By(due)
	}
	o := Offer{Kind: OfferAsWished, Due: a.wish, Terms: wished, Why: "it can be kept: we aim for " + plaintext.MomentOfYear(due)}
	return a.offer(o)
}

// offer fills in the fields that all offers have: Late and Accept.
func (a asker) offer(o Offer) Offer {
	o.Late = max(o.Due.Sub(a.wish), 0)
	o.Due = o.Due.In(o.Terms.Calendar.Zone())
	switch {
	case a.live == nil || o.Kind == OfferPart || o.Kind == OfferCondition:
	case a.broken:
		o.Accept.Agreed, o.Accept.Reason = true, orElse(o.Name, "another date")
		o.Accept.Facts = a.revision(promise.Terms{Due: promise.By(o.Due)})
	case o.Kind == OfferAsWished && a.live.At(a.now).Phase == promise.Paused:
		// A date would not move with the pause, so that waiting would break it.
		o.Why += ", if it goes on now"
	case o.Kind == OfferAsWished:
		o.Accept = Event{Agreed: true, Reason: "as the customer wished"}
		o.Accept.Facts = a.revision(promise.Terms{Due: o.Terms.Due, Target: o.Terms.Target})
	}
	return o
}

// revision revises the promise that is under way, as agreed.
func (a asker) revision(terms promise.Terms) []Fact {
	return []Fact{{Commitment: a.commitment.Name, Says: promise.Event{Kind: promise.Revise, Terms: terms, Agreed: true}}}
}

// alternative computes the offer of an alternative. ok is false if it is not better
// than the date without it, or cannot be promised at all.
func (a asker) alternative(alt Alternative, plain time.Time) (Offer, bool) {
	o := Offer{Kind: OfferTier, Name: alt.Name, Cost: alt.Cost.of(a.c.fields)}
	terms, due, why, err := a.with(alt)
	if err != nil {
		return o, false
	}
	o.Terms, o.Due = terms, due
	o.Why = orElse(alt.Why, why)
	if alt.Part != "" {
		o.Kind, o.Rest = OfferPart, due
		terms.Due, terms.Target = alt.Due, promise.Deadline{}
		if o.Due, err = terms.Reach(alt.Due, a.now, 0); err != nil {
			return o, false
		}
		o.Name, o.Terms = alt.Part, terms
	}
	if len(alt.Set) > 0 {
		o.Accept = Event{Agreed: true, Reason: alt.Name, Set: maps.Clone(alt.Set)}
	}
	if alt.Condition != "" {
		o.Kind = OfferCondition
		if o.By, err = terms.Reach(alt.By, a.now, 0); err != nil {
			return o, false
		}
		o = a.conditional(o, alt)
	}
	return a.offer(o), o.Due.Before(plain) && o.Due.After(a.now)
}

// conditional adds the condition of the alternative to an offer.
func (a asker) conditional(o Offer, alt Alternative) Offer {
	condition := promise.Condition{Name: alt.Condition, By: o.By, Else: promise.ElseVoid, Wording: maps.Clone(alt.Wording)}
	o.Terms.Conditions = append(slices.Clip(o.Terms.Conditions), condition)
	if a.live == nil {
		o.Accept = Event{} // no event would add the condition
	} else if alt.Part == "" {
		condition.Else = promise.ElseBack
		o.Accept.Facts = a.revision(promise.Terms{Conditions: append(a.live.TermsAt(a.now).Conditions, condition)})
	}
	return o
}

// with returns the terms if an alternative is accepted, of the promise that is under
// way or of a new one.
func (a asker) with(alt Alternative) (promise.Terms, time.Time, string, error) {
	if a.live == nil || a.broken || len(alt.Set) == 0 {
		if len(alt.Set) == 0 {
			return a.plain()
		}
		return a.terms(a.c.fields.with(alt.Set))
	}
	taken, err := a.c.Record(a.now, Event{At: a.now, Recorded: a.now, Agreed: true, Reason: alt.Name, Set: alt.Set})
	if err != nil {
		return promise.Terms{}, time.Time{}, "", err
	}
	for i, made := range taken.made {
		if n := len(made); n > 0 && taken.runners[i].commitment.Name == a.commitment.Name {
			p := made[n-1].promise
			if due, ok := p.DueIfResumed(a.now); ok && isOpen(p.At(a.now)) {
				return a.standing(p, due), due, a.commitment.reason(made[n-1].why, taken.fields), nil
			}
		}
	}
	return promise.Terms{}, time.Time{}, "", errors.New("no promise would be made")
}

// check returns all errors of an alternative.
func (a Alternative) check(path string) error {
	wrong := document.Problems{Package: packageName, Below: path}
	if a.Name == "" {
		wrong.Add(".name", "required; for example \"express\"")
	}
	if (a.Part == "") != a.Due.IsZero() {
		wrong.Add(".part", "part and due must be given together; give both or neither")
	}
	if (a.Condition == "") != a.By.IsZero() {
		wrong.Add(".condition", "condition and by must be given together; give both or neither")
	}
	if len(a.Wording) > 0 && a.Condition == "" {
		wrong.Add(".wording", "a condition is required; name it, or leave the wording out")
	}
	wrong.Take(checkWording(path+".wording", a.Wording)...)
	if len(a.Set) == 0 && a.Part == "" {
		wrong.Add("", "set or part is required; set a field, or name a part with its due")
	}
	for _, d := range []struct {
		name     string
		deadline promise.Deadline
	}{{".due", a.Due}, {".by", a.By}} {
		if !d.deadline.IsZero() {
			if _, err := (promise.Terms{Calendar: calendar.Always()}).Reach(d.deadline, time.Unix(0, 0), 0); err != nil {
				wrong.Take(document.PrefixErrors("policy", path+d.name, bare(err)))
			}
		}
	}
	wrong.Take(a.Cost.check(path + ".cost"))
	return wrong.Err()
}
