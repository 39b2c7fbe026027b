package document_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/document"
)

// TestLawAnything: what holds no null is read into an empty interface as
// encoding/json reads it.
func TestLawAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		doc, err := json.Marshal(drawAnything(rt, 3))
		require.NoError(rt, err)
		var want, got any
		require.NoError(rt, json.Unmarshal(doc, &want))
		require.NoError(rt, document.Unmarshal("test", doc, &got), string(doc))
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("%s (-want +got):\n%s", doc, diff)
		}
	})
}

func drawAnything(rt *rapid.T, deep int) any {
	kinds := 5
	if deep == 0 {
		kinds = 3
	}
	switch rapid.IntRange(1, kinds).Draw(rt, "kind") {
	case 1:
		return rapid.String().Draw(rt, "text")
	case 2:
		return rapid.Bool().Draw(rt, "truth")
	case 3:
		return rapid.Float64Range(-1e300, 1e300).Draw(rt, "number")
	case 4:
		list := []any{}
		for range rapid.IntRange(0, 3).Draw(rt, "elements") {
			list = append(list, drawAnything(rt, deep-1))
		}
		return list
	}
	object := map[string]any{}
	for range rapid.IntRange(0, 3).Draw(rt, "members") {
		object[rapid.String().Draw(rt, "name")] = drawAnything(rt, deep-1)
	}
	return object
}

func TestAnythingIsStrict(t *testing.T) {
	var v any
	err := document.Unmarshal("test", []byte(`{"a":[1,null,{"b":1,"b":2}],"c":1e999}`), &v)
	require.EqualError(t, err, "test: a[1]: must not be null; leave the field out\ntest: a[2].b: duplicate; remove one of the two\ntest: c: expected a number, got 1e999")
	var parts struct {
		Fixed [2]int `json:"fixed"`
	}
	require.EqualError(t, document.Unmarshal("test", []byte(`{"fixed":[1,2]}`), &parts), "test: fixed: cannot be read into [2]int")
}
