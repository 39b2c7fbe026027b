// Package manner tests over all packages that the exported types are written and read in
// one manner: names in snake_case, durations as text, enumerations as words, and nothing
// is read that would not be written.
package manner

import (
	"encoding/json"
	"errors"
	"go/ast"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/internal/api"
	"github.com/underpromise/underpromise/promise/report"
)

// TestEveryTypeIsListed: an exported type is in the list or has a reason not to be.
func TestEveryTypeIsListed(t *testing.T) {
	a, err := api.Read(filepath.Join("..", "..", ".."))
	require.NoError(t, err)
	listed := map[string]bool{}
	for _, typ := range types {
		listed[keyOf(typ)] = true
		require.Contains(t, a.Types, keyOf(typ), "the list has a type that there is not")
	}
	for key := range exceptions {
		require.Contains(t, a.Types, key, "the exceptions have a type that there is not")
		require.False(t, listed[key], "%s is listed, and an exception", key)
	}
	for key := range a.Types {
		name := key[strings.LastIndexByte(key, '.')+1:]
		_, isError := a.Functions[key+".Error"]
		if ast.IsExported(name) && !listed[key] && exceptions[key] == "" && !isError {
			t.Errorf("%s: add it to the list of types, or to the exceptions with a reason", key)
		}
	}
}

// keyOf returns the key of a type in the API: "promise.Terms".
func keyOf(t reflect.Type) string {
	return strings.TrimPrefix(t.PkgPath(), api.Module+"/") + "." + t.Name()
}

// TestManner writes a filled value of each type and reads it again.
func TestManner(t *testing.T) {
	for _, typ := range types {
		t.Run(keyOf(typ), func(t *testing.T) {
			v := reflect.New(typ)
			if pointer, ok := samples[v.Type()]; ok {
				v = reflect.ValueOf(pointer())
			} else {
				fill(v.Elem())
			}
			doc, err := json.Marshal(v.Interface())
			require.NoError(t, err)
			checkDocument(t, typ, doc)

			back := reflect.New(typ)
			require.NoError(t, json.Unmarshal(doc, back.Interface()), "%s", doc)
			if diff := cmp.Diff(v.Interface(), back.Interface(), equal...); diff != "" {
				t.Errorf("written and read again (-want +got):\n%s\n%s", diff, doc)
			}
			again, err := json.Marshal(back.Interface())
			require.NoError(t, err)
			require.Equal(t, string(doc), string(again))
		})
	}
}

// name is what a member of a document is called: in snake_case, or by a duration or a
// number that is counted.
var name = regexp.MustCompile(`^([a-z][a-z0-9]*(_[a-z0-9]+)*|[0-9][0-9hms.]*)$`)

// checkDocument checks the names and numbers of a document.
func checkDocument(t *testing.T, typ reflect.Type, doc []byte) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(string(doc)))
	dec.UseNumber()
	var v any
	require.NoError(t, dec.Decode(&v))
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, value := range v {
				require.Regexp(t, name, key)
				walk(value)
			}
		case []any:
			for _, value := range v {
				walk(value)
			}
		case json.Number:
			n, err := v.Float64()
			require.NoError(t, err)
			for _, unit := range []time.Duration{1, time.Millisecond, time.Second, time.Minute, time.Hour} {
				require.NotEqual(t, float64(odd)/float64(unit), n, "a duration as a number: %s", doc)
			}
		}
	}
	walk(v)
	if typ.Kind() != reflect.Struct || typ.NumField() > 0 {
		require.NotEqual(t, "{}", string(doc), "%v is written empty", typ)
	}
}

// equal are how types are compared that hide what they hold.
var equal = []cmp.Option{
	cmp.Exporter(func(reflect.Type) bool { return true }),
	cmp.Comparer(func(a, b *calendar.Calendar) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b error) bool { return a.Error() == b.Error() }),
	cmp.Comparer(sameDocument[report.Report]), cmp.Comparer(sameDocument[report.Calibration]), cmp.Comparer(sameDocument[report.Tally]),
	cmp.Comparer(sameDocument[*policy.Policy]), cmp.Comparer(sameDocument[policy.Config]), cmp.Comparer(sameDocument[forecast.History]),
}

func sameDocument[T any](a, b T) bool {
	x, err := json.Marshal(a)
	y, more := json.Marshal(b)
	return err == nil && more == nil && string(x) == string(y)
}

// TestUnknownIsRefused: a type refuses a field or a word that is not known, a value of
// another kind, and, where it is an enumeration, to write an unknown word.
func TestUnknownIsRefused(t *testing.T) {
	for _, typ := range types {
		t.Run(keyOf(typ), func(t *testing.T) {
			doc, err := json.Marshal(valueOf(typ))
			require.NoError(t, err)
			bad := []string{"7", "true", `"bogus"`, "[7]", `[{"bogus":7}]`}
			if doc[0] == '{' {
				bad = append(bad, `{"bogus":7,`+strings.TrimPrefix(string(doc), "{"))
			}
			for _, text := range bad {
				require.Error(t, json.Unmarshal([]byte(text), reflect.New(typ).Interface()), text)
			}
			if typ.Kind() == reflect.String {
				_, err := json.Marshal(reflect.ValueOf("bogus").Convert(typ).Interface())
				require.ErrorContains(t, err, `unknown word "bogus"`)
				require.ErrorContains(t, json.Unmarshal([]byte(`"bogus"`), reflect.New(typ).Interface()), words[typ])
			}
		})
	}
}

func valueOf(typ reflect.Type) any {
	v := reflect.New(typ)
	if pointer, ok := samples[v.Type()]; ok {
		return pointer()
	}
	fill(v.Elem())
	return v.Interface()
}

// TestZeroIsRead: what is written of a zero value is read.
func TestZeroIsRead(t *testing.T) {
	for _, typ := range types {
		doc, err := json.Marshal(reflect.New(typ).Interface())
		if err == nil {
			if err := json.Unmarshal(doc, reflect.New(typ).Interface()); err != nil {
				t.Errorf("%v: %s: %v", typ, doc, err)
			}
		}
	}
}

// TestPartsAreReadAlike: a value inside a larger document is read as by itself, with the
// same problems, its path before theirs.
func TestPartsAreReadAlike(t *testing.T) {
	for _, typ := range types {
		outer := reflect.StructOf([]reflect.StructField{{Name: "X", Type: typ, Tag: `json:"x"`}})
		for _, doc := range []string{"{}", "[]", `""`, `{"bogus":7}`, `"bogus"`, "7"} {
			alone := reflect.New(typ)
			err := json.Unmarshal([]byte(doc), alone.Interface())
			part := reflect.New(outer)
			got := document.Unmarshal("test", []byte(`{"x":`+doc+`}`), part.Interface())
			require.Equal(t, err == nil, got == nil, "%v: %s: alone %v, as a part %v", typ, doc, err, got)
			var field *document.FieldError
			if got != nil {
				require.True(t, errors.As(got, &field) && strings.HasPrefix(field.Path, "x"), "%v: %v", typ, got)
			}
		}
	}
}
