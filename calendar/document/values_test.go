package document_test

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
)

func TestParseInstant(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-05T08:00:00Z":                "2026-01-05T08:00:00Z",
		"2026-01-05T08:00:00+00:00":           "2026-01-05T08:00:00Z",
		"2026-01-05T08:00:00-00:00":           "2026-01-05T08:00:00Z",
		"2026-01-05T08:00:00.5+01:00":         "2026-01-05T08:00:00.5+01:00",
		"2026-01-05T08:00:00.123456789-23:59": "2026-01-05T08:00:00.123456789-23:59",
		"0000-01-01T00:00:00Z":                "0000-01-01T00:00:00Z",
		"9999-12-31T23:59:59.999999999+23:59": "9999-12-31T23:59:59.999999999+23:59",
	} {
		got, err := document.ParseInstant(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got.Format(time.RFC3339Nano))
		require.NotEqual(t, time.Local, got.Location(), "%s is in the zone of the machine", text)
	}
	for _, text := range []string{
		"", "2026-01-05", "2026-01-05T08:00Z", "2026-01-05T08:00:00", "2026-01-05 08:00:00Z", "2026-01-05t08:00:00Z", "2026-01-05T08:00:00z",
		"2026-01-05T08:00:00,5Z", "2026-01-05T8:00:00Z", "2026-01-05T08:00:00+24:00", "2026-01-05T08:00:00-24:00", "2026-01-05T08:00:00+01:60",
		"2026-01-05T08:00:00+0100", "2026-01-05T08:00:00+01", "2026-01-05T08:00:00.Z", "2026-01-05T08:00:00.1234567890Z", "2026-01-05T08:00:00.0000000000+01:00",
		"2026-02-30T08:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T08:00:60Z", "+2026-01-05T08:00:00Z", "12026-01-05T08:00:00Z", "2026-01-05T08:00:00Z ",
		"2026-01-05T08:00:00ZZ", "２026-01-05T08:00:00Z", "2026-1-05T08:00:00Z",
	} {
		_, err := document.ParseInstant(text)
		require.Error(t, err, text)
	}
	_, err := document.ParseInstant("2026-01-05T08:00:00,5Z")
	require.EqualError(t, err, `document: invalid instant "2026-01-05T08:00:00,5Z"; write RFC 3339, like 2026-01-09T16:00:00Z`)
}

// rfc3339 is what RFC 3339 calls date-time, in upper case and without leap
// seconds; whether the date exists is for the clock to say.
var rfc3339 = regexp.MustCompile(`^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

// FuzzParseInstant checks that what is read is RFC 3339, and written back.
func FuzzParseInstant(f *testing.F) {
	for _, text := range []string{"2026-01-05T08:00:00Z", "2026-01-05T08:00:00,5Z", "2026-01-05T08:00:00+24:00", "2026-01-05T8:00:00.5-01:30"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := document.ParseInstant(text)
		if err != nil {
			return
		}
		require.Regexp(t, rfc3339, text)
		doc, err := document.Marshal("test", got)
		require.NoError(t, err)
		var back time.Time
		require.NoError(t, document.Unmarshal("test", doc, &back))
		require.True(t, back.Equal(got))
	})
}

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0": 0, "-0": 0, "+0": 0, "0s": 0, "8h": 8 * time.Hour, "1h30m": 90 * time.Minute, "-1.5s": -1500 * time.Millisecond, "+5ms": 5 * time.Millisecond,
		"1m1h": 61 * time.Minute, "1h1h": 2 * time.Hour, ".5h": 30 * time.Minute, "5.h": 5 * time.Hour, "1.000000000000s": time.Second,
		"1us": 1000, "1µs": 1000, "1μs": 1000, "0.001us": 1, "1.0ns": 1, "0.0000000005h": 1800, "0.1234567890125h": 444444440445,
		"2562047h47m16.854775807s": math.MaxInt64, "-2562047h47m16.854775808s": math.MinInt64, "9223372036854775807ns": math.MaxInt64,
		"0.000000000000000000000000s": 0,
	} {
		got, err := document.ParseDuration(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{
		"", "-", "+", "h", ".h", "1", "1.5", "8x", "1h 30m", " 1h", "1h ", "--1h", "1h-30m", "1e3s", "0x1s", "1,5s", "1H", "1day", "１h", "1h30", "..5s", "1.2.3s",
		"9223372036854775808ns", "-9223372036854775809ns", "2562047h47m16.854775808s", "99999999999999999999h", "9223372036854775807ns1ns", "18446744073709551616ns",
	} {
		_, err := document.ParseDuration(text)
		require.Error(t, err, text)
		require.ErrorContains(t, err, fmt.Sprintf("invalid duration %q; write one like 8h or 1h30m", document.Excerpt(text)))
	}
	for _, text := range []string{"0.1ns", "1.5ns", "0.0000000001s", "1h0.5ns", "-0.1ns", "0.0001us", "0.3333333333333333h", "0.00000000000000000000000000001h", "0.0000000000003h"} {
		_, err := document.ParseDuration(text)
		require.ErrorContains(t, err, "; round it to whole nanoseconds", text)
	}
	_, err := document.ParseDuration("0.1ns")
	require.EqualError(t, err, `document: invalid duration "0.1ns"; round it to whole nanoseconds`)
}

// exactly works a duration out in fractions, part by part; ok is false if one is
// no whole number of nanoseconds, or the sum out of range.
func exactly(text string) (d time.Duration, ok bool) {
	units := map[string]int64{"ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9}
	sum := new(big.Rat)
	for _, part := range regexp.MustCompile(`([\d.]+)([^\d.]+)`).FindAllStringSubmatch(strings.TrimLeft(text, "+-"), -1) {
		number := part[1]
		if strings.HasSuffix(number, ".") {
			number += "0"
		}
		n, fine := new(big.Rat).SetString(number)
		if !fine {
			return 0, false
		}
		if n.Mul(n, new(big.Rat).SetInt64(units[part[2]])); !n.IsInt() {
			return 0, false
		}
		sum.Add(sum, n)
	}
	if strings.HasPrefix(text, "-") {
		sum.Neg(sum)
	}
	if !sum.Num().IsInt64() {
		return 0, false
	}
	return time.Duration(sum.Num().Int64()), true
}

// checkDuration checks that ParseDuration reads what time.ParseDuration reads,
// but for what is no whole number of nanoseconds, and exactly.
func checkDuration(t require.TestingT, text string) {
	got, err := document.ParseDuration(text)
	_, loose := time.ParseDuration(text)
	if loose != nil && err == nil {
		// Go counts a fraction in floating point, and can miss the range by a
		// nanosecond.
		require.ErrorContains(t, loose, "invalid duration")
		require.Greater(t, got.Abs(), time.Duration(math.MaxInt64-10), text)
		return
	}
	if loose != nil {
		return
	}
	want, exact := exactly(text)
	require.Equal(t, exact, err == nil, "%q: %v", text, err)
	require.Equal(t, want, got, text)
}

func TestDurationsAreExact(t *testing.T) {
	part := rapid.Custom(func(t *rapid.T) string {
		return rapid.StringMatching(`[0-9]{0,6}(\.[0-9]{0,16}0{0,6})?`).Draw(t, "number") + rapid.SampledFrom([]string{"ns", "us", "µs", "μs", "ms", "s", "m", "h"}).Draw(t, "unit")
	})
	rapid.Check(t, func(t *rapid.T) {
		sign := rapid.SampledFrom([]string{"", "-", "+"}).Draw(t, "sign")
		checkDuration(t, sign+strings.Join(rapid.SliceOfN(part, 1, 3).Draw(t, "parts"), ""))
		d := time.Duration(rapid.Int64().Draw(t, "d"))
		got, err := document.ParseDuration(d.String())
		require.NoError(t, err)
		require.Equal(t, d, got)
	})
}

// FuzzParseDuration checks the same of any text.
func FuzzParseDuration(f *testing.F) {
	for _, text := range []string{"1h30m", "0.1ns", ".0005us.5ns", "-2562047h47m16.854775808s", ".5h", "1µs"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkDuration(t, text) })
}

func TestParseDate(t *testing.T) {
	d, err := document.ParseDate("2028-02-29")
	require.NoError(t, err)
	require.Equal(t, date.New(2028, time.February, 29), d)
	for _, text := range []string{"", "2026-02-29", "2026-2-01", "26-02-01", "2026-02-01T00:00:00Z", " 2026-02-01", "+2026-02-01", "2026/02/01", "20260201", "2026-00-01", "２026-02-01"} {
		_, err := document.ParseDate(text)
		require.ErrorContains(t, err, fmt.Sprintf("invalid date %q; write YYYY-MM-DD", text))
	}
}

// TestLoneSurrogates refuses escapes that stand for no character, wherever they
// are, and nothing else.
func TestLoneSurrogates(t *testing.T) {
	type record struct {
		Name  string            `json:"name"`
		List  []string          `json:"list"`
		Named map[string]string `json:"named"`
	}
	for doc, escape := range map[string]string{
		`{"name":"\ud800"}`:                    `line 1, column 10: invalid escape \ud800`,
		`{"name":"\udfff"}`:                    `line 1, column 10: invalid escape \udfff`,
		`{"name":"a\uDBFFb"}`:                  `line 1, column 11: invalid escape \uDBFF`,
		`{"name":"\ud83c\ud83c\udf84"}`:        `line 1, column 10: invalid escape \ud83c`,
		`{"name":"\ud83c\u0041"}`:              `line 1, column 10: invalid escape \ud83c`,
		`{"name":"\ud83c\n"}`:                  `line 1, column 10: invalid escape \ud83c`,
		`{"name":"\ud83c\\udf84"}`:             `line 1, column 10: invalid escape \ud83c`,
		`{"name":"\\\ud83c"}`:                  `line 1, column 12: invalid escape \ud83c`,
		`{"list":["a","\udf84\ud83c"]}`:        `line 1, column 15: invalid escape \udf84`,
		`{"named":{"\ud83c":"a"}}`:             `line 1, column 12: invalid escape \ud83c`,
		`{"named":{"a":"\ud83c\udf84\ud83c"}}`: `line 1, column 28: invalid escape \ud83c`,
	} {
		var d record
		err := document.Unmarshal("test", []byte(doc), &d)
		require.EqualError(t, err, "test: "+escape+", half of a surrogate pair; write both halves or the character itself", doc)
	}
	for doc, want := range map[string]string{
		`{"name":"\ud83c\udf84"}`: "🎄", `{"name":"\uD83C\uDF84\ud83c\udf84"}`: "🎄🎄", `{"name":"\\ud83c"}`: `\ud83c`, `{"name":"\\\\ud83c"}`: `\\ud83c`,
		`{"name":"\ufffd\u00e9\ue000\ud7ff"}`: "\ufffdé\ue000\ud7ff", `{"name":"\"\\\/\b\f\n\r\t"}`: "\"\\/\b\f\n\r\t",
	} {
		var d record
		require.NoError(t, document.Unmarshal("test", []byte(doc), &d), doc)
		require.Equal(t, want, d.Name)
	}
	_, err := calendar.Parse([]byte(`{"zone":"UTC","week":"24/7","name":"\ud800"}`))
	require.ErrorContains(t, err, `invalid escape \ud800`)
}

// TestWholeNumbersHave32Bits refuses those that an int cannot hold on some
// machines, on every machine.
func TestWholeNumbersHave32Bits(t *testing.T) {
	type record struct {
		N int `json:"n"`
	}
	for text, want := range map[string]int{"0": 0, "-0": 0, "2147483647": math.MaxInt32, "-2147483648": math.MinInt32} {
		var d record
		require.NoError(t, document.Unmarshal("test", []byte(`{"n": `+text+` }`), &d), text)
		require.Equal(t, want, d.N)
	}
	for text, want := range map[string]string{
		"2147483648":           "2147483648 is out of range; expected a whole number from -2147483648 to 2147483647",
		"-2147483649":          "-2147483649 is out of range; expected a whole number from -2147483648 to 2147483647",
		"99999999999999999999": "99999999999999999999 is out of range; expected a whole number from -2147483648 to 2147483647",
		"1.0":                  "expected a whole number, got 1.0", "1e3": "expected a whole number, got 1e3", `"1"`: "expected a whole number, got a string", "true": "expected a whole number, got true",
	} {
		var d record
		require.EqualError(t, document.Unmarshal("test", []byte(`{"n":`+text+`}`), &d), "test: n: "+want)
	}
}
