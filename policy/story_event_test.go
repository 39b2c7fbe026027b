package policy_test

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// event reads what happens.
func (t *tale) event(p *phrase, l *line) error {
	e := policy.Event{At: l.at, Recorded: l.at}
	if p.take("learns") {
		var err error
		if e.At, err = p.when(l.at, true); err != nil {
			return err
		}
	}
	e.By = actor(p)
	if p.take("adopts") {
		name := p.word()
		if l.adopts = t.policies[name]; l.adopts == nil || name == "" {
			return fmt.Errorf("there is no policy %q", name)
		}
		t.adopted[name] = true
	} else if q := *p; clause(q.word()) == nil {
		e.Type = p.word()
	}
	for !p.atEnd() && !p.takeMark(":") {
		p.takeMark(",")
		word := p.word()
		read := clause(word)
		if read == nil {
			return fmt.Errorf("%q is no clause of an event", word)
		}
		if err := read(t, p, &e); err != nil {
			return err
		}
		if p.atEnd() {
			break
		}
	}
	e.Reason = p.all()
	l.event = e
	return nil
}

// actor takes who did it; nobody if that is not said.
func actor(p *phrase) promise.Actor {
	w := p.peek()
	switch {
	case p.take("customer"):
		if name := p.peek(); name != "" && unicode.IsUpper([]rune(name)[0]) {
			return promise.Customer(p.word())
		}
		return promise.Customer("")
	case p.take("bot"):
		return promise.Bot("")
	case p.take("somebody"):
		return promise.Actor{}
	case w != "" && unicode.IsUpper([]rune(w)[0]):
		return promise.Person(p.word())
	}
	return promise.Actor{}
}

// clause returns what reads something that an event says besides, by the word
// with which it begins; nil if there is no such clause.
func clause(word string) func(*tale, *phrase, *policy.Event) error {
	named := func(into func(*policy.Event) *string) func(*tale, *phrase, *policy.Event) error {
		return func(_ *tale, p *phrase, e *policy.Event) error {
			if *into(e) = p.word(); *into(e) == "" {
				return errors.New("a clause without its name")
			}
			return nil
		}
	}
	return map[string]func(*tale, *phrase, *policy.Event) error{
		"sets":     func(_ *tale, p *phrase, e *policy.Event) error { return setFields(p, e) },
		"private":  func(_ *tale, _ *phrase, e *policy.Event) error { return withData(e, "visibility", "private") },
		"agreed":   func(_ *tale, _ *phrase, e *policy.Event) error { e.Agreed = true; return nil },
		"with":     func(_ *tale, p *phrase, e *policy.Event) error { return withData(e, p.word(), p.word()) },
		"via":      named(func(e *policy.Event) *string { return &e.Channel }),
		"batch":    named(func(e *policy.Event) *string { return &e.Batch }),
		"id":       named(func(e *policy.Event) *string { return &e.ID }),
		"retracts": named(func(e *policy.Event) *string { return &e.Retracts }),
		"says":     (*tale).fact,
		"clears": func(_ *tale, p *phrase, e *policy.Event) error {
			if e.Set == nil {
				e.Set = policy.Fields{}
			}
			e.Set[p.word()] = ""
			return nil
		},
	}[word]
}

func withData(e *policy.Event, key, value string) error {
	if e.Data == nil {
		e.Data = map[string]string{}
	}
	if key == "" || value == "" {
		return errors.New("data without a key or a value")
	}
	e.Data[key] = value
	return nil
}

// fact takes: resolution revise due fri 12:00 agreed
func (t *tale) fact(p *phrase, e *policy.Event) error {
	name, ok := p.takeAny(t.names)
	if !ok {
		return fmt.Errorf("%q is no commitment", p.peek())
	}
	f := policy.Fact{Commitment: name}
	if err := f.Says.Kind.UnmarshalText([]byte(p.word())); err != nil {
		return err
	}
	for !p.atEnd() && !strings.HasPrefix(p.rest, ":") && !strings.HasPrefix(p.rest, ",") {
		if err := detail(p, &f.Says, e.At); err != nil {
			return err
		}
	}
	e.Facts = append(e.Facts, f)
	return nil
}

// detail takes one detail of what is said about a promise.
func detail(p *phrase, says *promise.Event, at time.Time) (err error) {
	number := func(into *float64) error {
		_, err := fmt.Sscan(p.word(), into)
		return err
	}
	switch word := p.word(); word {
	case "late":
		says.Late = true
	case "agreed":
		says.Agreed = true
	case "carry", "anew":
		says.Count = promise.Count(word)
	case "without":
		switch word := p.word(); word {
		case "target":
			says.Removes.Target = true
		case "conditions":
			says.Removes.Conditions = true
		default:
			err = fmt.Errorf("%q cannot be removed", word)
		}
	case "due":
		says.Terms.Due, err = deadline(p, at)
	case "target":
		says.Terms.Target, err = deadline(p, at)
	case "p":
		err = number(&says.P)
	case "score":
		err = number(&says.Score)
	case "key":
		says.Key = p.word()
	case "condition":
		if says.Condition = p.word(); p.take("by") {
			c := promise.Condition{Name: says.Condition}
			says.Condition = ""
			if c.By, err = p.when(at, false); err == nil && p.take("else") {
				c.Else = promise.Else(p.word())
			}
			says.Terms.Conditions = append(says.Terms.Conditions, c)
		}
	case "until":
		says.Until, err = p.when(at, false)
	default:
		err = fmt.Errorf("%q is nothing that can be said of a promise", word)
	}
	return err
}

// deadline takes an amount of working time, or an instant.
func deadline(p *phrase, at time.Time) (promise.Deadline, error) {
	if d, err := promise.ParseDeadline(p.peek()); err == nil {
		p.word()
		return d, nil
	}
	t, err := p.when(at, false)
	return promise.By(t), err
}
