package main_test

import (
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
)

// TestYAML writes a policy in YAML and reads it through JSON, as any decoder can:
// it fits the schema and is the policy that its JSON is.
func TestYAML(t *testing.T) {
	doc, err := yaml.YAMLToJSON([]byte(`
name: Berlin support
calendars:
  - {name: office, zone: Europe/Berlin, week: "Mo-Fr 09:00-17:30"}
commitments:
  - name: first reply
    calendar: office
    rules:
      - when: {priority: [urgent, high]}
        due: 2h
      - due: 1 day 16:00
    pad: {percent: 25, round: half hour}
    clock:
      stop: {event: message, by: person}
      pause_while: {status: pending}
    reactions:
      - {name: warn, when: 75%, do: tell the lead}
`))
	require.NoError(t, err)
	require.NoError(t, validate(t, schema(t, "policy.schema.json", false), doc))
	fromYAML, err := policy.Parse(doc)
	require.NoError(t, err)
	fromJSON, err := policy.Parse([]byte(`{"name":"Berlin support","calendars":[{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:30"}],"commitments":[
		{"name":"first reply","calendar":"office","rules":[{"when":{"priority":["urgent","high"]},"due":"2h"},{"due":"1 day 16:00"}],"pad":{"percent":25,"round":"half hour"},
		 "clock":{"stop":{"event":"message","by":"person"},"pause_while":{"status":"pending"}},"reactions":[{"name":"warn","when":"75%","do":"tell the lead"}]}]}`))
	require.NoError(t, err)
	require.Equal(t, fromJSON.String(), fromYAML.String())
}
