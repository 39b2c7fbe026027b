package promisetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A Want is the expected status of a promise at an instant. Fields that are
// zero are not compared.
type Want struct {
	// Standing, Phase and FirstStanding are as in [promise.Status].
	Standing      promise.Standing `json:"standing,omitzero"`
	Phase         promise.Phase    `json:"phase,omitzero"`
	FirstStanding promise.Standing `json:"first_standing,omitzero"`
	// Due is the due instant. NoDue expects that there is none, for that
	// reason.
	Due   time.Time     `json:"due,omitzero"`
	NoDue promise.NoDue `json:"no_due,omitempty"`
	// Target is the internal target. NoTarget expects that there is none.
	Target   time.Time `json:"target,omitzero"`
	NoTarget bool      `json:"no_target,omitempty"`
	// Expected is the later date that does not bind. NoExpected expects that
	// there is none.
	Expected   time.Time `json:"expected,omitzero"`
	NoExpected bool      `json:"no_expected,omitempty"`
	// Elapsed, Remaining and Paused are working time, those with Wall in their
	// names wall-clock time. They are pointers so that 0s can be expected: use
	// [Exactly]. If [promise.Status.HasRemaining] reports false, no Remaining
	// matches.
	Elapsed       *time.Duration `json:"elapsed,omitzero"`
	WallElapsed   *time.Duration `json:"wall_elapsed,omitzero"`
	Remaining     *time.Duration `json:"remaining,omitzero"`
	WallRemaining *time.Duration `json:"wall_remaining,omitzero"`
	Paused        *time.Duration `json:"paused,omitzero"`
	WallPaused    *time.Duration `json:"wall_paused,omitzero"`
	// Reason is why it is paused or flagged.
	Reason string `json:"reason,omitempty"`
	// BrokenAt is when it was broken, Notice the warning that the customer had.
	BrokenAt time.Time      `json:"broken_at,omitzero"`
	Notice   promise.Notice `json:"notice,omitempty"`
	// VoidCause is why it is void.
	VoidCause promise.VoidCause `json:"void_cause,omitempty"`
	// EndedAt is when it was fulfilled or withdrawn.
	EndedAt time.Time `json:"ended_at,omitzero"`
}

// Exactly returns a pointer to d, for a [Want].
func Exactly(d time.Duration) *time.Duration { return &d }

// Expect judges the promise at an instant and reports a test failure unless its
// status is as wanted. The failure shows what was wanted, what was got, and the
// promise's own explanation. A zero Want is a failure too.
func Expect(tb testing.TB, p promise.Promise, at time.Time, want Want) {
	tb.Helper()
	t := want.table(p.At(at), zoneOf(p, at))
	if len(t.rows) == 0 {
		tb.Errorf("promisetest: want: required; set a field of Want")
		return
	}
	report(tb, p, at, t)
}

// ExpectNextChange reports a test failure unless the next change of the
// standing after now is at the instant wanted. The zero time expects that it
// never changes.
func ExpectNextChange(tb testing.TB, p promise.Promise, now, want time.Time) {
	tb.Helper()
	t := table{zone: zoneOf(p, now)}
	t.next(p, now, want, 0)
	report(tb, p, now, t)
}

func report(tb testing.TB, p promise.Promise, at time.Time, t table) {
	tb.Helper()
	if diff := t.diff(); diff != "" {
		tb.Errorf("the promise at %s (-want +got):\n%s%s", moment(at.In(t.zone)), diff, p.Explain(at))
	}
}

// zoneOf returns the zone in which the instants of a promise are shown.
func zoneOf(p promise.Promise, at time.Time) *time.Location {
	if cal := p.Terms().Calendar; cal != nil {
		return cal.Zone()
	}
	return at.Location()
}

// A row is one value that is compared.
type row struct {
	name, want, got string
	same            bool
}

// A table holds the values that are compared.
type table struct {
	rows []row
	zone *time.Location
}

// table compares the fields that are not zero.
func (w Want) table(s promise.Status, zone *time.Location) table {
	t := table{zone: zone}
	t.word("standing", w.Standing != 0, w.Standing.String(), s.Standing.String())
	t.word("first standing", w.FirstStanding != 0, w.FirstStanding.String(), s.FirstStanding.String())
	t.word("phase", w.Phase != 0, w.Phase.String(), s.Phase.String())
	due, _ := s.Due()
	target, _ := s.Target()
	expected, _ := s.Expected()
	t.instant("due", w.Due, due, none(string(s.NoDue)))
	t.absent("due", w.NoDue != "", string(w.NoDue), due, string(s.NoDue))
	t.instant("target", w.Target, target, none(""))
	t.absent("target", w.NoTarget, "", target, "")
	t.instant("expected", w.Expected, expected, none(""))
	t.absent("expected", w.NoExpected, "", expected, "")
	t.duration("elapsed", w.Elapsed, s.Elapsed, true)
	t.duration("wall elapsed", w.WallElapsed, s.WallElapsed, true)
	t.duration("remaining", w.Remaining, s.Remaining, s.HasRemaining())
	t.duration("wall remaining", w.WallRemaining, s.WallRemaining, s.HasRemaining())
	t.duration("paused", w.Paused, s.Paused, true)
	t.duration("wall paused", w.WallPaused, s.WallPaused, true)
	t.word("reason", w.Reason != "", w.Reason, s.Reason)
	t.instant("broken at", w.BrokenAt, s.BrokenAt, none(""))
	t.word("notice", w.Notice != "", string(w.Notice), string(s.Notice))
	t.word("void by", w.VoidCause != "", string(w.VoidCause), string(s.VoidCause))
	t.instant("ended at", w.EndedAt, s.EndedAt, none(""))
	return t
}

// next compares the next change, and the standing after it if that is wanted.
func (t *table) next(p promise.Promise, now, want time.Time, to promise.Standing) {
	next, ok := p.NextChange(now)
	r := row{"next change", "never", "never", next.Equal(want)}
	if !want.IsZero() {
		r.want = moment(want.In(t.zone))
	}
	if ok {
		is := p.At(next).Standing
		r.got = moment(next.In(t.zone)) + " to " + is.String()
		r.same = r.same && (to == 0 || to == is)
	}
	if to != 0 {
		r.want += " to " + to.String()
	}
	t.rows = append(t.rows, r)
}

func (t *table) word(name string, wanted bool, want, got string) {
	if wanted {
		t.rows = append(t.rows, row{name, orNone(want), orNone(got), want == got})
	}
}

func (t *table) instant(name string, want, got time.Time, absent string) {
	if want.IsZero() {
		return
	}
	r := row{name, moment(want.In(t.zone)), absent, want.Equal(got)}
	if !got.IsZero() {
		r.got = moment(got.In(t.zone))
	}
	t.rows = append(t.rows, r)
}

// absent expects that there is no instant, for a reason.
func (t *table) absent(name string, wanted bool, why string, got time.Time, absent string) {
	if !wanted {
		return
	}
	r := row{name, none(why), none(absent), got.IsZero() && why == absent}
	if !got.IsZero() {
		r.got = moment(got.In(t.zone))
	}
	t.rows = append(t.rows, r)
}

func (t *table) duration(name string, want *time.Duration, got time.Duration, known bool) {
	if want == nil {
		return
	}
	r := row{name, plaintext.Duration(*want), plaintext.Duration(got), known && *want == got}
	if !known {
		r.got = none("")
	}
	t.rows = append(t.rows, r)
}

// diff returns the rows that differ, as - and + lines; "" if there are none.
func (t table) diff() string {
	width := 0
	for _, r := range t.rows {
		if !r.same {
			width = max(width, len(r.name))
		}
	}
	var b strings.Builder
	for _, r := range t.rows {
		if !r.same {
			fmt.Fprintf(&b, "- %-*s  %s\n+ %-*s  %s\n", width, r.name, r.want, width, r.name, r.got)
		}
	}
	return b.String()
}

// none returns "none", with the reason if it is known.
func none(why string) string {
	if why == "" {
		return "none"
	}
	return "none, " + why
}

func orNone(text string) string {
	if text == "" {
		return none("")
	}
	return tellFree(text)
}
