package report

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/promise"
)

// A Tally counts outcomes and the time they took. The zero Tally is empty. It
// is a value, and its spreads are immutable.
type Tally struct {
	Counts
	// Promised is the time promised and Actual the time taken of those kept and
	// broken, if known, on the promises' own clocks.
	Promised, Actual Spread
	// Unused is the time left of those kept, and Late the excess time of those
	// broken: 0 for promises that ended late in closed time.
	Unused, Late Spread

	used steps // actual in millionths of promised
}

// most is the maximum number of outcomes in a report.
const most = 1 << 30

var errTooMany = errors.New("out of range: too many outcomes; a report counts at most 1073741824, so start another one")

// millionths is the unit of shares of a promise.
const millionths = 1e6

// add counts an outcome. It modifies the tally.
func (t *Tally) add(o *Outcome) {
	t.Counts.add(o)
	if o.judged() && o.Promised > 0 {
		t.measure(o)
	}
}

// measure adds the lengths of a judged outcome.
func (t *Tally) measure(o *Outcome) {
	t.Promised.add(o.Promised)
	if o.Unfinished {
		t.Actual.beyond++
		t.Late.beyond++
		return
	}
	t.Actual.add(o.Actual)
	// One division rounds equally on all machines. The share used is at most a
	// thousand million.
	used := math.Min(float64(o.Actual)/float64(o.Promised), 1e9)
	t.used.add(int64(math.Round(used*millionths)), 1)
	if o.Standing == promise.Kept {
		t.Unused.add(o.Promised - o.Actual)
	} else {
		t.Late.add(o.Actual - o.Promised)
	}
}

// Merge returns a tally of the outcomes of both.
func (t Tally) Merge(other Tally) Tally {
	counts, more := t.Counts.all(), other.Counts.all()
	for i := range counts {
		*counts[i].count += *more[i].count
	}
	t.Promised, t.Actual = t.Promised.merge(other.Promised), t.Actual.merge(other.Actual)
	t.Unused, t.Late = t.Unused.merge(other.Unused), t.Late.merge(other.Late)
	t.used = t.used.merge(other.used)
	return t
}

// Equal reports whether two tallies are the same. Package go-cmp uses it.
func (t Tally) Equal(other Tally) bool {
	return t.Counts == other.Counts && t.Promised.Equal(other.Promised) && t.Actual.Equal(other.Actual) && t.Unused.Equal(other.Unused) &&
		t.Late.Equal(other.Late) && slices.Equal(t.used, other.used)
}

// All returns the number of outcomes.
func (t Tally) All() int { return int(t.Counts.sum()) }

// UnusedShare returns a quantile of the share of time left of the promises
// kept: 0.55 at p = 0.5 means that half of them left 55 % or less. ok is false
// if there are none, or if p is not from 0 to 1. The result is at most 0.004
// below the exact one.
func (t Tally) UnusedShare(p float64) (share float64, ok bool) {
	kept := t.Unused.N() // the first so many: nothing kept is used up more than what is broken
	if kept == 0 || !(p >= 0 && p <= 1) {
		return 0, false
	}
	used, ok := t.used.at(kept + 1 - rank(p, kept))
	return places(1 - float64(used)/millionths), ok
}

// Pad returns the factor by which promises were longer than needed to be kept
// at a level: 1.25 means that a fifth of each was not needed, and 0.8 that each
// should have been a quarter longer. It is one divided by the quantile at that
// level of actual over promised, which is at most 1/256 above the exact one. ok
// is false if too few were measured for the level (fewer than level/(1-level)),
// if the quantile is among those not fulfilled yet, or if the level is not
// between 0 and 1.
func (t Tally) Pad(level float64) (factor float64, ok bool) {
	n := t.used.count() + t.Actual.beyond
	if !enough(n, level) {
		return 0, false
	}
	used, ok := t.used.at(rank(level, n))
	if !ok || used == 0 {
		return 0, false
	}
	return millionths / float64(used), true
}

// enough reports whether a quantile at a level is meaningful among n values:
// the longest of 18 is not yet the quantile of 0.95.
func enough(n int, level float64) bool {
	return level > 0 && level < 1 && float64(n)*(1-level) >= level-1e-9
}

// Pinball returns the mean pinball loss of the promises as quantiles at a level
// (quantile loss; R. Koenker and G. Bassett, Regression quantiles, Econometrica
// 46, 1978): level times the time they were late, 1-level times the time left
// unused, so that promises that are too short and too long both cost. For the
// same cases, lower is better. Promises not fulfilled yet are not included
// although they are late, so do not compare tallies with many of those. ok is
// false if nothing was measured, or if the level is not from 0 to 1.
func (t Tally) Pinball(level float64) (loss time.Duration, ok bool) {
	n := t.Actual.N()
	if n == 0 || !(level >= 0 && level <= 1) {
		return 0, false
	}
	late, unused := level*t.Late.sum.Nanoseconds(), (1-level)*t.Unused.sum.Nanoseconds()
	return time.Duration((late + unused) / float64(n)).Round(time.Microsecond), true
}

// tallyDocument is a Tally as JSON. Empty values are absent.
type tallyDocument struct {
	plainCounts
	Promised *Spread `json:"promised,omitempty"`
	Actual   *Spread `json:"actual,omitempty"`
	Unused   *Spread `json:"unused,omitempty"`
	Late     *Spread `json:"late,omitempty"`
	Used     *shares `json:"used,omitempty"`
}

// plainCounts are Counts without methods. An embedding struct would inherit
// those.
type plainCounts Counts

func (t *Tally) document() tallyDocument {
	d := tallyDocument{plainCounts: plainCounts(t.Counts)}
	for _, x := range []struct {
		from *Spread
		to   **Spread
	}{{&t.Promised, &d.Promised}, {&t.Actual, &d.Actual}, {&t.Unused, &d.Unused}, {&t.Late, &d.Late}} {
		if !x.from.Equal(Spread{}) {
			*x.to = x.from
		}
	}
	if len(t.used) > 0 {
		d.Used = &shares{t.used}
	}
	return d
}

// tally returns the tally that the document describes.
func (d *tallyDocument) tally() (Tally, error) {
	t := Tally{Counts: Counts(d.plainCounts)}
	for _, x := range []struct {
		from *Spread
		to   *Spread
	}{{d.Promised, &t.Promised}, {d.Actual, &t.Actual}, {d.Unused, &t.Unused}, {d.Late, &t.Late}} {
		if x.from != nil {
			*x.to = *x.from
		}
	}
	if d.Used != nil {
		t.used = d.Used.steps
	}
	return t, t.check()
}

// MarshalJSON writes the counts, and the spreads that are not empty.
func (t Tally) MarshalJSON() ([]byte, error) { return json.Marshal(t.document()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Tally) UnmarshalJSON(doc []byte) error {
	var d tallyDocument
	if err := document.Unmarshal("report", doc, &d); err != nil {
		return err
	}
	read, err := d.tally()
	if err != nil {
		return document.Locate(doc, err)
	}
	*t = read
	return nil
}

// check returns an error for counts that conflict with each other.
func (t *Tally) check() error {
	var errs []error
	if err := t.Counts.checkRange(); err != nil {
		return err
	}
	errs = append(errs, t.Counts.check())
	fail := func(path, text string) { errs = append(errs, fieldError(path, errors.New(text))) }
	known := t.Actual.N()
	if t.Promised.N() != known+t.Actual.beyond || t.Promised.beyond != 0 {
		fail("promised", "conflicts with actual: expected as many as actual and its beyond; correct the counts")
	}
	if t.Unused.N() > t.Kept || t.Unused.N()+t.Late.N() != known || t.Unused.beyond != 0 {
		fail("unused", "conflicts with actual: expected as many, together with late; correct the counts")
	}
	if t.Late.N()+t.Late.beyond > t.Broken || t.Late.beyond != t.Actual.beyond {
		fail("late", "conflicts with broken: expected as many as were broken and measured; correct the counts")
	}
	if t.used.count() != known {
		fail("used", "conflicts with actual: expected as many; correct the counts")
	} else if used, ok := t.used.at(t.Unused.N()); ok && used > millionths {
		fail("used", "out of range: more than 1 for a kept promise; correct the counts")
	}
	return errors.Join(errs...)
}

// shares are steps written as shares: {"0.85":3}.
type shares struct{ steps }

func shareText(v int64) string { return strconv.FormatFloat(float64(v)/millionths, 'f', -1, 64) }

func (s shares) MarshalJSON() ([]byte, error) { return s.document(shareText), nil }

func (s *shares) UnmarshalJSON(doc []byte) error {
	var counts map[string]int
	if err := document.Unmarshal("report", doc, &counts); err != nil {
		return err
	}
	var err error
	s.steps, err = readSteps(counts, func(text string) (int64, bool) {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v >= 0 && v <= 1e9) {
			return 0, false
		}
		n := int64(math.Round(v * millionths))
		return n, shareText(n) == text
	}, shareText, "a share, like 0.85")
	return document.Locate(doc, err)
}
