package forecast

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// String says the quote in one line.
func (q Quote) String() string {
	if q.Level == 0 && !q.Reachable {
		reasons := q.Reasons()
		return "nothing to promise: " + reasons[len(reasons)-1]
	}
	if !q.Reachable {
		return fmt.Sprintf("no time is honest at %s; the best is %s, kept %s of the time", levelText(q.Asked), short(q.Due), levelText(q.Level))
	}
	return fmt.Sprintf("promise %s, kept %s of the time; aim for %s", short(q.Due), levelText(q.Level), short(q.Internal))
}

// Reasons says in sentences what the quote rests on and what is odd about it: a
// level that cannot be reached, a cap, a floor, a quoter that refused. There is
// always at least one.
func (q Quote) Reasons() (list []string) {
	cases := fmt.Sprintf("%s over %d cases of %s", plaintext.Field(q.Basis), q.N, plaintext.Field(q.Group))
	if q.Censored > 0 {
		cases += fmt.Sprintf(", %d of them not finished", q.Censored)
	}
	switch {
	case q.N > 0:
		list = append(list, cases)
	case q.Refused == "":
		list = append(list, "history knows no such cases")
	}
	if q.Refused != "" {
		return append(list, plaintext.Sentence(q.Refused))
	}
	if !q.Reachable && q.N > 0 {
		list = append(list, q.shortage()...)
	}
	if q.Capped {
		list = append(list, fmt.Sprintf("cut to at most %s, which is kept %s of the time, not %s", short(q.Due), levelText(q.Level), levelText(q.Asked)))
	}
	if q.Raised && !q.Capped {
		list = append(list, fmt.Sprintf("raised to at least %s, which is kept %s of the time", short(q.Due), levelText(q.Level)))
	}
	return list
}

// shortage says what there is too little of to reach the level asked for.
func (q Quote) shortage() []string {
	// A level p takes p/(1-p) cases, if all of them are finished.
	needed := math.Ceil(q.Asked/(1-q.Asked) - tolerance)
	switch {
	case q.Level == 0:
		return []string{"too few such cases are finished to promise anything"}
	case q.Level >= q.Asked-tolerance:
		return nil
	case q.Asked < 1 && float64(q.N) < needed:
		return []string{fmt.Sprintf("history gets to %s, within %s; %s takes %.0f cases", levelText(q.Level), short(q.Due), levelText(q.Asked), needed)}
	}
	return []string{fmt.Sprintf("history gets to %s, within %s; %s is out of reach", levelText(q.Level), short(q.Due), levelText(q.Asked))}
}

// percent writes a share as a person would: 35 %, 94.3 %. It never rounds up to
// certainty, nor down to none.
func percent(p float64) string {
	if p > 0 && p < 0.001 {
		return "less than 0.1 %"
	}
	text := strconv.FormatFloat(100*p, 'g', 3, 64)
	if p < 1 && text == "100" {
		text = "99.9"
	}
	return text + " %"
}

// levelText writes a level: 95 %, 94.3 %, 99.95 %. It rounds down, to as many places
// as there are nines, so that less than was asked for never reads the same. What
// is more than 1 is only called so, since there is no end to its digits.
func levelText(p float64) string {
	if p > 1 {
		return "more than 100 %"
	}
	places := 1.0
	if p > 0 && p < 1 {
		places = min(max(places, math.Ceil(-math.Log10(1-p)-tolerance)-1), 12)
	}
	unit := math.Pow(10, places)
	return strconv.FormatFloat(math.Floor(100*p*unit+1e-6)/unit, 'f', -1, 64) + " %"
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
