package policy_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestVendorDocuments: each document fits on a page, comes back as it was written,
// and is told of in at least three stories.
func TestVendorDocuments(t *testing.T) {
	stories, err := filepath.Glob("testdata/stories/*.txt")
	require.NoError(t, err)
	for _, vendor := range vendors {
		doc, err := os.ReadFile(filepath.Join("testdata", "policies", vendor+".json"))
		require.NoError(t, err)
		require.LessOrEqual(t, strings.Count(string(doc), "\n"), 60, "%s is longer than a page", vendor)
		written, err := json.Marshal(parsePolicy(t, string(doc)))
		require.NoError(t, err)
		again, err := json.Marshal(parsePolicy(t, string(written)))
		require.NoError(t, err)
		require.Equal(t, string(written), string(again))
		told := 0
		for _, file := range stories {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			if strings.Contains(string(text), "\npolicy: "+vendor+".json\n") {
				told++
			}
		}
		require.GreaterOrEqual(t, told, 3, "stories of %s", vendor)
	}
}

// TestVendorMetrics: the documents have what each of the help desks can promise.
func TestVendorMetrics(t *testing.T) {
	for vendor, want := range map[string][]string{
		"zendesk":    {"first reply", "next reply", "periodic update", "pausable update", "requester wait", "agent work", "total resolution", "group ownership"},
		"servicenow": {"response", "P1 resolution", "P2 resolution", "P3 resolution", "group response", "vendor repair"},
		"jira":       {"time to first response", "time to resolution", "time waiting for support", "time to approve"},
		"salesforce": {"first response", "response", "status call", "resolution"},
	} {
		doc, err := os.ReadFile(filepath.Join("testdata", "policies", vendor+".json"))
		require.NoError(t, err)
		require.Equal(t, want, parsePolicy(t, string(doc)).Commitments())
	}
}
