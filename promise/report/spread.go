package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Spread is a distribution of lengths of time (histogram): their number,
// their exact sum, and their quantiles to 1/256. The zero Spread is empty. A
// Spread is immutable.
type Spread struct {
	steps  steps
	sum    document.Total
	beyond int
}

// steps count values on a logarithmic scale. They are sorted, with one step for
// each step of the scale that has a value.
type steps []step

// A step holds the greatest value in it, and the number of values.
type step struct {
	most int64
	n    int
}

// stepBits is the binary logarithm of the number of steps for each doubling.
const stepBits = 8

// stepOf returns the number of a value's step. Values must not be negative.
// Each step below 512 holds one value.
func stepOf(v int64) int64 {
	shift := max(bits.Len64(uint64(v))-1-stepBits, 0)
	return int64(shift)<<stepBits + v>>shift
}

// add counts n more values. It modifies the steps.
func (s *steps) add(v int64, n int) {
	at := stepOf(v)
	i := sort.Search(len(*s), func(i int) bool { return stepOf((*s)[i].most) >= at })
	if i < len(*s) && stepOf((*s)[i].most) == at {
		(*s)[i].n += n
		(*s)[i].most = max((*s)[i].most, v)
		return
	}
	*s = slices.Insert(*s, i, step{v, n})
}

// merge returns the steps of both.
func (s steps) merge(other steps) steps {
	merged := make(steps, 0, max(len(s), len(other)))
	for len(s) > 0 && len(other) > 0 {
		a, b := s[0], other[0]
		switch cmp.Compare(stepOf(a.most), stepOf(b.most)) {
		case -1:
			merged, s = append(merged, a), s[1:]
		case 1:
			merged, other = append(merged, b), other[1:]
		default:
			merged, s, other = append(merged, step{max(a.most, b.most), a.n + b.n}), s[1:], other[1:]
		}
	}
	return append(append(merged, s...), other...)
}

func (s steps) count() (n int) {
	for _, x := range s {
		n += x.n
	}
	return n
}

// at returns the value of a rank, counted from 1, which is the greatest of its
// step.
func (s steps) at(rank int) (int64, bool) {
	if rank < 1 {
		return 0, false
	}
	for _, x := range s {
		if rank -= x.n; rank <= 0 {
			return x.most, true
		}
	}
	return 0, false
}

// rank returns the rank of a quantile among n values, counted from 1: the
// smallest rank such that at least the share p of the values is not above it.
// The share is rounded to twelve decimal places, since 0.95 is not a binary
// fraction.
func rank(p float64, n int) int {
	return min(max(int(math.Ceil(p*float64(n)-1e-12*float64(n))), 1), n)
}

func (s *Spread) add(d time.Duration) {
	s.steps.add(int64(d), 1)
	s.sum = s.sum.Plus(document.TotalOf(d))
}

func (s Spread) merge(other Spread) Spread {
	return Spread{s.steps.merge(other.steps), s.sum.Plus(other.sum), s.beyond + other.beyond}
}

// Equal reports whether two spreads are the same. Package go-cmp uses it.
func (s Spread) Equal(other Spread) bool {
	return slices.Equal(s.steps, other.steps) && s.sum == other.sum && s.beyond == other.beyond
}

// N returns the number of known lengths.
func (s Spread) N() int { return s.steps.count() }

// Beyond returns the number of lengths of which only a lower bound is known
// (censored), because the promise is not fulfilled yet. They count for
// quantiles as longer than any other, and are not in the mean.
func (s Spread) Beyond() int { return s.beyond }

// Mean returns the mean of the known lengths, rounded down to the nanosecond.
// ok is false if there are none.
func (s Spread) Mean() (mean time.Duration, ok bool) {
	n := s.N()
	if n == 0 {
		return 0, false
	}
	return s.sum.Mean(n), true
}

// Quantile returns the smallest recorded length such that at least the share p
// of all lengths is not above it. It is never interpolated, never below the
// exact one and at most 1/256 above it. p = 0.5 is the median, p = 1 the
// longest. ok is false if there is none, if p is not from 0 to 1, or if the
// quantile is among those not fulfilled yet.
func (s Spread) Quantile(p float64) (d time.Duration, ok bool) {
	n := s.N() + s.beyond
	if n == 0 || !(p >= 0 && p <= 1) {
		return 0, false
	}
	v, ok := s.steps.at(rank(p, n))
	return time.Duration(v), ok
}

// MarshalJSON writes the counts, each under the longest time of its step:
// {"sum":"1h30m0s","counts":{"30m0s":1,"1h0m0s":1}}.
func (s Spread) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Sum    document.Total  `json:"sum"`
		Beyond int             `json:"beyond,omitempty"`
		Counts json.RawMessage `json:"counts"`
	}{s.sum, s.beyond, s.steps.document(durationText)})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Spread) UnmarshalJSON(doc []byte) error {
	var d struct {
		Sum    document.Total `json:"sum"`
		Beyond int            `json:"beyond"`
		Counts map[string]int `json:"counts"`
	}
	if err := document.Unmarshal("report", doc, &d); err != nil {
		return err
	}
	read, err := readSteps(d.Counts, func(text string) (int64, bool) {
		v, err := document.ParseDuration(text)
		return int64(v), err == nil && durationText(int64(v)) == text
	}, durationText, "a duration as Go prints it, like 1h30m0s")
	if err != nil {
		return document.Locate(doc, err)
	}
	if err := checkCount("beyond", d.Beyond); err != nil {
		return document.Locate(doc, err)
	}
	if n := read.count(); !d.Sum.Fits(n) || n == 1 && d.Sum != document.TotalOf(time.Duration(read[0].most)) {
		return document.Locate(doc, fieldError("sum", errors.New("conflicts with counts: expected their sum; add them up")))
	}
	*s = Spread{read, d.Sum, d.Beyond}
	return nil
}

func durationText(v int64) string { return time.Duration(v).String() }

// document writes steps as an object, in their order.
func (s steps) document(text func(int64) string) json.RawMessage {
	b := []byte{'{'}
	for i, x := range s {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strconv.AppendQuote(b, text(x.most)), ':')
		b = strconv.AppendInt(b, int64(x.n), 10)
	}
	return append(b, '}')
}

// readSteps reads what document writes, in any order.
func readSteps(counts map[string]int, value func(string) (int64, bool), write func(int64) string, what string) (steps, error) {
	var errs []error
	var all int64
	read := make(steps, 0, len(counts))
	for _, text := range slices.Sorted(maps.Keys(counts)) {
		n := counts[text]
		v, ok := value(text)
		if !ok || v < 0 {
			errs = append(errs, fieldError("counts", fmt.Errorf("invalid %q; expected %s", document.Excerpt(text), what)))
		}
		if n < 1 || n > most {
			errs = append(errs, fieldError("counts", fmt.Errorf("%q: out of range: %d; expected 1 to %d", document.Excerpt(text), n, most)))
			continue
		}
		all += int64(n)
		read = append(read, step{v, n})
	}
	if all > most {
		errs = append(errs, fieldError("counts", errTooMany))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	slices.SortFunc(read, func(a, b step) int { return cmp.Compare(a.most, b.most) })
	for i := 1; i < len(read); i++ {
		if stepOf(read[i].most) == stepOf(read[i-1].most) {
			return nil, fieldError("counts", fmt.Errorf("duplicate: %s and %s are in the same step of the scale; add the two up under the greater", write(read[i-1].most), write(read[i].most)))
		}
	}
	return read, nil
}
