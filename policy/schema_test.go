package policy

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// TestSchema shows that schema.json knows the fields of the documents, those and
// no others, at every place.
func TestSchema(t *testing.T) {
	text, err := os.ReadFile("schema.json")
	require.NoError(t, err)
	type object = map[string]json.RawMessage
	var schema struct {
		Properties object            `json:"properties"`
		Defs       map[string]object `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(text, &schema))
	properties := func(def string) []string {
		if def == "" {
			return sortedKeys(schema.Properties)
		}
		var fields object
		require.NoError(t, json.Unmarshal(schema.Defs[def]["properties"], &fields), def)
		require.Equal(t, "false", string(schema.Defs[def]["additionalProperties"]), def)
		return sortedKeys(fields)
	}
	for def, of := range map[string]reflect.Type{
		"": reflect.TypeFor[policyDocument](), "commitment": reflect.TypeFor[commitmentDocument[string]](), "rule": reflect.TypeFor[ruleDocument[string]](), "pad": reflect.TypeFor[Pad](),
		"clock": reflect.TypeFor[clockDocument](), "trigger": reflect.TypeFor[triggerDocument](), "contact": reflect.TypeFor[contactConfigDocument[string]](), "stake": reflect.TypeFor[Stake](),
		"reaction": reflect.TypeFor[Reaction](), "offer": reflect.TypeFor[Alternative](), "condition": reflect.TypeFor[conditionDocument](),
	} {
		var names []string
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			names = append(names, name)
		}
		slices.Sort(names)
		if diff := cmp.Diff(names, properties(def)); diff != "" {
			t.Errorf("%s (-document +schema):\n%s", def, diff)
		}
	}
}
