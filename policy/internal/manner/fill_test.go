package manner

import (
	"fmt"
	"reflect"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// odd is the duration in all filled values: as a number it is found in a document.
const odd = 90*time.Minute + 7*time.Second

var noon = time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC)

// instants counts those in filled values, which all differ.
var instants int

// filled returns a value of a type in which every exported field has a value that is
// not zero: that of the table, or one that fits its kind.
func filled(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	fill(v)
	return v
}

func fill(v reflect.Value) {
	t := v.Type()
	if sample, ok := samples[t]; ok {
		v.Set(reflect.ValueOf(sample()))
		return
	}
	switch t {
	case reflect.TypeFor[time.Time]():
		instants++
		v.Set(reflect.ValueOf(noon.Add(time.Duration(instants) * time.Second)))
		return
	case reflect.TypeFor[time.Duration]():
		v.SetInt(int64(odd))
		return
	case reflect.TypeFor[date.Date]():
		v.Set(reflect.ValueOf(date.New(2026, time.January, 5)))
		return
	case reflect.TypeFor[clock.Clock]():
		v.Set(reflect.ValueOf(14 * clock.Hour))
		return
	}
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(wordOf(t))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(2)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(t, 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(filled(t.Key()), filled(t.Elem()))
	case reflect.Struct:
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	default:
		panic(fmt.Sprintf("no value of %v; add one to the samples", t))
	}
}

// wordOf returns a word of an enumeration, and "text" for other texts.
func wordOf(t reflect.Type) string {
	if word, ok := words[t]; ok {
		return word
	}
	return "text"
}
