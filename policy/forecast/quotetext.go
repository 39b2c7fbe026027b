package forecast

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// String says the quote in one line.
func (q Quote) String() string {
	if q.Level == 0 && !q.Reachable {
		return "nothing to promise: " + q.Reasons()[0]
	}
	if !q.Reachable {
		return fmt.Sprintf("no time is honest at %s; the best is %s, kept %s of the time", percent(q.Asked), short(q.Due), percent(q.Level))
	}
	return fmt.Sprintf("promise %s, kept %s of the time; aim for %s", short(q.Due), percent(q.Level), short(q.Internal))
}

// Reasons says in sentences what the quote rests on and what is odd about it: a
// level that cannot be reached, a cap, a floor. There is always at least one.
func (q Quote) Reasons() []string {
	if q.N == 0 {
		return []string{"history knows no such cases"}
	}
	cases := fmt.Sprintf("%s over %d cases of %s", q.Basis, q.N, q.Group)
	if q.Censored > 0 {
		cases += fmt.Sprintf(", %d of them not finished", q.Censored)
	}
	list := []string{cases}
	if !q.Reachable {
		switch {
		case q.Level == 0:
			list = append(list, "too few of them are finished to promise anything")
		case q.Level < q.Asked-tolerance:
			list = append(list, fmt.Sprintf("history gets to %s, within %s; %s is out of reach", percent(q.Level), short(q.Due), percent(q.Asked)))
		}
	}
	if q.Capped {
		list = append(list, fmt.Sprintf("cut to at most %s, which is kept %s of the time, not %s", short(q.Due), percent(q.Level), percent(q.Asked)))
	}
	if q.Raised && !q.Capped {
		list = append(list, fmt.Sprintf("raised to at least %s, which is kept %s of the time", short(q.Due), percent(q.Level)))
	}
	return list
}

// percent writes a share as a person would: 95 %, 94.3 %. It never rounds up to
// certainty.
func percent(p float64) string {
	text := strconv.FormatFloat(100*p, 'g', 3, 64)
	if p < 1 && text == "100" {
		text = "99.9"
	}
	return text + " %"
}

// short writes a duration in whole seconds and without its trailing zeros: 2h30m,
// not 2h30m0s.
func short(d time.Duration) string {
	if d > time.Second || d < -time.Second {
		d = d.Round(time.Second)
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
