package promisetest_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A recorder is a test that notes what is reported to it.
type recorder struct {
	testing.TB
	b      strings.Builder
	helped bool
	ended  bool
}

func (r *recorder) Helper() { r.helped = true }

func (r *recorder) Errorf(format string, args ...any) { fmt.Fprintf(&r.b, format+"\n", args...) }

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	r.ended = true
	runtime.Goexit()
}

// reported returns what the function reports to a test, and whether it ended
// it.
func reported(t *testing.T, f func(tb testing.TB)) (text string, ended bool) {
	t.Helper()
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
	require.True(t, r.helped, "the line of the caller is shown")
	return r.b.String(), r.ended
}

const officeDoc = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}`

func office(tb testing.TB) *calendar.Calendar {
	tb.Helper()
	cal, err := calendar.Parse([]byte(officeDoc))
	require.NoError(tb, err)
	return cal
}

// monday is 2026-01-05, 09:00 in Berlin.
var monday = time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)

// firstReply is due after ten hours and paused on Monday from 11:00 on.
func firstReply(tb testing.TB) promise.Promise {
	tb.Helper()
	p, err := promise.Make(promise.Terms{
		Calendar: office(tb), Due: promise.Within(10 * time.Hour), Target: promise.Within(8 * time.Hour), Notice: time.Hour,
	}, promise.About{ID: "T-7", To: "ACME", Name: "first reply"}, monday)
	require.NoError(tb, err)
	p, err = p.Record(monday.Add(2*time.Hour), promise.Event{ID: "e1", Kind: promise.Pause, Reason: "waiting for the log file"})
	require.NoError(tb, err)
	return p
}
