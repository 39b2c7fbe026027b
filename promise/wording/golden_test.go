package wording_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// voices are all that a language can say about a promise, the customer's first.
func voices(lang wording.Language, e promise.Explanation, o wording.Options) []struct{ voice, text string } {
	return []struct{ voice, text string }{
		{"customer", lang.Customer(e, o)},
		{"promised", lang.Promised(e, o)},
		{"revised", lang.Revised(e, o)},
		{"follow-up", lang.FollowUp(e, o)},
		{"team", lang.Team(e, o)},
	}
}

// TestGolden holds every story in every language in a file, so that a reader
// can judge them. The three special voices are shown where they say something
// of their own.
func TestGolden(t *testing.T) {
	for _, s := range spoken {
		var b strings.Builder
		for _, story := range stories(t, s.name) {
			fmt.Fprintf(&b, "%s\n", story.name)
			texts := voices(language(t, s.tag), story.e, story.o)
			for i, v := range texts {
				if i == 0 || v.text != texts[0].text {
					fmt.Fprintf(&b, "\t%-10s %s\n", v.voice+":", v.text)
				}
			}
		}
		documenttest.Golden(t, s.tag+".golden", b.String())
	}
}

// A combination is a status with one value of each kind.
type combination struct {
	standing promise.Standing
	phase    promise.Phase
	noDue    promise.NoDue
	notice   promise.Notice
	expected string
}

// String leaves out the notice, which customers do not hear of.
func (c combination) String() string {
	text := fmt.Sprintf("%v, %v", c.standing, c.phase)
	if c.noDue != "" {
		text += ", no due: " + string(c.noDue)
	}
	if c.expected != "" {
		text += ", expected " + c.expected
	}
	return text
}

// combinations are all there are, those too that no history leads to.
func combinations() []combination {
	var all []combination
	for standing := promise.OnTrack; standing <= promise.Void; standing++ {
		for phase := promise.Pending; phase <= promise.Withdrawn; phase++ {
			for _, noDue := range []promise.NoDue{"", promise.DuePaused, promise.DuePending, promise.DueReopened, promise.DueUnreachable} {
				for _, notice := range []promise.Notice{"", promise.FairNotice, promise.ShortNotice, promise.Silent} {
					for _, expected := range []string{"", "2026-01-12T12:00:00+01:00", "2026-01-07T18:00:00+01:00"} {
						all = append(all, combination{standing, phase, noDue, notice, expected})
					}
				}
			}
		}
	}
	return all
}

// explanation returns one that holds a status alone, as read from a document.
func (c combination) explanation(tb testing.TB) promise.Explanation {
	tb.Helper()
	doc := map[string]any{
		"at": "2026-01-08T10:00:00+01:00", "standing": c.standing, "phase": c.phase, "first_standing": c.standing,
		"target": "2026-01-08T09:37:00+01:00", "elapsed": "20h", "remaining": "-2h", "paused": "1h", "wall_elapsed": "72h",
		"wall_remaining": "-18h", "wall_paused": "1h", "reason": secret,
	}
	due := "2026-01-09T16:00:00+01:00"
	if c.standing == promise.Broken {
		due = "2026-01-07T16:00:00+01:00"
		doc["broken_at"] = due
	}
	if c.noDue == "" {
		doc["due"] = due
	} else {
		doc["no_due"] = c.noDue
	}
	if c.phase >= promise.Fulfilled {
		doc["ended_at"] = "2026-01-08T09:00:00+01:00"
	}
	if c.notice != "" {
		doc["notice"] = c.notice
	}
	if c.expected != "" {
		doc["expected"] = c.expected
	}
	text, err := json.Marshal(doc)
	require.NoError(tb, err)
	var s promise.Status
	require.NoError(tb, json.Unmarshal(text, &s))
	return promise.Explanation{Status: s}
}

// TestCombinations shows which combinations of standing, phase and missing due
// instant a customer hears about in the same words; whether there was notice of
// a break is not among them.
func TestCombinations(t *testing.T) {
	english := language(t, "en")
	var texts []string
	heard := map[string][]string{}
	said := map[string]string{}
	for _, c := range combinations() {
		text := english.Customer(c.explanation(t), wording.Options{})
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
		if before, known := said[c.String()]; known {
			require.Equal(t, before, text, "%v depends on the notice %q", c, c.notice)
			continue
		}
		said[c.String()] = text
		heard[text] = append(heard[text], c.String())
	}
	var b strings.Builder
	for _, text := range texts {
		fmt.Fprintf(&b, "%s\n", text)
		for _, name := range heard[text] {
			fmt.Fprintf(&b, "\t%s\n", name)
		}
	}
	documenttest.Golden(t, "combinations.golden", b.String())
}
