package wording_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/wording"
)

// customers are the voices for the customer: all but the last.
func customers(lang wording.Language, e promise.Explanation, o wording.Options) []struct{ voice, text string } {
	all := voices(lang, e, o)
	return all[:len(all)-1]
}

// No customer reads the internal target, the ID, or a word of an event.
func TestCustomerSeesNoSecrets(t *testing.T) {
	for _, s := range spoken {
		lang := language(t, s.tag)
		targets := 0
		for _, story := range stories(t, s.name) {
			target, ok := story.e.Status.Target()
			named := ok && target.Minute() == 37
			if named {
				targets++
			}
			for _, v := range customers(lang, story.e, story.o) {
				for _, word := range []string{secret, "37", "T-7", "ACME"} {
					require.NotContains(t, v.text, word, "%s, %s", story.name, v.voice)
				}
			}
			if named && story.e.Status.EndedAt.IsZero() && !strings.HasSuffix(story.name, "Kathmandu") { // 45 minutes on
				require.Contains(t, lang.Team(story.e, story.o), "37", story.name)
			}
		}
		require.Greater(t, targets, 20)
	}
}

// On track and at risk read the same to a customer, in every combination.
func TestCustomerSeesNoRisk(t *testing.T) {
	for _, s := range spoken {
		lang := language(t, s.tag)
		for _, c := range combinations() {
			if c.standing != promise.AtRisk || c.notice != "" {
				continue
			}
			calm := c
			calm.standing = promise.OnTrack
			for i, v := range customers(lang, c.explanation(t), wording.Options{}) {
				require.Equal(t, customers(lang, calm.explanation(t), wording.Options{})[i].text, v.text, "%v", c)
			}
		}
	}
}

// Every combination has a text in every language and voice, without gaps.
func TestEveryCombinationIsTold(t *testing.T) {
	next := wording.Options{NextUpdate: time.Date(2026, time.January, 8, 15, 53, 0, 0, time.UTC), Zone: time.UTC}
	for _, s := range spoken {
		lang := language(t, s.tag)
		for _, c := range combinations() {
			e := c.explanation(t)
			requireSound(t, lang.Team(e, wording.Options{}))
			requireSound(t, lang.Team(e, next))
			if c.notice != "" {
				continue // which only the team hears of
			}
			for i, v := range customers(lang, e, next) {
				requireSound(t, customers(lang, e, wording.Options{})[i].text)
				requireSound(t, v.text)
				require.Contains(t, v.text, "53", "%v, %s", c, v.voice)
			}
		}
	}
}

// requireSound requires sentences without gaps.
func requireSound(t require.TestingT, text string) {
	require.NotEmpty(t, text)
	for _, flaw := range []string{"{", "}", "  ", " .", " ,", "..", "()", "“”", "«»", "„”", "!", "\n", "\t", "\uFFFD"} {
		require.NotContains(t, text, flaw)
	}
	require.True(t, strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?"), text)
	require.Equal(t, strings.TrimSpace(text), text)
}

// A cause is told in every language where a date changed, and nowhere else; one
// that is unknown is not told.
func TestCauses(t *testing.T) {
	causes := []wording.Cause{
		wording.CauseSupplier, wording.CauseCarrier, wording.CauseVolume, wording.CauseScope,
		wording.CauseTechnical, wording.CauseStaff, wording.CauseWeather, wording.CauseRequest,
	}
	for _, s := range spoken {
		lang := language(t, s.tag)
		for _, story := range stories(t, s.name) {
			seen := map[string]bool{}
			for _, cause := range causes {
				seen[lang.Revised(story.e, wording.Options{Cause: cause})] = true
			}
			changed := strings.HasPrefix(story.name, "moved ") && !strings.HasSuffix(story.name, "then paused") || strings.HasPrefix(story.name, "later")
			want := 1
			if changed {
				want = len(causes)
			}
			require.Len(t, seen, want, story.name)
			require.Equal(t, lang.Revised(story.e, wording.Options{}), lang.Revised(story.e, wording.Options{Cause: "the dog"}))
		}
	}
}

// A status alone is enough, and a text is the same from a document.
func TestFromDocuments(t *testing.T) {
	for _, s := range spoken {
		lang := language(t, s.tag)
		for _, story := range stories(t, s.name) {
			doc, err := json.Marshal(story.e)
			require.NoError(t, err)
			var back promise.Explanation
			require.NoError(t, json.Unmarshal(doc, &back))
			back.Status.At = back.Status.At.In(story.e.Status.At.Location())
			o := story.o
			if o.Zone == nil {
				o.Zone = story.e.Made.Location()
			}
			for i, v := range voices(lang, story.e, o) {
				if diff := cmp.Diff(v.text, voices(lang, back, o)[i].text); diff != "" {
					t.Errorf("%s, %s: from a document (-want +got):\n%s", story.name, v.voice, diff)
				}
			}
			for _, v := range voices(lang, promise.Explanation{Status: story.e.Status}, o) {
				requireSound(t, v.text)
			}
		}
	}
}

// Whoever is never told of a promise has a text too, and not a panic.
func TestZeroValues(t *testing.T) {
	for _, s := range spoken {
		for _, v := range voices(language(t, s.tag), promise.Explanation{}, wording.Options{}) {
			requireSound(t, v.text)
		}
	}
	requireSound(t, wording.Language{}.Customer(promise.Promise{}.Explain(time.Time{}), wording.Options{}))
}

// Values are read, never changed, so goroutines can share them.
func TestConcurrentUse(t *testing.T) {
	told := stories(t, "first reply")
	lang := language(t, "ru")
	want := fmt.Sprint(voices(lang, told[0].e, told[0].o))
	done := make(chan string)
	for range 4 {
		go func() { done <- fmt.Sprint(voices(lang, told[0].e, told[0].o)) }()
	}
	for range 4 {
		require.Equal(t, want, <-done)
	}
}

// Names of any kind stay in their place.
func FuzzName(f *testing.F) {
	for _, name := range []string{"first reply", "", " ", "a\nb", "“quoted”", "{what}", "\u202e\u2066x", "\x00\xff", "ends with.", "여보세요"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		at := time.Date(2026, time.January, 8, 10, 0, 0, 0, time.UTC)
		for _, s := range spoken {
			lang := language(t, s.tag)
			e := promise.Explanation{About: promise.About{ID: name, To: name, Name: name}, Status: promise.Status{
				At: at, Standing: promise.OnTrack, Phase: promise.Paused, NoDue: promise.DuePaused, Reason: name,
			}}
			for _, v := range voices(lang, e, wording.Options{ZoneName: name, NextUpdate: at.Add(time.Hour)}) {
				require.NotContains(t, v.text, "\n")
				require.NotContains(t, v.text, "  ")
				require.NotContains(t, v.text, "\u202e")
				require.True(t, strings.HasSuffix(v.text, ".") || strings.HasSuffix(v.text, "?"), v.text)
			}
		}
	})
}
