package promise_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// A frozen history is a promise as it was written once, with the judgements it
// was given. They must never change: somebody may have been told.
type frozen struct {
	Promise  json.RawMessage   `json:"promise"`
	Statuses []json.RawMessage `json:"statuses"`
}

const frozenFile = "testdata/frozen.jsonl"

func TestFrozenHistories(t *testing.T) {
	if documenttest.Update() {
		require.NoError(t, os.WriteFile(frozenFile, freeze(t), 0o600))
	}
	f, err := os.Open(frozenFile)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	histories, standings := 0, map[promise.Standing]int{}
	for lines.Scan() {
		histories++
		var old frozen
		require.NoError(t, json.Unmarshal(lines.Bytes(), &old))
		p, err := promise.Parse(old.Promise)
		require.NoError(t, err)
		for _, want := range old.Statuses {
			var s promise.Status
			require.NoError(t, json.Unmarshal(want, &s))
			if diff := cmp.Diff(fieldsOf(t, want), fieldsOf(t, p.At(s.At))); diff != "" {
				t.Errorf("history %d, asked at %v:\n%s\n%s\n(-frozen +now):\n%s", histories, s.At, promisetest.Story(p, s.At), p.Explain(s.At), diff)
			}
			standings[s.Standing]++
		}
	}
	require.NoError(t, lines.Err())
	require.Equal(t, 60, histories)
	for s := promise.OnTrack; s <= promise.Void; s++ {
		require.NotZero(t, standings[s], "no history is %s", s)
	}
}

// addedSince are the fields that documents of judgements have got since these were
// frozen.
var addedSince = []string{"void_cause", "promised", "holds"}

// fieldsOf returns the fields of a judgement that it had when it was frozen.
func fieldsOf(t *testing.T, v any) map[string]string {
	t.Helper()
	doc, err := json.Marshal(v)
	require.NoError(t, err)
	var raw map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(doc, &raw))
	fields := map[string]string{}
	for name, value := range raw {
		if !slices.Contains(addedSince, name) {
			fields[name] = string(value)
		}
	}
	return fields
}

// freeze draws histories and judges them. It is run when histories are added,
// never to make a changed verdict pass.
func freeze(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	draw := rapid.Custom(func(rt *rapid.T) frozen {
		h := drawHistory(t, rt)
		p, err := promise.Make(h.terms, h.about, h.made)
		if err != nil {
			return frozen{}
		}
		p = record(rt, p, h.events)
		doc, err := json.Marshal(p)
		require.NoError(t, err)
		old := frozen{Promise: doc}
		for hours := range 6 {
			at := h.made.Add(time.Duration(hours*hours*9+hours) * time.Hour)
			status, err := json.Marshal(p.At(at))
			require.NoError(t, err)
			old.Statuses = append(old.Statuses, status)
		}
		return old
	})
	for seed, n := 0, 0; n < 60; seed++ {
		old := draw.Example(seed)
		if old.Promise == nil {
			continue
		}
		n++
		line, err := json.Marshal(old)
		require.NoError(t, err)
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}
