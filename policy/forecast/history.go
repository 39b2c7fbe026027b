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

// Config holds the parameters of a [History]. The zero Config is suitable for a desk
// without groups whose clock always runs.
type Config struct {
	// Calendar is the clock by which open cases age, and by which a Took or an age that
	// is not given is counted. Defaults to [calendar.Always].
	Calendar *calendar.Calendar `json:"calendar,omitempty"`
	// Groups are lines of field names, the finest first. The cases with equal values of
	// the fields of a line are a group: {{"priority", "category"}, {"category"},
	// {"priority"}, {}}. If a group has too few cases the group of the next line is
	// used; {} is the group of all cases. A case that lacks a field of a line is in
	// none of its groups. Defaults to {{}}; at most 8 lines.
	Groups [][]string `json:"groups,omitempty"`
	// Window is the wall-clock time before the question in which cases must have been
	// opened to count. Defaults to 365 days; it must not be negative.
	Window time.Duration `json:"window,omitzero"`
	// HalfLife is the half-life of a case's weight, in wall-clock time since it was
	// opened. Defaults to 45 days; if negative, all cases weigh the same.
	HalfLife time.Duration `json:"half_life,omitzero"`
	// Newest is the maximum number of cases of a group that count, those opened last.
	// Defaults to 50,000; it must not be negative.
	Newest int `json:"newest,omitempty"`
	// Least is the minimum number of cases of a group, whatever their age. A group with
	// fewer is skipped. If all groups have fewer, the coarsest that has a case is used.
	// Defaults to 5; it must not be negative.
	Least int `json:"least,omitempty"`
	// PriorWeight is the number of cases that the next group counts as in the curve of
	// a group with n cases of its own: its share is PriorWeight/(n+PriorWeight). Beyond
	// the ages at which the group's own cases were observed the next group alone
	// counts. Defaults to an estimate from the differences between the groups, lower
	// for a group that differs from the next; see the package comment. If negative,
	// curves are not combined.
	PriorWeight float64 `json:"prior_weight,omitempty"`
	// Refresh is how often what is known is refreshed: a question uses what was known
	// at the last whole multiple of Refresh since 1970-01-01 UTC, and nothing later.
	// Defaults to a day; if negative, every question uses its own instant, which costs
	// a sort of its group.
	Refresh time.Duration `json:"refresh,omitzero"`
}

// maxGroups is the maximum number of lines of groups.
const maxGroups = 8

// History is a set of records of cases, finished or still open. It answers questions
// about any instant by what was known then: a case that was opened later is unknown,
// and one that was finished later is open.
//
// A History is an immutable value and safe for concurrent use; [History.Append] returns
// another one, which shares memory with it. The zero History has the zero Config and no
// records.
type History struct {
	store *store
	n     int // how many records of the store are its own
}

// New returns a history of the records. The error joins all problems of the
// configuration or of the records, each a [*document.FieldError] with its path
// ("cases[3].took").
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

// Append returns the history with more records; a record with a known ID replaces the
// earlier one. The amortized cost is independent of the length of the history. If two
// histories are appended to from the same one, the second call copies it. The errors
// are those of [New]; on an error it returns h unchanged.
func (h History) Append(cases ...Record) (History, error) {
	h = h.filled()
	if err := checkRecords(h.store.config.Calendar, cases); err != nil {
		return h, err
	}
	return h.appended(cases), nil
}

// appended returns the history with records that have been checked.
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

// inOrder returns the records in the order of opening, which makes curves faster to
// build. If one replaces another their order is kept.
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

// Prepare computes the curves of all groups as known at t, those that [Survival] and
// [History.Risk] use. Otherwise the first question of a day computes the curves of its
// groups. It changes no answer. Call it when a day begins by Config.Refresh, before
// customers wait for quotes. It takes about as long as sorting the records of the
// window, once for each line of groups.
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

// Config returns a copy of the configuration with its defaults filled in.
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

// Records returns a copy of the records that no later one replaces, ordered by when the
// case was opened, then by ID.
func (h History) Records() []Record {
	list := h.live()
	for i := range list {
		list[i] = list[i].clone()
	}
	return list
}

// KnownAt returns the history as it was known at t: without the cases that were opened
// later, and with those open that were finished later. Questions about t have the same
// answers in both. Use it to show, store or check what was known; it costs a copy.
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

// Curve returns the distribution of the times of cases with these fields, as known at
// t: the curve of the finest group that has enough cases, combined with those of its
// parents.
func (h History) Curve(fields policy.Fields, t time.Time) Curve {
	return h.curve(fields, t, sampleAll, 0, 0)
}

// filled returns h, or an empty history with a store if h is zero.
func (h History) filled() History {
	if h.store == nil {
		c, _ := Config{}.resolve()
		h.store = newStore(c, 0)
	}
	return h
}

// live returns the records that no later one replaces, in order.
func (h History) live() []Record {
	if h.store == nil {
		return nil
	}
	h.store.mu.RLock()
	defer h.store.mu.RUnlock()
	return h.store.live(h.n)
}

// resolve checks the configuration and fills in its defaults.
func (c Config) resolve() (Config, error) {
	var errs []error
	fail := func(path, format string, args ...any) {
		errs = append(errs, fieldError(path, fmt.Errorf(format, args...)))
	}
	if len(c.Groups) > maxGroups {
		fail("groups", "out of range: at most %[2]d lines, got %[1]d", len(c.Groups), maxGroups)
	}
	groups := [][]string{}
	for i, names := range c.Groups {
		for k, name := range names {
			path := fmt.Sprintf("groups[%d][%d]", i, k)
			switch {
			case name == "":
				fail(path, "required; write the name of a field")
			case slices.Contains(names[:k], name):
				fail(path, "duplicate %q; name each field once", name)
			}
		}
		groups = append(groups, append([]string{}, names...))
	}
	if len(groups) == 0 {
		groups = [][]string{{}}
	}
	c.Groups = groups
	if c.Window < 0 {
		fail("window", "must not be negative, got %s; write how far back cases count", c.Window)
	}
	if c.Newest < 0 {
		fail("newest", "must not be negative, got %d; write how many cases of a group count", c.Newest)
	}
	if c.Least < 0 {
		fail("least", "must not be negative, got %d; write how many cases a group needs", c.Least)
	}
	if math.IsNaN(c.PriorWeight) || math.IsInf(c.PriorWeight, 0) {
		fail("prior_weight", "invalid number of cases %v; write a finite number", c.PriorWeight)
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

// maxErrors is the number of problems that are listed; the others are counted.
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
