package forecast_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
)

// TestWhatIsNewIsNotQuick: of what was opened six days ago nothing can have taken ten,
// so that it makes nothing else look slow.
func TestWhatIsNewIsNotQuick(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var cases []forecast.Record
	for i := range 2000 { // all alike; chat was opened six days ago
		channel := "email"
		if i >= 1880 {
			channel = "chat"
		}
		cases = append(cases, done(fmt.Sprint(i), policy.Fields{"channel": channel}, day(0).Add(span(float64(i)/20)), span(10*r.ExpFloat64())))
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	require.Empty(t, h.Obstacles(policy.Fields{"channel": "email"}, day(100), span(10)))
}

// TestStagesAfterTheDueAreNoObstacle: whoever is late is reminded, and nobody is late
// because of that.
func TestStagesAfterTheDueAreNoObstacle(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	var cases []forecast.Record
	for i := range 500 {
		c := done(fmt.Sprint(i), nil, day(0).Add(span(float64(i)/20)), span(10*r.ExpFloat64()))
		if due := span(8); c.Took > due {
			c.Stages = []forecast.Stage{{Name: "reminded", Entered: c.Opened.Add(due), Age: due}}
		}
		cases = append(cases, c)
	}
	h, err := forecast.New(forecast.Config{}, cases...)
	require.NoError(t, err)
	require.Empty(t, h.Obstacles(nil, day(100), span(8)))
	require.NotEmpty(t, h.Obstacles(nil, day(100), span(9)), "those reminded at eight days are mostly late at nine")
}
