package promise_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// TestCases asks promises, and a few calendars, whose answers are known from
// the test suites of other engines.
func TestCases(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "cases.jsonl"))
	require.NoError(t, err)
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	asked := 0
	for lines.Scan() {
		var c struct {
			ID       string
			Promise  json.RawMessage
			Calendar json.RawMessage
			At       time.Time
			From, To time.Time
			Want     struct {
				Due                        *time.Time
				Elapsed, Paused, Remaining *float64
			}
			Note string
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &c))
		asked++
		if c.Promise == nil {
			cal, err := calendar.Parse(c.Calendar)
			require.NoError(t, err, c.ID)
			require.Equal(t, *c.Want.Elapsed, cal.Between(c.From, c.To).Seconds(), "%s: %s", c.ID, c.Note)
			continue
		}
		p, err := promise.Parse(c.Promise)
		require.NoError(t, err, c.ID)
		s := p.At(c.At)
		if c.Want.Due != nil {
			due, ok := s.Due()
			require.True(t, ok && due.Equal(*c.Want.Due), "%s: %s: due %v, want %v", c.ID, c.Note, due, c.Want.Due)
		}
		for _, m := range []struct {
			what string
			want *float64
			got  time.Duration
		}{{"elapsed", c.Want.Elapsed, s.Elapsed}, {"paused", c.Want.Paused, s.Paused}, {"remaining", c.Want.Remaining, s.Remaining}} {
			if m.want != nil {
				require.Equal(t, *m.want, m.got.Seconds(), "%s: %s: %s", c.ID, c.Note, m.what)
			}
		}
	}
	require.NoError(t, lines.Err())
	require.Equal(t, 25, asked)
}
