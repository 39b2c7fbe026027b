package lint_test

import (
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/lint"
)

// FuzzCheck checks whatever can be compiled: it panics on nothing, finds the same
// twice, and every finding has a path, a reason and a mend on one line.
func FuzzCheck(f *testing.F) {
	f.Add([]byte(commitment(`"rules":[{"when":{"a":["1","2"]},"due":"4h"},{"target":"2 days"}],"pad":{"percent":25,"at_most":"1h"},`+stops)), int64(1_770_000_000))
	f.Add([]byte(commitments(`"name":"a","matter":"x","calendar":"office","rules":[{"due":"0s"}],"clock":{"start":[{"event":"promise broken","where":{"commitment":"b"}},{"becomes":{"a":"b"},"leaves":{"a":"c"}}],"cycle":"periodic"}`,
		`"name":"b","matter":"x","calendar":"on call","rules":[{"due":"1 day 16:00"}],"reactions":[{"name":"r","when":"8h before due","every":"4h"}],"offers":[{"name":"o","set":{"a":"b"}},{"name":"p","part":"some","due":"1h"}]`)), int64(0))
	f.Fuzz(func(t *testing.T, doc []byte, sec int64) {
		pol, err := policy.Parse(doc)
		if err != nil {
			return
		}
		at := time.Unix(sec%4_000_000_000, 0).UTC()
		market := lint.Market{Most: time.Hour}
		list, again := lint.Check(pol, at, market), lint.Check(pol, at, market)
		if len(list) != len(again) {
			t.Fatalf("%s: %v, then %v", doc, list, again)
		}
		for i, x := range list {
			if x != again[i] || x.Path == "" || x.Reason == "" || x.Mend == "" || strings.Contains(x.Reason, "%!") {
				t.Fatalf("%s: %v, then %v", doc, x, again[i])
			}
		}
	})
}
