package promise_test

import (
	"slices"

	"github.com/rickb777/date/v2/clock"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/promise"
)

// Faults live where instants meet, and instants drawn at random hardly ever do. So
// these are drawn among the ones at which something happens.

// drawEdge draws an opening, a close, or the end of a date.
func (d *dumb) drawEdge(t *rapid.T) int {
	day := d.dateOf(rapid.IntRange(11, 23).Draw(t, "date") * day)
	edges := []int{d.index(d.cal.At(day, 24*clock.Hour))}
	for _, s := range d.cal.OpenOn(day) {
		edges = append(edges, d.index(s.From), d.index(s.To))
	}
	return rapid.SampledFrom(edges).Draw(t, "edge")
}

// drawStartDay lets the promise start where a business day ends, as the next of a
// series does: at its clock, its last close or its 24:00.
func (h *history) drawStartDay(t *rapid.T) {
	d := h.d
	d.startDay = d.dateOf(d.made + rapid.IntRange(-day, 2*day).Draw(t, "start date"))
	ends := []int{d.index(d.cal.At(d.startDay, 24*clock.Hour)), d.index(d.cal.At(d.startDay, 16*clock.Hour)), d.index(d.cal.At(d.startDay, 11*clock.Hour))}
	if close, ok := d.onDay(dumbDeadline{kind: "close"}, d.startDay); ok {
		ends = append(ends, close, close, close)
	}
	d.start = rapid.SampledFrom(ends).Draw(t, "start at the end")
	h.about.Start, h.about.StartDay = d.minute(d.start), d.startDay
}

// drawInstant draws one of the instants at which something happens to the promise
// as it is so far: an event, the end of a pause, a mark, the start, a condition's or a
// notice's last instant; or the minute before or after it.
func (h *history) drawInstant(t *rapid.T, or int) int {
	instants := []int{or, h.d.made}
	if h.d.start >= 0 {
		instants = append(instants, h.d.start)
	}
	for _, c := range h.d.conds {
		instants = append(instants, c.by)
	}
	last := h.d.made
	for _, e := range h.d.facts {
		instants = append(instants, e.at)
		if e.until > 0 {
			instants = append(instants, e.until)
		}
		last = max(last, e.at)
	}
	if p, err := promise.Make(h.terms, h.about, h.made); err == nil {
		p = record(t, p, h.events)
		for _, at := range []int{last, h.d.made} {
			s := p.At(h.d.minute(at))
			if due, ok := s.Due(); ok {
				instants = append(instants, h.d.index(due))
				if limit, err := h.d.cal.Sub(due, h.terms.Notice); err == nil && h.terms.Notice > 0 {
					instants = append(instants, h.d.index(limit)) // the last at which notice is long enough
				}
			}
			if target, ok := s.Target(); ok {
				instants = append(instants, h.d.index(target))
			}
		}
	}
	at := rapid.SampledFrom(instants).Draw(t, "instant") + rapid.SampledFrom([]int{0, 0, 0, 0, 0, 0, -1, 1}).Draw(t, "beside")
	if at < h.d.made-2*day || at > h.d.made+10*day {
		return or
	}
	return at
}

// drawReopening lets the due pass while the promise is fulfilled, with a revision
// before or after it is reopened.
func (h *history) drawReopening(t *rapid.T) {
	done := h.d.made + rapid.IntRange(0, 2*day).Draw(t, "done")
	again := h.drawInstant(t, done+rapid.IntRange(1, 4*day).Draw(t, "reopened after"))
	events := []dumbEvent{{kind: promise.Fulfill, at: done}, {kind: promise.Reopen, at: max(done, again)}}
	for range rapid.IntRange(0, 2).Draw(t, "revisions") {
		events = append(events, dumbEvent{kind: promise.Revise, at: h.drawInstant(t, done+rapid.IntRange(0, 5*day).Draw(t, "revised after"))})
	}
	slices.SortStableFunc(events, func(a, b dumbEvent) int { return a.at - b.at })
	for _, e := range events {
		h.add(t, e)
	}
}
