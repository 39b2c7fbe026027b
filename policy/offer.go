package policy

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// An Alternative is something that can be offered to a customer who wishes an
// earlier date: another tier, a part now and the rest later, an earlier date if
// the customer does something first.
type Alternative struct {
	// Name says what is offered ("express"). Required.
	Name string `json:"name"`
	// Set are the fields that the case has if it is taken: another tier, for
	// which another rule holds. Defaults to none.
	Set Fields `json:"set,omitempty"`
	// Part is what comes first ("a workaround"), and Due by when, from when it is
	// asked for; the rest comes as without it, or as Set says. Both or none.
	Part string           `json:"part,omitempty"`
	Due  promise.Deadline `json:"due,omitzero"`
	// Condition is what the customer must do first ("file sent"), and By until
	// when, from when it is asked for. If it is not done by then, what was promised
	// before holds again, and the fields of Set go back; where nothing was, there is
	// no promise. Both or none.
	Condition string           `json:"condition,omitempty"`
	By        promise.Deadline `json:"by,omitzero"`
	// Wording is the condition in the customer's words, by language, as in a
	// [Precondition]. Defaults to its name, in quotation marks.
	Wording map[string]string `json:"wording,omitempty"`
	// Cost is what it costs. Defaults to nothing.
	Cost Stake `json:"cost,omitzero"`
	// Why says it in the words of the house. Defaults to nothing.
	Why string `json:"why,omitempty"`
}

// OfferKind says what kind of offer it is.
type OfferKind string

const (
	// OfferAsWished promises the date that was asked for.
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

// An Offer is an answer to a wish: a date that can be kept.
type Offer struct {
	// Kind says what kind it is.
	Kind OfferKind `json:"kind"`
	// Name is that of the alternative; for a part, what comes first. It is empty
	// where there is none.
	Name string `json:"name,omitempty"`
	// Due is the date that is offered; Rest, for a part, that of the rest.
	Due  time.Time `json:"due"`
	Rest time.Time `json:"rest,omitzero"`
	// Late is how much later than the wish it is, on the wall; 0 if it is not.
	Late time.Duration `json:"late"`
	// By is until when the customer must have done what is asked.
	By time.Time `json:"by,omitzero"`
	// Cost is what it costs.
	Cost promise.Stake `json:"cost,omitzero"`
	// Why says how it comes about.
	Why string `json:"why"`
	// Terms are what to promise if it is taken: of a part, the part's own.
	Terms promise.Terms `json:"terms,omitzero"`
	// Accept is the event to record in the case if it is taken. It is zero
	// where nothing is to be changed, or nothing is under way that could be: then
	// Terms are those of a promise to make. A part needs a promise of its own,
	// by Terms; Accept sees to the rest.
	Accept Event `json:"accept,omitzero"`
}

// Offers answers a wish: by when a customer would like to have what a commitment
// promises, asked at now for a case with those fields. A wish that can be kept is
// offered as it is, and nothing else. Otherwise there are, in the order of how
// close they come to the wish, then of their cost: the earliest honest date, and
// every alternative of the commitment that is better than that, by the date
// itself or by what comes first.
//
// The error is that of [Policy.Terms] where nothing can be promised, or says that
// the wish lies in the past.
func (p *Policy) Offers(commitment string, fields Fields, now, wish time.Time) ([]Offer, error) {
	c := Case{policy: p, fields: fields.with(nil), state: derivation{policy: p}}
	return c.offers(commitment, now, wish, nil)
}

// Offers answers a wish about a commitment of the case, as [Policy.Offers] does.
// Where a promise of it is under way, dates count from its start, with what has
// elapsed, and Accept revises it. If that is broken already, dates count from now,
// and are when to expect it. Where none is under way, the clock still says when one
// starts.
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

// An asker works out offers.
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
		return nil, fmt.Errorf("policy: there is no commitment %q; known are %s", name, strings.Join(p.Commitments(), ", "))
	}
	if wish.Before(now) {
		return nil, fieldError("wish", fmt.Errorf("%s is past; ask for a date after %s", wish.Format(time.RFC3339), now.Format(time.RFC3339)))
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

// plain returns what is promised without any change, by when, and why.
func (a asker) plain() (promise.Terms, time.Time, string, error) {
	if a.live != nil && !a.broken {
		if due, ok := a.live.DueIfResumed(a.now); ok {
			return a.standing(*a.live, due), due, "it is promised for then", nil
		}
	}
	terms, due, _, err := a.terms(a.c.fields)
	return terms, due, "it is the earliest that can be kept", err
}

// standing returns the terms of a promise as it stands.
func (a asker) standing(p promise.Promise, due time.Time) promise.Terms {
	terms := promise.Terms{Calendar: p.TermsAt(a.now).Calendar, Due: promise.By(due), Notice: p.Terms().Notice}
	if target, ok := p.At(a.now).Target(); ok && target.Before(due) {
		terms.Target = promise.By(target)
	}
	return terms
}

// terms returns what would be promised now to a case with those fields.
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

// offer fills in what all offers have: how late it is, and what to record if it
// is taken.
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

// alternative works out what an alternative offers. ok is false if it is no
// better than the date without it, or cannot be promised at all.
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

// conditional makes an offer hold only if the customer does something first.
func (a asker) conditional(o Offer, alt Alternative) Offer {
	condition := promise.Condition{Name: alt.Condition, By: o.By, Else: promise.ElseVoid, Wording: maps.Clone(alt.Wording)}
	o.Terms.Conditions = append(slices.Clip(o.Terms.Conditions), condition)
	if a.live == nil {
		o.Accept = Event{} // nothing would ask for the condition
	} else if alt.Part == "" {
		condition.Else = promise.ElseBack
		o.Accept.Facts = a.revision(promise.Terms{Conditions: append(a.live.TermsAt(a.now).Conditions, condition)})
	}
	return o
}

// with returns what is promised if an alternative is taken: by the promise that
// is under way, or by a new one.
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
	return promise.Terms{}, time.Time{}, "", errors.New("nothing is promised then")
}

// check reports everything wrong with an alternative.
func (a Alternative) check(path string) error {
	wrong := document.Problems{Package: packageName, Below: path}
	if a.Name == "" {
		wrong.Add(".name", "none; name what is offered")
	}
	if (a.Part == "") != a.Due.IsZero() {
		wrong.Add(".part", "a part and its due go together; give both or none")
	}
	if (a.Condition == "") != a.By.IsZero() {
		wrong.Add(".condition", "a condition and by when it must be met go together; give both or none")
	}
	if len(a.Wording) > 0 && a.Condition == "" {
		wrong.Add(".wording", "words for a condition, but there is none; name it, or leave the words out")
	}
	wrong.Take(checkWording(path+".wording", a.Wording)...)
	if len(a.Set) == 0 && a.Part == "" {
		wrong.Add("", "changes nothing; set a field, or name a part with its due")
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
