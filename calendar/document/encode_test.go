package document_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
)

// TestMarshal writes instants in zones and years that RFC 3339 has no
// place for, wherever they are.
func TestMarshal(t *testing.T) {
	type Embedded struct{ Start time.Time }
	type hidden struct {
		Embedded
		End time.Time `json:"end"`
	}
	type record struct {
		hidden
		At      time.Time              `json:"at"`
		None    time.Time              `json:"none,omitzero"`
		List    []time.Time            `json:"list"`
		Pointer *time.Time             `json:"pointer"`
		Array   [1]time.Time           `json:"array"`
		Any     any                    `json:"any"`
		Named   map[string]time.Time   `json:"named"`
		Spans   []calendar.Span        `json:"spans"`
		Deep    []map[string]*[]hidden `json:"deep"`
		Skipped time.Time              `json:"-"`
		private time.Time
	}
	utc := time.Date(2026, time.January, 5, 8, 0, 0, 7, time.UTC)
	fill := func(at time.Time) record {
		return record{
			hidden: hidden{Embedded{at}, at}, At: at, List: []time.Time{utc, at}, Pointer: &at, Array: [1]time.Time{at}, Any: at, Named: map[string]time.Time{"a": utc, "b": at},
			Spans: []calendar.Span{{From: at, To: at}}, Deep: []map[string]*[]hidden{nil, {"x": {{Embedded{at}, at}}}}, Skipped: at, private: at,
		}
	}
	want, err := json.Marshal(fill(utc))
	require.NoError(t, err)
	for name, zone := range map[string]*time.Location{
		"seconds": time.FixedZone("", 3600+1), "a day east": time.FixedZone("", 24*3600), "a day west": time.FixedZone("", -24*3600), "years": time.FixedZone("", math.MaxInt32),
	} {
		value := fill(utc.In(zone))
		got, err := document.Marshal("test", value)
		require.NoError(t, err, name)
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		require.Equal(t, zone, value.List[1].Location(), "%s: the value is left as it was", name)
		require.Equal(t, zone, value.Named["b"].Location(), "%s: the value is left as it was", name)
		require.Equal(t, zone, value.Pointer.Location(), "%s: the value is left as it was", name)
	}
	for _, c := range []struct {
		at   time.Time
		want string // empty if it cannot be written
	}{
		{time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), "9999-12-31T23:59:59Z"},
		{time.Date(9999, 12, 31, 20, 0, 0, 0, time.UTC).In(time.FixedZone("", 5*3600)), "9999-12-31T20:00:00Z"},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC).In(time.FixedZone("", -5*3600)), "9999-12-31T19:00:00-05:00"},
		{time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).In(time.FixedZone("", -3600)), "0000-01-01T00:00:00Z"},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ""},
		{time.Date(-1, 12, 31, 23, 0, 0, 0, time.UTC), ""},
	} {
		doc, err := document.Marshal("test", struct {
			List []map[string]time.Time `json:"list"`
		}{[]map[string]time.Time{{"at": c.at}}})
		if c.want == "" {
			var field *document.FieldError
			require.ErrorAs(t, err, &field)
			require.Equal(t, "list[0].at", field.Path)
			require.ErrorContains(t, err, "out of range and cannot be written; expected 0 to 9999")
			continue
		}
		require.NoError(t, err)
		require.JSONEq(t, `{"list":[{"at":"`+c.want+`"}]}`, string(doc))
	}
	_, err = document.Marshal("test", map[string]any{"spans": []calendar.Span{{}, {To: time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC)}}})
	require.EqualError(t, err, "test: spans[1].to: the year 12345 is out of range and cannot be written; expected 0 to 9999")
	_, err = document.Marshal("test", map[string]any{"level": math.Inf(1)})
	require.EqualError(t, err, "test: level: +Inf is not a number that JSON can write")
	doc, err := document.Marshal("test", nil)
	require.NoError(t, err)
	require.Equal(t, "null", string(doc))
}

// word is an enumeration; odd ones cannot be written.
type word int

func (w word) MarshalText() ([]byte, error) {
	if w%2 != 0 {
		return nil, errors.New("odd")
	}
	return []byte(strings.Repeat("<w>", int(w))), nil
}

// itself writes itself, with blanks and characters of HTML.
type itself struct{ Text string }

func (i itself) MarshalJSON() ([]byte, error) {
	return []byte("{ \"<text>\" : [ 1,\n\"" + i.Text + "\u2028\u2029\" ] }"), nil
}

// pointed writes itself where it can be pointed at.
type pointed struct{ A int }

func (*pointed) MarshalJSON() ([]byte, error) { return []byte(`"pointed"`), nil }

type inner struct {
	B *string `json:"b,omitempty"`
	C []int   `json:",omitempty"`
}

// everything is what encoding/json writes as Marshal does.
type everything struct {
	inner
	Text   string            `json:"text"`
	Flag   bool              `json:"flag,omitempty"`
	Float  float64           `json:"float"`
	Small  float32           `json:"small,omitempty"`
	Int    int64             `json:"int"`
	Byte   uint8             `json:"byte,omitzero"`
	Bytes  []byte            `json:"bytes"`
	Word   word              `json:"word"`
	Words  []word            `json:"words"`
	Keyed  map[word]int      `json:"keyed"`
	Number map[int8]bool     `json:"number,omitempty"`
	Named  map[string]inner  `json:"named"`
	Any    any               `json:"any"`
	Self   itself            `json:"self"`
	Null   *itself           `json:"null"`
	Ptr    pointed           `json:"ptr"`
	List   []pointed         `json:"list"`
	At     time.Time         `json:"at,omitzero"`
	Raw    json.RawMessage   `json:"raw,omitempty"`
	Deep   *everything       `json:"deep,omitempty"`
	Left   string            `json:"-"`
	Array  [2]map[string]any `json:"array"`
}

func drawEverything(rt *rapid.T, deep int) everything {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[<>&"\\\x00-\x1f  é🎄a]{0,6}`), rapid.Just("a\xffb\xe2\x80"))
	float := rapid.OneOf(rapid.Float64().Filter(func(f float64) bool { return f-f == 0 }), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1e-6, 9.9e-7, 1e21, 9.9e20, 1e-7, -1e-10, 1e100, 5e-324, 0.1}))
	e := everything{
		Text: text.Draw(rt, "text"), Flag: rapid.Bool().Draw(rt, "flag"), Float: float.Draw(rt, "float"), Int: rapid.Int64().Draw(rt, "int"), Byte: rapid.Byte().Draw(rt, "byte"),
		Small: rapid.Float32().Filter(func(f float32) bool { return f-f == 0 }).Draw(rt, "small"),
		Bytes: rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(rt, "bytes"), Word: 2 * word(rapid.IntRange(0, 3).Draw(rt, "word")), Words: []word{0, 2}, Left: "x",
		Self: itself{"<&>"}, List: rapid.SampledFrom([][]pointed{{}, {{1}, {2}}}).Draw(rt, "list"), At: rapid.SampledFrom([]time.Time{{}, time.Unix(1, 5).UTC()}).Draw(rt, "at"),
		Raw: rapid.SampledFrom([]json.RawMessage{nil, []byte(" [ 1 , {} ]")}).Draw(rt, "raw"),
	}
	e.C = rapid.SliceOfN(rapid.Int(), 0, 2).Draw(rt, "c")
	if rapid.Bool().Draw(rt, "maps") {
		b := text.Draw(rt, "b")
		e.B, e.Null, e.Keyed, e.Number = &b, &itself{}, map[word]int{4: 1, 2: 2, 10: 3}, map[int8]bool{-1: true, 10: false, 9: true}
		e.Named = map[string]inner{text.Draw(rt, "name"): {}, "b": {C: []int{1}}}
		e.Any = []any{nil, 1.5, "x", map[string]any{"b": 1, "a": &e.Text, "c": word(2), "d": &pointed{}}}
		e.Array[1] = map[string]any{text.Draw(rt, "key"): e.inner}
	}
	if deep > 0 && rapid.Bool().Draw(rt, "deep") {
		d := drawEverything(rt, deep-1)
		e.Deep = &d
	}
	return e
}

// TestLawMarshalIsJSON: what holds no duration, date or time of day, no nil list, and no
// instant that cannot be written, is written as encoding/json writes it, byte by byte.
func TestLawMarshalIsJSON(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := drawEverything(rt, 2)
		for _, v := range []any{e, &e, []any{e, &e}, map[string]*everything{"<a>": &e}} {
			want, err := json.Marshal(v)
			require.NoError(rt, err)
			got, err := document.Marshal("test", v)
			require.NoError(rt, err)
			require.Equal(rt, string(want), string(got))
		}
	})
}

// TestMarshalIsRead: what Marshal writes, Unmarshal reads.
func TestMarshalIsRead(t *testing.T) {
	type record struct {
		For   time.Duration            `json:"for"`
		On    date.Date                `json:"on"`
		Until clock.Clock              `json:"until"`
		At    time.Time                `json:"at"`
		Waits []time.Duration          `json:"waits"`
		Each  map[string]time.Duration `json:"each"`
		Opt   *time.Duration           `json:"opt,omitempty"`
		None  time.Duration            `json:"none,omitzero"`
	}
	opt := time.Duration(math.MinInt64)
	want := record{
		For: 90 * time.Minute, On: date.New(2026, time.December, 25), Until: 24 * clock.Hour, At: time.Date(2026, 1, 5, 8, 0, 0, 7, time.UTC),
		Waits: []time.Duration{0, -time.Nanosecond, math.MaxInt64}, Each: map[string]time.Duration{"a": time.Second}, Opt: &opt,
	}
	doc, err := document.Marshal("test", want)
	require.NoError(t, err)
	require.Equal(t, `{"for":"1h30m0s","on":"2026-12-25","until":"24:00","at":"2026-01-05T08:00:00.000000007Z","waits":["0s","-1ns","2562047h47m16.854775807s"],"each":{"a":"1s"},"opt":"-2562047h47m16.854775808s"}`, string(doc))
	var got record
	require.NoError(t, document.Unmarshal("test", doc, &got))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMarshalErrors names the place of each value that cannot be written.
func TestMarshalErrors(t *testing.T) {
	type ring struct {
		Next *ring `json:"next"`
	}
	round := &ring{}
	round.Next = round
	_, err := document.Marshal("test", round)
	require.ErrorContains(t, err, "nests deeper than 200; flatten it")
	_, err = document.Marshal("test", map[string]any{"a": []any{word(2), word(3)}, "b": func() {}, "c": map[word]int{5: 1}, "d": map[bool]int{true: 1}, "e": math.NaN()})
	require.EqualError(t, err, strings.Join([]string{
		"test: a[1]: odd", "test: b: a value of type func() cannot be written", "test: c: odd", "test: d: a map with keys of type bool cannot be written", "test: e: NaN is not a number that JSON can write",
	}, "\n"))
}

// BenchmarkMarshal writes the same struct with both.
func BenchmarkMarshal(b *testing.B) {
	type event struct {
		ID   string    `json:"id"`
		Kind string    `json:"kind"`
		At   time.Time `json:"at"`
		Key  string    `json:"key,omitempty"`
	}
	events := make([]event, 100)
	for i := range events {
		events[i] = event{"e-17", "pause", time.Date(2026, 1, 5, 8, i%60, 0, 0, time.UTC), ""}
	}
	b.Run("document", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = document.Marshal("test", events)
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = json.Marshal(events)
		}
	})
}
