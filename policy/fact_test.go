package policy_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

func fact(at time.Time, commitment string, says promise.Event) policy.Event {
	return policy.Event{At: at, Recorded: at, By: promise.Person("Ann"), Channel: "phone", Facts: []policy.Fact{{Commitment: commitment, Says: says}}}
}

// TestFacts has people say things about promises: another date, a danger, a
// pause by hand, what the customer thinks of it.
func TestFacts(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, followDoc).Open("T-7", policy.Fields{"status": "open"}, at("mon 09:00"))
	require.NoError(t, err)
	friday := promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.By(at("fri 16:00"))}, Agreed: true, Reason: "the part comes on Thursday"}
	c, err = c.Record(at("mon 12:00"),
		fact(at("mon 10:00"), "resolution", promise.Event{Kind: promise.Pause, Reason: "power cut"}),
		fact(at("mon 11:00"), "resolution", promise.Event{Kind: promise.Resume}),
		set(at("mon 11:30"), "status", "pending"),
		fact(at("mon 11:30"), "resolution", promise.Event{Kind: promise.Resume}), // ends only what was paused by hand
		set(at("mon 11:45"), "status", "open"),
		fact(at("mon 12:00"), "resolution", friday),
		fact(at("mon 12:00"), "call back", promise.Event{Kind: promise.Update}), // there is none
	)
	require.NoError(t, err)
	require.Equal(t, "resolution/1: on track, running, due fri 09 16:00, elapsed 1h45m0s\n", show(c, at("mon 12:00")))
	e := c.Promises()[0].Explain(at("mon 12:00"))
	require.Equal(t, "the part comes on Thursday", e.Revisions[0].Reason)
	require.Equal(t, "phone", e.Revisions[0].Channel)

	c, err = c.Record(at("tue 09:00"), fact(at("tue 09:00"), "resolution", promise.Event{Kind: promise.Flag, P: 0.8, Reason: "the supplier is late"}))
	require.NoError(t, err)
	require.Equal(t, promise.AtRisk, c.Promises()[0].At(at("tue 09:00")).Standing)
	c, err = c.Record(at("wed 09:00"),
		fact(at("wed 09:00"), "resolution", promise.Event{Kind: promise.Clear}),
		set(at("thu 10:00"), "status", "solved"),
		fact(at("fri 10:00"), "resolution", promise.Event{Kind: promise.Rate, Score: 5}))
	require.NoError(t, err)
	require.Equal(t, promise.Kept, c.Promises()[0].At(at("fri 17:00")).Standing)
	events := c.Promises()[0].Events()
	require.Equal(t, 5.0, events[len(events)-1].Score)
}

// TestFactErrors keeps what malformed facts are told.
func TestFactErrors(t *testing.T) {
	c, err := parsePolicy(t, followDoc).Open("T-7", nil, instant(t, "mon 09:00"))
	require.NoError(t, err)
	now := instant(t, "mon 10:00")
	_, err = c.Record(now, policy.Event{Facts: []policy.Fact{
		{Says: promise.Event{Kind: promise.Update}},
		{Commitment: "resolution", Says: promise.Event{Kind: promise.Fulfill}},
		{Commitment: "resolution", Says: promise.Event{Kind: promise.Flag, P: 2}},
		{Commitment: "resolution", Says: promise.Event{Kind: promise.Update, At: now}},
		{Commitment: "resolution", Says: promise.Event{Kind: promise.Pause, Key: "while"}},
		{Commitment: "resolution", Says: promise.Event{Kind: promise.Revise, Terms: promise.Terms{Due: promise.Within(time.Hour)}}},
	}})
	require.EqualError(t, err, `policy: events[0].facts[0].commitment: required; name the commitment whose promise the fact is about
policy: events[0].facts[1].kind: "fulfill" is not supported in a fact; the clock's triggers start and end promises, and retracts takes events back
policy: events[0].facts[2].p: out of range: 2; write a probability from 0 to 1
policy: events[0].facts[3].kind: update must not have an id, instant, person or channel of its own; write those in the event
policy: events[0].facts[4].key: "while" is reserved for the clock's own pauses; use another word
policy: events[0].facts[5].count: required; write "carry" to count from the start or "anew" to count from the revision`)
}

// TestEventRoundTrip writes an event with everything in it, and reads it again.
func TestEventRoundTrip(t *testing.T) {
	at := instant(t, "mon 10:00").UTC()
	e := policy.Event{
		ID: "e7", Type: "message", At: at, Recorded: at.Add(time.Minute), By: promise.Customer("Cy"), Channel: "email", Reason: "why",
		Data: map[string]string{"visibility": "public"}, Set: policy.Fields{"status": "open"}, Agreed: true, Retracts: "e3",
		Facts: []policy.Fact{{Commitment: "resolution", Says: promise.Event{Kind: promise.Flag, Key: "supplier", P: 0.5}}},
	}
	doc, err := json.Marshal(e)
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"e7","type":"message","at":"2026-01-05T09:00:00Z","recorded":"2026-01-05T09:01:00Z","by":{"name":"Cy","role":"customer"},"channel":"email","reason":"why",
		"data":{"visibility":"public"},"set":{"status":"open"},"agreed":true,"retracts":"e3","facts":[{"commitment":"resolution","kind":"flag","key":"supplier","p":0.5}]}`, string(doc))
	var back policy.Event
	require.NoError(t, json.Unmarshal(doc, &back))
	if diff := cmp.Diff(e, back); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for doc, want := range map[string]string{
		`{"typ":"message"}`:                            "policy: typ: unknown field; expected one of id, type, at, recorded, by, channel, reason, data, set, agreed, facts, retracts",
		`{"facts":[{"commitment":7,"kind":"update"}]}`: "policy: facts[0].commitment: expected a string, got 7; write the name in quotation marks",
		`{"facts":[{"kind":"updat"}]}`:                 `policy: facts[0].kind: unknown kind of event "updat"`,
		`{"at":"yesterday"}`:                           `policy: at: invalid instant "yesterday"`,
	} {
		err := json.Unmarshal([]byte(doc), &back)
		require.ErrorContains(t, err, want)
		var field *document.FieldError
		require.ErrorAs(t, err, &field)
	}
}

// TestRetracts takes an event back: as if it had never been, but still known
// before.
func TestRetracts(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	c, err := parsePolicy(t, followDoc).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	solved := set(at("mon 12:00"), "status", "solved")
	solved.ID = "e1"
	c, err = c.Record(at("mon 12:00"), solved)
	require.NoError(t, err)
	c, err = c.Record(at("mon 13:30"), policy.Event{Retracts: "e1", Reason: "another ticket was meant"})
	require.NoError(t, err)
	require.Equal(t, "call back/1: on track, running, due mon 05 14:00, elapsed 30m0s\nresolution/1: broken, running, due mon 05 13:00, elapsed 4h30m0s\n", show(c, at("mon 13:30")))
	require.Equal(t, promise.Kept, c.KnownAt(at("mon 13:00")).Promises()[0].At(at("mon 13:00")).Standing)
	again, err := c.Record(at("mon 13:30"), solved)
	require.NoError(t, err)
	require.Len(t, again.Events(), 2, "the same event changes nothing")

	// The retraction may come first.
	first, err := parsePolicy(t, followDoc).Open("T-7", nil, at("mon 09:00"))
	require.NoError(t, err)
	first, err = first.Record(at("mon 13:30"), policy.Event{Retracts: "e1", Reason: "another ticket was meant"})
	require.NoError(t, err)
	first, err = first.Record(at("mon 13:30"), solved)
	require.NoError(t, err)
	require.Equal(t, show(c, at("mon 14:00")), show(first, at("mon 14:00")))
}
