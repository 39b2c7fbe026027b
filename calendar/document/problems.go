package document

import (
	"errors"
	"fmt"
	"slices"
)

// Problems collects what is wrong with a document or a configuration. The zero
// value is ready to use. It must not be used by several goroutines at once.
type Problems struct {
	// Package is the reader, which every error names.
	Package string
	// Below is the path that all paths are below, with its separator: "terms.".
	// It is empty at the top.
	Below string

	list []error
}

// Add adds a problem of a field: what is wrong, and how to mend it.
func (p *Problems) Add(path, format string, args ...any) {
	p.Check(path, fmt.Errorf(format, args...))
}

// Check adds what is wrong with a field. A nil error adds nothing.
func (p *Problems) Check(path string, err error) {
	if err != nil {
		p.list = append(p.list, &FieldError{Package: p.Package, Path: p.Below + path, Err: err})
	}
}

// Take adds errors as they are. A nil error adds nothing.
func (p *Problems) Take(found ...error) { p.list = append(p.list, found...) }

// Err returns the problems joined, in the order in which they were added, or nil
// if there are none.
func (p *Problems) Err() error { return errors.Join(p.list...) }

// List returns the problems in the order in which they were added.
func (p *Problems) List() []error { return slices.Clone(p.list) }
