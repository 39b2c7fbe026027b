package forecast_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/forecast"
)

// TestHistoryTextsAreStrict refuses durations that are no whole nanoseconds and
// instants that are not RFC 3339.
func TestHistoryTextsAreStrict(t *testing.T) {
	for path, doc := range map[string]string{
		"cases[0].took":              `{"version":1,"config":{},"cases":[{"id":"a","opened":"2026-01-05T08:00:00Z","finished":"2026-01-06T08:00:00Z","took":"0.1ns"}]}`,
		"cases[0].opened":            `{"version":1,"config":{},"cases":[{"id":"a","opened":"2026-01-05T08:00:00,5Z"}]}`,
		"cases[0].stages[0].entered": `{"version":1,"config":{},"cases":[{"id":"a","opened":"2026-01-05T08:00:00Z","stages":[{"name":"s","entered":"2026-01-05T08:00:00+24:00"}]}]}`,
		"config.window":              `{"version":1,"config":{"window":"0.0000000001s"},"cases":[]}`,
		"config.least":               `{"version":1,"config":{"least":3000000000},"cases":[]}`,
	} {
		_, err := forecast.Parse([]byte(doc))
		var field *document.FieldError
		require.ErrorAs(t, err, &field, doc)
		require.Equal(t, path, field.Path, "%v", err)
	}
}

// TestLevelsBeyondAll keeps sentences short, whatever level is asked for.
func TestLevelsBeyondAll(t *testing.T) {
	var cases []forecast.Record
	for i := range 30 {
		cases = append(cases, done(string(rune('a'+i)), nil, day(0), time.Duration(i+1)*time.Hour))
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	for _, quoter := range []forecast.Method{forecast.Survival{}, forecast.Conformal{}} {
		for _, level := range []float64{math.Inf(1), math.MaxFloat64, 1e300, 1.5, math.Nextafter(1, 2)} {
			q := quoter.Quote(h, forecast.Query{At: day(10), Level: level})
			require.False(t, q.Reachable)
			text := q.String() + " " + strings.Join(q.Reasons(), " ")
			require.Contains(t, q.String(), "no time is honest at more than 100 %; the best is")
			require.Less(t, len(text), 300, text)
			require.NotContains(t, text, "Inf")
		}
		for _, level := range []float64{1, math.Nextafter(1, 0), 1e-300, math.SmallestNonzeroFloat64, math.Inf(-1), math.NaN(), -1e300} {
			q := quoter.Quote(h, forecast.Query{At: day(10), Level: level})
			text := q.String() + " " + strings.Join(q.Reasons(), " ")
			require.Less(t, len(text), 300, text)
			require.NotContains(t, text, "more than 100 %")
		}
	}
}
