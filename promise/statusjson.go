package promise

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"
)

// statusDocument is a Status as JSON. Unknown values are absent.
type statusDocument struct {
	Version       int            `json:"version,omitempty"`
	At            time.Time      `json:"at"`
	Standing      Standing       `json:"standing"`
	Phase         Phase          `json:"phase"`
	FirstStanding Standing       `json:"first_standing"`
	Due           time.Time      `json:"due,omitzero"`
	NoDue         NoDue          `json:"no_due,omitempty"`
	Target        time.Time      `json:"target,omitzero"`
	Expected      time.Time      `json:"expected,omitzero"`
	Elapsed       time.Duration  `json:"elapsed"`
	Remaining     *time.Duration `json:"remaining,omitempty"`
	Paused        time.Duration  `json:"paused"`
	WallElapsed   time.Duration  `json:"wall_elapsed"`
	WallRemaining *time.Duration `json:"wall_remaining,omitempty"`
	WallPaused    time.Duration  `json:"wall_paused"`
	Promised      *time.Duration `json:"promised,omitempty"`
	Holds         bool           `json:"holds,omitempty"`
	Reason        string         `json:"reason,omitempty"`
	BrokenAt      time.Time      `json:"broken_at,omitzero"`
	Notice        Notice         `json:"notice,omitempty"`
	EndedAt       time.Time      `json:"ended_at,omitzero"`
	VoidCause     VoidCause      `json:"void_cause,omitempty"`
}

// MarshalJSON writes the status. Due, target, remaining and promised are absent
// if there are none. Durations are written as Go prints them, instants as by
// [document.Marshal]. It returns an error that names the field if an instant
// has a year outside 0 to 9999.
func (s Status) MarshalJSON() ([]byte, error) {
	d := statusDocument{
		At: s.At, Standing: s.Standing, Phase: s.Phase, FirstStanding: s.FirstStanding,
		Due: s.due, NoDue: s.NoDue, Target: s.target, Expected: s.expected,
		Elapsed: s.Elapsed, Paused: s.Paused, Holds: s.Holds,
		WallElapsed: s.WallElapsed, WallPaused: s.WallPaused,
		Reason: s.Reason, BrokenAt: s.BrokenAt, Notice: s.Notice, EndedAt: s.EndedAt, VoidCause: s.VoidCause,
	}
	if s.HasRemaining() {
		d.Remaining, d.WallRemaining, d.Promised = &s.Remaining, &s.WallRemaining, &s.Promised
	}
	return document.Marshal("promise", d)
}

// UnmarshalJSON reads what MarshalJSON writes. Promised may be absent.
func (s *Status) UnmarshalJSON(doc []byte) error {
	var d statusDocument
	if err := document.Unmarshal("promise", doc, &d); err != nil {
		return err
	}
	if err := d.check(); err != nil {
		return document.Locate(doc, err)
	}
	*s = Status{
		At: d.At, Standing: d.Standing, Phase: d.Phase, FirstStanding: d.FirstStanding,
		due: d.Due, NoDue: d.NoDue, target: d.Target, expected: d.Expected,
		Elapsed: d.Elapsed, Paused: d.Paused, Holds: d.Holds,
		WallElapsed: d.WallElapsed, WallPaused: d.WallPaused,
		Reason: d.Reason, BrokenAt: d.BrokenAt, Notice: d.Notice, EndedAt: d.EndedAt, VoidCause: d.VoidCause,
	}
	if d.Remaining != nil {
		s.Remaining, s.WallRemaining = *d.Remaining, *d.WallRemaining
		s.Promised = max(s.Used()+s.Remaining, 0)
	}
	if d.Promised != nil {
		s.Promised = *d.Promised
	}
	return nil
}

// check returns an error for documents that MarshalJSON does not write.
func (d statusDocument) check() error {
	wrong := document.Problems{Package: packageName}
	wrong.Take(checkVersion("", d.Version))
	if d.Standing == 0 {
		wrong.Add("standing", "required; for example \"on track\"")
	}
	if d.FirstStanding == 0 {
		wrong.Add("first_standing", "required; for example \"on track\"")
	}
	if d.Phase == 0 {
		wrong.Add("phase", "required; for example \"running\"")
	}
	if (d.Remaining == nil) != (d.WallRemaining == nil) {
		wrong.Add("remaining", "requires wall_remaining, and the other way round; write both or none")
	}
	if d.Promised != nil && d.Remaining == nil {
		wrong.Add("promised", "requires remaining; write both or none")
	}
	return wrong.Err()
}
