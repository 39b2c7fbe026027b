package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/instants"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// TestVendorLaws: any order of arrival gives the same promises, and so does a
// log that is cut in two; that time passes changes no verdict that was given.
func TestVendorLaws(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		base := bases[vendor]
		ties := rapid.Bool().Draw(rt, "ties")
		opened, steps := drawCase(rt, vendor, base, ties)
		end := steps[len(steps)-1].event.Recorded.AddDate(0, 0, rapid.IntRange(0, 20).Draw(rt, "days"))
		whole := opened
		for _, s := range steps {
			whole = s.record(rt, whole, end)
		}
		if !ties { // else the order of the log tells what came first
			shuffled := opened
			for _, s := range rapid.Permutation(steps).Draw(rt, "order") {
				shuffled = s.record(rt, shuffled, end)
			}
			samePromises(rt, whole, shuffled)
		}

		cut := rapid.IntRange(0, len(steps)).Draw(rt, "cut")
		parts := opened
		for i, s := range steps {
			parts = s.record(rt, parts, s.event.Recorded)
			if i+1 == cut {
				parts = waits(rt, parts, s.event.Recorded, instants.Later(s.event.Recorded, until(steps, i+1, end)))
			}
		}
		parts = waits(rt, parts, steps[len(steps)-1].event.Recorded, end)
		samePromises(rt, whole, parts)
		if cut > 0 {
			at := steps[cut-1].event.Recorded
			if at.Before(opened.Opening().Recorded) {
				require.Nil(rt, whole.KnownAt(at).Policy(), "nobody knew of it")
				return
			}
			samePromises(rt, whole.KnownAt(at), known(rt, opened, steps, at))
		}
	})
}

// until is when the i-th step is learnt, or the end.
func until(steps []step, i int, end time.Time) time.Time {
	if i < len(steps) {
		return steps[i].event.Recorded
	}
	return end
}

// known is the case after those steps that were learnt by an instant.
func known(t *rapid.T, c policy.Case, steps []step, at time.Time) policy.Case {
	for _, s := range steps {
		if !s.event.Recorded.After(at) {
			c = s.record(t, c, s.event.Recorded)
		}
	}
	return c
}

// waits lets the case see that time passes, in a few paces, and fails if what
// was judged before is judged otherwise then. What is broken stays broken. What is kept
// or void stays so, unless something accepted under a condition lapses: a field that was
// set with it goes back then, which can reopen what it had ended.
func waits(t *rapid.T, c policy.Case, from, to time.Time) policy.Case {
	c, err := c.Record(from)
	require.NoError(t, err)
	for pace := range 4 {
		at := from.Add(to.Sub(from) / 4 * time.Duration(pace))
		before, err := c.Record(at)
		require.NoError(t, err)
		next := to
		if pace < 3 {
			next = from.Add(to.Sub(from) / 4 * time.Duration(pace+1))
		}
		after, err := before.Record(next)
		require.NoError(t, err)
		later := map[string]promise.Promise{}
		for _, p := range after.Promises() {
			later[p.About().ID] = p
		}
		for _, p := range before.Promises() {
			id := p.About().ID
			q, still := later[id]
			require.True(t, still, "%s is gone once time has passed", id)
			was, is := p.At(at), q.At(at)
			if diff := cmp.Diff(was, is); diff != "" {
				t.Fatalf("%s is judged otherwise for %s once it is %s (-then +later):\n%s", id, at, next, diff)
			}
			final := was.Standing == promise.Kept || was.Standing == promise.Void
			if now := q.At(next); was.Standing == promise.Broken || final && !lapses(before, at, next) {
				require.Equal(t, was.Standing, now.Standing, "%s was %s at %s", id, was.Standing, at)
			}
		}
		c = after
	}
	return c
}

// TestVendorActionLaws: no key is told twice, unless it was taken back between;
// where all is learnt as it happens, nothing is ever taken back, and no key comes
// twice.
func TestVendorActionLaws(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		base := bases[vendor]
		opened, steps := drawCase(rt, vendor, base, rapid.Bool().Draw(rt, "ties"))
		end := steps[len(steps)-1].event.Recorded.AddDate(0, 0, 9)
		start := opened.Opening().Recorded.Add(-1)
		late, prompt := opened, opened
		for _, s := range steps {
			late = s.record(rt, late, s.event.Recorded)
			s.event.Recorded, s.event.Retracts = s.event.At, ""
			prompt = s.record(rt, prompt, s.event.At)
		}
		taken := slices.ContainsFunc(steps, func(s step) bool { return s.event.Retracts != "" })
		done := map[string]bool{}
		for _, a := range waits(rt, late, steps[len(steps)-1].event.Recorded, end).Actions(start, end) {
			require.Equal(rt, a.Withdrawn, done[a.Name], "%s is done or undone twice", a.Name)
			done[a.Name] = !a.Withdrawn
			require.True(rt, strings.HasPrefix(a.Name, caseID+"/"+a.Commitment+"/"+a.Reaction+"/"), "the key %s", a.Name)
		}
		once := map[string]bool{}
		prompt, err := prompt.Record(end)
		require.NoError(rt, err)
		for _, a := range prompt.Actions(start, end) {
			require.False(rt, a.Withdrawn || once[a.Name], "%s comes twice or is taken back, though all was learnt as it happened", a.Name)
			once[a.Name] = true
			require.False(rt, a.At.Before(a.Planned), "%s", a.Name)
		}
		if taken {
			return // what was taken back was done above
		}
		var left, want []string
		for key, is := range done {
			if is {
				left = append(left, key)
			}
		}
		for key := range once {
			want = append(want, key)
		}
		slices.Sort(left)
		slices.Sort(want)
		if diff := cmp.Diff(want, left); diff != "" {
			rt.Fatalf("what is left done in the end (-learnt as it happened +learnt late):\n%s", diff)
		}
	})
}

// TestVendorWakeLaw: who sleeps until NextChange says so misses nothing: no
// promise stands otherwise before, nothing is to be done and nothing begins; and
// then something has changed.
func TestVendorWakeLaw(t *testing.T) {
	bases := reacting(t)
	rapid.Check(t, func(rt *rapid.T) {
		vendor := rapid.SampledFrom(vendors).Draw(rt, "vendor")
		c, steps := drawCase(rt, vendor, bases[vendor], true)
		for _, s := range steps {
			c = s.record(rt, c, s.event.Recorded)
		}
		now := instants.Later(steps[len(steps)-1].event.Recorded, c.Opening().Recorded).Add(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "asked")) * time.Minute)
		for range 3 {
			asked := waits(rt, c, now, now)
			next, ok := asked.NextChange(now)
			before := now.AddDate(0, 2, 0)
			if ok {
				require.True(rt, next.After(now))
				before = next.Add(-1)
			}
			slept := waits(rt, asked, now, before)
			require.Equal(rt, standings(asked, now), standings(slept, before), "asleep from %s to %s", now, before)
			require.Empty(rt, slept.Actions(now, before), "asleep from %s to %s", now, before)
			if !ok {
				return
			}
			woken := waits(rt, slept, before, next)
			if len(woken.Actions(before, next)) == 0 && !isPeriodic(woken.Policy()) && !lapses(woken, before, next) { // a period can begin in which no rule holds
				require.NotEqual(rt, standings(slept, before)+lapsed(slept, before), standings(woken, next)+lapsed(woken, next), "woken for nothing at %s", next)
			}
			c, now = woken, next
		}
	})
}

// lapses reports whether the last instant of a condition under which something was
// accepted lies after one instant and not after another. What lapses then can be of a
// promise that was withdrawn, and not be seen.
func lapses(c policy.Case, after, until time.Time) bool {
	for _, e := range c.Events() {
		for _, f := range e.Facts {
			if slices.ContainsFunc(f.Says.Terms.Conditions, func(c promise.Condition) bool {
				return c.Else == promise.ElseBack && c.By.After(after) && !c.By.After(until)
			}) {
				return true
			}
		}
	}
	return false
}

// lapsed writes which revisions have gone back.
func lapsed(c policy.Case, at time.Time) (text string) {
	for _, p := range c.Promises() {
		text += fmt.Sprint(p.About().ID, len(p.Lapsed(at)), "\n")
	}
	return text
}

func isPeriodic(p *policy.Policy) bool {
	return slices.ContainsFunc(p.Config().Commitments, func(c policy.Commitment) bool { return c.Clock.Cycle == policy.Periodic })
}
