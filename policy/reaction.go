package policy

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/calendar/plaintext"

	"github.com/underpromise/underpromise/promise"
)

// A Reaction is something to do about a promise, and its moment: warn at a share of its
// time, at the target, at the break, or at intervals after it; follow up when it
// is kept. [Case.Actions] returns the ones that have become due.
type Reaction struct {
	// Name is the name of the reaction ("warn the lead"). Required, and unique in the
	// commitment.
	Name string `json:"name"`
	// When is the moment at which it becomes due. Required.
	When Moment `json:"when"`
	// Every is the interval at which it repeats as long as the promise is open. Defaults
	// to once.
	Every time.Duration `json:"every,omitzero"`
	// Times is how often it is done at most. Defaults to once, or with Every
	// to 100 times, which is the maximum.
	Times int `json:"times,omitempty"`
	// Wall reports whether Every, and the time before or after a mark, are counted in
	// wall-clock time. A share is always a share of the promise's own time. Defaults to
	// working time.
	Wall bool `json:"wall,omitempty"`
	// Do is the task, as the host names it ("page"). Defaults to none.
	Do string `json:"do,omitempty"`
}

// A Moment is when a reaction becomes due: a share of the time, a mark, a time
// before or after a mark, or a standing of the promise. It has a text form, which
// [ParseMoment] reads. The zero Moment is none.
type Moment struct {
	share float64 // in percent
	mark  string  // "target" or "due"
	shift time.Duration
	on    promise.Standing
}

const (
	markTarget = "target"
	markDue    = "due"
)

// ParseMoment reads the text form of a [Moment]:
//
//	75%                            when that share of the time has passed
//	target, due                    that instant, if the promise is still open
//	1h before due, 30m after target working time before or after it
//	kept, broken, void             when the promise gets that standing
//
// The time of a share is the working time from start to due. It does not pass in pauses,
// unless the due does not move in them.
func ParseMoment(text string) (Moment, error) {
	m, ok := parseMoment(text)
	if !ok {
		return Moment{}, fieldError("moment", fmt.Errorf("invalid moment %.40q; write one like 75%%, target, due, 1h before due, 2h after due, kept or broken", text))
	}
	return m, nil
}

func parseMoment(text string) (Moment, bool) {
	for _, s := range []promise.Standing{promise.Kept, promise.Broken, promise.Void} {
		if text == s.String() {
			return Moment{on: s}, true
		}
	}
	if share, found := strings.CutSuffix(text, "%"); found {
		v, err := strconv.ParseFloat(share, 64)
		return Moment{share: v}, err == nil && v > 0 && v <= 100 && shareText(v) == text
	}
	words := strings.Split(text, " ")
	m := Moment{mark: words[len(words)-1]}
	if m.mark != markTarget && m.mark != markDue {
		return Moment{}, false
	}
	if len(words) == 1 {
		return m, true
	}
	var err error
	if m.shift, err = document.ParseDuration(words[0]); err != nil || m.shift <= 0 || len(words) != 3 {
		return Moment{}, false
	}
	if words[1] == "before" {
		m.shift = -m.shift
	}
	return m, words[1] == "before" || words[1] == "after"
}

func shareText(share float64) string { return strconv.FormatFloat(share, 'f', -1, 64) + "%" }

// Share returns the share of the promise's time at which the moment is, in percent:
// more than 0 and at most 100. ok is false if the moment is not a share.
func (m Moment) Share() (percent float64, ok bool) { return m.share, m.share > 0 }

// FromTarget returns how long after the target the moment is: negative before it,
// and 0 at the target. ok is false if the moment does not count from the target.
func (m Moment) FromTarget() (after time.Duration, ok bool) { return m.from(markTarget) }

// FromDue returns how long after the due instant the moment is: negative before it,
// and 0 at the due instant. ok is false if the moment does not count from it.
func (m Moment) FromDue() (after time.Duration, ok bool) { return m.from(markDue) }

func (m Moment) from(mark string) (time.Duration, bool) {
	if m.mark != mark {
		return 0, false
	}
	return m.shift, true
}

// On returns the standing with which the moment begins: [promise.Kept],
// [promise.Broken] or [promise.Void]. ok is false if the moment is not a standing.
func (m Moment) On() (s promise.Standing, ok bool) { return m.on, m.on != 0 }

// String returns the text form, "" for the zero Moment.
func (m Moment) String() string {
	switch {
	case m.on != 0:
		return m.on.String()
	case m.share > 0:
		return shareText(m.share)
	case m.shift < 0:
		return plaintext.Duration(-m.shift) + " before " + m.mark
	case m.shift > 0:
		return plaintext.Duration(m.shift) + " after " + m.mark
	}
	return m.mark
}

// MarshalText returns the text form. It returns an error for the zero Moment.
func (m Moment) MarshalText() ([]byte, error) {
	if m == (Moment{}) {
		return nil, fieldError("moment", fmt.Errorf("required; for example 75%% or due"))
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads the text form, as [ParseMoment] does.
func (m *Moment) UnmarshalText(text []byte) error {
	parsed, err := ParseMoment(string(text))
	if err == nil {
		*m = parsed
	}
	return err
}

// mostTimes bounds how often a reaction repeats.
const mostTimes = 100

// times returns how often it is done at most.
func (r Reaction) times() int {
	switch {
	case r.Every == 0:
		return 1
	case r.Times == 0:
		return mostTimes
	}
	return r.Times
}

// checkReactions returns all errors of the reactions of a commitment.
func checkReactions(path string, reactions []Reaction) []error {
	wrong := document.Problems{Package: packageName}
	names := map[string]bool{}
	for i, r := range reactions {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case r.Name == "":
			wrong.Add(at+".name", "required; for example \"warn the lead\"")
		case names[r.Name]:
			wrong.Add(at+".name", "duplicate %q; remove one of the two", r.Name)
		}
		names[r.Name] = true
		if r.When == (Moment{}) {
			wrong.Add(at+".when", "required; for example 75%%, due or kept")
		}
		if r.Every < 0 {
			wrong.Add(at+".every", "must not be negative, got -%s; write a duration like 4h", plaintext.Duration(-r.Every))
		}
		if r.Every > 0 && (r.When.on == promise.Kept || r.When.on == promise.Void) {
			wrong.Add(at+".every", "not supported for %s, which ends the promise; leave it out", r.When)
		}
		switch {
		case r.Times < 0 || r.Times > mostTimes:
			wrong.Add(at+".times", "%d is out of range; write 1 to %d", r.Times, mostTimes)
		case r.Times > 1 && r.Every == 0:
			wrong.Add(at+".times", "every is required; name the interval, or leave times out")
		}
	}
	return wrong.List()
}
