package timeline_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

// TestLongNames compares pictures with names of many characters with what they
// were on a machine of 64 bits: lines of a million pixels have lengths that an int
// of 32 bits cannot hold.
func TestLongNames(t *testing.T) {
	var digests strings.Builder
	for _, letters := range []string{"w", "ab ", "日", "é̂ "} {
		for _, length := range []int{400, 540, 999, 1100} {
			for _, width := range []int{240, 600, 900, 2000} {
				name := strings.Repeat(letters, length)
				s := stories(t)[0]
				s.about = promise.About{Name: name, To: name}
				e, cal := s.explain(t)
				sum := sha256.Sum256(timeline.SVG(e, timeline.Options{Calendar: cal, Width: width}))
				fmt.Fprintf(&digests, "%d of %q, %d wide: %x\n", length, letters, width, sum[:8])
			}
		}
	}
	golden(t, "longnames.txt", []byte(digests.String()))
}
