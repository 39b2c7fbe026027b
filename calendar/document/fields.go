package document

import (
	"reflect"
	"strings"
)

// A field is a field of a struct that has a name in documents.
type field struct {
	name  string
	index []int // as [reflect.Value.FieldByIndex] takes it; embedded structs are gone through
	typ   reflect.Type

	omitEmpty, omitZero bool
}

// structFields are the fields of a struct in the order in which they are written.
type structFields struct {
	list   []field
	byName map[string]int // their places in list
}

var known byType[*structFields]

// fieldsOf returns the fields of a struct.
func fieldsOf(t reflect.Type) *structFields {
	return known.of(t, func(t reflect.Type) *structFields {
		fields := &structFields{byName: map[string]int{}}
		fields.add(t, nil)
		return fields
	})
}

// add adds the fields of a struct that is embedded at an index.
func (s *structFields) add(t reflect.Type, above []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(above[:len(above):len(above)], i)
		if isEmbedded(f) {
			s.add(f.Type, index)
			continue
		}
		if name := jsonName(f); name != "" {
			_, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			s.put(field{
				name: name, index: index, typ: f.Type,
				omitEmpty: strings.Contains(options, "omitempty"), omitZero: strings.Contains(options, "omitzero"),
			})
		}
	}
}

// put adds a field. Of two with the same name the first one counts, but one that is
// nested less deeply replaces one of an embedded struct, in the place of that.
func (s *structFields) put(f field) {
	at, twice := s.byName[f.name]
	switch {
	case !twice:
		s.byName[f.name] = len(s.list)
		s.list = append(s.list, f)
	case len(f.index) < len(s.list[at].index):
		s.list[at] = f
	}
}

// names returns the names of all fields.
func (s *structFields) names() []string {
	list := make([]string, len(s.list))
	for i, f := range s.list {
		list[i] = f.name
	}
	return list
}

func isEmbedded(f reflect.StructField) bool {
	return f.Anonymous && f.Type.Kind() == reflect.Struct && f.Tag.Get("json") == ""
}

// jsonName returns the name of a field in documents, "" if it has none there.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch {
	case !f.IsExported() || name == "-":
		return ""
	case name == "":
		return f.Name
	}
	return name
}
