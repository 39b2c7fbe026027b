package ical

import (
	"fmt"
	"time"
)

// A stretch is the time that one instance of an event covers, [from, to) on the
// calendar's own clock.
type stretch struct {
	from, to local
	allDay   bool
	name     string
}

// slack is more than the difference of two zones' readings of an instant.
const slack = 4 * day

// expand returns the time that the instances of an event cover within the dates that
// are read. The error is that of a limit, or of a rule.
func (f *reader) expand(ev *event) ([]stretch, error) {
	first, last := localOf(f.config.First, 0), localOf(f.config.Last+1, 0)
	list, err := f.instances(ev, first-ev.length()-slack, last+slack)
	if err != nil {
		return nil, err
	}
	var stretches []stretch
	for _, x := range list {
		if ev.excludes(x.start) {
			continue
		}
		s := f.stretch(ev, x)
		if s.to <= s.from && s.from >= first && s.from < last && ev.lost == nil {
			ev.lost = ev.problem(ev.line, fmt.Errorf("takes no time on %s by the clock of %s, because clocks change then; add its hours to the calendar by hand", s.from.date(), f.base))
		}
		s.from, s.to = max(s.from, first-day), min(s.to, last+day)
		if s.from < s.to {
			stretches = append(stretches, s)
		}
	}
	return stretches, nil
}

// instances returns the instances that start in [from, to], and all added ones.
func (f *reader) instances(ev *event, from, to local) ([]period, error) {
	var starts []local
	begins := len(ev.rules) == 0
	for _, r := range ev.rules {
		before := r.before(ev.clock())
		more, err := r.startsFrom(ev.start.at, from, to, before, f.limits)
		if err != nil {
			return nil, err
		}
		starts = append(starts, more...)
		begins = begins || before(ev.start.at)
	}
	if begins { // not so where a series was ended before it began
		starts = append(starts, ev.start.at)
	}
	var list []period
	for _, l := range starts {
		if l >= from && l <= to {
			list = append(list, period{start: moment{at: l, allDay: ev.start.allDay, zone: ev.start.zone}})
		}
	}
	return distinct(append(list, ev.added...)), nil
}

// distinct leaves one of those that start at the same instant: the last that
// has an end of its own.
func distinct(list []period) []period {
	place := map[int64]int{}
	kept := list[:0]
	for _, x := range list {
		key := int64(x.start.at)
		if !x.start.allDay {
			key = x.start.instant().Unix()
		}
		i, ok := place[key]
		switch {
		case !ok:
			place[key] = len(kept)
			kept = append(kept, x)
		case x.end != nil:
			kept[i] = x
		}
	}
	return kept
}

// length returns about how long the event lasts, in seconds.
func (ev *event) length() local {
	switch ev.end.kind {
	case endsAt:
		return max(0, ev.end.until.at-ev.end.from)
	case endsAfter:
		return local(ev.end.after.days)*day + local(ev.end.after.seconds)
	default:
		return 0
	}
}

// stretch returns the time that an instance covers. If an edge lies in a repeated hour
// and cannot be expressed as hours, closed time is extended and open time shortened.
func (f *reader) stretch(ev *event, x period) stretch {
	opens := f.config.Timed == Open
	z := ev.zones
	end := ev.end
	if x.end != nil {
		end = *x.end
	} else if end.kind == endsAt && x.start.zone != ev.start.zone {
		// An added instance in another zone lasts as long as the first.
		lasts := end.until.instant().Sub(ev.start.instant())
		end = ending{kind: endsAfter, after: timeLength{seconds: int64(lasts / time.Second)}}
	}
	s := stretch{from: z.inBase(x.start, opens), allDay: x.start.allDay, name: ev.name}
	switch end.kind {
	case endsAt:
		// The clock reads the end as it did for the first instance.
		s.to = z.inBase(moment{at: end.until.at + x.start.at - end.from, zone: end.until.zone}, !opens)
	case endsAfter:
		m := moment{at: x.start.at + local(end.after.days)*day, allDay: x.start.allDay, zone: x.start.zone}
		if end.after.seconds == 0 {
			s.to = z.inBase(m, !opens)
		} else {
			s.to = z.read(m.instant().Add(time.Duration(end.after.seconds)*time.Second), !opens)
		}
	default:
		s.to = s.from
	}
	return s
}
