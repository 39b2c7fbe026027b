package promise_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestReadme checks that the program of the README, with its output, is the
// package's Example, which is compiled and run.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	example, err := os.ReadFile("example_test.go")
	require.NoError(t, err)
	_, body, found := strings.Cut(string(example), "\nfunc Example() {\n")
	require.True(t, found)
	body, _, found = strings.Cut(body, "\n}\n")
	require.True(t, found)
	program, output, found := strings.Cut(body, "\t// Output:\n")
	require.True(t, found)
	if diff := cmp.Diff(undent(program, "\t"), fenced(t, string(readme), "go")); diff != "" {
		t.Errorf("the README's program (-Example +README):\n%s", diff)
	}
	if diff := cmp.Diff(undent(output, "\t// "), fenced(t, string(readme), "text")); diff != "" {
		t.Errorf("the README's output (-Example +README):\n%s", diff)
	}
}

// fenced returns the first block of a language.
func fenced(t *testing.T, markdown, language string) string {
	t.Helper()
	_, block, found := strings.Cut(markdown, "\n```"+language+"\n")
	require.True(t, found, "no block of %s", language)
	block, _, found = strings.Cut(block, "\n```\n")
	require.True(t, found, "a block of %s does not end", language)
	return block
}

// undent takes what stands before each line away.
func undent(text, prefix string) string {
	var lines []string
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		lines = append(lines, strings.TrimPrefix(line, prefix))
	}
	return strings.Join(lines, "\n")
}
