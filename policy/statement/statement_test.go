package statement_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/statement"
	"github.com/underpromise/underpromise/promise"
)

// TestErrors keeps what is told when nothing can be said.
func TestErrors(t *testing.T) {
	_, err := statement.Of(nil, now, statement.Options{Languages: []string{"de", "!", "not a tag"}})
	require.EqualError(t, err, `statement: languages[1]: invalid language tag "!"; write one like de-AT
statement: languages[2]: invalid language tag "not a tag"; write one like de-AT
statement: policy: required; make one with policy.Parse`)
}

// TestLanguages: the first language that is spoken here is chosen.
func TestLanguages(t *testing.T) {
	pol := parse(t, documents[0].doc)
	for _, c := range []struct {
		preferred []string
		want      string
	}{
		{nil, "en"}, {[]string{"de"}, "de"}, {[]string{"de-CH", "en"}, "de"}, {[]string{"en-US"}, "en"},
		{[]string{"ko", "de"}, "de"}, {[]string{"ko"}, "en"}, {[]string{"xx-XX", "und", "de"}, "de"}, {[]string{"en", "de"}, "en"},
	} {
		require.Equal(t, c.want, of(t, pol, statement.Options{Languages: c.preferred}).Language, "%v", c.preferred)
	}
}

// TestSentences shows that a statement is data: what each sentence is about.
func TestSentences(t *testing.T) {
	var about []string
	for _, s := range of(t, parse(t, documents[0].doc), statement.Options{}).Sentences {
		about = append(about, fmt.Sprintf("%s|%s|%s|%d", s.Heading, s.Commitment, s.Calendar, s.Rule))
	}
	require.Equal(t, []string{
		"Resolution|resolution||0", "Resolution|resolution||1", "Resolution|resolution||2",
		"Resolution|resolution||-1", "Resolution|resolution||-1", "Resolution|resolution||-1", "Resolution|resolution||-1", "Resolution|resolution||-1", "Resolution|resolution||-1",
		"Hours||on call|-1", "Hours||office|-1",
	}, about)
}

// TestManyHolidays: many days are counted, past ones are not told.
func TestManyHolidays(t *testing.T) {
	days := ""
	for day := 2; day <= 31; day++ {
		days += fmt.Sprintf(`,{"on":"2026-03-%02d","name":"fair %d"},{"on":"2026-06-%02d","hours":"10:00-11:00:30"}`, day, day, min(day, 30))
		if day == 30 {
			break
		}
	}
	pol := parse(t, `{"calendars":[{"name":"shop","zone":"Europe/Berlin","week":"Mo-Su 09:00-17:00","days":[{"on":"2025-12-25","name":"past"}`+days+`]}],
		"commitments":[{"name":"x","calendar":"shop","rules":[{"due":"1h"}]}]}`)
	text := of(t, pol, statement.Options{}).String()
	require.Contains(t, text, "closed on 2 March 2026 (fair 2), 3 March 2026 (fair 3), ")
	require.Contains(t, text, "12 March 2026 (fair 12) and 13 March 2026 (fair 13).")
	require.Contains(t, text, "“shop”: up to 4 January 2027, also closed on 17 days.")
	require.Contains(t, text, "“shop”: on Tuesday, 2 June 2026, 10:00 to 11:00:30.")
	require.Contains(t, text, "“shop”: up to 4 January 2027, also other hours on 17 days.")
	require.NotContains(t, text, "past")
}

// TestClockChange: a night on which the clocks change keeps its usual hours.
func TestClockChange(t *testing.T) {
	pol := parse(t, `{"calendars":[{"zone":"America/New_York","name":"nights","week":"Mo-Su 22:00-06:00"}],"commitments":[{"name":"x","calendar":"nights","rules":[{"due":"1h"}]}]}`)
	s := of(t, pol, statement.Options{})
	require.Equal(t, "“nights”: Monday to Sunday, 22:00 to 6:00 the next morning, New York time.", s.Sentences[len(s.Sentences)-1].Text)
	late, err := statement.Of(pol, time.Date(2026, 10, 31, 12, 0, 0, 0, time.UTC), statement.Options{})
	require.NoError(t, err)
	require.Equal(t, s, late)
}

// TestHoursThatTheClockSkips: a window of which the clocks leave nothing makes no day with
// other hours, since none is usual then.
func TestHoursThatTheClockSkips(t *testing.T) {
	pol := parse(t, `{"calendars":[{"zone":"Europe/Berlin","name":"backup","week":"Mo-Su 02:00-03:00,12:00-13:00"}],"commitments":[{"name":"x","calendar":"backup","rules":[{"due":"1h"}]}]}`)
	s, err := statement.Of(pol, time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC), statement.Options{})
	require.NoError(t, err)
	for _, sentence := range s.Sentences {
		require.NotContains(t, sentence.Text, "29 March")
	}
}

// TestUnreachable: a time that a calendar never reaches is named later.
func TestUnreachable(t *testing.T) {
	pol := parse(t, `{"calendars":[{"name":"once","zone":"UTC","days":[{"on":"2025-01-05","hours":"09:00-10:00"}]}],"commitments":[
		{"name":"a","calendar":"once","rules":[{"target":"1h"}],"pad":{"fixed":"1h"}},{"name":"b","calendar":"once","rules":[{"target":"1 day"}],"pad":{"fixed":"1h"}}]}`)
	s := of(t, pol, statement.Options{})
	require.Equal(t, "For every case we promise “a” within a time that we name when it comes in.", s.Sentences[0].Text)
	require.Equal(t, "For every case we promise “b” within a time that we name when it comes in.", s.Sentences[2].Text)
}

// TestSmallWords: a field that is not known or is emptied, events of the policy
// itself, and a calendar without a name.
func TestSmallWords(t *testing.T) {
	text := of(t, parse(t, `{"calendars":[`+office+`],"commitments":[{"name":"x","calendar":"office","rules":[{"when":{"plan":""},"due":"45m"}],
		"clock":{"start":{"event":["promise kept","promise broken","opened"],"by":"bot"},"stop":{"where":{"via":"mail"}},"cancel":{"leaves":{"state":["a","b"]},"becomes":{"team":""}}}}]}`), statement.Options{}).String()
	require.Contains(t, text, "For cases whose plan is not known we promise “x” within 45 minutes of working time,")
	require.Contains(t, text, "The time counts from: a promise that is kept, a promise that is broken or the opening of the case by a program.")
	require.Contains(t, text, "It is fulfilled by: anything where via is “mail”.")
	require.Contains(t, text, "It lapses with: team is emptied, and state is no longer “a” or “b”.")
	text = of(t, unnamed(t), statement.Options{}).String()
	require.Contains(t, text, "For every case we promise “x” within 1 working hour.")
	require.Contains(t, text, "  Our hours: Monday, 9:00 to 10:00; Tuesday, 9:00 to 11:00, UTC.")
}

func unnamed(tb testing.TB) *policy.Policy {
	tb.Helper()
	cal, err := calendar.Parse([]byte(`{"zone":"UTC","week":"Mo 09:00-10:00; Tu 09:00-11:00"}`))
	require.NoError(tb, err)
	pol, err := policy.New(policy.Config{Commitments: []policy.Commitment{{Name: "x", Calendar: cal, Rules: []policy.Rule{{Due: promise.Within(time.Hour)}}}}})
	require.NoError(tb, err)
	return pol
}

// TestOneTriggerOfTwoEvents says of a trigger with two events what is said of two
// triggers; and of a condition under two calendars, that its hours are working time.
func TestOneTriggerOfTwoEvents(t *testing.T) {
	doc := func(start string) string {
		return `{"calendars":[{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"},{"name":"on call","zone":"Europe/Berlin","week":"24/7"}],"commitments":[
			{"name":"update","rules":[{"when":{"p":"high"},"calendar":"on call","due":"8h"},{"calendar":"office","due":"8h"}],"conditions":[{"name":"file sent","by":"4h"}],
			 "clock":{"start":` + start + `,"stop":{"event":"message"},"cycle":"each time"}}]}`
	}
	one, err := statement.Of(parse(t, doc(`{"event":["opened","message"]}`)), now, statement.Options{})
	require.NoError(t, err)
	require.Contains(t, one.String(), "It is promised anew each time")
	require.Contains(t, one.String(), "4 working hours")
}

// TestNeverClosed: a calendar of parts that leave no gap never closes either.
func TestNeverClosed(t *testing.T) {
	pol := parse(t, `{"calendars":[{"name":"all","union":[{"zone":"UTC","week":"Mo-Fr 00:00-24:00"},{"zone":"UTC","week":"Sa-Su 00:00-24:00"}]}],"commitments":[{"name":"x","calendar":"all","rules":[{"due":"2h"}]}]}`)
	text := of(t, pol, statement.Options{}).String()
	require.Contains(t, text, "within 2 hours, around the clock")
}

// TestNamesOfDays: a day is called what it is called, and a break by its name alone.
func TestNamesOfDays(t *testing.T) {
	pol := parse(t, `{"calendars":[{"name":"shop","zone":"UTC","week":"24/7","days":[{"on":"2026-02-02","name":"break: in"},{"on":"2026-02-03","hours":"10:00-12:00","name":"sale"}],
		"breaks":[{"on":"2026-02-03","hours":"10:00-10:30","name":"break: fast"},{"on":"2026-02-03","hours":"11:00-11:30"}]}],"commitments":[{"name":"x","calendar":"shop","rules":[{"due":"2h"}]}]}`)
	text := of(t, pol, statement.Options{}).String()
	require.Contains(t, text, "2 February 2026 (break: in)")
	require.Contains(t, text, "3 February 2026 (sale, break: fast and break)")
}
