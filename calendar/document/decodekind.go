package document

import (
	"encoding"
	"encoding/json"
	"reflect"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// A readFunc reads a value of one type. The decoder is where the value begins.
type readFunc func(d *decoder, v reflect.Value)

var readFuncs byType[readFunc]

func readerOf(t reflect.Type) readFunc { return readFuncs.of(t, newReader) }

var (
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// newReader returns what reads values of a type: those with a form of their own, then
// those that read themselves, then the others by their kind.
func newReader(t reflect.Type) readFunc {
	if t.Kind() == reflect.Pointer {
		return refuseNull(readPointer)
	}
	switch t {
	case timeType:
		return refuseNull(textReader(invalidInstant, parseInstant))
	case dateType:
		return refuseNull(textReader(invalidDate, parseDate))
	case clockType:
		return refuseNull(textReader(invalidClock, parseClock))
	case durationType:
		return refuseNull(readDuration)
	}
	switch pointer := reflect.PointerTo(t); {
	case pointer.Implements(jsonUnmarshaler) && readsFields(t):
		return fieldsReaderOf(t)
	case pointer.Implements(jsonUnmarshaler):
		return refuseNull(readForeign)
	case pointer.Implements(textUnmarshaler):
		return refuseNull(readForeignText)
	}
	return refuseNull(newKindReader(t))
}

func newKindReader(t reflect.Type) readFunc {
	switch t.Kind() {
	case reflect.Bool:
		return readBool
	case reflect.Int:
		return readInt
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return readNumber
	case reflect.Float32, reflect.Float64:
		return readFloat
	case reflect.String:
		return readString
	case reflect.Struct:
		return newStructReader(t)
	case reflect.Slice:
		return readList
	case reflect.Map:
		return newMapReader(t)
	default:
		return readOther
	}
}

// refuseNull returns a readFunc that refuses null.
func refuseNull(read readFunc) readFunc {
	return func(d *decoder, v reflect.Value) {
		if d.doc[d.at] == 'n' {
			d.fail(d.at, nullField)
			d.value()
			return
		}
		read(d, v)
	}
}

func readPointer(d *decoder, v reflect.Value) {
	if v.IsNil() {
		v.Set(reflect.New(v.Type().Elem()))
	}
	readerOf(v.Type().Elem())(d, v.Elem())
}

// The errors of fields that are null or duplicates.
const (
	nullField      = "must not be null; leave the field out"
	duplicateField = "duplicate; remove one of the two"
)

// The formats of the errors of dates, times of day and instants.
const (
	invalidDate    = "invalid date %q; write YYYY-MM-DD"
	invalidClock   = "invalid time of day %q; write HH:MM, from 00:00 to 24:00"
	invalidInstant = "invalid instant %q; write RFC 3339, like 2026-01-09T16:00:00Z"
)

// textReader returns what reads a civil value more strictly than its own type would.
func textReader[T time.Time | date.Date | clock.Clock](invalid string, parse func(string) (T, bool)) readFunc {
	return func(d *decoder, v reflect.Value) {
		offset := d.at
		text, ok := d.wantText()
		if !ok {
			return
		}
		read, ok := parse(string(text))
		if !ok {
			d.fail(offset, invalid, Excerpt(string(text)))
			return
		}
		if into, ok := v.Addr().Interface().(*T); ok {
			*into = read
		}
	}
}

func readDuration(d *decoder, v reflect.Value) {
	offset := d.at
	if text, ok := d.wantText(); ok {
		read, err := ParseDuration(string(text))
		v.SetInt(int64(read))
		d.foreignText(offset, err)
	}
}

// readForeign reads a value of a type that reads itself.
func readForeign(d *decoder, v reflect.Value) {
	offset := d.at
	raw := d.value()
	if into, ok := v.Addr().Interface().(json.Unmarshaler); ok {
		d.foreign(offset, raw, into.UnmarshalJSON(raw))
	}
}

// readForeignText reads a value of a type that reads itself from text.
func readForeignText(d *decoder, v reflect.Value) {
	offset := d.at
	text, ok := d.wantText()
	if into, is := v.Addr().Interface().(encoding.TextUnmarshaler); ok && is {
		d.foreignText(offset, into.UnmarshalText(text))
	}
}

// readOther reads any value into an empty interface. Nothing is read into other kinds.
func readOther(d *decoder, v reflect.Value) {
	if v.Kind() == reflect.Interface && v.NumMethod() == 0 {
		if read := d.anything(); read != nil {
			v.Set(reflect.ValueOf(read))
		}
		return
	}
	d.fail(d.at, "cannot be read into %s", v.Type())
	d.value()
}
