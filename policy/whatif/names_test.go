package whatif_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/whatif"
)

// TestNames is a law: what the commitments are called changes nothing in a report
// but the names.
func TestNames(t *testing.T) {
	docs := []string{roomyDoc, tightDoc, restartDoc, onceDoc}
	plain := []string{"resolution", "next reply", "call back", "update", "ask", "daily"}
	parts := rapid.OneOf(
		rapid.SampledFrom([]string{"/", "%2", "%", "2F", "%2F", "%252F", "%25", " ", "", "/1", "1/", "T-0/", "Rückruf", "返信", "\u2028", "🙂", `"`, `\`, ".", "[0]"}),
		rapid.StringN(0, 3, 8),
	)
	from, end := at(t, "mon 09:00"), at(t, "mon2 12:00")
	rapid.Check(t, func(rt *rapid.T) {
		names := map[string]string{} // the plain name of each
		renamed := map[string]string{}
		for _, name := range plain {
			other := rapid.Custom(func(rt *rapid.T) string {
				return strings.ToValidUTF8(strings.Join(rapid.SliceOfN(parts, 1, 4).Draw(rt, "parts"), ""), "")
			}).Filter(func(name string) bool { return name != "" && names[name] == "" }).Draw(rt, name)
			names[other], renamed[name] = name, other
		}
		i, k := rapid.IntRange(0, len(docs)-1).Draw(rt, "old"), rapid.IntRange(0, len(docs)-1).Draw(rt, "new")
		recorded := docs[rapid.IntRange(0, 2).Draw(rt, "recorded under")]
		now := from.Add(time.Duration(rapid.IntRange(0, 9*24*60).Draw(rt, "now")) * time.Minute)
		cases := drawCases(rt, parse(t, recorded), from, end)
		var strange []policy.Case // the same under the other names
		for _, c := range cases {
			other, err := c.Under(rename(rt, recorded, renamed))
			require.NoError(rt, err)
			strange = append(strange, other)
		}

		want, err := whatif.Compare(parse(t, docs[i]), parse(t, docs[k]), cases, now)
		require.NoError(rt, err)
		got, err := whatif.Compare(rename(rt, docs[i], renamed), rename(rt, docs[k], renamed), strange, now)
		require.NoError(rt, err)
		if diff := cmp.Diff(inOrder(want), inOrder(calledPlainly(got, names))); diff != "" {
			rt.Fatalf("-plain names +others %q:\n%s", renamed, diff)
		}
	})
}

// rename returns the policy of a document with other names for its commitments.
func rename(rt *rapid.T, doc string, names map[string]string) *policy.Policy {
	for name, other := range names {
		quoted, err := json.Marshal(other)
		require.NoError(rt, err)
		doc = strings.ReplaceAll(doc, `"name":"`+name+`"`, `"name":`+string(quoted))
		doc = strings.ReplaceAll(doc, `"commitment":"`+name+`"`, `"commitment":`+string(quoted))
	}
	pol, err := policy.Parse([]byte(doc))
	require.NoError(rt, err)
	return pol
}

// calledPlainly returns a report with the plain names.
func calledPlainly(r whatif.Report, names map[string]string) whatif.Report {
	r.Commitments, r.Flips, r.Failed = slices.Clone(r.Commitments), slices.Clone(r.Flips), slices.Clone(r.Failed)
	for i := range r.Commitments {
		r.Commitments[i].Commitment = names[r.Commitments[i].Commitment]
	}
	for i := range r.Flips {
		r.Flips[i].Commitment = names[r.Flips[i].Commitment]
	}
	for i := range r.Failed {
		for name, plain := range names {
			if plain == "next reply" { // the one that can fail, in onceDoc
				r.Failed[i].Old = strings.Replace(r.Failed[i].Old, ": "+name+": ", ": "+plain+": ", 1)
				r.Failed[i].New = strings.Replace(r.Failed[i].New, ": "+name+": ", ": "+plain+": ", 1)
			}
		}
	}
	for _, list := range []*[]string{&r.Added, &r.Removed} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i] = names[(*list)[i]]
		}
	}
	return r
}

// inOrder returns a report in an order that is the same under all names.
func inOrder(r whatif.Report) whatif.Report {
	slices.SortFunc(r.Commitments, func(a, b whatif.Row) int { return strings.Compare(a.Commitment, b.Commitment) })
	slices.SortStableFunc(r.Flips, func(a, b whatif.Flip) int {
		return strings.Compare(a.Case+"\n"+a.Commitment, b.Case+"\n"+b.Commitment)
	})
	slices.Sort(r.Added)
	slices.Sort(r.Removed)
	return r
}
