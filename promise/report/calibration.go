package report

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Forecast is a probability that was given, and what became of it.
type Forecast struct {
	// P is the probability of breaking that was given, from 0 to 1.
	P float64 `json:"p"`
	// Broken is whether it broke.
	Broken bool `json:"broken"`
}

// A Calibration judges forecasts (reliability diagram). Probabilities count to four
// decimal places, which is all that is not exact, and so shards merge in any order,
// in at most 10,001 counts. It is an immutable value, safe for concurrent use; the
// zero Calibration is empty.
type Calibration struct{ points []point }

// A point is the forecasts of one probability, in ten-thousandths.
type point struct{ p, broken, not int }

// tenThousandths is the unit of probabilities.
const tenThousandths = 10000

// Calibrate makes a calibration of forecasts. The errors, all of them joined, name
// those that are not probabilities.
func Calibrate(forecasts ...Forecast) (Calibration, error) {
	var errs []error
	counts := make([]point, tenThousandths+1)
	for i, f := range forecasts {
		if !(f.P >= 0 && f.P <= 1) {
			errs = append(errs, fieldError(fmt.Sprintf("forecasts[%d].p", i), fmt.Errorf("%v is not a probability; write one from 0 to 1", f.P)))
			continue
		}
		c := &counts[int(math.Round(f.P*tenThousandths))]
		if f.Broken {
			c.broken++
		} else {
			c.not++
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Calibration{}, err
	}
	var c Calibration
	for p, x := range counts {
		if x.broken+x.not > 0 {
			c.points = append(c.points, point{p, x.broken, x.not})
		}
	}
	return c, nil
}

// Merge returns the forecasts of both.
func (c Calibration) Merge(other Calibration) Calibration {
	all := slices.Concat(c.points, other.points)
	slices.SortStableFunc(all, func(a, b point) int { return cmp.Compare(a.p, b.p) })
	merged := all[:0]
	for _, x := range all {
		if n := len(merged) - 1; n >= 0 && merged[n].p == x.p {
			merged[n].broken, merged[n].not = merged[n].broken+x.broken, merged[n].not+x.not
		} else {
			merged = append(merged, x)
		}
	}
	return Calibration{slices.Clip(merged)}
}

// Equal reports whether two calibrations are the same. Package go-cmp finds it.
func (c Calibration) Equal(other Calibration) bool { return slices.Equal(c.points, other.points) }

// Broken returns how many of the forecast promises broke.
func (c Calibration) Broken() (r Rate) {
	for _, x := range c.points {
		r.Count, r.Of = r.Count+x.broken, r.Of+x.broken+x.not
	}
	return r
}

// Brier returns the mean squared difference between forecast and what came, 0 for
// one who knows (G. W. Brier, Verification of forecasts expressed in terms of
// probability, Monthly Weather Review 78, 1950). ok is false if there is nothing.
func (c Calibration) Brier() (score float64, ok bool) {
	n := c.Broken().Of
	if n == 0 {
		return 0, false
	}
	sum := 0.0 // whole numbers below 2^53, and so exact, up to ninety million
	for _, x := range c.points {
		miss := tenThousandths - x.p
		sum += float64(x.broken)*float64(miss*miss) + float64(x.not)*float64(x.p*x.p)
	}
	return places(sum / (tenThousandths * tenThousandths) / float64(n)), true
}

// AUC returns how likely one that broke had been given a higher probability than
// one that did not, equal ones counting half (area under the ROC curve; J. A. Hanley
// and B. J. McNeil, Radiology 143, 1982): 0.5 is a coin, 1 tells all apart. ok is
// false unless there are both.
func (c Calibration) AUC() (auc float64, ok bool) {
	all := c.Broken()
	if all.Count == 0 || all.Count == all.Of {
		return 0, false
	}
	below, sum := 0.0, 0.0 // sum counts half pairs
	for _, x := range c.points {
		sum += float64(x.broken) * (2*below + float64(x.not))
		below += float64(x.not)
	}
	return places(sum / 2 / float64(all.Count) / float64(all.Of-all.Count)), true
}

// A Bin is the forecasts between two probabilities, beside what came.
type Bin struct {
	// From and To are the probabilities; From is in it, To is in the last only.
	From float64 `json:"from"`
	To   float64 `json:"to"`
	// Forecast is the mean probability given.
	Forecast float64 `json:"forecast"`
	// Broken is how many broke.
	Broken Rate `json:"broken"`
}

// Bins returns the forecasts in n equal bins, 1 to 100, those that have any: ten
// are usual. Forecasts are honest where Forecast lies within the Wilson interval of
// Broken, but for one bin in twenty.
func (c Calibration) Bins(n int) []Bin {
	n = min(max(n, 1), 100)
	var bins []Bin
	last, sum := -1, int64(0)
	for _, x := range c.points {
		i := min(x.p*n/tenThousandths, n-1)
		if i != last {
			bins = append(bins, Bin{From: places(float64(i) / float64(n)), To: places(float64(i+1) / float64(n))})
			last, sum = i, 0
		}
		b := &bins[len(bins)-1]
		b.Broken.Count, b.Broken.Of = b.Broken.Count+x.broken, b.Broken.Of+x.broken+x.not
		sum += int64(x.p) * int64(x.broken+x.not)
		b.Forecast = places(float64(sum) / tenThousandths / float64(b.Broken.Of))
	}
	return bins
}

// String prints ten bins, and both scores.
func (c Calibration) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s %7s %9s %8s  %s\n", "probability", "n", "forecast", "broke", "95 % interval")
	for _, x := range c.Bins(10) {
		share, _ := x.Broken.Share()
		low, high := x.Broken.Wilson()
		fmt.Fprintf(&b, "%.2f to %.2f %7d %9.3f %8.3f  %.3f to %.3f\n", x.From, x.To, x.Broken.Of, x.Forecast, share, low, high)
	}
	if auc, ok := c.AUC(); ok {
		fmt.Fprintf(&b, "AUC %.3f, ", auc)
	}
	brier, _ := c.Brier()
	fmt.Fprintf(&b, "Brier score %.3f\n", brier)
	return b.String()
}

// MarshalJSON writes, for each probability, how many broke of how many:
// {"0.25":{"broken":1,"of":4}}.
func (c Calibration) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, x := range c.points {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendQuote(b, probabilityText(x.p))
		b = fmt.Appendf(b, `:{"broken":%d,"of":%d}`, x.broken, x.broken+x.not)
	}
	return append(b, '}'), nil
}

func probabilityText(p int) string {
	return strconv.FormatFloat(float64(p)/tenThousandths, 'f', -1, 64)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Calibration) UnmarshalJSON(doc []byte) error {
	var counts map[string]struct {
		Broken int `json:"broken"`
		Of     int `json:"of"`
	}
	if err := document.Unmarshal("report", doc, &counts); err != nil {
		return err
	}
	var read Calibration
	left, of := len(counts), int64(0)
	for p := range tenThousandths + 1 {
		x, ok := counts[probabilityText(p)]
		if !ok {
			continue
		}
		left--
		if x.Broken < 0 || x.Broken > x.Of || x.Of < 1 || x.Of > most {
			return document.Locate(doc, fieldError(probabilityText(p), fmt.Errorf("%d of %d is out of range; write how many broke of how many", x.Broken, x.Of)))
		}
		of += int64(x.Of)
		read.points = append(read.points, point{p, x.Broken, x.Of - x.Broken})
	}
	switch {
	case left > 0:
		return document.Locate(doc, fieldError("", fmt.Errorf("%d are not probabilities of four decimal places; write them like 0.25", left)))
	case of > most:
		return document.Locate(doc, fieldError("", errTooMany))
	}
	*c = read
	return nil
}
