package document

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
)

// Unmarshal reads a JSON document into v as [json.Unmarshal] does, but strictly. An
// unknown field, a duplicate field, a field name in another case, a null, text after
// the end, bytes that are not UTF-8 and half of a surrogate pair ("\ud800") are errors.
// Dates (date.Date) are read as "2026-12-25", times of day (clock.Clock) as "14:00",
// instants (time.Time) as [ParseInstant] reads them and durations (time.Duration) as
// [ParseDuration] does; other forms are errors. A whole number for an int has 32 bits
// at most, on every machine. Objects and lists nest at most 200 levels deep. Unmarshal
// reads all documents of this module, and can read documents that embed them. [Marshal]
// writes the documents that it reads.
//
// The error joins one [*FieldError] for each problem, with its path, line and column.
// Each message begins with pkg, the name of the reader. After an error v holds the
// values that could be read. If there are more than 100 problems, the first 100 are
// listed and the others counted. If the text is not JSON, only the first mistake is
// reported.
//
// The text is read once. A value whose type has its own UnmarshalJSON is read once more
// by that method.
func Unmarshal(pkg string, doc []byte, v any) error {
	target := reflect.ValueOf(v).Elem()
	return unmarshal(pkg, doc, target, readerOf(target.Type()))
}

// unmarshal reads a document into a value with a readFunc.
func unmarshal(pkg string, doc []byte, target reflect.Value, read readFunc) error {
	if err := checkText(pkg, doc); err != nil {
		return err
	}
	d := decoder{cursor: cursor{doc: doc}, pkg: pkg}
	d.path = d.shallow[:0]
	d.next()
	read(&d, target)
	return d.err()
}

// A decoder walks a document and the value to fill side by side.
type decoder struct {
	cursor
	pkg      string
	path     []part  // of the value that is being read
	depth    int     // objects and lists around it
	shallow  [8]part // the first room for path
	problems []problem
	others   int // problems that are not in the list
}

// A part leads from a value to one inside it: to an element of a list, or to a member
// where the index is [member].
type part struct {
	name  string
	index int
}

// member is the index of parts that lead to a member.
const member = -1

// A problem is an error of a value or a name that begins at an offset.
type problem struct {
	offset int
	err    *FieldError
}

// deepestDocument bounds how far objects and lists nest.
const deepestDocument = 200

// fail adds a problem of the value that is being read, which begins at an offset.
func (d *decoder) fail(offset int, format string, args ...any) {
	if d.isFull() {
		return
	}
	d.add(offset, &FieldError{Package: d.pkg, Path: pathOfParts(d.path), Err: fmt.Errorf(format, args...)})
}

// failMember adds a problem of a member whose name begins at an offset.
func (d *decoder) failMember(name []byte, offset int, format string, args ...any) {
	if d.isFull() {
		return
	}
	d.path = append(d.path, part{Excerpt(string(name)), member})
	d.fail(offset, format, args...)
	d.leave()
}

// isFull counts a problem and reports true if no more are listed.
func (d *decoder) isFull() bool {
	if len(d.problems) < mostProblems {
		return false
	}
	d.others++
	return true
}

func (d *decoder) add(offset int, err *FieldError) {
	d.problems = append(d.problems, problem{offset, err})
}

func (d *decoder) leave() { d.path = d.path[:len(d.path)-1] }

// foreign adds the error of a type that reads itself. Its positions count from the
// start of raw, the text of the value, which begins at an offset.
func (d *decoder) foreign(offset int, raw []byte, err error) {
	if err == nil {
		return
	}
	if d.isFull() {
		return
	}
	path := pathOfParts(d.path)
	list, others := counted(flatten(Locate(raw, err)))
	for _, e := range list {
		if !d.isFull() {
			d.add(offset, prefixed(d.pkg, path, e))
		}
	}
	d.others += others
}

// foreignText adds the error of a type that reads itself from text. The path replaces
// the name of the field in that error.
func (d *decoder) foreignText(offset int, err error) {
	if err == nil {
		return
	}
	var field *FieldError
	if errors.As(err, &field) {
		err = field.Err
	}
	d.fail(offset, "%w", err)
}

// err returns the problems joined, each with its position.
func (d *decoder) err() error {
	if len(d.problems) == 0 {
		return nil
	}
	place := newPlaces(d.doc)
	errs := make([]error, 0, len(d.problems)+1)
	for _, p := range d.problems {
		p.err.Line, p.err.Column = place.inside(p.offset, p.err.Line, p.err.Column)
		p.err.shown = place.lined
		errs = append(errs, p.err)
	}
	return bounded(d.pkg, errs, d.others)
}

// pathOfParts returns a path like days[2].on.
func pathOfParts(parts []part) string {
	var text []byte
	for _, p := range parts {
		switch {
		case p.index != member:
			text = append(strconv.AppendInt(append(text, '['), int64(p.index), 10), ']')
		case len(text) > 0:
			text = append(append(text, '.'), p.name...)
		default:
			text = append(text, p.name...)
		}
	}
	return string(text)
}
