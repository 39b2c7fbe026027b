package document

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"
)

// Marshal writes v as [json.Marshal] does, but in the forms that [Unmarshal] reads:
// durations as "1h30m0s", dates as "2026-12-25", times of day as "14:00", and instants
// each in its own zone, or in UTC if RFC 3339 cannot write that zone (see [Writable]).
// A nil list is written as []. Values of other types that have MarshalJSON or
// MarshalText are written by these methods. All values of this module are written with
// Marshal.
//
// Marshal returns no document if a value cannot be written: an instant whose year is
// outside 0 to 9999, a number that is infinite or NaN, a value whose own method returns
// an error, or a value more than 200 levels deep. The error joins one [*FieldError] for
// each such value, with its path. Each message begins with pkg, the name of the writer.
// v is not changed.
func Marshal(pkg string, v any) ([]byte, error) { return marshal(writer{pkg: pkg, html: true}, v) }

// MarshalVerbatim writes v as [Marshal] does, but leaves the characters <, > and & of
// texts unescaped, which Marshal escapes for HTML. Values of other types that have
// MarshalJSON are written by that method.
func MarshalVerbatim(pkg string, v any) ([]byte, error) { return marshal(writer{pkg: pkg}, v) }

func marshal(w writer, v any) ([]byte, error) {
	w.value(reflect.ValueOf(v))
	if err := errors.Join(w.errs...); err != nil {
		return nil, err
	}
	return w.out, nil
}

// A writer writes one document.
type writer struct {
	pkg   string
	html  bool // whether characters of HTML are escaped
	out   []byte
	at    []step // the way to the value that is being written
	depth int    // values around it, pointers among them
	errs  []error
}

// A step leads from a value to a part of it: to a member, or to an element of a
// list where there is no name.
type step struct {
	name  string
	index int
}

// path returns where the writer is, like days[2].on.
func (w *writer) path() string {
	text := ""
	for _, s := range w.at {
		if s.name == "" {
			text += fmt.Sprintf("[%d]", s.index)
		} else {
			text = join(text, s.name)
		}
	}
	return text
}

func (w *writer) fail(format string, args ...any) {
	w.errs = append(w.errs, &FieldError{Package: w.pkg, Path: w.path(), Err: fmt.Errorf(format, args...)})
}

// value writes a value, whose invalid form is that of a nil interface.
func (w *writer) value(v reflect.Value) {
	if !v.IsValid() {
		w.null()
		return
	}
	if w.depth++; w.depth > deepestDocument {
		w.fail("nests deeper than %d; flatten it", deepestDocument)
	} else {
		writerOf(v.Type())(w, v)
	}
	w.depth--
}

// part writes a part of the value that is being written.
func (w *writer) part(s step, v reflect.Value) {
	w.at = append(w.at, s)
	w.value(v)
	w.at = w.at[:len(w.at)-1]
}

func (w *writer) null() { w.out = append(w.out, "null"...) }

// marshaler writes a value that writes itself.
func (w *writer) marshaler(m json.Marshaler) {
	doc, err := m.MarshalJSON()
	if err != nil {
		w.errs = append(w.errs, PrefixErrors(w.pkg, w.path(), err))
		return
	}
	if s := (scan{doc: doc}); !s.read() {
		w.fail("its MarshalJSON returned %q, which is not JSON", Excerpt(string(doc)))
		return
	}
	from := len(w.out)
	w.out = appendCompact(w.out, doc)
	if w.html {
		w.out = escapeHTML(w.out, from)
	}
}

// textMarshaler writes a value that writes itself as text. The path replaces the name
// of the field in its error.
func (w *writer) textMarshaler(m encoding.TextMarshaler) {
	if text, ok := w.textOf(m); ok {
		w.text(text)
	}
}

func (w *writer) textOf(m encoding.TextMarshaler) (string, bool) {
	text, err := m.MarshalText()
	if err == nil {
		return string(text), true
	}
	var own *FieldError
	if errors.As(err, &own) {
		err = own.Err
	}
	w.fail("%w", err)
	return "", false
}

// instant writes an instant that RFC 3339 can write.
func (w *writer) instant(t time.Time) {
	t = Writable(t)
	if !isYearWritable(t) {
		w.fail("the year %d is out of range and cannot be written; expected 0 to 9999", t.Year())
		return
	}
	w.out = append(w.out, '"')
	w.out = t.AppendFormat(w.out, time.RFC3339Nano)
	w.out = append(w.out, '"')
}

// text writes a JSON string.
func (w *writer) text(s string) { w.out = appendText(w.out, s, w.html) }

// number writes a number as encoding/json does: as ECMAScript would.
func (w *writer) number(f float64, bits int) {
	if f-f != 0 { // infinite, or not a number
		w.fail("%v is not a number that JSON can write", f)
		return
	}
	form := byte('f')
	if size := max(f, -f); size != 0 && (size < 1e-6 || size >= 1e21) && bits == 64 ||
		size != 0 && bits == 32 && (float32(size) < 1e-6 || float32(size) >= 1e21) {
		form = 'e'
	}
	w.out = strconv.AppendFloat(w.out, f, form, -1, bits)
	if n := len(w.out); form == 'e' && w.out[n-4] == 'e' && w.out[n-3] == '-' && w.out[n-2] == '0' {
		w.out[n-2] = w.out[n-1] // e-07 becomes e-7
		w.out = w.out[:n-1]
	}
}
