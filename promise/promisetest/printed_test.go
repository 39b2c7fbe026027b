package promisetest_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// What a failure and a story print has no line that a reason or a name began, and
// nothing that moves a cursor.
func TestPrintedOnOneLine(t *testing.T) {
	const text = "x\nFORGED\x1b[2K\u009b2K\u2028\u202ey"
	made := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	p, err := promise.Make(promise.Terms{Calendar: calendar.Always(), Due: promise.Within(8 * time.Hour)}, promise.About{ID: text, Name: text}, made)
	require.NoError(t, err)
	p, err = p.Record(made.Add(2*time.Hour), promise.Event{Kind: promise.Pause, At: made.Add(time.Hour), Reason: text})
	require.NoError(t, err)
	var tb recorder
	promisetest.Expect(&tb, p, made.Add(2*time.Hour), promisetest.Want{Reason: "z\nFORGED"})
	require.NotEmpty(t, tb.b.String())
	for _, printed := range []string{tb.b.String(), promisetest.Story(p, made)} {
		require.NotContains(t, printed, "\nFORGED")
		require.False(t, strings.ContainsFunc(printed, func(r rune) bool {
			return r != '\n' && unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
		}), "%q", printed)
	}
	require.Equal(t, text, promisetest.Run(t, promisetest.Story(p)).About().ID)
}
