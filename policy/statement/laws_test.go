package statement_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/statement"
	"github.com/underpromise/underpromise/promise"
)

func calendars(tb testing.TB) []*calendar.Calendar {
	tb.Helper()
	var list []*calendar.Calendar
	for _, doc := range []string{
		office, onCall,
		`{"name":"split","zone":"America/New_York","week":"Mo-Th 09:00-12:00,13:00-17:00; Fr 08:00-11:00","days":[{"on":"--12-25"},{"on":"2026-07-03","hours":"08:00-09:00"}]}`,
		`{"name":"nights","zone":"UTC","week":"Mo-Su 22:00-05:30"}`,
	} {
		cal, err := calendar.Parse([]byte(doc))
		require.NoError(tb, err)
		list = append(list, cal)
	}
	return list
}

// said writes an amount as a statement does, in whole minutes.
func said(d time.Duration, always bool) string {
	minutes := int((d + time.Minute - 1) / time.Minute)
	one := func(n int, what string) string {
		if n == 1 {
			return "1 " + what
		}
		return strconv.Itoa(n) + " " + what + "s"
	}
	hours, rest := minutes/60, minutes%60
	switch {
	case rest == 0 && hours > 0 && always:
		return one(hours, "hour")
	case rest == 0 && hours > 0:
		return one(hours, "working hour")
	}
	text := one(rest, "minute")
	if hours > 0 {
		text = one(hours, "hour") + " " + text
	}
	if always {
		return text
	}
	return text + " of working time"
}

// drawPad draws a pad that adds something.
func drawPad(t *rapid.T) policy.Pad {
	p := policy.Pad{Round: rapid.SampledFrom([]policy.Round{"", policy.ToHalfHour, policy.ToClose}).Draw(t, "round")}
	switch rapid.IntRange(0, 3).Draw(t, "pad") {
	case 0:
		p.Fixed = time.Duration(rapid.IntRange(1, 600).Draw(t, "fixed")) * time.Minute
	case 1:
		p.Percent = float64(rapid.IntRange(1, 200).Draw(t, "percent"))
		p.AtLeast = time.Duration(rapid.IntRange(1, 90).Draw(t, "at least")) * time.Minute
	case 2:
		p.Percent, p.AtLeast, p.AtMost = 50, time.Minute, time.Duration(rapid.IntRange(1, 300).Draw(t, "at most"))*time.Minute
	case 3:
		p.Level, p.AtMost = 0.9, time.Duration(rapid.IntRange(0, 300).Draw(t, "at most"))*time.Minute
	}
	return p
}

// TestTargetsNeverShow: where they differ from what is promised, neither targets
// nor reactions nor owners show, in either language.
func TestTargetsNeverShow(t *testing.T) {
	cals := calendars(t)
	rapid.Check(t, func(rt *rapid.T) {
		target := time.Duration(rapid.IntRange(1, 3000).Draw(rt, "target")) * time.Minute
		m := policy.Commitment{
			Name: "work", Calendar: rapid.SampledFrom(cals).Draw(rt, "calendar"), Pad: drawPad(rt), Owner: "squad",
			Rules:     []policy.Rule{{Target: promise.Within(target)}},
			Reactions: []policy.Reaction{{Name: "warn", When: moment(rt, "61.7%"), Do: "tell the lead"}},
		}
		if rapid.Bool().Draw(rt, "the due is given") {
			m.Rules[0].Due = promise.Within(target + time.Duration(rapid.IntRange(1, 3000).Draw(rt, "more"))*time.Minute)
		}
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
		require.NoError(rt, err)
		english := of(t, pol, statement.Options{}).String()
		german := of(t, pol, statement.Options{Languages: []string{"de"}}).String()
		require.NotContains(rt, amountsIn(english), target, english)
		require.NotContains(rt, amountsIn(german), target, german)
		require.Equal(rt, amountsIn(english), amountsIn(german))
		for _, word := range []string{"warn", "61.7", "lead", "squad", "target"} {
			require.NotContains(rt, english+german, word)
		}
	})
}

func moment(tb rapid.TB, text string) policy.Moment {
	m, err := policy.ParseMoment(text)
	require.NoError(tb, err)
	return m
}

// TestAmountsAreTheTerms: what a rule is said to promise is what the policy makes
// of it, whenever a case comes in.
func TestAmountsAreTheTerms(t *testing.T) {
	cals := calendars(t)
	rapid.Check(t, func(rt *rapid.T) {
		cal := rapid.SampledFrom(cals).Draw(rt, "calendar")
		m := policy.Commitment{Name: "work", Calendar: cal, Pad: drawPad(rt), Rules: []policy.Rule{{Target: promise.Within(time.Duration(rapid.IntRange(1, 3000).Draw(rt, "target")) * time.Minute)}}}
		m.Pad.Round, m.Pad.Level = "", 0
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
		require.NoError(rt, err)
		terms, _, err := pol.Terms("work", nil, now.Add(time.Duration(rapid.IntRange(0, 300*24*60).Draw(rt, "made"))*time.Minute))
		require.NoError(rt, err)
		due, err := time.ParseDuration(terms.Due.String())
		require.NoError(rt, err)
		require.Contains(rt, of(t, pol, statement.Options{}).String(), "we promise “work” within "+said(due, cal.Name() == "on call")+",", "%s", terms.Due)
	})
}

var amounts = regexp.MustCompile(`(\d+) (?:working )?(?:hours?|Arbeitsstunden?|Stunden?)(?: (\d+) [mM]inut)?|(\d+) [mM]inut`)

// amountsIn reads all amounts of time that a text tells, in either language.
func amountsIn(text string) (list []time.Duration) {
	for _, found := range amounts.FindAllStringSubmatch(text, -1) {
		var total time.Duration
		for i, unit := range []time.Duration{time.Hour, time.Minute, time.Minute} {
			n, _ := strconv.Atoi(found[i+1])
			total += time.Duration(n) * unit
		}
		list = append(list, total)
	}
	return list
}

// TestMostOfTheYear: where an amount depends on when a case comes in, the most is
// told: no case gets more, and some case gets it but for a minute. Every half-hour
// of the weeks in which something is special is tried, and the second before.
func TestMostOfTheYear(t *testing.T) {
	for _, cal := range calendars(t) {
		for _, target := range []string{"1 day", "3 days", "0 days 11:00", "1 day 16:00", "2 days close", "0 days close"} {
			for _, cutoff := range []clock.Clock{0, 14 * clock.Hour} {
				m := policy.Commitment{
					Name: "work", Calendar: cal, Pad: policy.Pad{Percent: 7, AtLeast: time.Minute},
					Rules: []policy.Rule{{Target: deadline(t, target)}}, Terms: promise.Terms{Cutoff: cutoff},
				}
				pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
				require.NoError(t, err)
				text := of(t, pol, statement.Options{}).String()
				require.Contains(t, text, " at most, ")
				told, reached := amountsIn(text)[0], time.Duration(0)
				for _, week := range []int{0, 11, 25, 41, 42, 43, 49, 50} {
					for half := range 7 * 48 {
						at := now.AddDate(0, 0, 7*week).Add(time.Duration(half) * 30 * time.Minute)
						reached = max(reached, promised(t, pol, cal, at), promised(t, pol, cal, at.Add(-time.Second)))
					}
				}
				require.LessOrEqual(t, reached, told, "%s, target %s, cut-off %v", text, target, cutoff)
				require.Less(t, told-reached, time.Minute+2*time.Second, "%s, target %s, cut-off %v", text, target, cutoff)
			}
		}
	}
}

// promised returns the working time that a case made at an instant gets.
func promised(t *testing.T, pol *policy.Policy, cal *calendar.Calendar, made time.Time) time.Duration {
	t.Helper()
	terms, _, err := pol.Terms("work", nil, made)
	require.NoError(t, err)
	at, err := terms.Reach(terms.Due, made, 0)
	require.NoError(t, err)
	return cal.Between(made, at)
}

func deadline(tb testing.TB, text string) promise.Deadline {
	tb.Helper()
	d, err := promise.ParseDeadline(text)
	require.NoError(tb, err)
	return d
}

// TestRulesToldExactly decides random rules a second way: by trying every case
// there can be, each value that a rule names and one that none does. A rule is
// told if it holds for one, and a value if it holds for one that has it.
func TestRulesToldExactly(t *testing.T) {
	fields, values := []string{"alpha", "beta", "gamma"}, []string{"one", "two", "three"}
	rapid.Check(t, func(rt *rapid.T) {
		m := policy.Commitment{Name: "work", Calendar: calendar.Always()}
		for range rapid.IntRange(1, 7).Draw(rt, "rules") {
			r := policy.Rule{When: map[string][]string{}, Due: promise.Within(time.Hour)}
			for _, f := range fields {
				if rapid.IntRange(0, 2).Draw(rt, "any "+f) > 0 {
					r.When[f] = rapid.SliceOfNDistinct(rapid.SampledFrom(values), 1, 3, rapid.ID[string]).Draw(rt, f)
				}
			}
			m.Rules = append(m.Rules, r)
		}
		pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
		require.NoError(rt, err)
		holds, none := map[string]bool{}, false
		all := append([]string{"other"}, values...)
		for _, a := range all {
			for _, b := range all {
				for _, c := range all {
					_, why, err := pol.Terms("work", policy.Fields{"alpha": a, "beta": b, "gamma": c}, now)
					if err != nil {
						none = true
						continue
					}
					holds[fmt.Sprint(why.Rule)] = true
					for i, v := range []string{a, b, c} {
						holds[fmt.Sprint(why.Rule, fields[i], v)] = true
					}
				}
			}
		}
		told := map[int]string{}
		s := of(t, pol, statement.Options{})
		for _, x := range s.Sentences {
			if x.Rule >= 0 {
				told[x.Rule] = x.Text
			}
		}
		for i, r := range m.Rules {
			text, is := told[i]
			require.Equal(rt, holds[fmt.Sprint(i)], is, "rule %d\n%s", i, s)
			for _, f := range fields {
				for _, v := range r.When[f] {
					if is {
						require.Equal(rt, holds[fmt.Sprint(i, f, v)], regexp.MustCompile(f+` is [^.]*?“`+v+`”`).MatchString(strings.ReplaceAll(text, " and whose ", ".")), "rule %d, %s %s: %s", i, f, v, text)
					}
				}
			}
		}
		require.Equal(rt, none, strings.Contains(s.String(), "For other cases we do not promise"), "%s", s)
		for i := range s.Sentences {
			text := s.Sentences[i].Text
			require.NotContains(rt, text, "{", "a fact without a value")
			require.True(rt, strings.HasSuffix(text, "."), text)
		}
	})
}

// TestRemainingCases: cases that cannot be told apart by one field are those that
// remain, and only they.
func TestRemainingCases(t *testing.T) {
	pol := parse(t, `{"calendars":[`+office+`],"commitments":[{"name":"work","calendar":"office","rules":[
		{"when":{"priority":"high","plan":"gold"},"due":"1h"},{"when":{"priority":"high"},"due":"2h"},{"when":{"plan":"silver"},"due":"3h"},{"when":{"plan":"gold"},"due":"4h"}]}]}`)
	var cases []string
	for _, s := range of(t, pol, statement.Options{}).Sentences {
		if s.Rule >= 0 {
			before, _, _ := strings.Cut(s.Text, " we promise")
			cases = append(cases, before)
		}
	}
	require.Equal(t, []string{
		"For cases whose plan is “gold” and whose priority is “high”",
		"For the remaining cases whose priority is “high”",
		"For the remaining cases whose plan is “silver”",
		"For the remaining cases whose plan is “gold”",
	}, cases)
}

// TestManyRules: a policy that is too hard to decide is told all the same, and
// nothing that can hold is left out.
func TestManyRules(t *testing.T) {
	m := policy.Commitment{Name: "work", Calendar: calendar.Always()}
	for i := range 400 {
		r := policy.Rule{When: map[string][]string{}, Due: promise.Within(time.Hour)}
		for k := range 3 {
			r.When[fmt.Sprint("field ", (i*7+k*11)%40)] = []string{fmt.Sprint("a", (i/3+k)%2), fmt.Sprint("b", i%3)}
		}
		m.Rules = append(m.Rules, r)
	}
	pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{m}})
	require.NoError(t, err)
	rules := 0
	for _, s := range of(t, pol, statement.Options{}).Sentences {
		if s.Rule >= 0 {
			rules++
		}
	}
	require.Greater(t, rules, 20)
}

// TestSameBytes: the same policy at the same instant gives the same statement,
// read back from its document too.
func TestSameBytes(t *testing.T) {
	for _, d := range documents {
		pol := parse(t, d.doc)
		s := of(t, pol, statement.Options{})
		doc, err := json.Marshal(pol)
		require.NoError(t, err)
		require.Equal(t, s, of(t, parse(t, string(doc)), statement.Options{}))
		text, err := json.Marshal(s)
		require.NoError(t, err)
		var back statement.Statement
		require.NoError(t, json.Unmarshal(text, &back))
		require.Equal(t, s, back)
	}
}

// TestAnyInstant: a statement can be asked for at any instant.
func TestAnyInstant(t *testing.T) {
	for _, d := range documents {
		pol := parse(t, d.doc)
		for _, at := range []time.Time{{}, time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2189, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), time.Unix(1<<60, 0)} {
			s, err := statement.Of(pol, at, statement.Options{})
			require.NoError(t, err)
			require.NotEmpty(t, s.Sentences)
			require.Less(t, len(s.String()), 20_000, "%s at %v", d.name, at)
		}
	}
}

// FuzzOf says whatever policy there is, without a control character.
func FuzzOf(f *testing.F) {
	for _, d := range documents {
		f.Add(d.doc, "priority", "first\nreply")
	}
	f.Fuzz(func(t *testing.T, doc, key, word string) {
		pol, err := policy.Parse([]byte(doc))
		if err != nil {
			t.Skip("no policy to state")
		}
		for _, language := range []string{"en", "de"} {
			s := of(t, pol, statement.Options{Languages: []string{language}, Words: map[string]string{key: word}})
			for _, x := range s.Sentences {
				if strings.ContainsFunc(x.Text+x.Heading, unicode.IsControl) {
					t.Errorf("%q", x.Text)
				}
			}
		}
	})
}
