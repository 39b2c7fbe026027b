package policy_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// An expectation is what a tale expects of the case where it stands.
//
//	expect   = commitment [ "/" cycle ] part { "," part } | "no" commitment | "promises" id { "," id } |
//	           "told" ( "nothing" | action { "," action } ) | "next change" when | "never changes" | "unknown at" when |
//	           "contact" count { "," count } | "no conflict" | "conflict" matter ":" id when { "," id when }
//	part     = standing | phase | "broken at" when | "ended at" when | "first" standing | "due" when | "due if resumed" when |
//	           "no due" why | "target" when | "no target" | "expected" when | "no expected" | "elapsed" duration |
//	           "remaining" duration | "no remaining" | "paused" duration | "reason" text | "notice" word | "next change" when |
//	           "never changes" | "made" when | "from" when | "to" name | "owner" name | "parent" id | "no parent" |
//	           "restarts" id | "no restarts" | "start day" date | "no start day" | "cause" word | "stake" number |
//	           "rule" number | "no rule" | "pad" text | "revisions" number | "revision" text
//	action   = [ "undo" ] reaction "of" id when [ "at" when ] [ "do" text ] [ "stake" number ]
//	count    = ( "told" | "asked" | "chases" ) number | ( "silence" | "longest" ) duration | ( "last" | "unanswered" ) when | "all answered"
//
// A commitment without a cycle has made one promise only. "told" lists what has
// become due since it was last asked, in order: the planned instant, then the
// one at which it became due if that is another. The rule counts from 1.
type expectation struct {
	looks  bool // it asks what to do
	checks []func(v view)
}

// A view is the case as somebody sees it who looks at an instant, and has looked
// before at another.
type view struct {
	tb        testing.TB
	c         policy.Case
	since, at time.Time
}

func (e *expectation) add(check func(v view)) { e.checks = append(e.checks, check) }

// expectation reads what stands behind "expect".
func (t *tale) expectation(p *phrase, at time.Time) (*expectation, error) {
	e := &expectation{}
	var err error
	switch {
	case p.take("told"):
		e.looks = true
		err = e.told(p, at)
	case p.take("next change"):
		err = e.change(p, at)
	case p.take("never changes"):
		e.add(func(v view) {
			next, ok := v.c.NextChange(v.at)
			require.False(v.tb, ok, "it changes at %s", next)
		})
	case p.take("unknown at"):
		var then time.Time
		then, err = p.when(at, true)
		e.add(func(v view) { require.Nil(v.tb, v.c.KnownAt(then).Policy(), "it was known at %s", then) })
	case p.take("contact"):
		err = e.contact(p, at)
	case p.take("no conflict"):
		e.add(func(v view) { require.Empty(v.tb, conflict.In(v.c, v.at)) })
	case p.take("conflict"):
		err = e.conflict(p, at)
	case p.take("promises"):
		want := parts(p.all())
		e.add(func(v view) { require.Equal(v.tb, want, promiseIDs(v.c)) })
	case p.take("no"):
		name, ok := p.takeAny(t.names)
		if !ok {
			return nil, fmt.Errorf("%q is no commitment", p.peek())
		}
		e.add(func(v view) {
			require.Empty(v.tb, slices.DeleteFunc(promiseIDs(v.c), func(id string) bool { return !strings.HasPrefix(id, name+"/") }))
		})
	default:
		name, ok := p.takeAny(t.names)
		if !ok {
			return nil, fmt.Errorf("%q is nothing that can be expected", p.peek())
		}
		if strings.HasPrefix(p.rest, "/") {
			name += p.word()
		}
		err = e.promise(name, p, at)
	}
	if err == nil && len(e.checks) == 0 {
		err = errors.New("it expects nothing")
	}
	return e, err
}

// promiseIDs returns the IDs of the promises of a case, without the case's.
func promiseIDs(c policy.Case) (ids []string) {
	for _, p := range c.Promises() {
		ids = append(ids, strings.TrimPrefix(p.About().ID, caseID+"/"))
	}
	return ids
}

// find returns a promise by commitment and cycle, or by commitment if there is
// only one.
func (v view) find(name string) promise.Promise {
	var found []promise.Promise
	for _, p := range v.c.Promises() {
		id := strings.TrimPrefix(p.About().ID, caseID+"/")
		if id == name || id[:strings.LastIndexByte(id, '/')] == name {
			found = append(found, p)
		}
	}
	require.Len(v.tb, found, 1, "promises %s; there are %s", name, promiseIDs(v.c))
	return found[0]
}

// promise reads what is expected of one promise.
func (e *expectation) promise(name string, p *phrase, at time.Time) error {
	var want promisetest.Want
	named := false
	seen := map[string]bool{}
	for _, text := range parts(p.all()) {
		q := &phrase{text}
		word := q.word()
		more := *q
		if key := word + " " + more.word(); seen[key] {
			return fmt.Errorf("%q is expected twice", text)
		} else {
			seen[key] = true
		}
		status, err := statusPart(&want, word, q, at)
		named = named || status
		if err == nil && !status {
			var check func(view, promise.Promise)
			if check, err = promisePart(word, q, at); err == nil {
				e.add(func(v view) { check(v, v.find(name)) })
			}
		}
		if err == nil && !q.atEnd() {
			err = fmt.Errorf("%q is too much", q.all())
		}
		if err != nil {
			return fmt.Errorf("%q: %w", text, err)
		}
	}
	if named {
		e.add(func(v view) { promisetest.Expect(v.tb, v.find(name), v.at, want) })
	}
	return nil
}

// statusPart reads one thing of how the promise stands. It reports whether it
// is one.
func statusPart(w *promisetest.Want, word string, q *phrase, at time.Time) (is bool, err error) {
	instant := func(into *time.Time, back bool) { *into, err = q.when(at, back) }
	amount := func(into **time.Duration) {
		var d time.Duration
		d, err = time.ParseDuration(q.word())
		*into = &d
	}
	standing := func(into *promise.Standing, text string) bool {
		return into.UnmarshalText([]byte(text)) == nil
	}
	switch {
	case (word == "on" && q.take("track")) || (word == "at" && q.take("risk")):
		return standing(&w.Standing, map[string]string{"on": "on track", "at": "at risk"}[word]), nil
	case word == "broken" && q.take("at"):
		w.Standing = promise.Broken
		instant(&w.BrokenAt, true)
	case word == "ended" && q.take("at"):
		instant(&w.EndedAt, true)
	case word == "paused" && !q.atEnd():
		amount(&w.Paused)
	case standing(&w.Standing, word), w.Phase.UnmarshalText([]byte(word)) == nil:
	case word == "first":
		if text := q.all(); !standing(&w.FirstStanding, text) {
			return true, fmt.Errorf("%q is no standing", text)
		}
	case word == "due" && !strings.HasPrefix(strings.TrimSpace(q.rest), "if"):
		instant(&w.Due, false)
	case word == "target":
		instant(&w.Target, false)
	case word == "expected":
		instant(&w.Expected, false)
	case word == "no" && q.take("due"):
		switch w.NoDue = promise.NoDue(q.word()); w.NoDue {
		case promise.DuePaused, promise.DuePending, promise.DueReopened, promise.DueUnreachable:
		default:
			return true, errors.New("it does not say why")
		}
	case word == "no" && q.take("target"):
		w.NoTarget = true
	case word == "no" && q.take("expected"):
		w.NoExpected = true
	case word == "elapsed":
		amount(&w.Elapsed)
	case word == "remaining":
		amount(&w.Remaining)
	case word == "reason":
		w.Reason = q.word()
	case word == "notice":
		w.Notice = promise.Notice(q.word())
	default:
		return false, nil
	}
	return true, err
}

// promisePart reads one thing that a promise has besides.
func promisePart(word string, q *phrase, at time.Time) (func(view, promise.Promise), error) {
	text := func(got func(view, promise.Promise) string) (func(view, promise.Promise), error) {
		want := q.word()
		return func(v view, p promise.Promise) { require.Equal(v.tb, want, got(v, p), word) }, nil
	}
	instant := func(back bool, got func(promise.Promise, time.Time) time.Time) (func(view, promise.Promise), error) {
		want, err := q.when(at, back)
		return func(v view, p promise.Promise) {
			require.Equal(v.tb, want.Format(time.RFC1123Z), got(p, v.at).In(want.Location()).Format(time.RFC1123Z), word)
		}, err
	}
	switch word {
	case "due":
		if !q.take("if resumed") {
			return nil, errors.New("not understood")
		}
		return instant(false, func(p promise.Promise, at time.Time) time.Time {
			due, _ := p.DueIfResumed(at)
			return due
		})
	case "next":
		if !q.take("change") {
			return nil, errors.New("not understood")
		}
		want, err := q.when(at, false)
		return func(v view, p promise.Promise) { promisetest.ExpectNextChange(v.tb, p, v.at, want) }, err
	case "never":
		if !q.take("changes") {
			return nil, errors.New("not understood")
		}
		return func(v view, p promise.Promise) {
			promisetest.ExpectNextChange(v.tb, p, v.at, time.Time{})
		}, nil
	case "made":
		return instant(true, func(p promise.Promise, _ time.Time) time.Time { return p.Made() })
	case "from":
		return instant(true, func(p promise.Promise, _ time.Time) time.Time { return p.About().Start })
	case "no":
		switch {
		case q.take("rule"):
			return func(v view, p promise.Promise) { require.Equal(v.tb, -1, whyOf(v, p).Rule) }, nil
		case q.take("parent"):
			return func(v view, p promise.Promise) { require.Empty(v.tb, p.About().Parent) }, nil
		case q.take("start day"):
			return func(v view, p promise.Promise) { require.Zero(v.tb, p.About().StartDay) }, nil
		case q.take("restarts"):
			return func(v view, p promise.Promise) { require.Empty(v.tb, p.About().Restarts) }, nil
		case q.take("remaining"):
			return func(v view, p promise.Promise) { require.False(v.tb, p.At(v.at).HasRemaining(), "it has") }, nil
		}
		return nil, errors.New("not understood")
	case "rule":
		n, err := strconv.Atoi(q.word())
		return func(v view, p promise.Promise) {
			require.Equal(v.tb, n, whyOf(v, p).Rule+1, "rule")
		}, err
	case "revisions":
		n, err := strconv.Atoi(q.word())
		return func(v view, p promise.Promise) { require.Len(v.tb, p.Explain(v.at).Revisions, n) }, err
	case "stake":
		n, err := strconv.ParseFloat(q.word(), 64)
		return func(v view, p promise.Promise) {
			require.Equal(v.tb, fmt.Sprint(n), fmt.Sprint(p.About().Stake.Amount), "stake")
		}, err
	case "pad":
		want := q.word()
		return func(v view, p promise.Promise) { require.Equal(v.tb, want, whyOf(v, p).Pad) }, nil
	case "to":
		return text(func(_ view, p promise.Promise) string { return p.About().To })
	case "owner":
		return text(func(_ view, p promise.Promise) string { return p.About().Owner })
	case "parent":
		want := caseID + "/" + q.all()
		return func(v view, p promise.Promise) { require.Equal(v.tb, want, p.About().Parent) }, nil
	case "restarts":
		want := caseID + "/" + q.all()
		return func(v view, p promise.Promise) { require.Equal(v.tb, want, p.About().Restarts) }, nil
	case "start":
		if !q.take("day") {
			return nil, errors.New("not understood")
		}
		return text(func(_ view, p promise.Promise) string { return p.About().StartDay.String() })
	case "cause":
		return text(func(v view, p promise.Promise) string { return string(p.At(v.at).VoidCause) })
	case "revision":
		return text(func(v view, p promise.Promise) string {
			if list := p.Explain(v.at).Revisions; len(list) > 0 {
				return list[len(list)-1].Reason
			}
			return "there is none"
		})
	}
	return nil, errors.New("nothing that can be expected of a promise")
}

func whyOf(v view, p promise.Promise) policy.Why {
	why, ok := v.c.Why(p.About().ID)
	require.True(v.tb, ok, "there is no why")
	return why
}
