package document

import (
	"encoding/json"
	"errors"
	"reflect"
)

// MarshalFields writes a struct as [Marshal] does, field by field, even if its type has
// a MarshalJSON. It is for the MarshalJSON of that type, or of a type that embeds it.
//
//	func (s Stop) MarshalJSON() ([]byte, error) { return document.MarshalFields("route", s) }
func MarshalFields(pkg string, v any) ([]byte, error) {
	w := writer{pkg: pkg}
	value := reflect.ValueOf(v)
	structWriterOf(value.Type())(&w, value)
	if err := errors.Join(w.errs...); err != nil {
		return nil, err
	}
	return w.out, nil
}

// UnmarshalFields reads a document into the struct that v points to as [Unmarshal]
// does, field by field, even if its type has an UnmarshalJSON. It is for the
// UnmarshalJSON of that type. Absent fields are set to zero. After an error v holds the
// values that could be read.
//
// That method must do nothing else with its receiver, because [Unmarshal] does not call
// it: it reads the fields of such a value in a larger document itself, in the same
// pass. A method that also checks the values calls [Unmarshal] with a type that has no
// methods.
//
//	func (s *Stop) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("route", doc, s) }
func UnmarshalFields(pkg string, doc []byte, v any) error {
	into := reflect.ValueOf(v).Elem()
	if len(doc) > 0 && &doc[0] == &question[0] {
		return fieldsAnswer{into.Type()}
	}
	read := reflect.New(into.Type()).Elem()
	err := unmarshal(pkg, doc, read, fieldsReaderOf(into.Type()))
	into.Set(read)
	return err
}

// fieldsReaders read structs field by field.
var fieldsReaders byType[readFunc]

func fieldsReaderOf(t reflect.Type) readFunc {
	return fieldsReaders.of(t, func(t reflect.Type) readFunc { return refuseNull(newStructReader(t)) })
}

// question is the document that [readsFields] passes to the UnmarshalJSON of a type. A
// method that does not call UnmarshalFields reads it as null, which changes nothing.
var question = []byte("null")

// A fieldsAnswer is the answer of UnmarshalFields to the question.
type fieldsAnswer struct{ asked reflect.Type }

func (a fieldsAnswer) Error() string { return a.asked.String() + " is read field by field" }

// readsFields reports whether the UnmarshalJSON of a type is UnmarshalFields.
func readsFields(t reflect.Type) bool {
	own, ok := reflect.New(t).Interface().(json.Unmarshaler)
	if !ok || t.Kind() != reflect.Struct {
		return false
	}
	var answer fieldsAnswer
	return errors.As(own.UnmarshalJSON(question), &answer) && answer.asked == t
}

// structWriters write structs field by field.
var structWriters byType[writeFunc]

func structWriterOf(t reflect.Type) writeFunc { return structWriters.of(t, newStructWriter) }
