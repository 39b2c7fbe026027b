package contract_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/examples/crmplugin/contract"
	"github.com/underpromise/underpromise/policy"
)

// evaluate answers a request, which must be readable.
func evaluate(tb testing.TB, request any) contract.Response {
	tb.Helper()
	doc, ok := request.([]byte)
	if !ok {
		var err error
		doc, err = json.Marshal(request)
		require.NoError(tb, err)
	}
	var r contract.Response
	require.NoError(tb, json.Unmarshal(contract.Evaluate(doc), &r))
	return r
}

// golden returns a request of testdata.
func golden(tb testing.TB, name string) contract.Request {
	tb.Helper()
	var r contract.Request
	require.NoError(tb, json.Unmarshal(goldens(tb)[name], &r))
	return r
}

// TestEveryCodeHasAStory: the closed lists are those of the schema, and a golden
// shows each code that a request can bring about.
func TestEveryCodeHasAStory(t *testing.T) {
	shown := map[string]bool{"too_large": true, "too_many_events": true, "bad_call": true, "internal": true} // TestLimits and the hosts show these
	for _, request := range goldens(t) {
		r := evaluate(t, request)
		for _, p := range r.Promises {
			shown[string(p.Reason.Code)] = true
		}
		for _, e := range r.Errors {
			shown[string(e.Code)] = true
		}
	}
	doc, err := contract.Schemas.ReadFile("response.schema.json")
	require.NoError(t, err)
	var schema struct {
		Defs struct {
			Reason struct {
				Properties struct {
					Code struct{ Enum []string }
				}
			}
			Error struct {
				Properties struct {
					Code struct{ Enum []string }
				}
			}
		} `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(doc, &schema))
	closed := slices.Concat(schema.Defs.Reason.Properties.Code.Enum, schema.Defs.Error.Properties.Code.Enum)
	slices.Sort(closed)
	if diff := cmp.Diff(closed, slices.Sorted(maps.Keys(shown))); diff != "" {
		t.Errorf("-schema +shown:\n%s", diff)
	}
}

// TestLimits asks at each limit and beyond it.
func TestLimits(t *testing.T) {
	one := func(r contract.Response) contract.Error {
		require.Len(t, r.Errors, 1)
		require.Empty(t, r.Promises)
		return r.Errors[0]
	}
	doc, err := json.Marshal(golden(t, "on-track"))
	require.NoError(t, err)
	full := append(doc, bytes.Repeat([]byte{' '}, contract.MaxRequest-len(doc))...)
	require.Empty(t, evaluate(t, full).Errors, "at the limit")
	require.Equal(t, contract.Error{Code: contract.TooLarge, Message: "too large: expected at most 1048576 bytes, got 1048577; send fewer events, or a shorter policy"},
		one(evaluate(t, append(full, ' '))))
	require.Equal(t, string(contract.Evaluate(append(full, ' '))), string(contract.Refuse(contract.MaxRequest+1)))

	r := golden(t, "on-track")
	r.Events = make([]policy.Event, contract.MaxEvents)
	for i := range r.Events {
		r.Events[i] = policy.Event{Type: "note", At: r.Case.Opened.Add(time.Duration(i) * time.Second)}
	}
	require.Empty(t, evaluate(t, r).Errors, "at the limit")
	r.Events = append(r.Events, r.Events[0])
	require.Equal(t, contract.Error{Code: contract.TooManyEvents, Path: "events", Message: "too many: expected at most 10000, got 10001; leave out what no trigger of the policy asks for"},
		one(evaluate(t, r)))

	r = golden(t, "on-track")
	for i := range 1001 {
		r.Events = append(r.Events, policy.Event{Type: "note", At: r.Case.Opened.Add(time.Duration(i) * time.Second)})
	}
	r.Since = r.Case.Opened.Add(100 * time.Second)
	require.Empty(t, evaluate(t, r).Errors, "at the limit")
	r.Since = r.Case.Opened
	require.Equal(t, contract.Error{Code: contract.TooManyEvents, Path: "since", Message: "too many: 1001 of 1002 events were recorded after it, expected at most 998; ask for actions more often, or leave out what no trigger of the policy asks for"},
		one(evaluate(t, r)))

	r = golden(t, "on-track")
	r.Now = r.Case.Opened.AddDate(contract.MaxYears, 0, 0)
	require.Empty(t, evaluate(t, r).Errors, "at the limit")

	var fields []string
	for i := range 1000 {
		fields = append(fields, fmt.Sprintf("%q:1", strings.Repeat("ж", i)))
	}
	many := evaluate(t, []byte("{"+strings.Join(fields, ",")+"}"))
	require.Len(t, many.Errors, contract.MaxErrors)
	long := evaluate(t, []byte(`{"`+strings.Repeat("жx", 1000)+`":1}`)).Errors[0]
	require.LessOrEqual(t, len(long.Path), contract.MaxText)
	require.True(t, strings.HasSuffix(long.Path, "ж...") || strings.HasSuffix(long.Path, "x..."), long.Path)
}

// TestLongTicket: a response has room for so many promises; those that have
// ended give way first.
func TestLongTicket(t *testing.T) {
	r := golden(t, "on-track")
	r.Events = nil
	for i := range 600 {
		r.Events = append(r.Events, policy.Event{Type: "message", At: r.Case.Opened.Add(time.Duration(i) * time.Minute), By: golden(t, "on-track").Events[0].By})
	}
	r.Now = r.Events[599].At
	short := evaluate(t, r)
	require.Len(t, short.Promises, 3, "the last of each commitment")
	require.Zero(t, short.LeftOut)
	r.History = true
	long := evaluate(t, r)
	require.Len(t, long.Promises, contract.MaxPromises)
	require.Equal(t, 602-contract.MaxPromises, long.LeftOut)
	require.Equal(t, short.Promises[1:], long.Promises[contract.MaxPromises-2:], "what is open is there")
}

// TestTheTargetDoesNotShow: what the customer is told is the same with and
// without a target, before it and after.
func TestTheTargetDoesNotShow(t *testing.T) {
	const doc = `{"calendars":[{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}],"commitments":[{"name":"resolution","calendar":"office","rules":[{"due":"15h"%s}]}]}`
	r := golden(t, "on-track")
	r.Events = nil
	standings := map[string]bool{}
	for hours := range 60 {
		r.Now = r.Case.Opened.Add(time.Duration(hours) * time.Hour)
		r.Policy = fmt.Appendf(nil, doc, `,"target":"9h"`)
		with := evaluate(t, r).Promises[0]
		r.Policy = fmt.Appendf(nil, doc, "")
		without := evaluate(t, r).Promises[0]
		require.Equal(t, without.CustomerSentence, with.CustomerSentence)
		standings[with.Standing.String()] = true
	}
	require.Equal(t, map[string]bool{"on track": true, "at risk": true, "broken": true}, standings)
}

// TestAccept: who takes an offer records its event, and has what was offered.
func TestAccept(t *testing.T) {
	taken := 0
	for _, name := range []string{"wish", "wish-granted"} {
		r := golden(t, name)
		for i, o := range evaluate(t, r).Offers {
			if o.Accept == nil {
				continue
			}
			var e policy.Event
			require.NoError(t, json.Unmarshal(o.Accept, &e))
			e.ID, e.At = fmt.Sprint("accept ", i), r.Now
			accepted := r
			accepted.Events = append(slices.Clip(r.Events), e)
			after := evaluate(t, accepted)
			require.Empty(t, after.Errors)
			p := after.Promises[slices.IndexFunc(after.Promises, func(p contract.Promise) bool { return p.Commitment == r.Wish.Commitment })]
			require.True(t, p.Due.Equal(o.Due), "%s: due %v, offered %v", o.Name, p.Due, o.Due)
			if o.Kind == policy.OfferCondition {
				require.Len(t, p.Conditions, 1)
				require.True(t, p.Conditions[0].By.Equal(o.By))
			}
			taken++
		}
	}
	require.Equal(t, 3, taken)
}

// TestLaws: an old answer can be given again, and an answer holds until it says
// that it does not.
func TestLaws(t *testing.T) {
	requests := map[string]contract.Request{}
	for name, doc := range goldens(t) {
		var r contract.Request
		if json.Unmarshal(doc, &r) == nil && len(evaluate(t, doc).Promises) > 0 {
			requests[name] = r
		}
	}
	names := slices.Sorted(maps.Keys(requests))
	rapid.Check(t, func(rt *rapid.T) {
		r := requests[rapid.SampledFrom(names).Draw(rt, "golden")]
		r.Wish, r.Picture, r.Updates, r.Language = nil, nil, nil, nil
		r.Now = r.Case.Opened.Add(time.Duration(rapid.IntRange(0, 5*24*60*60).Draw(rt, "seconds")) * time.Second)
		now := evaluate(t, r)
		require.Empty(rt, now.Errors)

		known := r
		known.Events = slices.DeleteFunc(slices.Clone(r.Events), func(e policy.Event) bool {
			if e.Recorded.IsZero() {
				e.Recorded = e.At
			}
			return e.Recorded.After(r.Now)
		})
		then := evaluate(t, known)
		hidden := len(r.Events) - len(known.Events)
		if r.Now.Before(r.Case.Recorded) {
			hidden++ // the opening
			require.Empty(rt, now.Promises)
		}
		require.Equal(rt, hidden, now.NotYetKnown)
		then.NotYetKnown = now.NotYetKnown
		require.Equal(rt, then, now, "what is not known yet changes nothing")

		require.True(rt, !r.Now.Before(r.Case.Recorded) || now.NextChange.Equal(r.Case.Recorded), "it is known from %v on", r.Case.Recorded)
		if now.ValidUntil.IsZero() {
			require.Empty(rt, now.Promises)
			return
		}
		require.True(rt, now.ValidUntil.After(r.Now))
		require.False(rt, !now.NextChange.IsZero() && now.NextChange.Before(now.ValidUntil))
		known.Now = now.ValidUntil.Add(-1)
		require.Equal(rt, said(now), said(evaluate(t, known)), "it holds until %v", now.ValidUntil)
		if now.NextChange.Equal(now.ValidUntil) {
			known.Now, known.Since = now.NextChange, r.Now
			next := evaluate(t, known)
			changed := len(next.Actions) > 0 || !slices.Equal(said(now), said(next))
			require.True(rt, changed, "it changes at %v", now.NextChange)
		}
	})
}

// said is what does not change by itself before ValidUntil: everything but
// amounts of time left.
func said(r contract.Response) (list []string) {
	for _, p := range r.Promises {
		list = append(list, fmt.Sprint(p.ID, p.Standing, p.Phase, p.Due, p.Target, p.Reason.Code, p.CustomerSentence, p.Conditions))
	}
	return append(list, fmt.Sprint(r.NextChange, r.NextUpdateDue, r.Conflicts))
}

// TestConcurrency asks an Evaluator many things at once, which must be what the
// function says; run it with -race.
func TestConcurrency(t *testing.T) {
	var evaluator contract.Evaluator
	requests := goldens(t)
	var group sync.WaitGroup
	for _, request := range requests {
		want := contract.Evaluate(request)
		for range 4 {
			group.Go(func() {
				if got := evaluator.Evaluate(request); !bytes.Equal(want, got) {
					t.Errorf("-want +got:\n%s", cmp.Diff(string(want), string(got)))
				}
			})
		}
	}
	group.Wait()
}

// TestPolicySchema: the policy's schema here is that of package policy.
func TestPolicySchema(t *testing.T) {
	want, err := os.ReadFile("../../../policy/schema.json")
	require.NoError(t, err)
	if documenttest.Update() {
		require.NoError(t, os.WriteFile("policy.schema.json", want, 0o600))
	}
	got, err := os.ReadFile("policy.schema.json")
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("run this test with -update; -want +got:\n%s", diff)
	}
}

// FuzzEvaluate: whatever comes in, a response comes out, the same one each time,
// and never one that tells of a fault.
func FuzzEvaluate(f *testing.F) {
	for _, request := range goldens(f) {
		f.Add(request)
	}
	var evaluator contract.Evaluator
	f.Fuzz(func(t *testing.T, request []byte) {
		response := evaluator.Evaluate(request)
		var r contract.Response
		if err := json.Unmarshal(response, &r); err != nil {
			t.Fatalf("%v: %s", err, response)
		}
		for _, e := range r.Errors {
			if e.Code == contract.Internal || e.Message == "" {
				t.Fatalf("%+v", e)
			}
		}
		if again := contract.Evaluate(request); !bytes.Equal(response, again) {
			t.Fatalf("-once +again:\n%s", cmp.Diff(string(response), string(again)))
		}
	})
}
