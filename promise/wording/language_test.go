package wording_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise/wording"
)

// The language is the one that serves the reader best.
func TestNew(t *testing.T) {
	for tags, want := range map[string]string{
		"": "en", "en": "en", "en-GB": "en", "en-AU": "en", "en-US": "en-US", "en-Latn-US": "en-US",
		"fil": "fil", "tl": "fil", "tl-PH": "fil", "fil-PH": "fil", "ru": "ru", "ru-RU": "ru", "ru_RU": "ru", "ru-KZ": "ru",
		"hu": "hu", "hu-HU": "hu", "ko": "ko", "ko-KR": "ko", "ko-KR-u-ca-gregory": "ko",
		"ja": "en", "uk": "en", "und": "en", "qq": "en", "qq-QQ": "en", "es-US": "en",
		"ja ru": "ru", "uk hu ru": "hu", "en ru": "en", "qq ko": "ko", "qq-QQ ko": "ko", "ru-Latn": "en", "ru-Latn ko": "ko", "und fil": "fil", "de-CH en-US": "en-US",
	} {
		require.Equal(t, want, language(t, strings.Fields(tags)...).String(), "%q", tags)
	}
	require.Equal(t, "en", wording.Language{}.String())
}

// A tag that is malformed is an error; all of them are named.
func TestNewErrors(t *testing.T) {
	lang, err := wording.New("en_US.UTF-8", "ru", "", strings.Repeat("ж", 60))
	require.Equal(t, wording.Language{}, lang)
	want := strings.Join([]string{
		`wording: preferred[0]: invalid language tag "en_US.UTF-8"; write one like ru-RU`,
		`wording: preferred[2]: invalid language tag ""; write one like ru-RU`,
		`wording: preferred[3]: invalid language tag "` + strings.Repeat("ж", 40) + `..."; write one like ru-RU`,
	}, "\n")
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Any text makes a language or an error, and never a language without a text.
func FuzzNew(f *testing.F) {
	for _, tag := range []string{"ru-RU", "tl", "en-US-x-y", "qq", "", "i-klingon", "zh-min-nan", "a-b-c", "sl-rozaj-biske-1994"} {
		f.Add(tag)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		lang, err := wording.New(tag)
		if err != nil {
			require.Equal(t, 1, strings.Count(err.Error(), "invalid language tag"), err)
			require.Equal(t, wording.Language{}, lang)
			return
		}
		again, err := wording.New(lang.String())
		require.NoError(t, err)
		require.Equal(t, lang, again)
	})
}
