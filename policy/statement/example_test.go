package statement_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/statement"
)

const exampleDoc = `{
	"name": "Berlin support",
	"calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:30"}],
	"commitments": [{
		"name": "first reply", "calendar": "office", "wording": {"de": "eine Antwort"},
		"rules": [{"when": {"priority": "urgent"}, "target": "90m"}, {"due": "1 day"}],
		"pad": {"at_least": "30m"},
		"clock": {"stop": {"event": "message", "by": "person"}}}]}`

// A policy, ready to be published. The target of 90 minutes stays inside.
func Example() {
	pol, err := policy.Parse([]byte(exampleDoc))
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := statement.Of(pol, time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC), statement.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(s)
	// Output:
	// Berlin support
	//
	// First reply
	//   For cases whose priority is “urgent” we promise “first reply” within 2 working hours, Monday to Friday, 9:00 to 17:30, Berlin time.
	//   For all other cases we promise “first reply” within 1 business day, Monday to Friday, 9:00 to 17:30, Berlin time.
	//   What comes in while we are closed counts as come in when we open next.
	//   It is fulfilled by: “message” by us.
	//   If a case changes so that another of these times applies, that one counts from the start, and the time that has passed counts.
	//   A later time than the one that was named holds only if you agree to it.
	//
	// Hours
	//   “office”: Monday to Friday, 9:00 to 17:30, Berlin time.
}

// The rules in sentences of one's own, and in German with the reader's words.
func ExampleOf() {
	pol, err := policy.Parse([]byte(exampleDoc))
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	english, _ := statement.Of(pol, now, statement.Options{Words: map[string]string{
		"first reply":      "We answer {cases} {within}",
		"priority: urgent": "urgent questions",
		"all other cases":  "all other questions",
	}})
	german, _ := statement.Of(pol, now, statement.Options{Languages: []string{"de-AT"}, Words: map[string]string{
		"priority: urgent": "dringende Fragen", "Europe/Berlin": "Berliner Zeit",
	}})
	for _, s := range []statement.Statement{english, german} {
		for _, sentence := range s.Sentences {
			if sentence.Rule >= 0 {
				fmt.Println(strings.TrimSpace(sentence.Text))
			}
		}
	}
	// Output:
	// We answer urgent questions within 2 working hours, Monday to Friday, 9:00 to 17:30, Berlin time.
	// We answer all other questions within 1 business day, Monday to Friday, 9:00 to 17:30, Berlin time.
	// Für dringende Fragen versprechen wir eine Antwort innerhalb von 2 Arbeitsstunden, Montag bis Freitag, 9:00 bis 17:30 Uhr, Berliner Zeit.
	// Für alle anderen Fälle versprechen wir eine Antwort innerhalb von 1 Arbeitstag, Montag bis Freitag, 9:00 bis 17:30 Uhr, Berliner Zeit.
}
