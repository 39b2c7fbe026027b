package immutable

import (
	"reflect"
	"time"
)

// scramble changes everything that the owner of a value can change without calling
// anything: the elements of its slices, up to their capacity, the entries of its maps,
// and the exported fields behind its pointers, at every depth. It returns how much it
// has changed, and notes the fields in which there was something.
func scramble(v reflect.Value, filled map[string]bool) int {
	s := scrambler{seen: map[uintptr]bool{}, filled: filled}
	s.reach(v)
	return s.changes
}

type scrambler struct {
	seen    map[uintptr]bool // pointers
	filled  map[string]bool  // fields, as fieldsIn names them
	changes int
}

func (s *scrambler) reach(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		s.reach(v.Elem())
	case reflect.Pointer:
		s.pointer(v)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				if isShared(f.Type) && !v.Field(i).IsZero() && (f.Type.Kind() == reflect.Pointer || v.Field(i).Len() > 0) {
					s.filled[nameOfField(v.Type(), f)] = true
				}
				s.reach(v.Field(i))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			s.reach(v.Index(i))
		}
	case reflect.Slice:
		whole := v.Slice(0, v.Cap())
		for i := range whole.Len() {
			s.reach(whole.Index(i))
			if s.set(whole.Index(i)) && i >= v.Len() {
				s.changes-- // nobody may look there: it shows nothing that it could be changed
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			s.reach(v.MapIndex(key))
			v.SetMapIndex(key, changed(v.MapIndex(key)))
			s.changes++
		}
		if !v.IsNil() {
			v.SetMapIndex(changed(reflect.Zero(v.Type().Key())), changed(reflect.Zero(v.Type().Elem())))
			s.changes++
		}
	}
}

func (s *scrambler) pointer(v reflect.Value) {
	if v.IsNil() || s.seen[v.Pointer()] || !isOpen(v.Type().Elem()) {
		return
	}
	s.seen[v.Pointer()] = true
	s.reach(v.Elem())
	s.set(v.Elem())
}

func (s *scrambler) set(v reflect.Value) bool {
	next := changed(v)
	if reflect.DeepEqual(v.Interface(), next.Interface()) {
		return false
	}
	v.Set(next)
	s.changes++
	return true
}

// isOpen reports whether something of a type can be changed without its methods.
func isOpen(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() {
		return t != reflect.TypeFor[time.Time]()
	}
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			return true
		}
	}
	return false
}

// changed returns another value of the same type.
func changed(v reflect.Value) reflect.Value {
	next := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		next.SetString(v.String() + "~")
	case reflect.Bool:
		next.SetBool(!v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		next.SetInt(v.Int() ^ 1)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		next.SetUint(v.Uint() ^ 1)
	case reflect.Float32, reflect.Float64:
		next.SetFloat(v.Float() + 1)
	case reflect.Array:
		for i := range v.Len() {
			next.Index(i).Set(changed(v.Index(i)))
		}
	case reflect.Struct:
		if t, ok := v.Interface().(time.Time); ok {
			return reflect.ValueOf(t.Add(-999 * time.Hour))
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				next.Field(i).Set(changed(v.Field(i)))
			}
		}
	}
	return next // what is closed, and pointers, maps and slices: none
}

// isShared reports whether two values with a field of that type could share something
// that can be changed.
func isShared(t reflect.Type) bool {
	return t.Kind() == reflect.Slice || t.Kind() == reflect.Map || t.Kind() == reflect.Pointer && isOpen(t.Elem()) && t.Elem() != reflect.TypeFor[time.Location]()
}

func nameOfField(of reflect.Type, f reflect.StructField) string { return of.String() + "." + f.Name }

// fieldsIn adds the exported fields, at every depth of a type, of which two values
// could share something that can be changed.
func fieldsIn(t reflect.Type, fields map[string]bool, seen map[reflect.Type]bool) {
	if seen[t] {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		fieldsIn(t.Elem(), fields, seen)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() {
				continue
			}
			if isShared(f.Type) {
				fields[nameOfField(t, f)] = true
			}
			fieldsIn(f.Type, fields, seen)
		}
	}
}
