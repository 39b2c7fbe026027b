package forecast_test

import (
	"cmp"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
)

// testFile opens a file of testdata.
func testFile(tb testing.TB, name string) *os.File {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = f.Close() })
	return f
}

// wholeFile opens a file of which testdata has a slice, nil where it is not to be had
// or the tests are to be short: it is looked for in the folder that UNDERPROMISE_DATA
// names, and beside the checkout.
func wholeFile(tb testing.TB, name string) *os.File {
	tb.Helper()
	dir := os.Getenv("UNDERPROMISE_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(dir, name))
	if os.IsNotExist(err) || testing.Short() {
		return nil
	}
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = f.Close() })
	return f
}

// A desk is a data set: its cases, and for some the company's own due instant.
type desk struct {
	cases          []forecast.Record
	due            map[string]time.Time
	groups         [][]string
	from, until    time.Time // judged are cases opened in between
	snapshot       time.Time // what came later is not known
	keep, unquoted float64   // not to fall below what was reached
	median, worst  float64
	auc            float64 // of risks at half-time
}

func rows(tb testing.TB, file *os.File) [][]string {
	tb.Helper()
	list, err := csv.NewReader(file).ReadAll()
	require.NoError(tb, err)
	return list[1:]
}

func instant(tb testing.TB, text string) time.Time {
	tb.Helper()
	if text == "" {
		return time.Time{}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	tb.Fatalf("no instant: %q", text)
	return time.Time{}
}

// bostons returns service requests of the City of Boston, 2015 (data.boston.gov): a
// twentieth, and all of them where they are to be had.
func bostons(tb testing.TB) map[string]desk {
	tb.Helper()
	slice := boston(tb, testFile(tb, "boston.csv"))
	slice.keep, slice.unquoted, slice.worst, slice.auc = 0.94, 0.735, 0.875, 0.71
	desks := map[string]desk{"slice": slice}
	if whole := wholeFile(tb, "boston311_2015_jan_sep.csv"); whole != nil {
		desks["whole"] = boston(tb, whole)
	}
	return desks
}

func boston(tb testing.TB, file *os.File) desk {
	tb.Helper()
	d := desk{
		groups: [][]string{{"type"}, {"reason"}}, due: map[string]time.Time{},
		from: time.Date(2015, 3, 2, 0, 0, 0, 0, time.UTC), until: time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC),
		snapshot: instant(tb, "2016-01-12T14:53:29"), keep: 0.946, unquoted: 0.622, median: math.Inf(1), worst: 0.92, auc: 0.75,
	}
	for _, r := range rows(tb, file) {
		c := forecast.Record{
			ID: r[0], Fields: policy.Fields{"reason": r[5], "type": r[6]},
			Opened: instant(tb, r[1]), Finished: instant(tb, r[3]),
		}
		if !d.add(c) {
			continue
		}
		if due := instant(tb, r[2]); due.After(c.Opened) {
			d.due[c.ID] = due
		}
	}
	return d
}

// serviceNows returns incidents of a ServiceNow desk, 2016 (UCI machine learning
// repository, incident management process enriched event log): an eighth, and all of
// them where they are to be had.
func serviceNows(tb testing.TB) map[string]desk {
	tb.Helper()
	slice := serviceNow(tb, testFile(tb, "servicenow.csv"))
	slice.keep, slice.unquoted, slice.median, slice.worst = 0.96, 0.17, 21, 0.925
	desks := map[string]desk{"slice": slice}
	if whole := wholeFile(tb, "servicenow_cases.csv"); whole != nil {
		desks["whole"] = serviceNow(tb, whole)
	}
	return desks
}

func serviceNow(tb testing.TB, file *os.File) desk {
	tb.Helper()
	d := desk{
		groups: [][]string{{"priority", "category"}, {"category"}, {"priority"}},
		from:   time.Date(2016, 3, 21, 0, 0, 0, 0, time.UTC), until: time.Date(2016, 6, 1, 0, 0, 0, 0, time.UTC),
		snapshot: time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC), keep: 0.955, unquoted: 0.155, median: 19.0, worst: 0.94,
	}
	for _, r := range rows(tb, file) {
		if r[2] != "" {
			d.add(forecast.Record{
				ID: r[0], Fields: policy.Fields{"category": r[5], "priority": r[10]},
				Opened: instant(tb, r[1]), Finished: instant(tb, r[2]),
			})
		}
	}
	return d
}

// add adds a case unless it ends before it begins.
func (d *desk) add(c forecast.Record) bool {
	if !c.Finished.IsZero() {
		c.Took = c.Finished.Sub(c.Opened)
	}
	if c.Took < 0 {
		return false
	}
	d.cases = append(d.cases, c)
	return true
}

// A walk is what came of quoting every case at its opening.
type walk struct {
	cases, unquoted, undecided, kept int
	quotes                           []float64 // days
	months                           map[string][2]int
}

// A verdict on a promise is known at its due instant.
type verdict struct {
	due  time.Time
	kept bool
}

// comesDue puts a verdict among those that are not known yet, by when they will be.
func comesDue(open []verdict, v verdict) []verdict {
	i, _ := slices.BinarySearchFunc(open, v, func(a, b verdict) int { return a.due.Compare(b.due) })
	return slices.Insert(open, i, v)
}

// walk quotes every case at its opening by what was known then. If adapt is not
// nil, verdicts are fed to it when promises come due, and it is what is asked. Each
// case is shown to each, if that is not nil.
func (d *desk) walk(h forecast.History, method forecast.Method, level float64, adapt *forecast.Adaptive, each func(forecast.Record)) walk {
	w := walk{months: map[string][2]int{}}
	var open []verdict
	for _, c := range d.cases {
		if c.Opened.Before(d.from) || !c.Opened.Before(d.until) {
			continue
		}
		if adapt != nil {
			for len(open) > 0 && !open[0].due.After(c.Opened) {
				adapt.State = adapt.State.Step(open[0].kept, len(open)-1)
				open = open[1:]
			}
			method = *adapt
		}
		w.cases++
		if each != nil {
			each(c)
		}
		q := method.Quote(h, forecast.Query{Fields: c.Fields, At: c.Opened, Level: level})
		due := c.Opened.Add(q.Due)
		switch {
		case !q.Reachable:
			w.unquoted++
			continue
		case (c.Finished.IsZero() || c.Finished.After(d.snapshot)) && due.After(d.snapshot):
			open = comesDue(open, verdict{due, false})
			w.undecided++
			continue
		}
		month := w.months[c.Opened.Format("2006-01")]
		month[1]++
		open = comesDue(open, verdict{due, !c.Finished.IsZero() && !c.Finished.After(due)})
		if !c.Finished.IsZero() && !c.Finished.After(due) {
			w.kept++
			month[0]++
		}
		w.months[c.Opened.Format("2006-01")] = month
		w.quotes = append(w.quotes, q.Due.Hours()/24)
	}
	slices.Sort(w.quotes)
	return w
}

func (w walk) keep() float64   { return float64(w.kept) / float64(len(w.quotes)) }
func (w walk) median() float64 { return w.quotes[len(w.quotes)/2] }

func (w walk) mean() float64 {
	sum := 0.0
	for _, q := range w.quotes {
		sum += q
	}
	return sum / float64(len(w.quotes))
}

func (w walk) worst() (share float64) {
	share = 1
	for _, m := range w.months {
		if m[1] >= 50 {
			share = min(share, float64(m[0])/float64(m[1]))
		}
	}
	return share
}

// TestBoston walks through the city's year without looking ahead. At the level at
// which as many are kept as the city kept of its own promises, on the same cases,
// they are less than half as long.
func TestBoston(t *testing.T) {
	for name, d := range bostons(t) {
		t.Run(name, d.testBoston)
	}
}

func (d desk) testBoston(t *testing.T) {
	h, err := forecast.New(forecast.Config{Groups: d.groups}, d.cases...)
	require.NoError(t, err)
	const equalLevel = 0.66
	n, ours, theirs := 0, 0, 0
	var mean, city float64
	w := d.walk(h, forecast.Survival{}, 0.95, nil, func(c forecast.Record) {
		said, ok := d.due[c.ID]
		q := forecast.Survival{}.Quote(h, forecast.Query{Fields: c.Fields, At: c.Opened, Level: equalLevel})
		due := c.Opened.Add(q.Due)
		if !ok || !q.Reachable || c.Finished.IsZero() && (due.After(d.snapshot) || said.After(d.snapshot)) {
			return
		}
		n++
		mean += q.Due.Hours() / 24
		city += said.Sub(c.Opened).Hours() / 24
		if !c.Finished.IsZero() && !c.Finished.After(due) {
			ours++
		}
		if !c.Finished.IsZero() && !c.Finished.After(said) {
			theirs++
		}
	})
	w.require(t, d)
	t.Logf("on %d cases that both promised: kept %.4f, the city %.4f; mean %.1f d, the city's %.1f d",
		n, float64(ours)/float64(n), float64(theirs)/float64(n), mean/float64(n), city/float64(n))
	require.GreaterOrEqual(t, ours, theirs)
	require.LessOrEqual(t, mean, city/2)
}

// TestServiceNow walks through three months of a desk without looking ahead.
func TestServiceNow(t *testing.T) {
	for name, d := range serviceNows(t) {
		t.Run(name, func(t *testing.T) {
			h, err := forecast.New(forecast.Config{Groups: d.groups}, d.cases...)
			require.NoError(t, err)
			d.walk(h, forecast.Survival{}, 0.95, nil, nil).require(t, d)
		})
	}
}

// require compares with the numbers to reach.
func (w walk) require(t *testing.T, d desk) {
	t.Helper()
	t.Logf("keep %.4f, unquoted %.4f, median %.1f d, mean %.1f d, worst month %.3f; %d cases, %d undecided",
		w.keep(), float64(w.unquoted)/float64(w.cases), w.median(), w.mean(), w.worst(), w.cases, w.undecided)
	require.GreaterOrEqual(t, w.keep(), d.keep)
	require.Less(t, float64(w.unquoted)/float64(w.cases), d.unquoted)
	require.LessOrEqual(t, w.median(), d.median)
	require.GreaterOrEqual(t, w.worst(), d.worst)
}

// BenchmarkWalks compares methods on real desks; its metrics are the results.
func BenchmarkWalks(b *testing.B) {
	for _, c := range []struct {
		name string
		load func(testing.TB) map[string]desk
	}{{"boston", bostons}, {"servicenow", serviceNows}} {
		for _, m := range []struct {
			name   string
			method forecast.Method
			adapt  *forecast.Adaptive
		}{
			{"survival", forecast.Survival{}, nil}, {"adaptive", nil, &forecast.Adaptive{}},
			{"conformal", forecast.Conformal{}, nil}, {"order", baseline.Order{}, nil},
		} {
			b.Run(c.name+"/"+m.name, func(b *testing.B) {
				desks := c.load(b)
				d, whole := desks["whole"]
				if !whole {
					d = desks["slice"]
				}
				for b.Loop() {
					h, err := forecast.New(forecast.Config{Groups: d.groups}, d.cases...)
					require.NoError(b, err)
					w := d.walk(h, m.method, 0.95, m.adapt, nil)
					b.ReportMetric(w.keep(), "keep")
					b.ReportMetric(float64(w.unquoted)/float64(w.cases), "unquoted")
					b.ReportMetric(w.median(), "median-days")
					b.ReportMetric(w.mean(), "mean-days")
					b.ReportMetric(w.worst(), "worst-month")
				}
			})
		}
	}
}

// TestRiskOnBoston asks at half of the time that the city had promised how likely
// each promise is to break.
func TestRiskOnBoston(t *testing.T) {
	for name, d := range bostons(t) {
		t.Run(name, d.testRisk)
	}
}

func (d desk) testRisk(t *testing.T) {
	h, err := forecast.New(forecast.Config{Groups: d.groups}, d.cases...)
	require.NoError(t, err)
	type half struct {
		at    time.Time
		r     forecast.Running
		broke bool
	}
	var list []half
	for _, c := range d.cases {
		due, ok := d.due[c.ID]
		if !ok || c.Opened.Before(d.from) {
			continue
		}
		at := c.Opened.Add(due.Sub(c.Opened) / 2)
		over := !c.Finished.IsZero() && !c.Finished.After(at)
		undecided := (c.Finished.IsZero() || c.Finished.After(d.snapshot)) && due.After(d.snapshot)
		if over || undecided || at.After(d.snapshot) {
			continue
		}
		r := forecast.Running{Fields: c.Fields, At: at, Age: at.Sub(c.Opened), Due: due.Sub(c.Opened)}
		list = append(list, half{at, r, c.Finished.IsZero() || c.Finished.After(due)})
	}
	slices.SortFunc(list, func(a, b half) int { return a.at.Compare(b.at) })
	var asked []answer
	for _, l := range list {
		asked = append(asked, answer{h.Risk(l.r).P, l.broke})
	}
	auc, brier := judge(asked)
	t.Logf("at half-time: %d promises, AUC %.4f, Brier %.4f", len(asked), auc, brier)
	require.GreaterOrEqual(t, auc, d.auc)
	require.LessOrEqual(t, brier, 0.18)
}

type answer struct {
	p     float64
	broke bool
}

// judge returns the area under the ROC curve and the Brier score.
func judge(list []answer) (auc, brier float64) {
	slices.SortFunc(list, func(a, b answer) int { return cmp.Compare(a.p, b.p) })
	ranks, broke := 0.0, 0.0
	for i := 0; i < len(list); {
		k := i
		for k < len(list) && list[k].p == list[i].p {
			k++
		}
		rank := float64(i+k+1) / 2 // of all that are tied
		for ; i < k; i++ {
			y := 0.0
			if list[i].broke {
				y = 1
				broke++
				ranks += rank
			}
			brier += (list[i].p - y) * (list[i].p - y)
		}
	}
	n := float64(len(list))
	return (ranks - broke*(broke+1)/2) / (broke * (n - broke)), brier / n
}
