package document

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// A FieldError describes an invalid field of a configuration or of a document.
type FieldError struct {
	// Package is the name of the reader: "calendar", "promise", "policy".
	Package string
	// Path is the path of the field: "days[2].hours". It is empty for the document
	// as a whole.
	Path string
	// Line and Column are the position in the document, both from 1; columns count
	// characters. It is the position of the field's value; of its name if the field is
	// unknown or a duplicate; of the nearest value around it if the field is missing.
	// Both are 0 for a configuration that was not read from a document.
	Line, Column int
	// Err describes the rule that the field violates and how to fix it.
	Err error

	shown bool // whether Error writes the position
}

// ErrUnknownField is the error of a [FieldError] for a field that does not exist at
// that place of the document.
var ErrUnknownField = errors.New("unknown field")

// longestMessage is the largest number of bytes of Err's message that Error returns.
const longestMessage = 1000

// Error returns "calendar: days[2].hours: " and the message of Err. In a document of
// more than one line the position stands before the path: "calendar: line 7, column
// 12: days[2].hours: ". Long paths and messages are cut off.
func (e *FieldError) Error() string {
	text := e.Err.Error()
	if len(text) > longestMessage {
		text = strings.ToValidUTF8(text[:longestMessage], "") + "..."
	}
	if e.Path != "" {
		text = plaintext.Sentence(e.Path) + ": " + text
	}
	if e.shown && e.Line > 0 {
		text = fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, text)
	}
	if e.Package != "" {
		text = e.Package + ": " + text
	}
	return text
}

// Unwrap returns Err.
func (e *FieldError) Unwrap() error { return e.Err }

// valueError returns the error of a value that has no path.
func valueError(format string, args ...any) error {
	return &FieldError{Package: "document", Err: fmt.Errorf(format, args...)}
}

// PrefixErrors puts a path in front of the paths in err, which [Unmarshal] or a
// constructor returned for a part of a larger document. pkg, the name of the larger
// document's reader, replaces the names in err. Positions in the part are dropped;
// [Locate] adds the positions in the whole.
func PrefixErrors(pkg, path string, err error) error {
	if err == nil {
		return nil
	}
	list, others := counted(flatten(err))
	errs := make([]error, 0, len(list)+1)
	for _, e := range list {
		moved := prefixed(pkg, path, e)
		moved.Line, moved.Column, moved.shown = 0, 0, false
		errs = append(errs, moved)
	}
	return bounded(pkg, errs, others)
}

// prefixed returns an error with a path in front of its path.
func prefixed(pkg, path string, err error) *FieldError {
	moved := &FieldError{Package: pkg, Path: path, Err: err}
	var field *FieldError
	if errors.As(err, &field) {
		moved.Err, moved.Line, moved.Column, moved.shown = field.Err, field.Line, field.Column, field.shown
		if field.Path != "" && !strings.HasPrefix(field.Path, "[") && path != "" {
			moved.Path += "."
		}
		moved.Path += field.Path
	}
	return moved
}

// JoinErrors joins two errors of one document. A problem in more is left out if err has
// a problem of the same field, of a part of it, or of a field around it, because it
// probably follows from that one. If there are more than 100 problems, the first 100
// are listed and the others counted.
func JoinErrors(err, more error) error {
	if err == nil && more == nil {
		return nil
	}
	list, others := counted(flatten(err))
	spoken, above := map[string]bool{}, map[string]bool{}
	for _, e := range list {
		path := pathOf(e)
		spoken[path] = true
		for _, parent := range parents(path) {
			above[parent] = true
		}
	}
	if spoken[""] {
		return err // the whole document is invalid
	}
	found, othersOfMore := counted(flatten(more))
	for _, e := range found {
		path := pathOf(e)
		told := spoken[path] || above[path]
		for _, parent := range parents(path) {
			told = told || spoken[parent]
		}
		if !told {
			list = append(list, e)
		}
	}
	return bounded(packageOf(cmp.Or(err, more)), list, others+othersOfMore)
}

// parents returns the paths of what a field is part of, as deep as documents go.
func parents(path string) (list []string) {
	for at := range path {
		if path[at] == '.' || path[at] == '[' {
			list = append(list, path[:at])
		}
		if len(list) > deepestDocument {
			break
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

func packageOf(err error) string {
	var field *FieldError
	if errors.As(err, &field) {
		return field.Package
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

// join returns the path of a member.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
