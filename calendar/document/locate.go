package document

import (
	"strconv"
	"strings"
)

// Locate adds lines and columns of a document to the errors that err joins. Each
// [*FieldError] without a position gets the position of the value at its path, or of
// the nearest value around it that the document has. Errors of other types are not
// changed. If the document is not JSON, no positions are added. A nil error stays nil.
// If there are more than 100 problems, the first 100 are listed and the others counted.
//
// A function that reads a document and then checks the values calls Locate last.
func Locate(doc []byte, err error) error {
	if err == nil {
		return nil
	}
	list, others := counted(flatten(err))
	var sought []*soughtValue
	for i, e := range list {
		if field, ok := e.(*FieldError); ok && field.Line == 0 { //nolint:errorlint // an error that wraps one is kept as it is
			moved := *field
			list[i] = &moved
			sought = append(sought, &soughtValue{err: &moved, left: len(moved.Path) + 1})
		}
	}
	if len(sought) > 0 && checkText("", doc) == nil {
		find(doc, sought)
	}
	return bounded(packageOf(err), list, others)
}

// A soughtValue is a value that is looked up by its path.
type soughtValue struct {
	err    *FieldError
	offset int // of the nearest value around it, of those found so far
	left   int // bytes of the path that do not lead to that
}

// find sets the offset of each value in the list.
func find(doc []byte, list []*soughtValue) {
	c := cursor{doc: doc}
	c.next()
	ways := make([]way, len(list))
	for i, s := range list {
		s.offset = c.at
		ways[i] = way{s, s.err.Path}
	}
	c.find(ways)
	place := newPlaces(doc)
	for _, s := range list {
		s.err.Line, s.err.Column = place.inside(s.offset, 0, 0)
		s.err.shown = place.lined
	}
}

// A way is the rest of the path to a value.
type way struct {
	to   *soughtValue
	rest string
}

// find goes past a value, and finds values inside it.
func (c *cursor) find(ways []way) {
	opening := c.next()
	if len(ways) == 0 || opening != '{' && opening != '[' {
		c.value()
		return
	}
	n := 0
	for more := c.enter(); more; more = c.more() {
		var inside []way
		if opening == '{' {
			inside = throughMember(ways, string(c.name()))
		} else {
			inside = throughElement(ways, n)
		}
		for _, w := range inside {
			if len(w.rest) < w.to.left { // where names have dots, the longer name leads on
				w.to.offset, w.to.left = c.at, len(w.rest)
			}
		}
		c.find(inside)
		n++
	}
}

// throughMember returns the ways that lead through a member.
func throughMember(ways []way, name string) (inside []way) {
	for _, w := range ways {
		rest, ok := strings.CutPrefix(strings.TrimPrefix(w.rest, "."), name)
		if ok && w.rest != "" && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			inside = append(inside, way{w.to, rest})
		}
	}
	return inside
}

// throughElement returns the ways that lead through an element of a list.
func throughElement(ways []way, index int) (inside []way) {
	var buffer [24]byte
	element := append(strconv.AppendInt(append(buffer[:0], '['), int64(index), 10), ']')
	for _, w := range ways {
		if n := len(element); len(w.rest) >= n && w.rest[:n] == string(element) {
			inside = append(inside, way{w.to, w.rest[n:]})
		}
	}
	return inside
}
