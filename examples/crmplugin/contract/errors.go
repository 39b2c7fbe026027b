package contract

import (
	"cmp"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// An Error is one thing that is wrong with a request.
type Error struct {
	Code ErrorCode `json:"code"`
	// Path leads to the field: "events[2].at". It is empty if the request as a
	// whole is meant.
	Path string `json:"path"`
	// Message describes the problem and the mend, in English.
	Message string `json:"message"`
}

// An ErrorCode is the kind of a problem.
type ErrorCode string

const (
	// TooLarge is a request of more than [MaxRequest] bytes.
	TooLarge ErrorCode = "too_large"
	// NotJSON is a request that is no JSON in UTF-8.
	NotJSON ErrorCode = "not_json"
	// UnsupportedContract is a request under another contract or version.
	UnsupportedContract ErrorCode = "unsupported_contract"
	// UnknownField is a field that is not known at its path.
	UnknownField ErrorCode = "unknown_field"
	// InvalidField is a field that is missing, or cannot be meant so.
	InvalidField ErrorCode = "invalid_field"
	// TooManyEvents is a request with more than [MaxEvents] events.
	TooManyEvents ErrorCode = "too_many_events"
	// BeyondHorizon is an instant more than [MaxYears] years from the opening.
	BeyondHorizon ErrorCode = "beyond_horizon"
	// DuplicateEvent is an event under an ID that another event has.
	DuplicateEvent ErrorCode = "duplicate_event"
	// UnknownCommitment is the name of a commitment that the policy has not.
	UnknownCommitment ErrorCode = "unknown_commitment"
	// CannotPromise is a policy that has nothing to promise: no rule matches, or
	// its calendar never opens.
	CannotPromise ErrorCode = "cannot_promise"
	// BadCall is a call of the module with a pointer that it did not hand out.
	BadCall ErrorCode = "bad_call"
	// Internal is a fault of this program.
	Internal ErrorCode = "internal"
)

// errorsOf returns the problems in err, with the paths of fields below path. A
// problem that has no code of its own gets the code given.
func errorsOf(code ErrorCode, path string, err error) (list []Error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, part := range joined.Unwrap() {
			list = append(list, errorsOf(code, path, part)...)
		}
		return list
	}
	var field *document.FieldError
	switch {
	case err == nil:
	case errors.Is(err, promise.ErrDuplicateID) && errors.As(err, &field):
		list = append(list, Error{DuplicateEvent, join(path, field.Path), field.Err.Error()})
	case errors.Is(err, policy.ErrNoRule), errors.Is(err, policy.ErrNoQuote), errors.Is(err, calendar.ErrNeverOpen), errors.Is(err, calendar.ErrOutOfRange):
		list = append(list, Error{CannotPromise, cmp.Or(path, "policy"), err.Error()})
	case errors.As(err, &field):
		if errors.Is(field, document.ErrUnknownField) {
			code = UnknownField
		}
		message := field.Err.Error()
		if code == NotJSON && field.Line > 0 {
			message = fmt.Sprintf("line %d, column %d: %s", field.Line, field.Column, message)
		}
		list = append(list, Error{code, join(path, field.Path), message})
	default:
		list = append(list, Error{code, path, err.Error()})
	}
	return list
}

func join(path, field string) string {
	if path == "" || field == "" {
		return path + field
	}
	return path + "." + field
}

// bounded keeps the number and the length of errors within the limits.
func bounded(list []Error) []Error {
	if len(list) > MaxErrors {
		list = list[:MaxErrors]
	}
	for i := range list {
		list[i].Path, list[i].Message = cut(list[i].Path), cut(list[i].Message)
	}
	return list
}

// cut cuts a text that is too long, not within a character.
func cut(text string) string {
	if len(text) <= MaxText {
		return text
	}
	n := MaxText - len("...")
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n] + "..."
}
