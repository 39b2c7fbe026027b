package forecast

import (
	"fmt"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// UpdateBy returns the last working instant by which to tell the customer that the case
// may be late, and the risk at that instant. It is notice, in working time, before the
// first age at which [History.Risk] is at least one half, or before due if it never is;
// but not before r.At. It assumes that the clock runs from now on by the history's
// calendar and that the case stays in its stage. If thousands of cases were in that
// stage it evaluates some of the ages only, and can miss a risk that rises and falls
// between them.
func (h History) UpdateBy(r Running, notice time.Duration) (by time.Time, then Risk) {
	age := r.Due
	if r.Due > r.Age {
		o := h.outlook(r)
		age = o.firstAge(yellowFrom)
	}
	age = max(r.Age, age-max(0, notice))
	by, err := h.Config().Calendar.Add(r.At, age-r.Age)
	if err != nil {
		by = r.At // the clock never gets there
		age = r.Age
	}
	r.Age, r.StageAge = age, r.StageAge+age-r.Age
	then = h.Risk(r)
	when := "by " + plaintext.MomentOfYear(by)
	if by.Equal(r.At) {
		when = "now"
	}
	then.Why = fmt.Sprintf("tell the customer %s if it is still open: %s", when, then.Why)
	return by, then
}

// firstAge returns the first age from now on at which the risk is at least p, or the
// due age if there is none before it. The risk changes at ages at which a case was
// finished or left the stage.
func (o *outlook) firstAge(p float64) time.Duration {
	p -= tolerance
	if o.riskAt(o.r.Age).P >= p {
		return o.r.Age
	}
	if len(o.visits) == 0 {
		return min(max(o.curve.firstRiskyAge(int64(o.r.Due), p), o.r.Age), o.r.Due)
	}
	ages := o.changeAges()
	if step := 1 + len(ages)*len(o.visits)/maxVisits; step > 1 {
		ages = o.bracket(ages, step, p)
	}
	for _, age := range ages {
		if o.riskAt(age).P >= p {
			return age
		}
	}
	return o.r.Due
}

// maxVisits bounds the number of visits that are read in a coarse search, for all ages.
const maxVisits = 4_000_000

// bracket evaluates every step-th age. It returns the ages from after the last that is
// below p up to the first at which the risk is at least p.
func (o *outlook) bracket(ages []time.Duration, step int, p float64) []time.Duration {
	from := 0
	for to := step; ; to += step {
		to = min(to, len(ages)-1)
		if to == len(ages)-1 || o.riskAt(ages[to]).P >= p {
			return ages[from : to+1]
		}
		from = to + 1
	}
}

// changeAges returns the ages between now and due at which the risk may change,
// ascending.
func (o *outlook) changeAges() (ages []time.Duration) {
	add := func(x int64) {
		if age := time.Duration(x); age > o.r.Age && age < o.r.Due {
			ages = append(ages, age)
		}
	}
	for _, x := range o.curve.times() {
		add(x)
	}
	for _, v := range o.visits {
		add(v.left - v.from - int64(o.r.StageAge-o.r.Age) + 1)
	}
	slices.Sort(ages)
	return slices.Compact(ages)
}
