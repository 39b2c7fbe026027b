package plaintext_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// White space, line breaks and control characters become single blanks, marks of
// direction go, and what is no character becomes U+FFFD.
func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "plain text": "plain text", " a  b ": "a b", "\n": "", "ä ß 日本": "ä ß 日本",
		"a\nb\r\nc\td\ve\ff":                        "a b c d e f",
		"a\u0085b\u2028c\u2029d\u00a0e\u3000f":      "a b c d e f",
		"late\x1b[1A\x1b[2Kkept":                    "late [1A [2Kkept",
		"\x1b]0;title\x07x\x7fy\u009b2K":            "]0;title x y 2K",
		"a\u202eb\u2066c\u2069\u200ed\u200f\u061ce": "abcde",
		"\u202e \u202e":                             "", "a \u202e b": "a b",
		"bytes \xff\xfe, \ufffe and \ufdd0": "bytes \ufffd\ufffd, \ufffd and \ufffd",
		"نمی\u200cخواهم 👩\u200d🔧 e\u0301":   "نمی\u200cخواهم 👩\u200d🔧 e\u0301",
	} {
		if diff := cmp.Diff(want, plaintext.Line(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// A long text is cut where a reader would cut it.
func TestField(t *testing.T) {
	most := plaintext.FieldLength
	x := func(n int) string { return strings.Repeat("x", n) }
	for text, want := range map[string]string{
		x(most):                              x(most),
		x(most + 1):                          x(most-1) + "…",
		x(most-1) + "\n":                     x(most - 1),
		x(most-2) + " yy":                    x(most-2) + "…",
		x(most-1) + " y":                     x(most-1) + "…",
		x(most-2) + "e\u0301z":               x(most-2) + "…",
		x(most-3) + "e\u0301zz":              x(most-3) + "e\u0301…",
		x(most-2) + "👩\u200d🔧z":              x(most-2) + "…",
		x(most-2) + "👍🏽z":                    x(most-2) + "…",
		x(most-2) + "🇩🇪z":                    x(most-2) + "…",
		x(most-3) + "🇩🇪🇫🇷":                   x(most-3) + "🇩🇪…",
		x(most-2) + "\u1112\u1161\u11ab":     x(most-2) + "…",
		"e" + strings.Repeat("\u0301", most): "e" + strings.Repeat("\u0301", most-2) + "…",
		strings.Repeat(" \n", 9*most) + "y":  "y",
	} {
		if diff := cmp.Diff(want, plaintext.Field(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	require.Equal(t, "due Mon  5 Jan, a  b", plaintext.Sentence("  due Mon  5 Jan, a \n\n b\n\n"))
	require.Equal(t, x(plaintext.SentenceLength), plaintext.Sentence(x(plaintext.SentenceLength)))
	require.Equal(t, x(plaintext.SentenceLength-1)+"…", plaintext.Sentence(x(plaintext.SentenceLength+1)))
}

// texts draws texts as strangers write them.
func texts(t *rapid.T) string {
	piece := rapid.OneOf(
		rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{"word", " ", "\n", "\u2028", "\x1b[2J", "\u0301", "e\u0301", "👩\u200d🔧", "🇩🇪", "\u202e", "\u1112\u1161", "日本語", "\xff"}),
	)
	text := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces"), "")
	return strings.Repeat(text, rapid.SampledFrom([]int{1, 1, 50, 500}).Draw(t, "times"))
}

// Whatever the text, it is one line of characters that a terminal only shows, its
// length is bounded, it begins as the whole line does, and doing it again changes
// nothing.
func TestLawOneLine(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := texts(rt)
		line := plaintext.Line(text)
		for _, x := range []struct {
			got          string
			most, blanks int
		}{{line, len(text), 1}, {plaintext.Field(text), plaintext.FieldLength, 1}, {plaintext.Sentence(text), plaintext.SentenceLength, 2}} {
			require.True(rt, utf8.ValidString(x.got))
			require.LessOrEqual(rt, utf8.RuneCountInString(x.got), x.most)
			require.NotContains(rt, x.got, strings.Repeat(" ", x.blanks+1))
			require.Equal(rt, strings.TrimSpace(x.got), x.got)
			require.False(rt, strings.ContainsFunc(x.got, func(r rune) bool {
				return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
			}), "%q", x.got)
			merged := plaintext.Line(x.got)
			require.True(rt, merged == line || strings.HasPrefix(line, strings.TrimSuffix(merged, "…")) && strings.HasSuffix(merged, "…"), "%q", x.got)
		}
		require.Equal(rt, line, plaintext.Line(line))
		require.Equal(rt, plaintext.Field(text), plaintext.Field(plaintext.Field(text)))
	})
}

// An escaped document holds the same data and nothing that a terminal acts on.
func TestLawJSON(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.ToValidUTF8(texts(rt), "") + "\U0001fffe\u009b"
		doc, err := json.MarshalIndent(map[string]any{"text": text, "\u202e": []string{text}}, "", "\t")
		require.NoError(rt, err)
		got := plaintext.JSON(doc)
		require.False(rt, strings.ContainsFunc(string(got), func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
		}), "%q", got)
		var want, back any
		require.NoError(rt, json.Unmarshal(doc, &want))
		require.NoError(rt, json.Unmarshal(got, &back))
		require.Equal(rt, want, back)
	})
}

// A text that needs no change costs nothing.
func TestPlainTextsAreNotCopied(t *testing.T) {
	text := "waiting for the customer's log file"
	require.Zero(t, testing.AllocsPerRun(100, func() { _ = plaintext.Field(text) }))
}
