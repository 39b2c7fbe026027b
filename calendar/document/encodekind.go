package document

import (
	"cmp"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// A writeFunc writes values of one type.
type writeFunc func(w *writer, v reflect.Value)

var writeFuncs byType[writeFunc]

func writerOf(t reflect.Type) writeFunc { return writeFuncs.of(t, newWriter) }

var (
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
	dateType     = reflect.TypeFor[date.Date]()
	clockType    = reflect.TypeFor[clock.Clock]()

	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

func newWriter(t reflect.Type) writeFunc {
	switch t {
	case timeType:
		return func(w *writer, v reflect.Value) { w.instant(valueOf[time.Time](v)) }
	case durationType:
		return func(w *writer, v reflect.Value) { w.text(time.Duration(v.Int()).String()) }
	case dateType:
		return func(w *writer, v reflect.Value) { w.text(FormatDate(date.Date(v.Int()))) }
	case clockType:
		return func(w *writer, v reflect.Value) { w.text(FormatClock(clock.Clock(v.Int()))) }
	}
	write := newKindWriter(t)
	if t.Kind() == reflect.Pointer && t.Elem() == timeType {
		return write // which has methods of its own, and is not to be written by them
	}
	return newOwnWriter(t, write)
}

// newOwnWriter returns what writes values that write themselves. Where only the
// pointer of a type has the method, it is used for values that can be pointed at, as
// encoding/json does; others are written by their kind.
func newOwnWriter(t reflect.Type, write writeFunc) writeFunc {
	switch {
	case t.Kind() == reflect.Interface:
		return write
	case t.Implements(jsonMarshaler):
		return unlessNil(func(w *writer, v reflect.Value) { w.marshaler(valueOf[json.Marshaler](v)) })
	case reflect.PointerTo(t).Implements(jsonMarshaler):
		return ifAddressable(write, func(w *writer, v reflect.Value) { w.marshaler(valueOf[json.Marshaler](v.Addr())) })
	case t.Implements(textMarshaler):
		return unlessNil(func(w *writer, v reflect.Value) { w.textMarshaler(valueOf[encoding.TextMarshaler](v)) })
	case reflect.PointerTo(t).Implements(textMarshaler):
		return ifAddressable(write, func(w *writer, v reflect.Value) { w.textMarshaler(valueOf[encoding.TextMarshaler](v.Addr())) })
	}
	return write
}

func unlessNil(write writeFunc) writeFunc {
	return func(w *writer, v reflect.Value) {
		if v.Kind() == reflect.Pointer && v.IsNil() {
			w.null()
			return
		}
		write(w, v)
	}
}

func ifAddressable(otherwise, write writeFunc) writeFunc {
	return func(w *writer, v reflect.Value) {
		if !v.CanAddr() {
			otherwise(w, v)
			return
		}
		write(w, v)
	}
}

// valueOf returns what v holds, the zero value if it is not a T.
func valueOf[T any](v reflect.Value) T {
	held, _ := v.Interface().(T)
	return held
}

// newKindWriter returns what writes values by their kind.
func newKindWriter(t reflect.Type) writeFunc {
	switch t.Kind() {
	case reflect.Bool:
		return func(w *writer, v reflect.Value) { w.out = strconv.AppendBool(w.out, v.Bool()) }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(w *writer, v reflect.Value) { w.out = strconv.AppendInt(w.out, v.Int(), 10) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(w *writer, v reflect.Value) { w.out = strconv.AppendUint(w.out, v.Uint(), 10) }
	case reflect.Float32, reflect.Float64:
		return func(w *writer, v reflect.Value) { w.number(v.Float(), t.Bits()) }
	case reflect.String:
		return func(w *writer, v reflect.Value) { w.text(v.String()) }
	case reflect.Struct:
		return newStructWriter(t)
	case reflect.Slice, reflect.Array:
		if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 {
			return writeBytes
		}
		return writeList
	case reflect.Map:
		return writeMap
	case reflect.Pointer, reflect.Interface:
		return func(w *writer, v reflect.Value) {
			if v.IsNil() {
				w.null()
				return
			}
			w.value(v.Elem())
		}
	default:
		return func(w *writer, _ reflect.Value) { w.fail("a value of type %s cannot be written", t) }
	}
}

// writeBytes writes bytes in base 64, as encoding/json does.
func writeBytes(w *writer, v reflect.Value) {
	if v.IsNil() {
		w.null()
		return
	}
	w.out = append(w.out, '"')
	w.out = base64.StdEncoding.AppendEncode(w.out, v.Bytes())
	w.out = append(w.out, '"')
}

func newStructWriter(t reflect.Type) writeFunc {
	fields := fieldsOf(t)
	names := make([][]byte, len(fields.list))
	for i, f := range fields.list {
		names[i] = append(appendText(nil, f.name, true), ':')
	}
	return func(w *writer, v reflect.Value) {
		w.out = append(w.out, '{')
		first := true
		for i, f := range fields.list {
			value := v.Field(f.index[0])
			if len(f.index) > 1 {
				value = v.FieldByIndex(f.index)
			}
			if f.omitEmpty && isEmpty(value) || f.omitZero && isZero(value) {
				continue
			}
			if !first {
				w.out = append(w.out, ',')
			}
			first = false
			w.out = append(w.out, names[i]...)
			w.part(step{name: f.name}, value)
		}
		w.out = append(w.out, '}')
	}
}

// isEmpty reports whether omitempty leaves a value out.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	default:
		return v.IsZero()
	}
}

// isZero reports whether omitzero leaves a value out.
func isZero(v reflect.Value) bool {
	type zeroer interface{ IsZero() bool }
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return true
	}
	if z, ok := v.Interface().(zeroer); ok {
		return z.IsZero()
	}
	return v.IsZero()
}

// writeList writes a list. A nil list is written as an empty one, because Unmarshal
// refuses null.
func writeList(w *writer, v reflect.Value) {
	w.out = append(w.out, '[')
	for i := range v.Len() {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.part(step{index: i}, v.Index(i))
	}
	w.out = append(w.out, ']')
}

// writeMap writes a map, sorted by the text of its keys.
func writeMap(w *writer, v reflect.Value) {
	if v.IsNil() {
		w.null()
		return
	}
	type member struct {
		key   string
		value reflect.Value
	}
	members := make([]member, 0, v.Len())
	for each := v.MapRange(); each.Next(); {
		if key, ok := w.key(each.Key()); ok {
			members = append(members, member{key, each.Value()})
		}
	}
	slices.SortFunc(members, func(a, b member) int { return cmp.Compare(a.key, b.key) })
	w.out = append(w.out, '{')
	for i, m := range members {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.text(m.key)
		w.out = append(w.out, ':')
		w.part(step{name: m.key}, m.value)
	}
	w.out = append(w.out, '}')
}

// key returns the text of a key of a map.
func (w *writer) key(v reflect.Value) (string, bool) {
	switch v.Kind() {
	case reflect.String:
		return v.String(), true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if m, ok := v.Interface().(encoding.TextMarshaler); ok {
			return w.textOf(m)
		}
		return fmt.Sprint(v.Interface()), true
	default:
		if m, ok := v.Interface().(encoding.TextMarshaler); ok {
			return w.textOf(m)
		}
		w.fail("a map with keys of type %s cannot be written", v.Type())
		return "", false
	}
}
