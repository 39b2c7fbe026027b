package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// TestTerminal shows that no cell of a log can begin a line of its own or move the
// cursor, in none of the ways in which the program prints, and that the JSON has
// each cell as it was written.
func TestTerminal(t *testing.T) {
	print := func(text string) (board, explained, doc string) {
		var log strings.Builder
		w := csv.NewWriter(&log)
		require.NoError(t, w.WriteAll([][]string{
			{"case", "when", "status", "priority", "customer", "agent", "note"},
			{"T-7" + text, "2026-03-16 09:00", "New", "normal" + text, "Adler" + text, "Ann" + text, "came in" + text},
			{"T-7" + text, "2026-03-16 10:00", "Waiting for customer", "normal" + text, "Adler" + text, "Ann" + text, "the log file" + text},
			{"T-8" + text, "2026-03-16 10:00", "Exploded" + text, "normal", "Adler", "", ""},
		}))
		path := filepath.Join(t.TempDir(), "log.csv")
		require.NoError(t, os.WriteFile(path, []byte(log.String()), 0o600))
		for i, args := range [][]string{nil, {"-explain", "T-7" + text}, {"-json"}} {
			code, out, errOut := call(t, append([]string{"-log", path}, args...)...)
			require.Equal(t, exitOK, code, errOut)
			*[]*string{&board, &explained, &doc}[i] = out
		}
		return board, explained, doc
	}
	plainBoard, plainExplained, plainDoc := print("!")
	const forged = "\nT-8 resolution for ACME: kept, 2h early"
	board, explained, doc := print(forged + "\x1b[1A\x1b[2K\x1b]0;title\x07\t\u009b2K\u2028\u202ex")
	for _, x := range [][2]string{{plainBoard, board}, {plainExplained, explained}, {plainDoc, doc}} {
		require.NotEmpty(t, x[0])
		require.Equal(t, strings.Count(x[0], "\n"), strings.Count(x[1], "\n"), x[1])
		require.NotContains(t, x[1], forged)
		require.False(t, strings.ContainsFunc(x[1], func(r rune) bool {
			return r != '\n' && unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
		}), "%q", x[1])
	}
	require.Contains(t, board, "paused: the log file T-8 resolution for ACME")
	var read struct {
		Promises []struct {
			Case string `json:"case"`
		} `json:"promises"`
	}
	require.NoError(t, json.Unmarshal([]byte(doc), &read))
	require.True(t, strings.HasPrefix(read.Promises[0].Case, "T-7"+forged+"\x1b"))

	board, _, _ = print(strings.Repeat(" long", 200_000))
	require.Less(t, len(board), 20_000)
}
