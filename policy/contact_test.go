package policy_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
)

// TestContact counts how often a customer had to ask again, and how long it was
// silent. Office hours are 9 to 17.
func TestContact(t *testing.T) {
	at := func(text string) time.Time { return instant(t, text) }
	doc := strings.Replace(serviceDoc, `"commitments"`, `"contact":{"told":{"event":"message","by":"person"},"asked":{"event":"message","by":"customer"},"calendar":"office"},"commitments"`, 1)
	c, err := parsePolicy(t, doc).Open("T-7", policy.Fields{"priority": "normal"}, at("mon 09:00"))
	require.NoError(t, err)
	c, err = c.Record(at("wed 12:00"), customer(at("mon 15:00")), agent(at("mon 16:00")), customer(at("tue 10:00")), customer(at("tue 11:00")), customer(at("tue 16:00")), agent(at("wed 10:00")))
	require.NoError(t, err)
	for instant, want := range map[string]policy.Contact{
		"mon 08:59": {},
		"mon 12:00": {Asked: 1, Last: at("mon 09:00"), Unanswered: at("mon 09:00"), Silence: 3 * time.Hour, Longest: 3 * time.Hour},
		"mon 15:00": {Asked: 2, Chases: 1, Last: at("mon 09:00"), Unanswered: at("mon 09:00"), Silence: 6 * time.Hour, Longest: 6 * time.Hour},
		"tue 09:00": {Told: 1, Asked: 2, Chases: 1, Last: at("mon 16:00"), Silence: time.Hour, Longest: 7 * time.Hour},
		"tue 17:00": {Told: 1, Asked: 5, Chases: 3, Last: at("mon 16:00"), Unanswered: at("tue 10:00"), Silence: 9 * time.Hour, Longest: 9 * time.Hour},
		"wed 12:00": {Told: 2, Asked: 5, Chases: 3, Last: at("wed 10:00"), Silence: 2 * time.Hour, Longest: 10 * time.Hour},
	} {
		require.Equal(t, want, c.Contact(at(instant)), instant)
	}
	doc2, err := json.Marshal(c.Contact(at("wed 12:00")))
	require.NoError(t, err)
	require.JSONEq(t, `{"told":2,"asked":5,"chases":3,"last":"2026-01-07T10:00:00+01:00","silence":"2h0m0s","longest_silence":"10h0m0s"}`, string(doc2))
	var back policy.Contact
	require.NoError(t, json.Unmarshal(doc2, &back))
	require.Equal(t, 10*time.Hour, back.Longest)
	require.Zero(t, policy.Case{}.Contact(at("mon 12:00")))
}

// TestContactIsWritten: a policy writes of its contact what is given, each part of it
// alone too, and nothing where nothing is.
func TestContactIsWritten(t *testing.T) {
	for contact, want := range map[string]string{
		`{}`: "",
		`{"told":{"event":"message","by":"person"}}`:    `"contact":{"told":{"event":"message","by":"person"}}`,
		`{"asked":{"event":"message","by":"customer"}}`: `"contact":{"asked":{"event":"message","by":"customer"}}`,
		`{"calendar":"office"}`:                         `"contact":{"calendar":"office"}`,
	} {
		pol := parsePolicy(t, strings.Replace(serviceDoc, `"commitments"`, `"contact":`+contact+`,"commitments"`, 1))
		doc, err := json.Marshal(pol)
		require.NoError(t, err)
		require.Equal(t, want != "", strings.Contains(string(doc), `"contact"`), string(doc))
		require.Contains(t, string(doc), want)
		again, err := json.Marshal(parsePolicy(t, string(doc)))
		require.NoError(t, err)
		require.Equal(t, string(doc), string(again))
	}
}
