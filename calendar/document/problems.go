package document

import (
	"fmt"
	"slices"
)

// Problems collects the problems of a document or a configuration. The zero value is
// ready to use. It must not be used by several goroutines at once.
type Problems struct {
	// Package is the name of the reader, with which every message begins.
	Package string
	// Below is the prefix of all paths, with its separator: "terms.". It is empty at
	// the top.
	Below string

	list []error
}

// Add adds a problem of a field: the rule that it violates, and how to fix it.
func (p *Problems) Add(path, format string, args ...any) {
	p.Check(path, fmt.Errorf(format, args...))
}

// Check adds err as the problem of a field. A nil error adds nothing.
func (p *Problems) Check(path string, err error) {
	if err != nil {
		p.list = append(p.list, &FieldError{Package: p.Package, Path: p.Below + path, Err: err})
	}
}

// Take adds errors as they are. A nil error adds nothing.
func (p *Problems) Take(found ...error) {
	for _, err := range found {
		if err != nil {
			p.list = append(p.list, err)
		}
	}
}

// Err returns the problems joined, in the order in which they were added, or nil if
// there are none. If there are more than 100 problems, the first 100 are listed and the
// others counted.
func (p *Problems) Err() error {
	if len(p.list) == 0 {
		return nil
	}
	var all []error
	for _, err := range p.list {
		all = append(all, flatten(err)...)
	}
	listed, others := counted(all)
	return bounded(p.Package, listed, others)
}

// List returns the problems in the order in which they were added.
func (p *Problems) List() []error { return slices.Clone(p.list) }
