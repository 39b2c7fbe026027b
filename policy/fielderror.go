package policy

import "github.com/underpromise/underpromise/calendar/document"

// packageName is the prefix of the errors of this package.
const packageName = "policy"

// fieldError returns an error about a field of a document or a configuration.
func fieldError(path string, err error) error {
	return &document.FieldError{Package: packageName, Path: path, Err: err}
}
