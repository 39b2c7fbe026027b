package timeline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise/timeline"
)

// TestLongNames measures and wraps names of many characters, and compares with what
// a machine of 64 bits gave: the products of their widths do not fit an int of 32
// bits.
func TestLongNames(t *testing.T) {
	var text strings.Builder
	for _, letters := range []string{"w", "ab ", "日", "é̂ "} {
		for _, length := range []int{400, 540, 1000, 20_000} {
			for _, room := range []int{220, 600, 1976} {
				widths, lines := timeline.Measure(strings.Repeat(letters, length), room, 3)
				fmt.Fprintf(&text, "%d of %q: %d wide, in %d %d\n", length, letters, widths, room, lines)
			}
		}
	}
	documenttest.Golden(t, "longnames.txt", text.String())
}
