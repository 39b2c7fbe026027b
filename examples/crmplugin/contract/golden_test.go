package contract_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/examples/crmplugin/contract"
)

// goldens returns the requests in testdata, by name.
func goldens(tb testing.TB) map[string][]byte {
	tb.Helper()
	files, err := filepath.Glob("testdata/*.request.json")
	require.NoError(tb, err)
	require.Greater(tb, len(files), 30)
	requests := map[string][]byte{}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		require.NoError(tb, err)
		requests[strings.TrimSuffix(filepath.Base(file), ".request.json")] = doc
	}
	return requests
}

// TestGoldens keeps the answer to each request in testdata. The file has it
// indented, so that it can be read; the bytes are compared through that.
func TestGoldens(t *testing.T) {
	for name, request := range goldens(t) {
		t.Run(name, func(t *testing.T) {
			response := contract.Evaluate(request)
			require.Equal(t, string(response), string(contract.Evaluate(request)), "the same request, the same bytes")
			var b bytes.Buffer
			require.NoError(t, json.Indent(&b, response, "", "  "))
			b.WriteByte('\n')
			documenttest.Golden(t, name+".response.json", b.Bytes())
		})
	}
}
