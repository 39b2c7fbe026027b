package promise_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise/promisetest"
)

// The design's rules, each as something that happens to a team.
func TestStories(t *testing.T) {
	promisetest.RunFiles(t, os.DirFS("testdata/stories"), "*.txt")
}

// A story says first, in a few lines of prose, what happens and why it matters.
func TestStoriesHaveProse(t *testing.T) {
	files := os.DirFS("testdata/stories")
	names, err := fs.Glob(files, "*.txt")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(names), 40)
	title := regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*\.txt$`)
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		require.NoError(t, err)
		lines := strings.Split(string(text), "\n")
		prose := 0
		for prose < len(lines) && strings.HasPrefix(lines[prose], "# ") {
			prose++
		}
		if !title.MatchString(name) || prose < 2 || prose > 6 || len(lines) > 50 {
			t.Errorf("%s has %d lines of prose before its first header and %d lines; want a title in snake case, 2 to 6 lines of prose and at most 50 lines", name, prose, len(lines))
		}
	}
}
