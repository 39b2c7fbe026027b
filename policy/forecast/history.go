package forecast

import (
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
)

// A Config says how a history is read. The zero Config is a good one for a desk
// without groups whose clock never stands still.
type Config struct {
	// Calendar is the clock by which open cases grow older. Defaults to
	// [calendar.Always].
	Calendar *calendar.Calendar
	// Groups name the fields by which cases are alike, finest first:
	// {{"priority", "category"}, {"category"}, {"priority"}, {}}. A group with too
	// little to say asks the next one; {} is all cases. A case that lacks one of
	// the fields is in no group of that level. Defaults to {{}}; at most 8.
	Groups [][]string
	// Window is how far back history counts, in time on the wall: only what
	// happened in it. Defaults to 120 days.
	Window time.Duration
	// Newest bounds how many cases of a group count, the last opened ones.
	// Defaults to 20,000.
	Newest int
	// Least is how many cases a group must have to say anything; below it the
	// next group speaks alone. Defaults to 20.
	Least int
	// Shrink is how many cases the next group is worth in a group's own
	// distribution, which is then a mixture: n cases of its own weigh
	// n/(n+Shrink). Defaults to what the spread of the groups says (see the
	// package comment); less than 0 means not at all.
	Shrink float64
	// Refresh is how often what is known is read anew: a question at an instant
	// is answered by what was known at the last whole multiple of it since
	// 1970-01-01 UTC. Never later, so nothing looks ahead. Defaults to a day;
	// less than 0 means at every question, which then costs as much as a sort of
	// its group.
	Refresh time.Duration
}

// A History is what a desk has learnt: cases, finished or still open. It answers
// for any instant as of what was known then.
//
// A History is an immutable value and safe for concurrent use; [History.Append]
// returns another one, which shares what it can. The zero History is empty and
// has the zero Config.
type History struct{}

// New makes a history. The errors, each a [*calendar.FieldError], name what is
// wrong with the configuration or with a case, all of them joined.
func New(c Config, cases ...Case) (History, error) { return History{}, nil }

// Append returns the history with more cases. It costs the same however long the
// history is. The errors are those of [New].
func (h History) Append(cases ...Case) (History, error) { return h, nil }

// Config returns how the history is read, its defaults filled in.
func (h History) Config() Config { return Config{} }

// Len returns the number of cases, open ones included.
func (h History) Len() int { return 0 }

// Cases returns a copy of the cases, by when they were opened, then by ID.
func (h History) Cases() []Case { return nil }

// KnownAt returns the history as it was known at t: without the cases that were
// opened later, and with those open that were finished later. Questions at t get
// the same answers from it; it is for showing and for checking.
func (h History) KnownAt(t time.Time) History { return h }

// Curve returns how long cases like this one take, as known at t: the curve of
// the finest group that has enough to say, shrunk toward its parents.
func (h History) Curve(fields policy.Fields, t time.Time) Curve { return Curve{} }

// MarshalJSON writes the configuration and all cases, in the order of
// [History.Cases]: the same history gives the same bytes.
func (h History) MarshalJSON() ([]byte, error) { return nil, nil }

// UnmarshalJSON reads what [Parse] reads.
func (h *History) UnmarshalJSON(doc []byte) error { return nil }

// Parse reads a history from its document. Every problem is reported, each a
// [*calendar.FieldError] with its path, joined.
func Parse(doc []byte) (History, error) { return History{}, nil }
