package promise

import (
	"errors"
	"fmt"

	"github.com/underpromise/underpromise/calendar"
)

// problems collects what is wrong, each with the path of its field.
type problems struct {
	below string // what all paths are below, with its dot; "" for nothing
	list  []error
}

// add says what is wrong with a field, and the mend.
func (p *problems) add(path, format string, args ...any) {
	p.check(path, fmt.Errorf(format, args...))
}

// check takes in what is wrong with a field; nil is nothing.
func (p *problems) check(path string, err error) {
	if err != nil {
		p.list = append(p.list, fieldError(p.below+path, err))
	}
}

// take takes in what others found; nil is nothing.
func (p *problems) take(found ...error) { p.list = append(p.list, found...) }

// err joins the problems; nil if there are none.
func (p *problems) err() error { return errors.Join(p.list...) }

// fieldError names a field of this package's documents and configurations.
func fieldError(path string, err error) error {
	return &calendar.FieldError{Package: "promise", Path: path, Err: err}
}
