// Package documenttest compares what a test made with a file kept in testdata.
//
//	documenttest.Golden(t, "errors.golden", got)
//
// Run the tests with -update to write the files anew, then read the difference that
// version control shows:
//
//	go test ./calendar -update
//
// The package registers that flag, so only tests may import it.
package documenttest

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Update reports whether the tests run with -update. A test that keeps its files in a
// form of its own asks it; others call [Golden].
func Update() bool { return *update }

// Golden reports an error if got differs from the file of that name in the directory
// testdata, with the lines that differ. With -update it writes the file first, and
// creates its directory. A file that cannot be read or written ends the test.
func Golden[T ~string | ~[]byte](tb testing.TB, name string, got T) {
	tb.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	if Update() {
		if err := write(path, []byte(got)); err != nil {
			tb.Fatal(err)
		}
	}
	want, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		tb.Fatalf("%v; run the test with -update to write it", err)
	}
	if diff := difference(string(want), string(got)); diff != "" {
		tb.Errorf("%s (-want +got), written anew by -update:\n%s", path, diff)
	}
}

// difference returns the lines that differ, or where a line is long, the parts of
// the text that do; "" if there are none.
func difference(want, got string) string {
	const longest = 160 // bytes of a line that is shown whole
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	if slices.ContainsFunc(slices.Concat(a, b), func(line string) bool { return len(line) > longest }) {
		return cmp.Diff(want, got)
	}
	return cmp.Diff(a, b)
}

func write(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}
