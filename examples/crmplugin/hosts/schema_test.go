package main_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
)

// schema compiles one of the contract's schemas; a strict one has no room for
// fields that it does not name.
func schema(tb testing.TB, name string, strict bool) *jsonschema.Schema {
	tb.Helper()
	text, err := contract.Schemas.ReadFile(name)
	require.NoError(tb, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(tb, err)
	if strict {
		closeObjects(doc)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	require.NoError(tb, compiler.AddResource(name, doc))
	if name == "request.schema.json" {
		text, err := contract.Schemas.ReadFile("policy.schema.json")
		require.NoError(tb, err)
		policy, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		require.NoError(tb, err)
		require.NoError(tb, compiler.AddResource("policy.schema.json", policy))
	}
	compiled, err := compiler.Compile(name)
	require.NoError(tb, err)
	return compiled
}

func closeObjects(doc any) {
	switch doc := doc.(type) {
	case map[string]any:
		if _, named := doc["properties"].(map[string]any); named && doc["additionalProperties"] == nil {
			doc["additionalProperties"] = false
		}
		for _, part := range doc {
			closeObjects(part)
		}
	case []any:
		for _, part := range doc {
			closeObjects(part)
		}
	}
}

func validate(tb testing.TB, s *jsonschema.Schema, doc []byte) error {
	tb.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	require.NoError(tb, err)
	return s.Validate(value)
}

// TestSchemas: every golden request that is not wrong fits its schema, and every
// response does, with no field that the schema does not name.
func TestSchemas(t *testing.T) {
	requests, responses := schema(t, "request.schema.json", true), schema(t, "response.schema.json", true)
	names, goldens := goldens(t)
	accepted := 0
	for _, name := range names {
		response := contract.Evaluate(goldens[name])
		require.NoError(t, validate(t, responses, response), "%s: %s", name, response)
		if !strings.HasPrefix(name, "error-") {
			require.NoError(t, validate(t, requests, goldens[name]), name)
			accepted++
		}
	}
	require.Greater(t, accepted, 30)
	require.NoError(t, validate(t, responses, contract.Failure(contract.BadCall, "", "x")))
	for _, request := range damaged(goldens, names, 2000) {
		response := contract.Evaluate(request)
		require.NoError(t, validate(t, responses, response), "%s\n%s", request, response)
	}
}

// TestPolicySchema: every policy document of the library and its examples fits the
// schema of policies.
func TestPolicySchema(t *testing.T) {
	policies := schema(t, "policy.schema.json", false)
	checked := 0
	for _, pattern := range []string{"policy/testdata/policies/*.json", "examples/*/*/policy.json", "examples/*/policy.json"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		require.NoError(t, err)
		for _, file := range files {
			doc, err := os.ReadFile(file)
			require.NoError(t, err)
			require.NoError(t, validate(t, policies, doc), file)
			checked++
		}
	}
	require.Greater(t, checked, 5)
	desk, err := os.ReadFile("../page/desk.json")
	require.NoError(t, err)
	var tickets struct{ Policy json.RawMessage }
	require.NoError(t, json.Unmarshal(desk, &tickets))
	require.NoError(t, validate(t, policies, tickets.Policy))
}

// TestSchemaRefuses: what the contract refuses for its shape, the schema refuses
// too.
func TestSchemaRefuses(t *testing.T) {
	requests := schema(t, "request.schema.json", false)
	names, goldens := goldens(t)
	refused := 0
	for _, name := range names {
		var r contract.Response
		require.NoError(t, json.Unmarshal(contract.Evaluate(goldens[name]), &r))
		for _, e := range r.Errors {
			shape := e.Code == contract.UnknownField || e.Code == contract.UnsupportedContract
			if shape && !strings.HasPrefix(e.Path, "policy.") {
				require.Error(t, validate(t, requests, goldens[name]), "%s: %s", name, e.Path)
				refused++
			}
		}
	}
	require.Greater(t, refused, 4)
}

// TestSchemaParams: each reason has the params that the schema says, for it or for
// all of them, and no others.
func TestSchemaParams(t *testing.T) {
	text, err := contract.Schemas.ReadFile("response.schema.json")
	require.NoError(t, err)
	_, all, found := strings.Cut(string(text), "With each, where they apply: ")
	require.True(t, found)
	all, _, _ = strings.Cut(all, ".")
	_, goldens := goldens(t)
	for name, request := range goldens {
		var r struct {
			Promises []struct {
				Reason struct {
					Code   string
					Params map[string]any
				}
			}
		}
		require.NoError(t, json.Unmarshal(contract.Evaluate(request), &r))
		for _, p := range r.Promises {
			_, list, found := strings.Cut(string(text), p.Reason.Code+" (")
			list, _, _ = strings.Cut(list, ")")
			if !found {
				_, _, found = strings.Cut(string(text), p.Reason.Code+".")
				list = ""
			}
			require.True(t, found, "the schema describes %s", p.Reason.Code)
			for param := range p.Reason.Params {
				require.Contains(t, strings.Split(strings.TrimPrefix(list, "params ")+", "+all, ", "), param, "%s: %s", name, p.Reason.Code)
			}
		}
	}
}
