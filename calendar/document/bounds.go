package document

import (
	"errors"
	"fmt"
)

// mostProblems is the largest number of problems that an error lists.
const mostProblems = 100

// A notListed error counts the problems that are not listed.
type notListed int

// Error returns how many there are.
func (n notListed) Error() string {
	if n == 1 {
		return "1 more problem is not listed; mend these first"
	}
	return fmt.Sprintf("%d more problems are not listed; mend these first", int(n))
}

// bounded joins the first problems and counts the others.
func bounded(pkg string, errs []error, others int) error {
	if n := len(errs) - mostProblems; n > 0 {
		errs, others = errs[:mostProblems:mostProblems], others+n
	}
	if others > 0 {
		errs = append(errs, &FieldError{Package: pkg, Err: notListed(others)})
	}
	return errors.Join(errs...)
}

// counted takes the counts of problems that are not listed out of a list.
func counted(errs []error) (listed []error, others int) {
	for _, e := range errs {
		var n notListed
		if errors.As(e, &n) {
			others += int(n)
		} else {
			listed = append(listed, e)
		}
	}
	return listed, others
}
