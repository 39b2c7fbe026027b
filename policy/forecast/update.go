package forecast

import (
	"fmt"
	"time"
)

// UpdateBy returns the last working instant by which to tell the customer that it
// may be late, and the risk at that moment: the notice, in working time, before the
// age from which on an open case is more likely to break than not, or before the
// due instant if it never is. It is never before r.At: then the time to tell is now.
// The clock is taken to run from now on, by the history's calendar.
//
// Tell them before the time you said, not after it.
func (h History) UpdateBy(r Running, notice time.Duration) (by time.Time, then Risk) {
	c := h.curve(r.Fields, r.At, sampleAll, 0, 0)
	age := r.Due
	if open := c.after(int64(r.Due)); open > 0 {
		if x, ok := c.reach(1 - open/warn); ok || open >= warn {
			age = min(age, time.Duration(x))
		}
	}
	age = max(r.Age, age-max(0, notice))
	by, err := h.Config().Calendar.Add(r.At, age-r.Age)
	if err != nil {
		by = r.At // the clock never gets there
		age = r.Age
	}
	r.Age, r.StageAge = age, r.StageAge+age-r.Age
	then = h.Risk(r)
	when := "by " + by.Format("Mon 2 Jan 15:04")
	if age == 0 || by.Equal(r.At) {
		when = "now"
	}
	then.Why = fmt.Sprintf("tell the customer %s if it is still open: %s", when, then.Why)
	return by, then
}
