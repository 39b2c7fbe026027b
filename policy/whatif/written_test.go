package whatif_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/whatif"
)

// TestWritten writes reports as of instants in zones that RFC 3339 has no place
// for, reads them back, and refuses texts that are not exact.
func TestWritten(t *testing.T) {
	at := time.Date(2026, time.January, 5, 8, 0, 0, 0, time.FixedZone("", 3601))
	report := whatif.Report{At: at, Flips: []whatif.Flip{{Case: "a", OldDue: at, NewDue: at}}}
	doc, err := json.Marshal(report)
	require.NoError(t, err)
	var back whatif.Report
	require.NoError(t, json.Unmarshal(doc, &back))
	require.True(t, back.At.Equal(at) && back.Flips[0].NewDue.Equal(at), string(doc))
	doc, err = json.Marshal(report.Flips[0])
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &back.Flips[0]))

	report.Flips[0].NewDue = time.Date(10000, time.January, 5, 8, 0, 0, 0, time.UTC)
	_, err = json.Marshal(report)
	var field *document.FieldError
	require.ErrorAs(t, err, &field)
	require.Equal(t, "flips[0].new_due", field.Path)
	for path, doc := range map[string]string{
		"mean": `{"of":1,"sum":"1h0m0s","mean":"0.1ns","median":"1h0m0s"}`, "sum": `{"of":1,"sum":"0.1ns","mean":"1h0m0s","median":"1h0m0s"}`,
	} {
		require.ErrorAs(t, json.Unmarshal([]byte(doc), &whatif.Times{}), &field)
		require.Equal(t, path, field.Path)
	}
}
