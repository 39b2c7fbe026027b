package forecast

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/underpromise/underpromise/calendar/document"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
)

// A Config says how a history is read. The zero Config is a good one for a desk
// without groups whose clock never stands still.
type Config struct {
	// Calendar is the clock by which open cases grow older, and by which a Took or
	// an age that is not stated is counted. Defaults to [calendar.Always].
	Calendar *calendar.Calendar
	// Groups name the fields by which cases are alike, finest first:
	// {{"priority", "category"}, {"category"}, {"priority"}, {}}. A group with too
	// little to say asks the next one; {} is all cases. A case that lacks one of
	// the fields is in no group of that line. Defaults to {{}}; at most 8.
	Groups [][]string
	// Window is how far back history counts: only cases opened in it, in time on
	// the wall. Defaults to 365 days.
	Window time.Duration
	// Fade is how fast the past pales: a case that was opened that much time on
	// the wall ago counts half. Defaults to 45 days; less than 0 means never.
	HalfLife time.Duration
	// Newest bounds how many cases of a group count, the last opened ones.
	// Defaults to 50,000.
	Newest int
	// Least is how many cases a group must have to say anything, however old; below
	// it the next group speaks alone, if one has enough; if none has, the coarsest
	// that has any case says what it can. Defaults to 5.
	Least int
	// Shrink is how many cases the next group lends to a group's own: with n of
	// its own they weigh Shrink/(n+Shrink), and past the ages to which its own were
	// watched they are all there is. Defaults to what the spread between the
	// groups says, and less for a group that is strange to the next, see the
	// package comment; less than 0 means that it leans on nothing.
	PriorWeight float64
	// Refresh is how often what is known is read anew: a question is answered by
	// what was known at the last whole multiple of it since 1970-01-01 UTC, never
	// by what came later. Defaults to a day; less than 0 means at every question,
	// which then costs a sort of its group.
	Refresh time.Duration
}

// maxGroups is how many lines of groups there can be.
const maxGroups = 8

// A History is what a desk has learnt: cases, finished or still open. It answers
// for any instant by what was known then: a case that was opened later does not
// exist yet, one that was finished later is still open.
//
// A History is an immutable value and safe for concurrent use; [History.Append]
// returns another one, which shares what it can. The zero History has the zero
// Config and no cases.
type History struct {
	store *store
	n     int // how many records of the store are its own
}

// New makes a history. The errors, each a [*document.FieldError], name what is
// wrong with the configuration or with a case ("cases[3].took"), joined.
func New(c Config, cases ...Record) (History, error) {
	resolved, err := c.resolve()
	if err != nil {
		return History{}, err
	}
	if err := checkRecords(resolved.Calendar, cases); err != nil {
		return History{}, err
	}
	return History{store: newStore(resolved, len(cases))}.appended(inOrder(cases)), nil
}

// Append returns the history with more cases; one under a known ID replaces that.
// What it costs does not depend, on the whole, on how long the history is, unless two
// histories are grown from the same one: the second copies it. The errors are those of
// [New]; on an error nothing is appended.
func (h History) Append(cases ...Record) (History, error) {
	h = h.filled()
	if err := checkRecords(h.store.config.Calendar, cases); err != nil {
		return h, err
	}
	return h.appended(cases), nil
}

// appended returns the history with cases that have been checked.
func (h History) appended(cases []Record) History {
	if len(cases) == 0 {
		return h
	}
	s := h.store
	s.mu.Lock()
	if len(s.entries) != h.n { // another history has grown from this one
		own := s.copied(h.n, len(cases))
		s.mu.Unlock()
		s = own
		s.mu.Lock()
	}
	defer s.mu.Unlock()
	for _, c := range cases {
		s.add(c.counted(s.config.Calendar))
	}
	if s.mostlyReplaced() {
		s = s.copied(len(s.entries), 0) // those before it keep the one they have
	}
	return History{store: s, n: len(s.entries)}
}

// inOrder returns cases in the order in which they were opened, which makes curves
// quicker to build. Where one replaces another they stay as they are.
func inOrder(cases []Record) []Record {
	opened, order, known := make([]int64, len(cases)), make([]int, len(cases)), make(map[string]bool, len(cases))
	for i := range cases {
		opened[i], order[i], known[cases[i].ID] = cases[i].Opened.UnixNano(), i, true
	}
	if len(known) < len(cases) || slices.IsSorted(opened) {
		return cases
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(opened[a], opened[b]) })
	sorted := make([]Record, len(cases))
	for i, k := range order {
		sorted[i] = cases[k]
	}
	return sorted
}

// Prepare makes the curves of all groups as known at t, by which [Survival] quotes and
// risk is told; else the first question of a day makes those of its own groups. It
// changes no answer: call it off the path on which customers wait, when a day begins
// by Config.Refresh, and questions of that day take microseconds. It takes about as
// long as sorting the cases of the window, once for each line of groups.
func (h History) Prepare(t time.Time) {
	if h.store == nil {
		return
	}
	s := h.store
	s.mu.RLock()
	defer s.mu.RUnlock()
	asked := map[[maxGroups]*group]bool{}
	for i := range s.entries[:h.n] {
		if r := &s.entries[i]; !asked[r.groups] {
			asked[r.groups] = true
			for line := range s.config.Groups {
				h.curveIn(r.groups, t, sampleAll, 0, line)
			}
		}
	}
}

// Config returns how the history is read, its defaults filled in.
func (h History) Config() Config {
	c := h.filled().store.config
	c.Groups = slices.Clone(c.Groups)
	for i := range c.Groups {
		c.Groups[i] = slices.Clone(c.Groups[i])
	}
	return c
}

// Len returns the number of cases, open ones included.
func (h History) Len() (n int) {
	if h.store == nil {
		return 0
	}
	h.store.mu.RLock()
	defer h.store.mu.RUnlock()
	for i := range h.store.timings[:h.n] {
		if h.store.timings[i].isLive(h.n) {
			n++
		}
	}
	return n
}

// Cases returns a copy of the cases, by when they were opened, then by ID.
func (h History) Records() []Record {
	list := h.live()
	for i := range list {
		list[i] = list[i].clone()
	}
	return list
}

// KnownAt returns the history as it was known at t: without the cases that were
// opened later, and with those open that were finished later. Questions at t get
// the same answers from it; it is there to be shown, stored and checked, and costs
// a copy.
func (h History) KnownAt(t time.Time) History {
	known := History{store: newStore(h.filled().store.config, h.n)}
	for _, c := range h.live() {
		if !c.Opened.After(t) {
			known.store.add(c.knownAt(t))
		}
	}
	known.n = len(known.store.entries)
	return known
}

// Curve returns how long cases like this one take, as known at t: the curve of
// the finest group that has enough to say, leaning on its parents.
func (h History) Curve(fields policy.Fields, t time.Time) Curve {
	return h.curve(fields, t, sampleAll, 0, 0)
}

// filled gives the zero History a store.
func (h History) filled() History {
	if h.store == nil {
		c, _ := Config{}.resolve()
		h.store = newStore(c, 0)
	}
	return h
}

// live returns the cases that no later one replaces, in order.
func (h History) live() []Record {
	if h.store == nil {
		return nil
	}
	h.store.mu.RLock()
	defer h.store.mu.RUnlock()
	return h.store.live(h.n)
}

// resolve checks the configuration and fills its defaults in.
func (c Config) resolve() (Config, error) {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	if len(c.Groups) > maxGroups {
		fail("groups", "%d lines; give at most %d", len(c.Groups), maxGroups)
	}
	groups := [][]string{}
	for i, names := range c.Groups {
		for k, name := range names {
			if name == "" || slices.Contains(names[:k], name) {
				fail(fmt.Sprintf("groups[%d][%d]", i, k), "%q is empty or there twice; name each field once", name)
			}
		}
		groups = append(groups, append([]string{}, names...))
	}
	if len(groups) == 0 {
		groups = [][]string{{}}
	}
	c.Groups = groups
	if c.Window < 0 {
		fail("window", "%s is less than nothing; say how far back cases count", c.Window)
	}
	if c.Newest < 0 {
		fail("newest", "%d is less than nothing; say how many cases of a group count", c.Newest)
	}
	if c.Least < 0 {
		fail("least", "%d is less than nothing; say how many cases a group needs", c.Least)
	}
	if math.IsNaN(c.PriorWeight) || math.IsInf(c.PriorWeight, 0) {
		fail("prior_weight", "%v is no number of cases; write one", c.PriorWeight)
	}
	if c.Calendar == nil {
		c.Calendar = calendar.Always()
	}
	c.Window = cmp.Or(c.Window, 365*24*time.Hour)
	c.HalfLife = cmp.Or(c.HalfLife, 45*24*time.Hour)
	c.Newest = cmp.Or(c.Newest, 50_000)
	c.Least = cmp.Or(c.Least, 5)
	c.Refresh = cmp.Or(c.Refresh, 24*time.Hour)
	return c, errors.Join(errs...)
}

// maxErrors is how many problems are told before the rest is only counted.
const maxErrors = 50

func checkRecords(cal *calendar.Calendar, cases []Record) error {
	var errs []error
	more := 0
	for i := range cases {
		cases[i].check(cal, func(path string, err error) {
			if len(errs) == maxErrors {
				more++
				return
			}
			errs = append(errs, fieldError(fmt.Sprintf("cases[%d].%s", i, path), err))
		})
	}
	if more > 0 {
		errs = append(errs, fieldError("cases", fmt.Errorf("%d more problems; mend these first", more)))
	}
	return errors.Join(errs...)
}

func fieldError(path string, err error) error {
	return &document.FieldError{Package: "forecast", Path: path, Err: err}
}
