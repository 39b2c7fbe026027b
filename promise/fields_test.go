package promise

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
)

// samples has a value for fields of types that not every value fits.
var samples = map[reflect.Type]any{
	reflect.TypeFor[*calendar.Calendar](): calendar.Always(),
	reflect.TypeFor[Deadline]():           By(time.Date(2026, 1, 9, 16, 0, 0, 0, time.UTC)),
	reflect.TypeFor[time.Time]():          time.Date(2026, 1, 9, 16, 0, 0, 0, time.UTC),
	reflect.TypeFor[time.Duration]():      time.Hour,
	reflect.TypeFor[Kind]():               Pause,
	reflect.TypeFor[DayZero]():            AtReceipt,
	reflect.TypeFor[Starts]():             OnEvent,
	reflect.TypeFor[OnPause]():            Hold,
	reflect.TypeFor[OnReopen]():           Ignore,
	reflect.TypeFor[Else]():               ElseMove,
	reflect.TypeFor[Count]():              Anew,
	reflect.TypeFor[Role]():               RoleBot,
}

// fill gives all parts of a value something.
func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	if value, ok := samples[v.Type()]; ok {
		v.Set(reflect.ValueOf(value))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("words")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(time.Hour))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0))
	case reflect.Map:
		key, element := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(t, key)
		fill(t, element)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, element)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	default:
		t.Fatalf("nothing is known to fill %s with; give it a value", v.Type())
	}
}

// eachField calls yield with a struct in which that field alone is given.
func eachField[T any](t *testing.T, yield func(t *testing.T, name string, alone *T)) {
	t.Helper()
	for i, f := range namesOf[T]() {
		t.Run(f.name, func(t *testing.T) {
			require.NotEmpty(t, f.name, "it has no name in documents")
			require.NotEqual(t, "-", f.name, "it has no name in documents")
			alone := new(T)
			fill(t, reflect.ValueOf(alone).Elem().Field(i))
			yield(t, f.name, alone)
		})
	}
}

// throughJSON returns what is read of what a value writes.
func throughJSON[T any](t *testing.T, v T) (read T) {
	t.Helper()
	doc, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(doc, &read), "%s", doc)
	return read
}

// Each field of terms is compared, copied, written, read, overlaid and seen as given.
func TestEachFieldOfTerms(t *testing.T) {
	eachField(t, func(t *testing.T, _ string, alone *Terms) {
		t.Helper()
		require.False(t, alone.IsZero())
		require.False(t, alone.equal(Terms{}))
		require.False(t, Terms{}.equal(*alone))
		require.True(t, alone.equal(alone.clone()))
		require.True(t, alone.equal(throughJSON(t, *alone)))
		require.True(t, alone.equal(Terms{}.With(*alone)))
		require.True(t, alone.equal(alone.With(Terms{})))

		var all Terms
		fill(t, reflect.ValueOf(&all).Elem())
		other := all.clone()
		for i := range reflect.TypeFor[Terms]().NumField() {
			if f := reflect.ValueOf(alone).Elem().Field(i); !f.IsZero() {
				reflect.ValueOf(&other).Elem().Field(i).SetZero()
			}
		}
		require.False(t, other.equal(all))
		require.True(t, other.With(*alone).equal(all))
	})
	require.True(t, Terms{Conditions: []Condition{}}.IsZero())
	require.True(t, Terms{Conditions: []Condition{}}.equal(Terms{}))
}

// Each field of a condition is compared, copied, written and read.
func TestEachFieldOfConditions(t *testing.T) {
	eachField(t, func(t *testing.T, _ string, alone *Condition) {
		t.Helper()
		terms := Terms{Conditions: []Condition{*alone}}
		require.False(t, terms.equal(Terms{Conditions: []Condition{{}}}))
		require.True(t, terms.equal(terms.clone()))
		require.True(t, terms.equal(throughJSON(t, terms)))
	})
}

// general are the fields that belong to every event.
var general = []string{"id", "kind", "at", "recorded", "by", "channel", "reason", "note"}

// Each field of an event is compared, copied, written and read, and belongs either to
// every event or to some kinds.
func TestEachFieldOfEvents(t *testing.T) {
	left := maps.Clone(kindsOf)
	eachField(t, func(t *testing.T, name string, alone *Event) {
		t.Helper()
		require.False(t, sameFields(alone, &Event{}))
		require.False(t, sameFields(&Event{}, alone))
		copied := alone.Clone()
		require.True(t, sameFields(alone, &copied))
		require.Equal(t, name == "at" || name == "recorded", alone.same(Event{At: alone.At}), "same leaves out when it was learnt of")

		alone.Kind = Retract
		if name == "of" || name == "kind" {
			alone.Kind = Pause
		}
		read := throughJSON(t, *alone)
		if name == "at" {
			read.Recorded = time.Time{} // it is when it happened, if it is not stated
		}
		require.True(t, sameFields(alone, &read))

		require.NotEqual(t, slices.Contains(general, name), kindsOf[name] != 0, "list it in kindsOf or here, and not in both")
		if kindsOf[name] != 0 {
			require.ErrorContains(t, alone.check(), name+": does not belong to "+alone.Kind.String()+" events")
		}
		delete(left, name)
	})
	require.Empty(t, left, "kindsOf has fields that events do not have")
}

// An explanation tells the fields of an update that belong to every event, as data and
// as text, but for its name and when it was learnt of.
func TestEachFieldOfUpdatesIsExplained(t *testing.T) {
	made := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	p, err := Make(Terms{Calendar: calendar.Always(), Due: Within(time.Hour)}, About{}, made)
	require.NoError(t, err)
	explained := func(e Event) Explanation {
		e.Kind = Update
		p, err := p.Record(made, e)
		require.NoError(t, err)
		return p.Explain(made)
	}
	plain := explained(Event{})
	for _, f := range namesOf[Event]() {
		if !slices.Contains(general, f.name) || slices.Contains([]string{"id", "kind", "at", "recorded"}, f.name) {
			continue
		}
		var e Event
		fill(t, reflect.ValueOf(&e).Elem().Field(f.index))
		told := explained(e)
		require.NotEqual(t, plain.Updates, told.Updates, "%s is not in the notification", f.name)
		require.NotEqual(t, plain.String(), told.String(), "%s is not printed", f.name)
	}
}

// Texts and instants of every field are checked, as a document must give them back.
func TestEachFieldOfEventsIsChecked(t *testing.T) {
	for _, f := range namesOf[Event]() {
		e := Event{Kind: Start, At: time.Date(2026, 1, 9, 16, 0, 0, 0, time.UTC)}
		switch v := reflect.ValueOf(&e).Elem().Field(f.index).Addr().Interface().(type) {
		case *string:
			*v = "\xff"
			require.ErrorContains(t, e.check(), f.name+": invalid UTF-8 \"\\xff\"")
		case *time.Time:
			*v = time.Date(12026, 1, 9, 16, 0, 0, 0, time.UTC)
			require.ErrorContains(t, e.check(), f.name+": year 12026 out of range")
		}
	}
}

// A copy shares no list and no map with what it was copied from.
func TestClonesShareNothing(t *testing.T) {
	var e Event
	fill(t, reflect.ValueOf(&e).Elem())
	copied := e.Clone()
	var walk func(a, b reflect.Value, path string)
	walk = func(a, b reflect.Value, path string) {
		switch a.Kind() {
		case reflect.Slice:
			require.Positive(t, a.Len(), path)
			require.NotEqual(t, a.Pointer(), b.Pointer(), "%s is shared", path)
			walk(a.Index(0), b.Index(0), path+"[0]")
		case reflect.Map:
			require.Positive(t, a.Len(), path)
			require.NotEqual(t, a.Pointer(), b.Pointer(), "%s is shared", path)
		case reflect.Struct:
			for i := range a.NumField() {
				walk(a.Field(i), b.Field(i), path+"."+a.Type().Field(i).Name)
			}
		case reflect.Pointer:
			require.Contains(t, []reflect.Type{reflect.TypeFor[*calendar.Calendar](), reflect.TypeFor[*time.Location]()}, a.Type(), "%s is shared", path)
		default:
		}
	}
	walk(reflect.ValueOf(e), reflect.ValueOf(copied), "event")
}
