package promise

import (
	"reflect"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/document"
)

// Terms, conditions and events are compared, copied, overlaid and tested for zero by
// all of their exported fields. A new field needs no line here. Calendars are shared,
// as they are immutable.

// isZeroFields reports whether all fields of a struct are zero.
func isZeroFields[T any](v *T) bool {
	s := reflect.ValueOf(v).Elem()
	for i := range s.NumField() {
		if !isZeroField(s.Field(i)) {
			return false
		}
	}
	return true
}

// isZeroField reports whether a field is not given: zero, or an empty list or map.
func isZeroField(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct:
		if z, ok := v.Addr().Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
	default:
	}
	return v.IsZero()
}

// overlay puts the fields that are given in place of those of the other struct.
func overlay[T any](on, given *T) {
	to, from := reflect.ValueOf(on).Elem(), reflect.ValueOf(given).Elem()
	for i := range from.NumField() {
		if f := from.Field(i); !isZeroField(f) {
			to.Field(i).Set(f)
		}
	}
}

// sameFields reports whether all fields of two structs are equal. Instants are compared
// as instants, and an empty list or map equals none.
func sameFields[T any](a, b *T) bool {
	return sameValue(reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem())
}

func sameValue(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		return sameStruct(a, b)
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !sameValue(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		if a.Len() != b.Len() {
			return false
		}
		for each := a.MapRange(); each.Next(); {
			other := b.MapIndex(each.Key())
			if !other.IsValid() || !sameValue(each.Value(), other) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		if x, ok := a.Interface().(*calendar.Calendar); ok {
			y, _ := b.Interface().(*calendar.Calendar)
			return x.Equal(y)
		}
	default:
	}
	return a.Equal(b)
}

func sameStruct(a, b reflect.Value) bool {
	if a.CanAddr() && b.CanAddr() && a.CanInterface() {
		switch x := a.Addr().Interface().(type) {
		case *time.Time:
			y, _ := b.Addr().Interface().(*time.Time)
			return x.Equal(*y)
		case *Deadline:
			y, _ := b.Addr().Interface().(*Deadline)
			return x.Equal(*y)
		}
	}
	for i := range a.NumField() {
		if !sameValue(a.Field(i), b.Field(i)) {
			return false
		}
	}
	return true
}

// cloneFields copies what two structs would share and could change, and makes instants
// such that a document can give them back. Lists and maps without elements become nil.
func cloneFields[T any](v *T) { cloneValue(reflect.ValueOf(v).Elem()) }

func cloneValue(v reflect.Value) {
	if !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if t, ok := v.Addr().Interface().(*time.Time); ok {
			*t = document.Writable(*t)
			return
		}
		for i := range v.NumField() {
			cloneValue(v.Field(i))
		}
	case reflect.Slice:
		if v.Len() == 0 {
			v.SetZero()
			return
		}
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		for i := range list.Len() {
			cloneValue(list.Index(i))
		}
		v.Set(list)
	case reflect.Map:
		if v.Len() == 0 {
			v.SetZero()
			return
		}
		cloned := reflect.MakeMapWithSize(v.Type(), v.Len())
		for each := v.MapRange(); each.Next(); {
			element := reflect.New(v.Type().Elem()).Elem()
			element.Set(each.Value())
			cloneValue(element)
			cloned.SetMapIndex(each.Key(), element)
		}
		v.Set(cloned)
	default:
	}
}

// A fieldName is the name of a field in documents, and its place in the struct.
type fieldName struct {
	name  string
	index int
}

// namesOf returns the fields of a struct by their names in documents, in order.
func namesOf[T any]() []fieldName {
	var names []fieldName
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, fieldName{name, i})
	}
	return names
}
