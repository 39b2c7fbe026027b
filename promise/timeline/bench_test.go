package timeline_test

import (
	"testing"

	"github.com/underpromise/underpromise/promise/timeline"
)

// BenchmarkSVG draws the broken promise of the golden files.
func BenchmarkSVG(b *testing.B) {
	e, cal := stories(b)[3].explain(b)
	for b.Loop() {
		timeline.SVG(e, timeline.Options{Calendar: cal})
	}
}
