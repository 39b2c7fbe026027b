package policy_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// eightDoc has eight commitments, as a busy desk has them.
const eightDoc = `{"calendars":[` + plainOffice + `,{"name":"on call","zone":"Europe/Berlin","week":"24/7"}],"commitments":[
	{"name":"first reply","calendar":"office","rules":[{"when":{"priority":"urgent"},"calendar":"on call","due":"1h"},{"due":"4h"}],
	 "clock":{"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}}}},
	{"name":"next reply","calendar":"office","rules":[{"when":{"priority":"urgent"},"calendar":"on call","due":"1h"},{"due":"4h"}],
	 "clock":{"start":{"event":"message","by":"customer"},"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}},"cycle":"each time"}},
	{"name":"update","calendar":"office","rules":[{"due":"2 days"}],
	 "clock":{"start":[{"event":"opened"},{"event":"message","by":"person"}],"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}},"cycle":"each time"}},
	{"name":"pausable update","calendar":"office","rules":[{"due":"8h"}],
	 "clock":{"start":[{"event":"opened"},{"event":"message","by":"person"}],"stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":["solved","closed"]}},"pause_while":{"status":"pending"},"cycle":"each time"}},
	{"name":"requester wait","calendar":"office","rules":[{"when":{"priority":["urgent","high"]},"due":"8h"},{"due":"24h"}],
	 "clock":{"stop":{"becomes":{"status":["solved","closed"]}},"pause_while":{"status":"pending"},"reopen":{"becomes":{"status":"open"}}}},
	{"name":"agent work","calendar":"office","rules":[{"when":{"priority":["urgent","high"]},"due":"4h"},{"due":"16h"}],
	 "clock":{"stop":{"becomes":{"status":["solved","closed"]}},"pause_while":{"status":["pending","hold"]},"reopen":{"becomes":{"status":"open"}}}},
	{"name":"resolution","calendar":"office","rules":[{"when":{"priority":"urgent"},"calendar":"on call","target":"8h"},{"target":"40h"}],"pad":{"percent":25,"round":"half hour"},
	 "clock":{"stop":{"becomes":{"status":["solved","closed"]}},"reopen":{"becomes":{"status":"open"}}},"reactions":[{"name":"warn","when":"75%"},{"name":"chase","when":"due","every":"4h","times":5}]},
	{"name":"group","calendar":"office","rules":[{"due":"8h"}],
	 "clock":{"start":{"becomes":{"group":"second line"}},"stop":{"leaves":{"group":"second line"}},"cycle":"each time"}}]}`

// traffic draws what happens to a case: a number of events within two weeks.
func traffic(rng *rand.Rand, opened time.Time, n int) []policy.Event {
	events := make([]policy.Event, n)
	at := opened
	for i := range events {
		at = at.Add(time.Duration(rng.Int64N(int64(14*24*time.Hour) / int64(n))))
		e := policy.Event{At: at, Recorded: at}
		switch rng.IntN(5) {
		case 0:
			e.Type, e.By = "message", promise.Customer("Cy")
		case 1:
			e.Type, e.By = "message", promise.Person("Ann")
		case 2:
			e.Set = policy.Fields{"status": []string{"open", "pending", "hold", "solved"}[rng.IntN(4)]}
		case 3:
			e.Set = policy.Fields{"priority": []string{"low", "high", "urgent"}[rng.IntN(3)]}
		case 4:
			e.Set = policy.Fields{"group": []string{"first line", "second line"}[rng.IntN(2)]}
		}
		events[i] = e
	}
	return events
}

// BenchmarkRecord takes random events through eight commitments: each time one
// more event of a case, or the whole log at once. The figure is that of an
// event.
func BenchmarkRecord(b *testing.B) {
	pol := parsePolicy(b, eightDoc)
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{5, 20, 100} {
		logs := make([][]policy.Event, 64)
		starts := make([]time.Time, len(logs))
		for i := range logs {
			starts[i] = instant(b, "mon 09:00").Add(time.Duration(rng.Int64N(int64(300 * 24 * time.Hour))))
			logs[i] = traffic(rng, starts[i], n)
		}
		for _, whole := range []bool{false, true} {
			b.Run(fmt.Sprintf("events=%d/whole=%v", n, whole), func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; i < b.N; i += n {
					k := rng.IntN(len(logs))
					c, err := pol.Open("T-7", policy.Fields{"status": "open"}, starts[k])
					require.NoError(b, err)
					if whole {
						_, err = c.Record(starts[k], logs[k]...)
						require.NoError(b, err)
						continue
					}
					for _, e := range logs[k] {
						if c, err = c.Record(e.At, e); err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		}
	}
}

// BenchmarkActions asks cases of random events for what became due in a random
// hour, and when to look next.
func BenchmarkActions(b *testing.B) {
	pol := parsePolicy(b, eightDoc)
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{5, 20, 100} {
		cases := make([]policy.Case, 64)
		for i := range cases {
			start := instant(b, "mon 09:00").Add(time.Duration(rng.Int64N(int64(300 * 24 * time.Hour))))
			c, err := pol.Open("T-7", policy.Fields{"status": "open"}, start)
			require.NoError(b, err)
			cases[i], err = c.Record(start, traffic(rng, start, n)...)
			require.NoError(b, err)
		}
		for _, ask := range []struct {
			name string
			of   func(policy.Case, time.Time)
		}{
			{"actions", func(c policy.Case, t time.Time) { c.Actions(t.Add(-time.Hour), t) }},
			{"next", func(c policy.Case, t time.Time) { c.NextChange(t) }},
		} {
			b.Run(fmt.Sprintf("events=%d/%s", n, ask.name), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					c := cases[rng.IntN(len(cases))]
					ask.of(c, c.Opening().At.Add(time.Duration(rng.Int64N(int64(15*24*time.Hour)))))
				}
			})
		}
	}
}
