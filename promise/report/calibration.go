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

// A Forecast is a probability that was given, and its outcome.
type Forecast struct {
	// P is the forecast probability of breaking, from 0 to 1.
	P float64 `json:"p"`
	// Broken reports whether the promise broke.
	Broken bool `json:"broken"`
}

// A Calibration evaluates forecasts (reliability diagram). Probabilities are
// rounded to four decimal places; everything else is exact. Shards therefore
// merge in any order, with at most 10,001 counts. It is an immutable value and
// safe for concurrent use. The zero Calibration is empty.
type Calibration struct{ points []point }

// A point counts the forecasts of one probability, in ten-thousandths.
type point struct{ p, broken, not int }

// tenThousandths is the unit of probabilities.
const tenThousandths = 10000

// Calibrate returns the calibration of forecasts. It returns an error that
// joins all forecasts whose P is not a probability.
func Calibrate(forecasts ...Forecast) (Calibration, error) {
	var errs []error
	counts := make([]point, tenThousandths+1)
	for i, f := range forecasts {
		if !(f.P >= 0 && f.P <= 1) {
			errs = append(errs, fieldError(fmt.Sprintf("forecasts[%d].p", i), fmt.Errorf("out of range: %v; write a probability from 0 to 1", f.P)))
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

// Merge returns a calibration of the forecasts of both.
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

// Equal reports whether two calibrations are the same. Package go-cmp uses it.
func (c Calibration) Equal(other Calibration) bool { return slices.Equal(c.points, other.points) }

// Broken returns how many of the forecast promises broke.
func (c Calibration) Broken() (r Rate) {
	for _, x := range c.points {
		r.Count, r.Of = r.Count+x.broken, r.Of+x.broken+x.not
	}
	return r
}

// Brier returns the mean squared difference between forecast and outcome (G. W.
// Brier, Verification of forecasts expressed in terms of probability, Monthly
// Weather Review 78, 1950). It is 0 for perfect forecasts. ok is false if there
// are no forecasts.
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

// AUC returns the probability that a promise that broke had a higher forecast
// than one that did not; equal forecasts count half (area under the ROC curve;
// J. A. Hanley and B. J. McNeil, Radiology 143, 1982). 0.5 is no better than
// chance, 1 is perfect separation. ok is false unless there are promises of
// both kinds.
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

// A Bin compares the forecasts between two probabilities with their outcomes.
type Bin struct {
	// From and To are the bounds. From is included; To is included in the last
	// bin only.
	From float64 `json:"from"`
	To   float64 `json:"to"`
	// Forecast is the mean forecast probability.
	Forecast float64 `json:"forecast"`
	// Broken is the number that broke.
	Broken Rate `json:"broken"`
}

// Bins returns the non-empty bins of n equal bins, 1 to 100; ten are usual.
// Forecasts are well calibrated if Forecast is within the Wilson interval of
// Broken in at least 19 of 20 bins.
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

// String returns ten bins and both scores as text.
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

// MarshalJSON writes, for each probability, how many of the forecasts broke:
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
			return document.Locate(doc, fieldError(probabilityText(p), fmt.Errorf("out of range: broken %d of %d; broken must be from 0 to of, and of at least 1", x.Broken, x.Of)))
		}
		of += int64(x.Of)
		read.points = append(read.points, point{p, x.Broken, x.Of - x.Broken})
	}
	switch {
	case left > 0:
		return document.Locate(doc, fieldError("", fmt.Errorf("invalid: %d names that are not probabilities of four decimal places; write them like \"0.25\"", left)))
	case of > most:
		return document.Locate(doc, fieldError("", errTooMany))
	}
	*c = read
	return nil
}
