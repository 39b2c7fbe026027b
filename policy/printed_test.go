package policy_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/monthview"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/conflict"
	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/lint"
	"github.com/underpromise/underpromise/policy/route"
	"github.com/underpromise/underpromise/policy/statement"
	"github.com/underpromise/underpromise/policy/whatif"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
	"github.com/underpromise/underpromise/promise/report"
)

// fill sets every exported text below a value, and makes lists and maps of two and
// one element. Numbers are 1, instants one day.
func fill(v reflect.Value, text string) {
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)))
		return
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case f.Name == "Diff":
				v.Field(i).SetString("- standing  x\n+ standing  y\n") // lines of its own
			case f.IsExported():
				fill(v.Field(i), text)
			}
		}
	case v.Kind() == reflect.String:
		v.SetString(text)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), text)
		fill(v.Index(1), text)
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	case v.Kind() == reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, text)
		fill(value, text)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(1)
	case v.CanUint():
		v.SetUint(1)
	case v.CanFloat():
		v.SetFloat(1)
	}
}

// reasons is a quote that prints what it rests on.
type reasons struct{ forecast.Quote }

func (r reasons) String() string { return strings.Join(r.Reasons(), "; ") }

// printed returns a zero value of each type that is printed for a person and holds
// texts of others.
func printed() []fmt.Stringer {
	return []fmt.Stringer{
		&promise.Explanation{}, &report.Summary{}, &promisetest.Failure{}, &monthview.Month{},
		&policy.Why{}, &conflict.Conflict{}, &reasons{}, &forecast.Obstacle{},
		&lint.Finding{}, &route.Report{}, &statement.Statement{}, &whatif.Report{},
	}
}

// marker stands where a forged line would begin.
const marker = "FORGED"

// hostile draws what a stranger could write into a text.
func hostile(t *rapid.T) string {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029", "\t", "\x1b[1A\x1b[2K", "\x1b]0;title\x07", "\u009b2K", "\u202e", "\u2066", "\x7f", "\x00", "\xff",
			"  ", "日本", "e\u0301",
		}),
		rapid.String(),
	)
	text := strings.Join(rapid.SliceOfN(piece, 1, 6).Draw(t, "pieces"), marker)
	return "x" + strings.Repeat(text, rapid.SampledFrom([]int{1, 1, 100}).Draw(t, "times")) + "\n" + marker
}

// isUnprintable reports whether a terminal could act on a character.
func isUnprintable(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// Whatever a stranger wrote into a text of a value, the printed value has the lines
// that it has with plain texts, none of them begins with what the stranger wrote
// behind a line break, nothing moves a cursor, and the size is bounded: by that of its
// texts in a statement, which is published whole, and for all others by itself.
func TestLawPrintedLines(t *testing.T) {
	for _, zero := range printed() {
		name := reflect.TypeOf(zero).Elem().String()
		t.Run(name, func(t *testing.T) {
			plain := reflect.New(reflect.TypeOf(zero).Elem())
			fill(plain.Elem(), "x")
			short := plain.Interface().(fmt.Stringer).String()
			want := strings.Count(short, "\n")
			rapid.Check(t, func(rt *rapid.T) {
				text := hostile(rt)
				v := reflect.New(reflect.TypeOf(zero).Elem())
				fill(v.Elem(), text)
				got := v.Interface().(fmt.Stringer).String()
				require.Equal(rt, want, strings.Count(got, "\n"), "%q", got)
				require.False(rt, strings.ContainsFunc(got, isUnprintable), "%q", got)
				most := 60_000 // each text is cut
				if _, whole := zero.(*statement.Statement); whole {
					most = len(short) + strings.Count(short, "x")*3*len(text) // a byte that is not UTF-8 is written in three
				}
				require.LessOrEqual(rt, len(got), most)
				for _, line := range strings.Split(got, "\n") {
					require.False(rt, strings.HasPrefix(strings.TrimSpace(line), marker), "%q", got)
				}
			})
		})
	}
}

// Each of those types prints a text of others, so that the law above can fail.
func TestPrintedTypes(t *testing.T) {
	for _, x := range printed() {
		v := reflect.New(reflect.TypeOf(x).Elem())
		fill(v.Elem(), "x")
		require.Contains(t, v.Interface().(fmt.Stringer).String(), "x", "%T prints no text", x)
	}
}

// What a promise's own record holds is printed in the same manner, and stays as it
// was written.
func TestLawPrintedRecord(t *testing.T) {
	made := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	explain := func(tb require.TestingT, text string) promise.Explanation {
		p, err := promise.Make(promise.Terms{
			Calendar: calendar.Always(), Due: promise.Within(8 * time.Hour),
			Conditions: []promise.Condition{{Name: text, By: made.Add(2 * time.Hour)}, {Name: "other", By: made.Add(7 * time.Hour)}},
		}, promise.About{ID: text, To: text, Name: text}, made)
		require.NoError(tb, err)
		p, err = p.Record(made.Add(5*time.Hour),
			promise.Event{ID: text, Kind: promise.Resume, At: made.Add(time.Hour), Key: text, Reason: text},
			promise.Event{Kind: promise.Meet, At: made.Add(time.Hour), Condition: text},
			promise.Event{Kind: promise.Flag, At: made.Add(time.Hour), Key: text, Reason: text + "!", By: promise.Person(text)},
			promise.Event{Kind: promise.Revise, At: made.Add(2 * time.Hour), Reason: text, Agreed: true, Terms: promise.Terms{Due: promise.By(made.Add(9 * time.Hour))}},
			promise.Event{Kind: promise.Update, At: made.Add(2 * time.Hour), Reason: text, Note: text, Channel: text, By: promise.Person(text)},
			promise.Event{Kind: promise.Pause, At: made.Add(3 * time.Hour), Reason: text},
			promise.Event{Kind: promise.Retract, At: made.Add(3 * time.Hour), Of: text + "?"},
		)
		require.NoError(tb, err)
		return p.Explain(made.Add(4 * time.Hour))
	}
	want := strings.Count(explain(t, "x").String(), "\n")
	require.Contains(t, explain(t, "x").String(), `resume "x" of "x": ends no pause`)
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.ToValidUTF8(hostile(rt), "")
		e := explain(rt, text)
		got := e.String()
		require.Equal(rt, want, strings.Count(got, "\n"), "%q", got)
		require.False(rt, strings.ContainsFunc(got, isUnprintable), "%q", got)
		require.Contains(rt, got, `; due Mon  5 Jan 2026 18:00 if "other" is met by Mon  5 Jan 2026 16:00, 5h of working time left`+"\n")
		require.Equal(rt, text, e.About.Name)
		require.Equal(rt, text, e.Status.Reason)
	})
}

// A key of a document cannot begin a line of the error that refuses it.
func TestErrorsStayOnTheirLine(t *testing.T) {
	for _, text := range []string{"a\n" + marker, "a\u2028b", "a\x1b[2K", "a\u009b2K", "a\u202eb"} {
		_, err := policy.Parse(fmt.Appendf(nil, `{%q: 1}`, text))
		require.Error(t, err)
		require.False(t, strings.ContainsFunc(err.Error(), isUnprintable), "%q", err)
		require.NotContains(t, err.Error(), "\n"+marker)
	}
}
