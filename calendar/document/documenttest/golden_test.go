package documenttest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
)

// A recorder is a test that notes what is reported to it.
type recorder struct {
	testing.TB
	text  string
	ended bool
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) { r.text += fmt.Sprintf(format, args...) }

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	r.ended = true
	runtime.Goexit()
}

// told returns what Golden reports about a text.
func told(tb testing.TB, name, got string) *recorder {
	tb.Helper()
	r := &recorder{TB: tb}
	done := make(chan struct{})
	go func() {
		defer close(done)
		documenttest.Golden(r, name, got)
	}()
	<-done
	return r
}

// TestGolden: a difference is reported with its lines, and a missing file with the
// way to make it.
func TestGolden(t *testing.T) {
	if documenttest.Update() {
		t.Skip("the files of this test are written by it")
	}
	t.Chdir(t.TempDir())
	require.NoError(t, os.MkdirAll(filepath.Join("testdata", "a"), 0o750))
	require.NoError(t, os.WriteFile(filepath.Join("testdata", "a", "x.txt"), []byte("one\ntwo\nthree\n"), 0o600))

	require.Empty(t, told(t, "a/x.txt", "one\ntwo\nthree\n").text)
	for _, other := range []string{"one\n2\nthree\n", "one\ntwo\nthree", ""} {
		r := told(t, "a/x.txt", other)
		require.False(t, r.ended)
		require.Contains(t, r.text, filepath.Join("testdata", "a", "x.txt")+" (-want +got)", "%q", other)
	}
	changed := told(t, "a/x.txt", "one\n2\nthree\n").text
	require.Regexp(t, `(?m)^-.*"two",$`, changed)
	require.Regexp(t, `(?m)^\+.*"2",$`, changed)

	missing := told(t, "none.txt", "one")
	require.True(t, missing.ended)
	require.Contains(t, missing.text, "-update")
}
