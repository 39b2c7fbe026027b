package ical

import (
	"errors"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/rickb777/date/v2"
)

// ErrTooLarge is the error for a feed beyond a limit of its [Config], or a calendar
// beyond the limit of its [Export].
var ErrTooLarge = errors.New("too large")

// A Config holds the parameters of [Read].
type Config struct {
	// Zone is the zone of the calendar that the days and breaks are for.
	// Floating times and dates are read in it. Required; it must be valid for a
	// [calendar.Config].
	Zone *time.Location `json:"-"`
	// First and Last are the civil dates, in Zone, between which events count,
	// both included. Required, from 1900 to 2189: recurring events have no end.
	First date.Date `json:"first,omitzero"`
	Last  date.Date `json:"last,omitzero"`
	// Timed is the meaning of events with a time of day: Closed makes breaks of
	// them, Open opening hours. Defaults to Closed.
	Timed Kind `json:"timed,omitzero"`
	// Transparent selects the events that count although they are marked as free
	// (TRANSP:TRANSPARENT). Defaults to CountAllDay.
	Transparent Transparency `json:"transparent,omitzero"`
	// SkipBad skips events that cannot be read, and returns them in [Feed.Bad]
	// with the other events of their series. Defaults to false: such an event is
	// an error.
	SkipBad bool `json:"skip_bad,omitempty"`
	// MaxBytes bounds the size of the feed. Defaults to 10 MB (10<<20); at
	// most 100 MB.
	MaxBytes int `json:"max_bytes,omitempty"`
	// MaxEvents bounds the calendars, events and time zone definitions in the
	// feed. Defaults to 10,000; at most 100,000.
	MaxEvents int `json:"max_events,omitempty"`
	// MaxInstances bounds the work for recurrences. These count: each instance
	// from the start of its series (from First, if the series has no COUNT),
	// each date that an instance covers, each added or excluded date, and each
	// year searched. Defaults to 100,000; at most 10,000,000.
	MaxInstances int `json:"max_instances,omitempty"`
}

// Kind is a kind of time on a calendar. The zero Kind is the default of its field.
type Kind uint8

const (
	// Closed is closed time: days without hours, and breaks.
	Closed Kind = iota + 1
	// Open is open time.
	Open
)

var kindWords = document.NewWords[Kind]("ical", "kind", "closed", "open")

// String returns the kind as a lower-case word.
func (k Kind) String() string { return kindWords.Text(k) }

// MarshalText writes the kind as a lower-case word. It returns an error for any other
// value.
func (k Kind) MarshalText() ([]byte, error) { return kindWords.Marshal(k) }

// UnmarshalText reads the text of MarshalText. Any other text is an error.
func (k *Kind) UnmarshalText(text []byte) error { return kindWords.Unmarshal(text, k) }

// Transparency selects the transparent events that count. The zero Transparency is the
// default of its field.
type Transparency uint8

const (
	// CountAllDay counts events of whole days and ignores those with a time of
	// day. Holiday feeds mark their holidays as transparent, and calendar programs
	// mark all-day events so by default.
	CountAllDay Transparency = iota + 1
	// CountAll counts all of them.
	CountAll
	// CountNone ignores all of them.
	CountNone
)

var transparencyWords = document.NewWords[Transparency]("ical", "transparency", "all-day", "all", "none")

// String returns the choice as lower-case words.
func (t Transparency) String() string { return transparencyWords.Text(t) }

// MarshalText writes the choice as lower-case words. It returns an error for any other
// value.
func (t Transparency) MarshalText() ([]byte, error) { return transparencyWords.Marshal(t) }

// UnmarshalText reads the text of MarshalText. Any other text is an error.
func (t *Transparency) UnmarshalText(text []byte) error { return transparencyWords.Unmarshal(text, t) }

// The default and the maximum of each limit.
const (
	defaultBytes, mostBytes         = 10 << 20, 100 << 20
	defaultEvents, mostEvents       = 10_000, 100_000
	defaultInstances, mostInstances = 100_000, 10_000_000
)

// complete checks the configuration and fills in the defaults.
func (c Config) complete() (Config, error) {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &document.FieldError{Package: "ical", Path: path, Err: fmt.Errorf(format, args...)})
	}
	inRange := func(d date.Date) bool { return d.Year() >= 1900 && d.Year() <= 2189 }
	switch {
	case c.First == 0 || !inRange(c.First):
		fail("first", "required; write the first date that counts, from 1900 to 2189")
	case c.Last == 0 || !inRange(c.Last):
		fail("last", "required; write the last date that counts, from 1900 to 2189")
	case c.Last < c.First:
		fail("last", "must not be before first, %s, got %s; swap them", c.First, c.Last)
	}
	if c.Timed == 0 {
		c.Timed = Closed
	}
	if c.Timed > Open {
		fail("timed", "unknown kind %d; use Closed or Open", c.Timed)
	}
	if c.Transparent == 0 {
		c.Transparent = CountAllDay
	}
	if c.Transparent > CountNone {
		fail("transparent", "unknown transparency %d; use CountAllDay, CountAll or CountNone", c.Transparent)
	}
	for _, l := range []struct {
		path       string
		limit      *int
		usual, cap int
	}{
		{"max_bytes", &c.MaxBytes, defaultBytes, mostBytes},
		{"max_events", &c.MaxEvents, defaultEvents, mostEvents},
		{"max_instances", &c.MaxInstances, defaultInstances, mostInstances},
	} {
		if *l.limit == 0 {
			*l.limit = l.usual
		}
		if *l.limit < 1 || *l.limit > l.cap {
			fail(l.path, "%d is out of range; expected 1 to %d", *l.limit, l.cap)
		}
	}
	return c, errors.Join(errs...)
}

// A budget is the rest of the limits while a feed is read.
type budget struct {
	config            Config
	events, instances int
}

func newBudget(c Config) *budget {
	return &budget{config: c, events: c.MaxEvents, instances: c.MaxInstances}
}

// event takes a calendar, event or time zone definition from the budget.
func (b *budget) event() error {
	if b.events--; b.events < 0 {
		return tooLarge(fmt.Sprintf("more than %d calendars, events and time zone definitions", b.config.MaxEvents), "MaxEvents", mostEvents)
	}
	return nil
}

// spend takes n instances from the budget.
func (b *budget) spend(n int64) error {
	if n > int64(b.instances) {
		b.instances = 0
		return tooLarge(fmt.Sprintf("recurrences make more than %d instances", b.config.MaxInstances), "MaxInstances", mostInstances)
	}
	b.instances -= int(n)
	return nil
}

// tooLarge returns the error of a limit that was exceeded.
func tooLarge(what, field string, most int) error {
	return &document.FieldError{Package: "ical", Err: fmt.Errorf("%w: %s; remove some, or raise %s, up to %d", ErrTooLarge, what, field, most)}
}

// foreign returns the message of a library, which may quote the input unescaped.
func foreign(err error) string { return plaintext.Field(err.Error()) }
