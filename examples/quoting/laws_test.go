package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A law is how long the cases of a made-up desk take. Where it is known, how good a
// quote can be is known too: nobody can be shorter than the law's own quantile and
// keep the word.
type law struct {
	name string
	// arrivals are how many cases come on a day. Defaults to 15.
	arrivals func(day int) int
	// group draws what a case is about. Defaults to nothing.
	group func(r *rand.Rand) string
	// days draws how long a case takes that is opened on a day.
	days func(r *rand.Rand, group string, day int) float64
	// longest is the most that half of the quotes may have of the law's quantile; with
	// 0, nothing is asked.
	longest float64
	// lag is by how much survival, which looks at the past alone, may fall short
	// besides chance.
	lag float64
	// from is the day from which on the adaptive one has had time to learn.
	from int
}

const (
	lawDays = 250
	learnt  = 60   // days
	never   = 9999 // days
	aDay    = 24 * time.Hour
)

// A lawCase is a case of a law, and the time that is kept as often as the level says.
type lawCase struct {
	opened, finished time.Time
	group            string
	oracle           float64 // days
}

// make makes the cases. What is not finished when the last has been opened is open.
func (l law) make(level float64, seed uint64) (list []lawCase) {
	r := rand.New(rand.NewPCG(seed, 5))
	start := time.Date(2025, time.March, 3, 0, 0, 0, 0, time.UTC)
	oracles := map[string]float64{}
	for day := range lawDays {
		n := 15
		if l.arrivals != nil {
			n = l.arrivals(day)
		}
		for i := range n {
			c := lawCase{opened: start.Add(time.Duration(day)*aDay + aDay*time.Duration(i)/time.Duration(n))}
			if l.group != nil {
				c.group = l.group(r)
			}
			took := time.Duration(l.days(r, c.group, day) * float64(aDay))
			c.finished = c.opened.Add(took.Truncate(time.Second) + time.Second)
			key := fmt.Sprint(c.group, day/10)
			if _, known := oracles[key]; !known {
				oracles[key] = l.quantile(c.group, day, level)
			}
			c.oracle = oracles[key]
			list = append(list, c)
		}
	}
	last := list[len(list)-1].opened
	for i := range list {
		if list[i].finished.After(last) {
			list[i].finished = time.Time{}
		}
	}
	return list
}

// quantile finds the law's own by drawing from it.
func (l law) quantile(group string, day int, level float64) float64 {
	const draws = 4001
	r := rand.New(rand.NewPCG(77, 7))
	all := make([]float64, draws)
	for i := range all {
		all[i] = l.days(r, group, day+i%7)
	}
	slices.Sort(all)
	return all[int(math.Ceil(level*draws))-1]
}

// walk writes the cases as a file and has the program walk through it.
func (l law) walk(t *testing.T, list []lawCase, level float64) *result {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"id", "opened", "finished", "kind"}}
	for i, c := range list {
		row := []string{fmt.Sprint(i), stamp(c.opened), "", c.group}
		if !c.finished.IsZero() {
			row[2] = stamp(c.finished)
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "law.csv")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	o, code, done := parse([]string{"--file", name, "--groups", "kind,all", "--level", fmt.Sprint(level), "--learn", fmt.Sprint(learnt)}, &out, &out)
	if done {
		t.Fatalf("%d: %s", code, out.String())
	}
	r, err := o.walk(&out)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A kept is how the quotes of a method turned out, over several walks.
type kept struct {
	n, kept, unquoted, all int
	ratios                 []float64 // of quote over the law's own quantile
}

func (k *kept) share() float64 { return float64(k.kept) / float64(k.n) }

// median is how long half of the quotes are at the most, beside the law's own.
func (k *kept) median() float64 {
	slices.Sort(k.ratios)
	return k.ratios[len(k.ratios)/2]
}

// count adds what was opened from a day on and was due when the file ended. What was
// not due is left aside, since of that only the quick ones are known.
func (k *kept) count(r *result, method int, list []lawCase, fromDay int) {
	d, from := r.walk.desk, list[0].opened.Add(time.Duration(fromDay)*aDay)
	for _, a := range r.judged {
		if a.opened.Before(from) {
			continue
		}
		k.all++
		if a.quotes[method] == 0 {
			k.unquoted++
			continue
		}
		k.ratios = append(k.ratios, a.quotes[method].Hours()/24/list[number(a.id)].oracle)
		if due, _ := d.dueAt(a.job, a.quotes[method]); !due.After(d.last) {
			k.n++
			if !a.finished.IsZero() && !a.finished.After(due) {
				k.kept++
			}
		}
	}
}

// lawWalks is how many desks are made by each law.
const lawWalks = 2

// The methods that are looked at.
const (
	survival = 0
	adaptive = 1
)

// walks counts how ours and the adaptive one did on a few desks of a law.
func (l law) walks(t *testing.T, level float64) (k [2]kept) {
	t.Helper()
	for seed := range uint64(lawWalks) {
		list := l.make(level, seed+1)
		r := l.walk(t, list, level)
		k[survival].count(r, survival, list, learnt)
		k[adaptive].count(r, adaptive, list, max(learnt, l.from))
	}
	return k
}

// noise is how far below the level the share kept may be by chance: three standard
// errors of n outcomes and of the quotes, which hang on the cases that history knows.
// A history that fades over some 90 days knows about 1,350 of 15 a day, and knows
// others after as long again: two such in each walk.
func noise(level float64, n int) float64 {
	const known = 2 * 1350 * lawWalks
	return 3 * math.Sqrt(level*(1-level)*(1/float64(n)+1/float64(known)))
}

func logNormal(r *rand.Rand, median, spread float64) float64 {
	return median * math.Exp(spread*r.NormFloat64())
}

// weekly is work that stands still at weekends, though the clock does not.
func weekly(r *rand.Rand, _ string, day int) float64 {
	days := logNormal(r, 1, 0.7)
	for d := day; d <= day+int(days); d++ {
		if d%7 >= 5 {
			days++
		}
	}
	return days
}

// grown is a desk whose times follow a factor of the day.
func grown(factor func(day int) float64) func(*rand.Rand, string, int) float64 {
	return func(r *rand.Rand, _ string, day int) float64 { return logNormal(r, 3*factor(day), 0.8) }
}

func steady(int) float64 { return 1 }

// oneOf draws one of forty groups, some ten times as often as others.
func oneOf(r *rand.Rand) string { return fmt.Sprint(int(40 * r.Float64() * r.Float64())) }

// unequal are groups of which the longest takes twenty times as long as the shortest.
func unequal(rank func(group int) int) func(*rand.Rand, string, int) float64 {
	return func(r *rand.Rand, group string, _ int) float64 {
		return logNormal(r, 0.5*math.Pow(1.08, float64(rank(number(group)))), 0.7)
	}
}

var laws = []law{
	{name: "log-normal", days: grown(steady), longest: 1.4},
	{name: "exponential", days: func(r *rand.Rand, _ string, _ int) float64 { return 5 * r.ExpFloat64() }, longest: 1.4},
	{name: "Pareto", days: func(r *rand.Rand, _ string, _ int) float64 { return math.Pow(1-r.Float64(), -1/1.2) }, longest: 1.5},
	{name: "two humps", days: func(r *rand.Rand, _ string, _ int) float64 {
		if r.IntN(10) < 6 {
			return logNormal(r, 0.5, 0.5)
		}
		return logNormal(r, 12, 0.3)
	}, longest: 1.4},
	{name: "ties", days: func(r *rand.Rand, _ string, _ int) float64 { return []float64{1, 1, 1, 2, 2, 3, 5, 8}[r.IntN(8)] }, longest: 1.1},
	{name: "weekly seasons", arrivals: func(day int) int { return []int{25, 20, 18, 18, 15, 4, 4}[day%7] }, days: weekly, longest: 1.5},
	{name: "a growing desk", arrivals: func(day int) int { return 5 + day/10 }, days: grown(steady), longest: 1.4},
	{name: "a gap of months", arrivals: func(day int) int {
		if day > 110 && day < 190 {
			return 0
		}
		return 22
	}, days: grown(steady), longest: 1.5},
	{name: "some never finished", days: func(r *rand.Rand, _ string, _ int) float64 {
		if r.IntN(50) == 0 {
			return never
		}
		return logNormal(r, 3, 0.8)
	}, longest: 1.5},
	{name: "many unequal groups", group: oneOf, days: unequal(func(group int) int { return group * 7 % 40 }), longest: 1.8},
	// A rare group leans on what is common, and must not be quoted too short for it.
	{name: "rare groups are long", group: oneOf, days: unequal(func(group int) int { return group }), longest: 1.8},

	// What looks at the past alone lags behind a desk that changes.
	{name: "slower and slower", days: grown(func(day int) float64 { return 1 + 0.5*float64(day)/lawDays }), longest: 1.4, lag: 0.03},
	{name: "twice as slow at once", days: grown(func(day int) float64 { return 1 + float64(min(day/125, 1)) }), longest: 1.4, lag: 0.08, from: 170},
	{name: "twice as fast at once", days: grown(func(day int) float64 { return 2 - float64(min(day/125, 1)) })},
}

// TestKeepsItsWord: on desks whose law is known, each walked through as a file, the
// quotes are kept as often as the level says, but for chance; few cases go without;
// and half of the quotes are not much longer than the shortest that could be.
func TestKeepsItsWord(t *testing.T) {
	for _, l := range laws {
		for _, level := range []float64{0.8, 0.95} {
			t.Run(fmt.Sprint(l.name, " ", level), func(t *testing.T) {
				k := l.walks(t, level)
				for m, name := range []string{"survival", "adaptive"} {
					short := noise(level, k[m].n)
					if m == survival {
						short += l.lag
					}
					if k[m].n < 1000 {
						t.Errorf("%s: %d are too few to tell", name, k[m].n)
					}
					within(t, name+" kept", k[m].share(), level-short, 1)
					within(t, name+" unquoted", float64(k[m].unquoted)/float64(k[m].all), 0, 0.03)
					if l.longest > 0 {
						within(t, name+" beside the law's own", k[m].median(), 0, l.longest)
					}
				}
			})
		}
	}
}

// TestSaysThatThereIsNone: where three in ten are never finished nothing can be kept
// in 95 of a hundred, and no quote says so; half of them can.
func TestSaysThatThereIsNone(t *testing.T) {
	l := law{days: func(r *rand.Rand, _ string, _ int) float64 {
		if r.IntN(10) < 3 {
			return never
		}
		return logNormal(r, 3, 0.8)
	}}
	for _, k := range l.walks(t, 0.95) {
		within(t, "unquoted at 0.95", float64(k.unquoted)/float64(k.all), 0.97, 1)
	}
	for _, k := range l.walks(t, 0.5) {
		within(t, "unquoted at 0.5", float64(k.unquoted)/float64(k.all), 0, 0.01)
		within(t, "kept at 0.5", k.share(), 0.5-noise(0.5, k.n), 1)
	}
}
