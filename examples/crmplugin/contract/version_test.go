package contract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/examples/crmplugin/contract"
	"github.com/underpromise/underpromise/policy"
)

// TestVersionOne pins the contract. testdata/v1.txt has every field of version 1:
// none of them may change or go away. The response may have others beside them
// if they are optional; the request may not, because an older module would
// refuse them. New fields are added to the file when they are released.
func TestVersionOne(t *testing.T) {
	var fields []string
	describe("request", reflect.TypeFor[contract.Request](), &fields)
	describe("response", reflect.TypeFor[contract.Response](), &fields)
	if documenttest.Update() {
		require.NoError(t, os.WriteFile("testdata/v1.txt", []byte(strings.Join(fields, "\n")+"\n"), 0o600))
	}
	doc, err := os.ReadFile("testdata/v1.txt")
	require.NoError(t, err)
	pinned := strings.Split(strings.TrimSpace(string(doc)), "\n")
	for _, field := range pinned {
		require.Contains(t, fields, field, "a field of version 1 has changed")
	}
	for _, field := range fields {
		if !slices.Contains(pinned, field) {
			require.True(t, strings.HasPrefix(field, "response") && strings.HasSuffix(field, ", optional"), "%s is new in version 1; add it to a version 2, or as optional", field)
		}
	}
}

// describe lists the fields of a type, a line each: path, kind, and whether it
// may be left out. Events are those of package policy, and are described by name.
func describe(path string, t reflect.Type, list *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		kind, inner := f.Type, f.Type
		below := path + "." + name
		if kind.Kind() == reflect.Slice && kind != reflect.TypeFor[json.RawMessage]() {
			below += "[]"
		}
		for inner.Kind() == reflect.Pointer || strings.HasSuffix(below, "[]") && inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		optional := ""
		if strings.Contains(options, "omit") {
			optional = ", optional"
		}
		*list = append(*list, fmt.Sprintf("%s: %s%s", below, inner, optional))
		if inner.Kind() == reflect.Struct && inner != reflect.TypeFor[time.Time]() && inner != reflect.TypeFor[policy.Event]() {
			describe(below, inner, list)
		}
	}
}
