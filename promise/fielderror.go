package promise

import "github.com/underpromise/underpromise/calendar/document"

// packageName is what errors of this package begin with.
const packageName = "promise"

// fieldError names a field of this package's documents and configurations.
func fieldError(path string, err error) error {
	return &document.FieldError{Package: packageName, Path: path, Err: err}
}
