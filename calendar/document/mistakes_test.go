package document_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A desk is a document with a field of most kinds.
type desk struct {
	Name   string            `json:"name"`
	Open   bool              `json:"open"`
	Seats  int               `json:"seats"`
	Count  int64             `json:"count"`
	Share  float64           `json:"share"`
	Tags   []string          `json:"tags"`
	Limits map[string]int64  `json:"limits"`
	Words  map[string]string `json:"words"`
	Next   *desk             `json:"next"`
	Desks  []desk            `json:"desks"`
	Reply  time.Duration     `json:"reply"`
}

// mistakes are documents with the mistakes that people make.
var mistakes = []string{
	"", " \n", "\xef\xbb\xbf{}", "\xff\xfe{\x00}\x00", "{\x00}\x00", "name: Berlin\nopen: true\n", "---\nname: Berlin\n", "# the desk\nname: Berlin\n", "- a\n- b\n",
	"{\n  \"name\": \"Berlin\",\n}", `{"tags":["a","b",]}`, `{"tags":["a",,"b"]}`, `{,"name":"a"}`, `{"tags":[,"a"]}`,
	"{\n  \"name\": \"Berlin\"\n  \"open\": true\n}", `{"tags":["a" "b"]}`, `{"tags":[1 2]}`,
	"{\n  \"name\": \"Berlin,\n  \"open\": true\n}", `{"name": "the "big" desk"}`, `{"name: "Berlin"}`, `{name: "Berlin"}`, `{"name" "Berlin"}`, `{"name": }`, `{"name":,"open":true}`,
	`{'name': "Berlin"}`, `{"name": 'Berlin'}`, "{“name”: \"Berlin\"}", `{"name": Berlin}`,
	"{\n  // the desk\n  \"name\": \"Berlin\"\n}", `{"name": "Berlin" /* desk */}`, "{\"name\": \"Berlin\"} # desk", `/* desk */ {}`,
	`{"share": NaN}`, `{"share": -Infinity}`, `{"share": Infinity}`, `{"open": True}`, `{"open": yes}`, `{"next": None}`, `{"share": +1}`, `{"seats": 012}`, `{"share": .5}`, `{"share": 5.}`, `{"seats": 0x1f}`, `{"seats": 1_000}`, `{"share": 1,5}`,
	`{"name": "Berl`, `{"name": "Berlin"`, `{"name":`, `{"name"`, `{"tags": ["a"`, `{"tags": ["a",`, `{`, `"Berlin`, `tru`,
	"{}\n{}", `{} []`, `{}}`, `{} x`, `{"tags": ["a"}`, `{"next": {"name": "a"]}`, `]`, `{"name": "a\qb"}`, "{\"name\": \"a\tb\"}", `{"name": "\ud800"}`, `{"name": "\u12"}`, "{\"name\": \"caf\xe9\"}", `{"name"; "a"}`, `{"name": @}`,
	// What is JSON, but not the document that is wanted.
	`[]`, `null`, `"a"`, `{"Name": "Berlin"}`, `{"dew": "Berlin"}`, `{"name": "a", "name": "b"}`, `{"open": null}`, `{"open": "true"}`, `{"seats": 1.5}`, `{"seats": 3000000000}`, `{"seats": "3"}`, `{"share": "0.5"}`, `{"tags": "a"}`, `{"limits": []}`, `{"reply": 90}`, `{"reply": "soon"}`,
	"{\n  \"desks\": [\n    {\"name\": \"a\"},\n    {\"name\": 1, \"sets\": 2}\n  ],\n  \"limits\": {\"a\": \"x\"}\n}",
}

// TestMistakes shows what is said about each mistake.
func TestMistakes(t *testing.T) {
	var b strings.Builder
	for _, doc := range mistakes {
		var d desk
		err := document.Unmarshal("desk", []byte(doc), &d)
		require.Error(t, err, doc)
		fmt.Fprintf(&b, "%q\n", doc)
		for _, e := range parts(err) {
			fmt.Fprintf(&b, "\t%v\n", e)
		}
	}
	const file = "testdata/mistakes.golden"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// parts returns the errors that an error joins.
func parts(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// TestManyProblems: of many problems the first 100 are listed, those of one document
// together, and no message is long.
func TestManyProblems(t *testing.T) {
	long := strings.Repeat("x", 10_000)
	for name, doc := range map[string]string{
		"unknown":  `{` + strings.Repeat(`"a":1,`, 149) + `"` + long + `":1}`,
		"kinds":    `{"tags":[` + strings.Repeat(`{},`, 149) + `1]}`,
		"elements": `{"desks":[` + strings.Repeat(`{"name":1},`, 149) + `{}]}`,
		"members":  `{"limits":{` + strings.Repeat(`"`+long+`":"a",`, 149) + `"b":"` + long + `"}}`,
	} {
		var d desk
		err := document.Unmarshal("desk", []byte(doc), &d)
		list := parts(err)
		require.Len(t, list, 101, name)
		require.Regexp(t, `^desk: (49|50) more problems are not listed; mend these first$`, list[100].Error(), name)
		require.Less(t, len(err.Error()), 101*1200, name)
		more := document.PrefixErrors("desk", "a", fmt.Errorf("last"))
		require.Len(t, parts(document.JoinErrors(err, more)), 101, name)
		require.Regexp(t, ` (50|51) more problems`, document.JoinErrors(err, more).Error(), name)
		require.Len(t, parts(document.PrefixErrors("desk", "a", err)), 101, name)
	}
	list := document.Problems{Package: "desk"}
	for range 1000 {
		list.Add("a", "wrong")
	}
	require.Len(t, parts(list.Err()), 101)
}

// TestLinearWork: ten times as many problems, and ten times the depth, cost at most
// some ten times as many bytes.
func TestLinearWork(t *testing.T) {
	nested := func(n int) string {
		const depth = 9
		return strings.Repeat(`{"next":`, n*depth) + `{"tags":[1,2,3],"dew":"a"}` + strings.Repeat(`}`, n*depth)
	}
	for name, doc := range map[string]func(n int) string{
		"kinds":    func(n int) string { return `{"tags":[` + strings.Repeat(`{},`, 500*n) + `1]}` },
		"unknown":  func(n int) string { return `{"desks":[` + strings.Repeat(`{"dew":1},`, 500*n) + `{}]}` },
		"texts":    func(n int) string { return `{"desks":[` + strings.Repeat(`{"reply":"soon"},`, 500*n) + `{}]}` },
		"nested":   nested,
		"not JSON": func(n int) string { return `{"tags":[` + strings.Repeat(`"a",`, 500*n) + `]}` },
	} {
		one, ten := bytesRead(doc(2)), bytesRead(doc(20))
		require.LessOrEqual(t, ten, 14*one, name)
	}
}

// bytesRead returns how many bytes reading a document allocates.
func bytesRead(doc string) uint64 {
	text := []byte(doc)
	read := func() {
		var d desk
		_ = document.Locate(text, document.Unmarshal("desk", text, &d))
	}
	read()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestLocate gives errors the position of what their path leads to, or of the nearest
// value around it.
func TestLocate(t *testing.T) {
	doc := []byte("{\"a.b\": 1,\n \"a\": {\"b\": [1, {\"ü\": 2, \"c\": {}}], \"\": 3},\n\t\"b\": \"x\"}")
	for path, want := range map[string][2]int{
		"": {1, 1}, "a": {2, 7}, "a.b": {1, 9}, "a.b[1]": {2, 17}, "a.b[1].ü": {2, 23}, "a.b[1].c": {2, 31}, "a.b[1].c.d.e": {2, 31}, "a.b[7]": {1, 9}, "b": {3, 7}, "b.c": {3, 7}, "none": {1, 1}, "a.x": {2, 7},
	} {
		located := document.Locate(doc, &document.FieldError{Package: "test", Path: path, Err: errors.New("wrong")})
		var field *document.FieldError
		require.ErrorAs(t, located, &field)
		require.Equal(t, want, [2]int{field.Line, field.Column}, path)
	}
	require.NoError(t, document.Locate(doc, nil))
	other := errors.New("of another type")
	require.Equal(t, "of another type", document.Locate(doc, other).Error())
	require.ErrorIs(t, document.Locate([]byte("{"), other), other)
}
