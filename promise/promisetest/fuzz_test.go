package promisetest_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise/promisetest"
)

// FuzzReplay checks that no text panics or runs for long, that it is told twice
// the same, and that what is accepted is written and told back as the same
// promise, judged the same.
func FuzzReplay(f *testing.F) {
	names, err := filepath.Glob("testdata/stories/*.txt")
	require.NoError(f, err)
	require.NotEmpty(f, names)
	for _, name := range names {
		text, err := os.ReadFile(filepath.Clean(name))
		require.NoError(f, err)
		f.Add(string(text), int64(3000))
	}
	f.Add(head+"\"x\" : ; # , {[\r\n+1w mon 24:00 revise calendar {\"zone\":\"UTC\",\"week\":\"24/7\"} agreed", int64(0))
	f.Fuzz(func(t *testing.T, text string, minutes int64) {
		p, failed, err := promisetest.Scenario{Story: text}.Replay()
		again, failedAgain, errAgain := promisetest.Scenario{Story: text}.Replay()
		if err != nil {
			if errAgain == nil || err.Error() != errAgain.Error() {
				t.Fatalf("%v\nand then\n%v", err, errAgain)
			}
			return
		}
		if !p.Equal(again) || len(failed) != len(failedAgain) {
			t.Fatalf("told twice:\n%s\n%s", promisetest.Story(p), promisetest.Story(again))
		}
		at := p.Made().Add(time.Duration(minutes%100_000) * time.Minute)
		story := promisetest.Story(p, p.Made(), at)
		back, failed, err := promisetest.Scenario{Story: story}.Replay()
		if err != nil || len(failed) > 0 || !p.Equal(back) {
			t.Fatalf("%s\n%v %v\n%s", story, err, failed, promisetest.Story(back))
		}
	})
}
