package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document"
)

// A plainDesk has fields that encoding/json reads as Unmarshal does.
type plainDesk struct {
	Name   string                `json:"name"`
	Open   bool                  `json:"open"`
	Count  int64                 `json:"count"`
	Small  uint8                 `json:"small"`
	Share  float64               `json:"share"`
	Tags   []string              `json:"tags"`
	Words  map[string]string     `json:"words"`
	Limits map[string]int64      `json:"limits"`
	Next   *plainDesk            `json:"next"`
	Named  map[string]*plainDesk `json:"named"`
	Desks  []plainDesk           `json:"desks"`
}

// FuzzUnmarshal: a text is JSON exactly if jsontext takes it as such, but for duplicate
// names. A document is accepted exactly if encoding/json accepts it and the
// rules hold, and is then read as encoding/json reads it. Each problem of another one
// is at the place to which its path leads.
func FuzzUnmarshal(f *testing.F) {
	for _, doc := range mistakes {
		f.Add([]byte(doc))
	}
	for _, doc := range []string{
		`{"name":"\u00e9\ud83c\udf84\n","open":true,"count":-5,"small":255,"share":1e-7,"tags":[],"words":{},"limits":{"a":1},"next":{"next":{}},"named":{"x":{"tags":["a"]}},"desks":[{},{"name":"b"}]}`,
		`{"small":256,"count":9223372036854775808,"share":1e999,"words":{"a":"b","a":"c"},"named":{"":{"a.b":1}}}`, " {\t}\r\n", `{"n\u0061me":"a","name":"b"}`, `{"limits":{"a[0].b":"x"},"desks":[{"name":1},{"next":null}]}`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		var raw json.RawMessage
		isNull := string(bytes.Trim(doc, " \t\r\n")) == "null"
		require.Equal(t, jsontext.Value(doc).IsValid(jsontext.AllowDuplicateNames(true)) && !isNull, document.Unmarshal("raw", doc, &raw) == nil)
		var got, want plainDesk
		err := document.Unmarshal("desk", doc, &got)
		if isStrict(doc) && json.Unmarshal(doc, &want) == nil {
			require.NoError(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			return
		}
		require.Error(t, err)
		checkPlaces(t, doc, err)
	})
}

// isStrict reports whether the rules hold for a document: valid JSON in UTF-8 without
// halves of surrogate pairs, nulls, names that are there twice and unknown names.
func isStrict(doc []byte) bool {
	if !json.Valid(doc) || !utf8.Valid(doc) || hasLoneSurrogate(doc) {
		return false
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	return isStrictValue(dec, reflect.TypeFor[plainDesk](), 0)
}

func isStrictValue(dec *json.Decoder, t reflect.Type, depth int) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := dec.Token()
	if err != nil || token == nil {
		return false
	}
	opening, isParts := token.(json.Delim)
	if !isParts {
		return true // encoding/json compares the kinds
	}
	if depth == 200 {
		return false
	}
	names := map[string]bool{}
	for dec.More() {
		inner := t
		if opening == '{' {
			token, _ := dec.Token()
			name, _ := token.(string)
			if names[name] {
				return false
			}
			names[name] = true
			if t.Kind() == reflect.Struct {
				i := slices.IndexFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return f.Tag.Get("json") == name })
				if i < 0 {
					return false
				}
				inner = t.Field(i).Type
			}
		}
		if inner.Kind() == reflect.Slice || inner.Kind() == reflect.Map {
			if inner == t {
				inner = t.Elem()
			}
		}
		if !isStrictValue(dec, inner, depth+1) {
			return false
		}
	}
	_, err = dec.Token()
	return err == nil
}

var escapes = regexp.MustCompile(`\\(u[0-9a-fA-F]{4}|.)`)

// hasLoneSurrogate looks for halves of surrogate pairs among the escapes of a valid
// JSON text.
func hasLoneSurrogate(doc []byte) bool {
	high := -1 // the end of the first half that waits for its second
	for _, at := range escapes.FindAllIndex(doc, -1) {
		code, err := strconv.ParseUint(string(doc[at[0]+2:at[1]]), 16, 16)
		isCode := err == nil && at[1]-at[0] == len(`\u00e9`)
		isLow := isCode && code>>10 == 0xdc00>>10
		if isLow != (high >= 0 && high == at[0]) {
			return true
		}
		if high >= 0 && high != at[0] {
			return true
		}
		high = -1
		if isCode && code>>10 == 0xd800>>10 {
			high = at[1]
		}
	}
	return high >= 0
}

// checkPlaces checks that each problem of a document has a line and a column in it,
// where the value or the name begins to which its path leads.
func checkPlaces(t *testing.T, doc []byte, err error) {
	t.Helper()
	list := parts(err)
	require.LessOrEqual(t, len(list), 101)
	places := pathsOf(doc)
	for _, e := range list {
		var field *document.FieldError
		require.ErrorAs(t, e, &field)
		require.LessOrEqual(t, len(e.Error()), 2000)
		require.NotContains(t, e.Error(), "\n")
		if strings.Contains(e.Error(), "not listed") {
			continue
		}
		offset := offsetOf(t, doc, field.Line, field.Column)
		if field.Path != "" {
			require.Contains(t, places[offset], field.Path, "%v at offset %d", e, offset)
		}
	}
}

// offsetOf returns the offset of a line and a column.
func offsetOf(t *testing.T, doc []byte, line, column int) int {
	t.Helper()
	lines := bytes.SplitAfter(doc, []byte("\n"))
	require.True(t, line >= 1 && line <= len(lines), "line %d", line)
	offset := 0
	for _, before := range lines[:line-1] {
		offset += len(before)
	}
	rest := doc[offset:]
	for range column - 1 {
		require.NotEmpty(t, rest, "column %d", column)
		_, n := utf8.DecodeRune(rest)
		offset, rest = offset+n, rest[n:]
	}
	return offset
}

// pathsOf returns the paths of the values and members that begin at each offset.
func pathsOf(doc []byte) map[int][]string {
	places := map[int][]string{}
	dec := jsontext.NewDecoder(bytes.NewBuffer(bytes.Clone(doc)), jsontext.AllowDuplicateNames(true))
	var around []string // the paths of the objects and lists around
	var member string
	for {
		kind, n := dec.StackIndex(dec.StackDepth())
		offset := int(dec.InputOffset())
		token, err := dec.ReadToken()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return places
			}
			return places
		}
		for offset < len(doc) && strings.IndexByte(" \t\r\n,:", doc[offset]) >= 0 {
			offset++
		}
		path := ""
		switch {
		case token.Kind() == '}' || token.Kind() == ']':
			around = around[:len(around)-1]
			continue
		case kind == '{' && n%2 == 0:
			member = around[len(around)-1]
			if member != "" {
				member += "."
			}
			member += document.Excerpt(token.String())
			places[offset] = append(places[offset], member)
			continue
		case kind == '{':
			path = member
		case kind == '[':
			path = around[len(around)-1] + "[" + strconv.FormatInt(n, 10) + "]"
		}
		places[offset] = append(places[offset], path)
		if token.Kind() == '{' || token.Kind() == '[' {
			around = append(around, path)
		}
	}
}
