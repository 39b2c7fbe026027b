package document

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// Unmarshal reads a JSON document into v as [json.Unmarshal] does, but
// leaves nothing to chance: an unknown field, a field that is there twice or
// in another case, a null, text after the end, bytes that are not UTF-8 and half
// of a surrogate pair ("\ud800") are errors. Dates (date.Date) are read as
// "2026-12-25", times of day (clock.Clock) as "14:00", instants (time.Time) as
// [ParseInstant] reads them and durations (time.Duration) as [ParseDuration]
// does, and nothing else. A whole number for an int has 32 bits at most, on every
// machine. All documents of this module are read with it, and
// documents that embed them can be too. [Marshal] writes what it reads.
//
// The error joins one [*FieldError] for each problem, with the path to it and
// with the name of the reader, pkg, in front; v then holds what could be read.
func Unmarshal(pkg string, doc []byte, v any) error {
	var whole json.RawMessage
	if err := json.Unmarshal(doc, &whole); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			err = fmt.Errorf("not JSON at offset %d: %w", syntax.Offset, err)
		}
		return &FieldError{Package: pkg, Err: err}
	}
	if !utf8.Valid(doc) {
		return &FieldError{Package: pkg, Err: errors.New("not UTF-8; convert the document")}
	}
	if offset, escape, found := loneSurrogate(doc); found {
		return &FieldError{Package: pkg, Err: fmt.Errorf("invalid escape %s at offset %d, half of a surrogate pair; write both halves or the character itself", escape, offset)}
	}
	d := decoder{pkg: pkg}
	d.value(whole, reflect.ValueOf(v).Elem(), "")
	return errors.Join(d.errs...)
}

// A decoder walks a document and the value to fill side by side. What it is
// given is valid JSON.
type decoder struct {
	pkg   string
	errs  []error
	depth int
}

// deepestDocument bounds how far objects and lists nest.
const deepestDocument = 200

func (d *decoder) fail(path, format string, args ...any) {
	d.errs = append(d.errs, &FieldError{Package: d.pkg, Path: path, Err: fmt.Errorf(format, args...)})
}

func (d *decoder) value(raw json.RawMessage, v reflect.Value, path string) {
	if d.depth++; d.depth > deepestDocument {
		d.fail("", "nests deeper than %d; flatten it", deepestDocument)
		return
	}
	defer func() { d.depth-- }()
	raw = bytes.TrimSpace(raw)
	if string(raw) == "null" {
		d.fail(path, "null says nothing; leave the field out")
		return
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		d.value(raw, v.Elem(), path)
		return
	}
	switch target := v.Addr().Interface().(type) {
	case *date.Date:
		d.textValue(raw, path, aDate, func(text string) (ok bool) { *target, ok = parseDate(text); return ok })
		return
	case *clock.Clock:
		d.textValue(raw, path, aClock, func(text string) (ok bool) { *target, ok = parseClock(text); return ok })
		return
	case *time.Time:
		d.textValue(raw, path, anInstant, func(text string) (ok bool) { *target, ok = parseInstant(text); return ok })
		return
	case *time.Duration:
		if text, ok := d.text(raw, path); ok {
			read, err := ParseDuration(text)
			*target = read
			d.foreignText(path, err)
		}
		return
	case json.Unmarshaler:
		d.foreign(path, target.UnmarshalJSON(raw))
		return
	case encoding.TextUnmarshaler:
		if text, ok := d.text(raw, path); ok {
			d.foreignText(path, target.UnmarshalText([]byte(text)))
		}
		return
	}
	switch v.Kind() {
	case reflect.Int:
		d.integer(raw, v, path)
	case reflect.Struct:
		d.object(raw, v, path)
	case reflect.Slice:
		d.array(raw, v, path)
	case reflect.Map:
		d.mapping(raw, v, path)
	default:
		if err := json.Unmarshal(raw, v.Addr().Interface()); err != nil {
			d.fail(path, "%s where %s belongs", kindOf(raw), wanted(v.Kind()))
		}
	}
}

// foreign takes in the error of a type that reads itself.
func (d *decoder) foreign(path string, err error) {
	if err != nil {
		d.errs = append(d.errs, PrefixErrors(d.pkg, path, err))
	}
}

// foreignText takes in the error of a type that reads itself from text: its
// own name for the field gives way to the path.
func (d *decoder) foreignText(path string, err error) {
	var field *FieldError
	if errors.As(err, &field) {
		err = field.Err
	}
	if err != nil {
		d.fail(path, "%w", err)
	}
}

func (d *decoder) text(raw json.RawMessage, path string) (text string, ok bool) {
	if json.Unmarshal(raw, &text) != nil {
		d.fail(path, "%s where a string belongs", kindOf(raw))
		return "", false
	}
	return text, true
}

// integer reads a whole number of 32 bits into an int, which has no more than
// that on some machines: a document is the same everywhere.
func (d *decoder) integer(raw json.RawMessage, v reflect.Value, path string) {
	n, err := strconv.ParseInt(string(raw), 10, 32)
	switch {
	case err == nil:
		v.SetInt(n)
	case errors.Is(err, strconv.ErrRange):
		d.fail(path, "%s is out of range; expected a whole number from %d to %d", Excerpt(string(raw)), math.MinInt32, math.MaxInt32)
	default:
		d.fail(path, "%s where %s belongs", kindOf(raw), wanted(reflect.Int))
	}
}

// What dates, times of day and instants are called in errors, with the mend.
const (
	aDate     = "a date; write YYYY-MM-DD"
	aClock    = "a time of day; write HH:MM, from 00:00 to 24:00"
	anInstant = "an instant; write RFC 3339, like 2026-01-09T16:00:00Z"
)

// textValue reads a civil value more strictly than its own type would.
func (d *decoder) textValue(raw json.RawMessage, path, what string, parse func(string) bool) {
	if text, ok := d.text(raw, path); ok && !parse(text) {
		d.fail(path, "%q is not %s", Excerpt(text), what)
	}
}

func (d *decoder) object(raw json.RawMessage, v reflect.Value, path string) {
	fields := fieldsOf(v.Type())
	d.members(raw, path, func(key string, value json.RawMessage) {
		at, ok := fields.byName[key]
		if !ok {
			d.fail(join(path, key), "%w; known are %s", ErrUnknownField, strings.Join(fields.names(), ", "))
			return
		}
		d.value(value, v.FieldByIndex(fields.list[at].index), join(path, key))
	})
}

func (d *decoder) mapping(raw json.RawMessage, v reflect.Value, path string) {
	if v.Type().Key().Kind() != reflect.String {
		d.fail(path, "cannot be read into %s", v.Type())
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	d.members(raw, path, func(key string, value json.RawMessage) {
		element := reflect.New(v.Type().Elem()).Elem()
		d.value(value, element, join(path, key))
		named := reflect.New(v.Type().Key()).Elem()
		named.SetString(key)
		v.SetMapIndex(named, element)
	})
}

// members calls yield for each member of an object, the first of each name.
func (d *decoder) members(raw json.RawMessage, path string, yield func(key string, value json.RawMessage)) {
	if len(raw) == 0 || raw[0] != '{' {
		d.fail(path, "%s where an object belongs", kindOf(raw))
		return
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	seen := map[string]bool{}
	for _, _ = dec.Token(); dec.More(); {
		token, _ := dec.Token()
		key, _ := token.(string)
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			d.fail(join(path, key), "%w", err)
			return
		}
		if seen[key] {
			d.fail(join(path, key), "is there twice; keep one")
			continue
		}
		seen[key] = true
		yield(key, value)
	}
}

func (d *decoder) array(raw json.RawMessage, v reflect.Value, path string) {
	var elements []json.RawMessage
	if len(raw) == 0 || raw[0] != '[' || json.Unmarshal(raw, &elements) != nil {
		d.fail(path, "%s where a list belongs", kindOf(raw))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(elements), len(elements)))
	for i, e := range elements {
		d.value(e, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// kindOf says what a JSON value is.
func kindOf(raw json.RawMessage) string {
	if len(raw) == 0 {
		return "nothing"
	}
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a string"
	case 't', 'f':
		return string(raw)
	}
	return Excerpt(string(raw))
}

func wanted(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "a number"
	default:
		return "a whole number"
	}
}
