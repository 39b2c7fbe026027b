package whatif

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Total is an exact sum of times. A [time.Duration] would be full after 292 years,
// which a few hundred promises of a year fill. Both fields have the same sign. The
// zero Total is none.
type Total struct {
	Seconds     int64
	Nanoseconds int64 // less than a second
}

// plus returns the sum with one more time.
func (t Total) plus(d time.Duration) Total {
	seconds, nanos := t.Seconds+int64(d/time.Second), t.Nanoseconds+int64(d%time.Second)
	seconds, nanos = seconds+nanos/1e9, nanos%1e9
	switch {
	case seconds > 0 && nanos < 0:
		seconds, nanos = seconds-1, nanos+1e9
	case seconds < 0 && nanos > 0:
		seconds, nanos = seconds+1, nanos-1e9
	}
	return Total{seconds, nanos}
}

// over returns the mean of n times that add up to it, rounded towards zero.
func (t Total) over(n int) time.Duration {
	whole, rest := t.Seconds/int64(n), t.Seconds%int64(n)
	return time.Duration(whole)*time.Second + time.Duration((rest*1e9+t.Nanoseconds)/int64(n))
}

// String returns the sum as Go prints durations, with as many hours as there are:
// "4000000h30m0s".
func (t Total) String() string {
	const most = 1 << 33 // seconds that surely fit
	if -most < t.Seconds && t.Seconds < most {
		return (time.Duration(t.Seconds)*time.Second + time.Duration(t.Nanoseconds)).String()
	}
	rest := time.Duration(t.Seconds%3600)*time.Second + time.Duration(t.Nanoseconds)
	text := (rest.Abs() + time.Hour).String() // so that minutes are written
	return strconv.FormatInt(t.Seconds/3600, 10) + strings.TrimPrefix(text, "1")
}

// MarshalText writes what String returns; a sum with two signs is an error.
func (t Total) MarshalText() ([]byte, error) {
	if t.Nanoseconds <= -1e9 || t.Nanoseconds >= 1e9 || t.Seconds > 0 && t.Nanoseconds < 0 || t.Seconds < 0 && t.Nanoseconds > 0 {
		return nil, fmt.Errorf("whatif: %d seconds and %d nanoseconds are no sum; give both one sign, and less than a second of the latter", t.Seconds, t.Nanoseconds)
	}
	return []byte(t.String()), nil
}

// UnmarshalText reads what MarshalText writes, and nothing else.
func (t *Total) UnmarshalText(text []byte) error {
	read, ok := parseTotal(string(text))
	if !ok || read.String() != string(text) {
		return fmt.Errorf("whatif: %.40q is no sum of times; write one like 1h30m0s", text)
	}
	*t = read
	return nil
}

func parseTotal(text string) (Total, bool) {
	if d, err := document.ParseDuration(text); err == nil {
		return Total{}.plus(d), true
	}
	const most = 1 << 50 // hours, whose seconds surely fit
	hours, rest, _ := strings.Cut(text, "h")
	h, err := strconv.ParseInt(hours, 10, 64)
	d, more := document.ParseDuration(rest)
	if err != nil || more != nil || h < -most || h > most {
		return Total{}, false
	}
	if h < 0 {
		d = -d
	}
	return Total{Seconds: h * 3600}.plus(d), true
}

// Times are many times in short: how many, what they add up to, and what is usual.
// The zero Times is none.
type Times struct {
	// Of is how many there are, and Sum what they add up to.
	Of  int
	Sum Total
	// Mean is the sum by their number, and Median the middle one or the mean of
	// the two middle ones; both are rounded towards zero.
	Mean, Median time.Duration
}

// timesOf puts times in short.
func timesOf(list []time.Duration) Times {
	n := len(list)
	if n == 0 {
		return Times{}
	}
	t := Times{Of: n}
	for _, d := range list {
		t.Sum = t.Sum.plus(d)
	}
	t.Mean = t.Sum.over(n)
	sorted := slices.Sorted(slices.Values(list))
	t.Median = Total{}.plus(sorted[(n-1)/2]).plus(sorted[n/2]).over(2)
	return t
}

// timesDocument is Times as JSON.
type timesDocument struct {
	Of     int    `json:"of"`
	Sum    Total  `json:"sum"`
	Mean   string `json:"mean"`
	Median string `json:"median"`
}

// MarshalJSON writes the times as Go prints durations.
func (t Times) MarshalJSON() ([]byte, error) {
	return json.Marshal(timesDocument{t.Of, t.Sum, t.Mean.String(), t.Median.String()})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Times) UnmarshalJSON(doc []byte) error {
	var d struct {
		Of     int           `json:"of"`
		Sum    Total         `json:"sum"`
		Mean   time.Duration `json:"mean"`
		Median time.Duration `json:"median"`
	}
	if err := document.Unmarshal("whatif", doc, &d); err != nil {
		return err
	}
	*t = Times(d)
	return nil
}
