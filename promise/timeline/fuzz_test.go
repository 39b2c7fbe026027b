package timeline_test

import (
	"encoding/json"
	"testing"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

// FuzzSVG checks that no explanation panics or runs for long, and that every
// picture is well-formed and bounded.
func FuzzSVG(f *testing.F) {
	for _, s := range stories(f) {
		e, _ := s.explain(f)
		doc, err := json.Marshal(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(doc, 320, byte(0))
		f.Add(doc, 900, byte(7))
	}
	f.Add([]byte(`{"made":"0001-01-02T00:00:00Z","status":{"at":"9999-12-31T23:59:59Z","standing":"broken","phase":"paused","first_standing":"kept","due":"9999-01-01T00:00:00+14:00","elapsed":"0s","paused":"0s","wall_elapsed":"0s","wall_paused":"0s"},"steps":[{"from":"2026-01-05T09:00:00Z","to":"2026-01-05T08:00:00Z","counted":"-1h","why":""},{"from":"2000-01-05T09:00:00Z","to":"2100-01-05T08:00:00Z","counted":"1h","why":"paused: , not counted: a condition was not met"}],"verdict":""}`), 0, byte(3))
	cal := parse(f, berlinDoc)
	f.Fuzz(func(t *testing.T, doc []byte, width int, flags byte) {
		var e promise.Explanation
		if json.Unmarshal(doc, &e) != nil {
			return
		}
		o := timeline.Options{Width: width, ForCustomer: flags&1 != 0, ID: e.About.ID}
		if flags&2 != 0 {
			o.Calendar = cal
		}
		if flags&4 != 0 {
			e.Fingerprint = ""
		}
		svg := timeline.SVG(e, o)
		if err := checkSVG(svg); err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
	})
}
