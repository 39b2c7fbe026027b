package document

import (
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"
)

// Marshal writes v as [json.Marshal] does, and instants such that
// [Unmarshal] reads them back: each in its own zone, or in UTC where
// RFC 3339 cannot write that zone (see [Writable]). All values of this module
// that hold instants are written with it.
//
// The error joins one [*FieldError] for each value that cannot be written, with
// the path to it and with the name of the writer, pkg, in front: for an instant,
// because its year is outside 0 to 9999. It is returned instead of a document. v
// is not changed.
func Marshal(pkg string, v any) ([]byte, error) {
	w := writer{pkg: pkg}
	value := reflect.ValueOf(v)
	w.look(value, nil)
	if err := errors.Join(w.errs...); err != nil {
		return nil, err
	}
	if w.foreign {
		copied := reflect.New(value.Type()).Elem()
		copied.Set(value)
		mend(copied)
		value, v = copied, copied.Interface()
	}
	doc, err := json.Marshal(v)
	if err == nil {
		return doc, nil
	}
	w.all = true
	w.look(value, nil)
	if inner := errors.Join(w.errs...); inner != nil {
		return nil, inner
	}
	return nil, &FieldError{Package: pkg, Err: err}
}

// A writer looks for instants that cannot be written as they are.
type writer struct {
	pkg     string
	errs    []error // those that cannot be written at all
	foreign bool    // whether there are some in zones that cannot be written
	all     bool    // whether to ask values that write themselves what is wrong with them
}

// A place is a step on the way to a value.
type place struct {
	above *place
	name  string
	index int // in a list, if there is no name
}

// path returns the place as text, like days[2].on.
func (p *place) path() string {
	var steps []*place
	for ; p != nil; p = p.above {
		steps = append(steps, p)
	}
	text := ""
	for _, step := range slices.Backward(steps) {
		if step.name == "" {
			text += fmt.Sprintf("[%d]", step.index)
		} else {
			text = join(text, step.name)
		}
	}
	return text
}

var (
	timeType      = reflect.TypeFor[time.Time]()
	timePointer   = reflect.TypeFor[*time.Time]()
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

// writesItself reports whether values of a type have a method of their own to be
// written with, which then takes care of their instants.
func writesItself(t reflect.Type) bool {
	if t == timeType || t == timePointer || t.Kind() == reflect.Interface {
		return false
	}
	return t.Implements(jsonMarshaler) || t.Implements(textMarshaler)
}

// holdsValues reports whether there can be instants in values of a kind.
func holdsValues(k reflect.Kind) bool {
	switch k {
	case reflect.Struct, reflect.Slice, reflect.Array, reflect.Map, reflect.Pointer, reflect.Interface:
		return true
	default:
		return false
	}
}

// look looks at a value and all in it.
func (w *writer) look(v reflect.Value, at *place) {
	if !v.IsValid() || !w.all && !holdsValues(v.Kind()) {
		return
	}
	if v.Type() == timeType {
		w.lookAtInstant(v, at)
		return
	}
	if writesItself(v.Type()) {
		w.ask(v, at)
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		w.look(v.Elem(), at)
	case reflect.Struct:
		w.lookAtFields(v, at)
	case reflect.Slice, reflect.Array:
		if w.all || holdsValues(v.Type().Elem().Kind()) {
			for i := range v.Len() {
				w.look(v.Index(i), &place{above: at, index: i})
			}
		}
	case reflect.Map:
		if w.all || holdsValues(v.Type().Elem().Kind()) {
			keys := v.MapKeys()
			slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			for _, key := range keys {
				w.look(v.MapIndex(key), &place{above: at, name: fmt.Sprint(key)})
			}
		}
	default:
	}
}

func (w *writer) lookAtFields(v reflect.Value, at *place) {
	for i := range v.NumField() {
		switch f := v.Type().Field(i); {
		case !w.all && !holdsValues(f.Type.Kind()):
		case isEmbedded(f):
			w.look(v.Field(i), at)
		case jsonName(f) != "":
			w.look(v.Field(i), &place{above: at, name: jsonName(f)})
		}
	}
}

func (w *writer) lookAtInstant(v reflect.Value, at *place) {
	t, _ := v.Interface().(time.Time)
	written := Writable(t)
	w.foreign = w.foreign || written.Location() != t.Location()
	if !isYearWritable(written) {
		err := fmt.Errorf("the year %d is out of range and cannot be written; expected 0 to 9999", written.Year())
		w.errs = append(w.errs, &FieldError{Package: w.pkg, Path: at.path(), Err: err})
	}
}

// ask finds out what is wrong with a value that writes itself.
func (w *writer) ask(v reflect.Value, at *place) {
	if !w.all || (v.Kind() == reflect.Pointer && v.IsNil()) {
		return
	}
	_, err := json.Marshal(v.Interface())
	var itself *json.MarshalerError
	if !errors.As(err, &itself) {
		return
	}
	err = itself.Err
	var field *FieldError
	if !v.Type().Implements(jsonMarshaler) && errors.As(err, &field) {
		err = field.Err // the name that a text has for itself gives way to the path
	}
	w.errs = append(w.errs, PrefixErrors(w.pkg, at.path(), err))
}

// mend writes instants in the zones in which they can be written, in place. What
// the value shares with others, like the elements of a slice, is copied first.
func mend(v reflect.Value) {
	if !holdsValues(v.Kind()) || writesItself(v.Type()) {
		return
	}
	if v.Type() == timeType {
		t, _ := v.Interface().(time.Time)
		v.Set(reflect.ValueOf(Writable(t)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); isEmbedded(f) || jsonName(f) != "" {
				mend(v.Field(i))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			mend(v.Index(i))
		}
	case reflect.Slice:
		if v.IsNil() || !holdsValues(v.Type().Elem().Kind()) {
			return
		}
		copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(copied, v)
		v.Set(copied)
		for i := range v.Len() {
			mend(v.Index(i))
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		copied := reflect.New(v.Elem().Type())
		copied.Elem().Set(v.Elem())
		mend(copied.Elem())
		if v.Kind() == reflect.Interface {
			copied = copied.Elem()
		}
		v.Set(copied)
	case reflect.Map:
		mendMap(v)
	default:
	}
}

func mendMap(v reflect.Value) {
	if v.IsNil() || !holdsValues(v.Type().Elem().Kind()) {
		return
	}
	copied := reflect.MakeMapWithSize(v.Type(), v.Len())
	for _, key := range v.MapKeys() {
		elem := reflect.New(v.Type().Elem()).Elem()
		elem.Set(v.MapIndex(key))
		mend(elem)
		copied.SetMapIndex(key, elem)
	}
	v.Set(copied)
}
