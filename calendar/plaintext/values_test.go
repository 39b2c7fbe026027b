package plaintext_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                             "0s",
		time.Second:                   "1s",
		30 * time.Second:              "30s",
		time.Minute:                   "1m",
		10 * time.Minute:              "10m",
		10*time.Minute + time.Second:  "10m1s",
		time.Hour:                     "1h",
		100 * time.Hour:               "100h",
		time.Hour + 10*time.Second:    "1h0m10s",
		2*time.Hour + 30*time.Minute:  "2h30m",
		-2*time.Hour - 30*time.Minute: "-2h30m",
		-time.Hour:                    "-1h",
		1500 * time.Microsecond:       "1.5ms",
		math.MinInt64:                 "-2562047h47m16.854775808s",
	} {
		require.Equal(t, want, plaintext.Duration(d))
	}
}

// What is written of a duration is read as the same duration, and has no zeros at its
// end that could be left out.
func TestDurationIsExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		unit := rapid.SampledFrom([]time.Duration{1, time.Second, time.Minute, time.Hour}).Draw(rt, "unit")
		most := int64(math.MaxInt64 / unit)
		d := unit * time.Duration(rapid.Int64Range(-most, most).Draw(rt, "units"))
		text := plaintext.Duration(d)
		back, err := time.ParseDuration(text)
		require.NoError(rt, err)
		require.Equal(rt, d, back)
		require.False(rt, d != 0 && (strings.HasSuffix(text, "m0s") || strings.HasSuffix(text, "h0m")), "%s", text)
	})
}

// Instants are written in their own zone, with seconds only where there are any.
func TestMoment(t *testing.T) {
	cet := time.FixedZone("CET", 3600)
	for _, c := range []struct {
		t            time.Time
		full, inYear string
	}{
		{time.Date(2026, time.January, 5, 16, 0, 0, 0, cet), "Mon  5 Jan 2026 16:00", "Mon 5 Jan 16:00"},
		{time.Date(2026, time.January, 15, 6, 30, 0, 0, time.UTC), "Thu 15 Jan 2026 06:30", "Thu 15 Jan 06:30"},
		{time.Date(2026, time.January, 5, 16, 0, 7, 0, cet), "Mon  5 Jan 2026 16:00:07", "Mon 5 Jan 16:00:07"},
		{time.Date(2026, time.January, 5, 16, 0, 0, 5e8, cet), "Mon  5 Jan 2026 16:00:00.5", "Mon 5 Jan 16:00:00.5"},
	} {
		require.Equal(t, c.full, plaintext.Moment(c.t))
		require.Equal(t, c.inYear, plaintext.MomentOfYear(c.t))
	}
}

func TestSmallValues(t *testing.T) {
	for share, want := range map[float64]string{0: "0.0 %", 0.943: "94.3 %", 1: "100.0 %", -0.05: "-5.0 %", 2.5: "250.0 %"} {
		require.Equal(t, want, plaintext.Percent(share))
	}
	for text, want := range map[string]string{"": "", "due": "Due", "éa": "Éa", "Ärger": "Ärger", "日本": "日本", "\xffx": "\ufffdx", "1 day": "1 day"} {
		require.Equal(t, want, plaintext.Capital(text))
	}
	for name, want := range map[string]string{"": "-", " \n": "-", "a\nb": "a b"} {
		require.Equal(t, want, plaintext.Name(name))
	}
}
