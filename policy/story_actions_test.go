package policy_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
)

// told reads the actions that are expected.
func (e *expectation) told(p *phrase, at time.Time) error {
	type wanted struct {
		text      string
		do, stake bool
	}
	say := func(a policy.Action, w wanted) string {
		text := fmt.Sprintf("%s of %s %s", a.Reaction, strings.TrimPrefix(a.Promise, caseID+"/"), a.Planned.UTC().Format(time.RFC3339))
		if a.Withdrawn {
			text = "undo " + text
		}
		if !a.At.Equal(a.Planned) {
			text += " at " + a.At.UTC().Format(time.RFC3339)
		}
		if w.do {
			text += " do " + a.Do
		}
		if w.stake {
			text += fmt.Sprint(" stake ", a.Stake.Amount)
		}
		return text
	}
	list := []wanted{}
	if !p.take("nothing") {
		for _, part := range parts(p.all()) {
			q := &phrase{part}
			var a policy.Action
			var w wanted
			a.Withdrawn = q.take("undo")
			of := strings.Index(q.rest, " of ")
			if of < 0 {
				return fmt.Errorf("%q is no action; write one like warn of resolution/1 mon 15:00", part)
			}
			a.Reaction, q.rest = strings.TrimSpace(q.rest[:of]), q.rest[of+4:]
			slash := strings.IndexByte(q.rest, '/')
			if slash < 0 {
				return fmt.Errorf("%q names no promise", part)
			}
			a.Promise, q.rest = q.rest[:slash], q.rest[slash:]
			a.Promise += q.word()
			var err error
			if a.Planned, err = q.when(at, true); err != nil {
				return err
			}
			a.At = a.Planned
			if q.take("at") {
				a.At, err = q.when(at, true)
			}
			if w.do = q.take("do"); w.do {
				a.Do = q.word()
			}
			if w.stake = q.take("stake"); w.stake && err == nil {
				a.Stake.Amount, err = strconv.ParseFloat(q.word(), 64)
			}
			if err != nil || !q.atEnd() {
				return fmt.Errorf("%q: %q is not understood: %w", part, q.all(), err)
			}
			w.text = say(a, w)
			list = append(list, w)
		}
	}
	e.add(func(v view) {
		want, got := []string{}, []string{}
		for _, w := range list {
			want = append(want, w.text)
		}
		for i, a := range v.c.Actions(v.since, v.at) {
			var w wanted
			if i < len(list) {
				w = list[i]
			}
			got = append(got, say(a, w))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			v.tb.Errorf("told since %s (-want +got, UTC):\n%s", v.since, diff)
		}
	})
	return nil
}

func (e *expectation) change(p *phrase, at time.Time) error {
	want, err := p.when(at, false)
	e.add(func(v view) {
		next, ok := v.c.NextChange(v.at)
		require.True(v.tb, ok && next.Equal(want), "the next change is %s (%v), not %s", next.In(want.Location()), ok, want)
	})
	return err
}

// contact reads how the talk with the customer is expected to stand.
func (e *expectation) contact(p *phrase, at time.Time) error {
	for _, part := range parts(p.all()) {
		q := &phrase{part}
		word := q.word()
		var want string
		var err error
		switch word {
		case "told", "asked", "chases":
			want = q.word()
		case "silence", "longest":
			var d time.Duration
			d, err = time.ParseDuration(q.word())
			want = d.String()
		case "last", "unanswered":
			var t time.Time
			t, err = q.when(at, true)
			want = t.UTC().String()
		case "all":
			word, want = "unanswered", time.Time{}.String()
			if !q.take("answered") {
				return errors.New("not understood")
			}
		default:
			return fmt.Errorf("%q is nothing of a contact", word)
		}
		if err != nil || !q.atEnd() {
			return fmt.Errorf("%q is not understood: %w", part, err)
		}
		e.add(func(v view) {
			c := v.c.Contact(v.at)
			got := map[string]string{
				"told": strconv.Itoa(c.Told), "asked": strconv.Itoa(c.Asked), "chases": strconv.Itoa(c.Chases), "silence": c.Silence.String(),
				"longest": c.Longest.String(), "last": c.Last.UTC().String(), "unanswered": c.Unanswered.UTC().String(),
			}
			require.Equal(v.tb, want, got[word], word)
		})
	}
	return nil
}

// conflict reads which promises are expected to disagree about a matter.
func (e *expectation) conflict(p *phrase, at time.Time) error {
	colon := strings.Index(p.rest, ": ")
	if colon < 0 {
		return errors.New("name the matter, then a colon")
	}
	want := conflict.Conflict{Matter: strings.TrimSpace(p.rest[:colon])}
	p.rest = p.rest[colon+2:]
	for _, part := range parts(p.all()) {
		slash := strings.IndexByte(part, '/')
		if slash < 0 {
			return fmt.Errorf("%q names no promise", part)
		}
		q := &phrase{part[slash:]}
		want.Promises = append(want.Promises, caseID+"/"+part[:slash]+q.word())
		due, err := q.when(at, false)
		if err != nil || !q.atEnd() {
			return fmt.Errorf("%q is not understood: %w", part, err)
		}
		want.Due = append(want.Due, due)
	}
	e.add(func(v view) {
		var got []conflict.Conflict
		for _, c := range conflict.In(v.c, v.at) {
			if c.Matter == want.Matter {
				got = append(got, c)
			}
		}
		if diff := cmp.Diff([]conflict.Conflict{want}, got); diff != "" {
			v.tb.Errorf("conflicts (-want +got):\n%s", diff)
		}
	})
	return nil
}
