package promisetest

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
)

// A links holds the headers restarts, first_due and carried_due about the
// promise that this one restarts.
type links struct {
	restarts       string
	first, carried said
}

// A said is a due instant of an earlier promise, with the position of its
// header.
type said struct {
	pos          int
	due          promise.Deadline
	date         when // a due that is a date; without text, due has the deadline
	at           when
	holds, named bool
}

func (s *story) restartsHeader(field token) {
	s.note(field)
	s.links.restarts = s.name("id of a promise")
}

// saidHeader reads: 24h at wed 16:00 holds
func (s *story) saidHeader(field token, d *said) {
	s.note(field)
	d.pos = field.pos
	d.due, d.date = s.deadline()
	s.want("at", "before the instant at which it was due")
	d.at = s.when()
	d.holds = s.take("holds")
	d.named = s.take("named")
}

// resolve sets the fields of about from the headers, with dates counted from
// when the promise is made.
func (l *links) resolve(s *story, about *promise.About, cal *calendar.Calendar, made time.Time) error {
	var errs problems
	twice := func(header string, given, other bool) bool {
		if given && other {
			errs.add(s.errorAt(s.named[header], fmt.Errorf("%s conflicts with about, which also gives it; remove one of the two", header)))
		}
		return given && !other
	}
	if twice("restarts", l.restarts != "", about.Restarts != "") {
		about.Restarts = l.restarts
	}
	for _, d := range []struct {
		header string
		from   *said
		to     *promise.Said
	}{{"first_due", &l.first, &about.FirstDue}, {"carried_due", &l.carried, &about.CarriedDue}} {
		if !twice(d.header, d.from.at.text != "", !d.to.IsZero()) {
			continue
		}
		read := func(w when) time.Time {
			t, err := w.after(cal, made)
			if err != nil {
				errs.add(s.errorAt(w.pos, err))
			}
			return t
		}
		*d.to = promise.Said{Due: d.from.due, At: read(d.from.at), Holds: d.from.holds, Named: d.from.named}
		if d.from.date.text != "" {
			d.to.Due = promise.By(read(d.from.date))
		}
	}
	return errs.err()
}

// tellLinks returns the headers of a promise that restarts another, and clears
// their fields of about.
func tellLinks(about *promise.About, cal *calendar.Calendar, made time.Time) [][2]string {
	var fields [][2]string
	if about.Restarts != "" {
		fields = append(fields, [2]string{"restarts", tellName(about.Restarts)})
	}
	for _, d := range []struct {
		header string
		said   *promise.Said
	}{{"first_due", &about.FirstDue}, {"carried_due", &about.CarriedDue}} {
		if d.said.IsZero() || !d.said.First.IsZero() {
			continue // has no notation as a header and stays in about
		}
		text := tellDeadline(d.said.Due, cal, made) + " at " + tell(cal, made, d.said.At, when.after)
		if d.said.Holds {
			text += " holds"
		}
		if d.said.Named {
			text += " named"
		}
		fields = append(fields, [2]string{d.header, text})
		*d.said = promise.Said{}
	}
	about.Restarts = ""
	return fields
}

// voidPart reads what may follow void: by customer
func (s *story) voidPart(p *part) {
	if !s.take("by") {
		return
	}
	t := s.next()
	p.name, p.text = "void by", t.text
	switch promise.VoidCause(t.text) {
	case promise.VoidByCustomer, promise.VoidByCondition, promise.VoidReplaced, promise.VoidByUs:
		if !t.quoted {
			return
		}
	}
	s.notA(t, "cause of a void promise", "customer, condition, replaced or us")
}

// causeOf returns the cause of a void promise in the notation of expectations.
func causeOf(s promise.Status) string {
	if s.VoidCause == "" {
		return ""
	}
	return " by " + string(s.VoidCause)
}
