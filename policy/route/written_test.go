package route_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/route"
)

// TestWritten writes plans and reports with instants in zones that RFC 3339 has no
// place for, reads them back, and refuses texts that are not exact.
func TestWritten(t *testing.T) {
	values := func(at time.Time) []any {
		plan := route.Plan{Start: at, Arrives: at, Stops: []route.Stop{{Leg: "a", Start: at, End: at}}}
		return []any{plan.Stops[0], plan, route.Use{Leg: "a", Start: at}, route.Report{Uses: []route.Use{{Leg: "a", Start: at}}, Ahead: plan, Latest: plan}}
	}
	back := []any{&route.Stop{}, &route.Plan{}, &route.Use{}, &route.Report{}}
	paths := []string{"start", "start", "start", "uses[0].start"}
	for i, v := range values(time.Date(2026, time.January, 5, 8, 0, 0, 0, time.FixedZone("", -24*3600))) {
		doc, err := json.Marshal(v)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(doc, back[i]), string(doc))
		again, err := json.Marshal(back[i])
		require.NoError(t, err)
		require.Equal(t, string(doc), string(again))
		require.Contains(t, string(doc), `"2026-01-06T08:00:00Z"`)
	}
	var field *document.FieldError
	for i, v := range values(time.Date(10000, time.January, 5, 8, 0, 0, 0, time.UTC)) {
		_, err := json.Marshal(v)
		require.ErrorAs(t, err, &field)
		require.Equal(t, paths[i], field.Path)
		require.ErrorContains(t, err, "the year 10000 is out of range and cannot be written")
	}
	require.ErrorAs(t, json.Unmarshal([]byte(`{"leg":"a","start":"2026-01-05T08:00:00Z","allowed":"0.1ns","used":"0s"}`), &route.Use{}), &field)
	require.Equal(t, "allowed", field.Path)
	require.ErrorAs(t, json.Unmarshal([]byte(`{"leg":"a","start":"2026-01-05T08:00:00,5Z","end":"2026-01-05T08:00:00Z"}`), &route.Stop{}), &field)
	require.Equal(t, "start", field.Path)
}
