package promisetest

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// setField gives one field something, whatever it means.
func setField(t *testing.T, f reflect.Value) {
	t.Helper()
	switch v := f.Addr().Interface().(type) {
	case **calendar.Calendar:
		*v = calendar.Always()
	case *promise.Deadline:
		*v = promise.Within(time.Hour)
	case *promise.Terms:
		v.Notice = time.Hour
	case *promise.Actor:
		*v = promise.Bot("night shift")
	case *promise.Removal:
		v.Notice = true
	case *[]promise.Condition:
		*v = []promise.Condition{{Name: "file", By: time.Date(2026, 1, 9, 16, 0, 0, 0, time.UTC)}}
	case *time.Time:
		*v = time.Date(2026, 1, 9, 16, 0, 0, 0, time.UTC)
	default:
		switch f.Kind() {
		case reflect.String:
			f.SetString("words")
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Float64:
			f.SetFloat(0.5)
		case reflect.Int, reflect.Int64:
			f.SetInt(int64(time.Hour))
		case reflect.Uint8:
			f.SetUint(uint64(promise.Rate)) // of which the score is told
		default:
			t.Fatalf("nothing is known to fill %s with; give it a value", f.Type())
		}
	}
}

// A story tells every field of terms.
func TestEachFieldOfTermsIsTold(t *testing.T) {
	for i := range reflect.TypeFor[promise.Terms]().NumField() {
		name := reflect.TypeFor[promise.Terms]().Field(i).Name
		var terms promise.Terms
		setField(t, reflect.ValueOf(&terms).Elem().Field(i))
		told := tellTerms(terms, calendar.Always(), time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC))
		require.Len(t, told, 1, "%s is not told", name)
		_, read := changeFields[told[0][0]]
		require.True(t, read || name == "Starts", "%s is told as %q, which is not read", name, told[0][0]) // which no revision can name
	}
}

// A story tells every field of events.
func TestEachFieldOfEventsIsTold(t *testing.T) {
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	tell := func(e promise.Event) string {
		text, _ := tellEvent(e, calendar.Always(), at)
		return text
	}
	for i := range reflect.TypeFor[promise.Event]().NumField() {
		plain := promise.Event{Kind: promise.Rate, At: at, Recorded: at}
		with := plain
		f := reflect.ValueOf(&with).Elem().Field(i)
		setField(t, f)
		if f.Kind() == reflect.Uint8 {
			plain.Kind = promise.Start
		}
		require.NotEqual(t, tell(plain), tell(with), "%s is not told", reflect.TypeFor[promise.Event]().Field(i).Name)
	}
}

// The words of clauses and terms are reserved, so that a name in a story that is one of
// them stands in quotes.
func TestWordsOfClausesAreReserved(t *testing.T) {
	for word := range clauses {
		require.True(t, reserved[word], word)
	}
	for word := range changeFields {
		require.True(t, reserved[word], word)
	}
}
