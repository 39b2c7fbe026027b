package forecast

import (
	"fmt"
	"math"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy/forecast/internal/amount"
)

// String returns the quote in one line.
func (q Quote) String() string {
	if q.Level == 0 && !q.Reachable {
		reasons := q.Reasons()
		return "nothing to promise: " + reasons[len(reasons)-1]
	}
	if !q.Reachable {
		return fmt.Sprintf("no time is honest at %s; the best is %s, kept %s of the time", amount.Level(q.Asked), short(q.Due), amount.Level(q.Level))
	}
	return fmt.Sprintf("promise %s, kept %s of the time; aim for %s", short(q.Due), amount.Level(q.Level), short(q.Internal))
}

// Reasons returns sentences with the basis of the quote and with anything unusual: a
// level that is unreachable, a cap, a floor, a method that refused. There is at least
// one.
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
		list = append(list, fmt.Sprintf("cut to at most %s, which is kept %s of the time, not %s", short(q.Due), amount.Level(q.Level), amount.Level(q.Asked)))
	}
	if q.Raised && !q.Capped {
		list = append(list, fmt.Sprintf("raised to at least %s, which is kept %s of the time", short(q.Due), amount.Level(q.Level)))
	}
	return list
}

// shortage returns what is missing for the level asked for.
func (q Quote) shortage() []string {
	// A level p takes p/(1-p) cases, if all of them are finished.
	needed := math.Ceil(q.Asked/(1-q.Asked) - tolerance)
	switch {
	case q.Level == 0:
		return []string{"too few such cases are finished to promise anything"}
	case q.Level >= q.Asked-tolerance:
		return nil
	case q.Asked < 1 && float64(q.N) < needed:
		return []string{fmt.Sprintf("history gets to %s, within %s; %s takes %.0f cases", amount.Level(q.Level), short(q.Due), amount.Level(q.Asked), needed)}
	}
	return []string{fmt.Sprintf("history gets to %s, within %s; %s is out of reach", amount.Level(q.Level), short(q.Due), amount.Level(q.Asked))}
}

// short returns a duration in whole seconds without trailing zeros: 2h30m, not 2h30m0s.
func short(d time.Duration) string {
	if d > time.Second || d < -time.Second {
		d = d.Round(time.Second)
	}
	return plaintext.Duration(d)
}
