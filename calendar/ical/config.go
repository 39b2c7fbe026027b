package ical

import (
	"errors"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/rickb777/date/v2"
)

// ErrTooLarge says that a feed is beyond one of the limits of its [Config], or
// a calendar beyond the limit of its [Export].
var ErrTooLarge = errors.New("too large")

// A Config says how a feed is read.
type Config struct {
	// Zone is the zone of the calendar that the days and breaks are for.
	// Floating times are read in it, and so are dates. Required; what
	// [calendar.Config] refuses is refused here too.
	Zone *time.Location `json:"-"`
	// First and Last are the civil dates, in Zone, between which events count,
	// both included. Required, from 1900 to 2189: recurring events have no end.
	First date.Date `json:"first,omitzero"`
	Last  date.Date `json:"last,omitzero"`
	// Timed says what events with a time of day are: Closed makes breaks of
	// them, Open opening hours. Defaults to Closed.
	Timed Kind `json:"timed,omitzero"`
	// Transparent says which events count although they say that they do not
	// block (TRANSP:TRANSPARENT, "free" or "available"). Defaults to
	// CountAllDay.
	Transparent Transparency `json:"transparent,omitzero"`
	// SkipBad goes on after an event that cannot be read, and returns it in
	// [Feed.Bad] with everything else of its series. Defaults to no result at
	// all for a feed with such an event.
	SkipBad bool `json:"skip_bad,omitempty"`
	// MaxBytes bounds the size of the feed. Defaults to 10 MB (10<<20); at
	// most 100 MB.
	MaxBytes int `json:"max_bytes,omitempty"`
	// MaxEvents bounds the calendars, events and time zone definitions in the
	// feed. Defaults to 10,000; at most 100,000.
	MaxEvents int `json:"max_events,omitempty"`
	// MaxInstances bounds the work that recurrences make: each instance counts
	// from the start of its series (from First, if the series has no COUNT),
	// each date that it covers, each date listed as added or excluded, and each
	// year looked through. Defaults to 100,000; at most 10,000,000.
	MaxInstances int `json:"max_instances,omitempty"`
}

// Kind says what time on a calendar is.
type Kind uint8

const (
	// Closed is time at which nobody works: days without hours, and breaks.
	Closed Kind = iota + 1
	// Open is time at which somebody does.
	Open
)

var kindWords = document.NewWords[Kind]("ical", "kind", "closed", "open")

// String returns the kind as a lower-case word.
func (k Kind) String() string { return kindWords.Text(k) }

// MarshalText writes the kind as a lower-case word; others are an error.
func (k Kind) MarshalText() ([]byte, error) { return kindWords.Marshal(k) }

// UnmarshalText reads what MarshalText writes, and nothing else.
func (k *Kind) UnmarshalText(text []byte) error { return kindWords.Unmarshal(text, k) }

// Transparency says which transparent events count.
type Transparency uint8

const (
	// CountAllDay counts those that last whole days and ignores those with a
	// time of day. Holiday feeds mark their holidays as transparent, because
	// nobody is away on them, and calendar programs do the same to whatever
	// lasts all day.
	CountAllDay Transparency = iota + 1
	// CountAll counts all of them.
	CountAll
	// CountNone ignores all of them.
	CountNone
)

var transparencyWords = document.NewWords[Transparency]("ical", "transparency", "all-day", "all", "none")

// String returns the choice as lower-case words.
func (t Transparency) String() string { return transparencyWords.Text(t) }

// MarshalText writes the choice as lower-case words; others are an error.
func (t Transparency) MarshalText() ([]byte, error) { return transparencyWords.Marshal(t) }

// UnmarshalText reads what MarshalText writes, and nothing else.
func (t *Transparency) UnmarshalText(text []byte) error { return transparencyWords.Unmarshal(text, t) }

// The defaults and the most of each limit.
const (
	defaultBytes, mostBytes         = 10 << 20, 100 << 20
	defaultEvents, mostEvents       = 10_000, 100_000
	defaultInstances, mostInstances = 100_000, 10_000_000
)

// complete checks the configuration and fills in what was left out.
func (c Config) complete() (Config, error) {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, &document.FieldError{Package: "ical", Path: path, Err: fmt.Errorf(format, args...)})
	}
	inRange := func(d date.Date) bool { return d.Year() >= 1900 && d.Year() <= 2189 }
	switch {
	case c.First == 0 || !inRange(c.First):
		fail("first", "no date from 1900 to 2189; name the first date that counts")
	case c.Last == 0 || !inRange(c.Last):
		fail("last", "no date from 1900 to 2189; name the last date that counts")
	case c.Last < c.First:
		fail("last", "%s is before %s, the first; swap them", c.Last, c.First)
	}
	if c.Timed == 0 {
		c.Timed = Closed
	}
	if c.Timed > Open {
		fail("timed", "kind %d is not known; use Closed or Open", c.Timed)
	}
	if c.Transparent == 0 {
		c.Transparent = CountAllDay
	}
	if c.Transparent > CountNone {
		fail("transparent", "transparency %d is not known; use CountAllDay, CountAll or CountNone", c.Transparent)
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
			fail(l.path, "%d is no limit; name one from 1 to %d", *l.limit, l.cap)
		}
	}
	return c, errors.Join(errs...)
}

// A budget is what is left of the limits while a feed is read.
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

// tooLarge makes the error of a limit that was passed.
func tooLarge(what, field string, most int) error {
	return &document.FieldError{Package: "ical", Err: fmt.Errorf("%w: %s; take some out, or raise %s, up to %d", ErrTooLarge, what, field, most)}
}

// foreign is what a library says of an input, which it may quote as it is.
func foreign(err error) string { return plaintext.Field(err.Error()) }
