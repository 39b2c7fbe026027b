package document

import (
	"errors"
	"fmt"
	"strings"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// A FieldError says what is wrong with one field of a configuration or of a
// document, and how to mend it.
type FieldError struct {
	// Package is the reader that found it: "calendar", "promise", "policy".
	Package string
	// Path leads to the field: "days[2].hours". It is empty if the document
	// as a whole is meant.
	Path string
	// Err is what is wrong.
	Err error
}

// ErrUnknownField says, in a [FieldError], that a document has a field that is
// not known at that place.
var ErrUnknownField = errors.New("unknown field")

// Error returns "calendar: days[2].hours: " and what is wrong.
func (e *FieldError) Error() string {
	text := e.Err.Error()
	if e.Path != "" {
		text = plaintext.Sentence(e.Path) + ": " + text
	}
	if e.Package != "" {
		text = e.Package + ": " + text
	}
	return text
}

// Unwrap returns what is wrong.
func (e *FieldError) Unwrap() error { return e.Err }

// valueError is what is wrong with one value that has no path.
func valueError(format string, args ...any) error {
	return &FieldError{Package: "document", Err: fmt.Errorf(format, args...)}
}

// PrefixErrors puts a path in front of those in err, which is what
// [Unmarshal] or a constructor returned for a part of a larger document,
// and names the larger document's reader.
func PrefixErrors(pkg, path string, err error) error {
	if err == nil {
		return nil
	}
	var errs []error
	for _, part := range flatten(err) {
		inner := path
		var field *FieldError
		if errors.As(part, &field) {
			part = field.Err
			if field.Path != "" && !strings.HasPrefix(field.Path, "[") && path != "" {
				inner += "."
			}
			inner += field.Path
		}
		errs = append(errs, &FieldError{Package: pkg, Path: inner, Err: part})
	}
	return errors.Join(errs...)
}

// JoinErrors joins two errors of one document. Of those in more, what concerns a
// field that err already speaks of, or a part of one, is left out: it is what
// one mistake did to a later check.
func JoinErrors(err, more error) error {
	spoken, above := map[string]bool{}, map[string]bool{}
	for _, e := range flatten(err) {
		path := pathOf(e)
		spoken[path] = true
		for _, parent := range parents(path) {
			above[parent] = true
		}
	}
	if spoken[""] {
		return err // there is no document to speak of
	}
	joined := []error{err}
	for _, e := range flatten(more) {
		path := pathOf(e)
		told := spoken[path] || above[path]
		for _, parent := range parents(path) {
			told = told || spoken[parent]
		}
		if !told {
			joined = append(joined, e)
		}
	}
	return errors.Join(joined...)
}

// parents returns the paths of what a field is part of.
func parents(path string) (list []string) {
	for at := range path {
		if path[at] == '.' || path[at] == '[' {
			list = append(list, path[:at])
		}
	}
	return list
}

func pathOf(err error) string {
	var field *FieldError
	if errors.As(err, &field) {
		return field.Path
	}
	return ""
}

// flatten returns the errors that were joined.
func flatten(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var errs []error
	for _, e := range joined.Unwrap() {
		errs = append(errs, flatten(e)...)
	}
	return errs
}
