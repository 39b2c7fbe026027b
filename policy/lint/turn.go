package lint

import (
	"slices"

	"github.com/underpromise/underpromise/policy"
)

// A phase is the state of a commitment.
type phase uint8

const (
	none    phase = iota // no promise has been made
	open                 // a promise is under way
	done                 // the last one was fulfilled
	gone                 // the last one was withdrawn
	waiting              // the last one was fulfilled, and the next period is to come
)

// A life is the phase of a commitment, and whether its last promise has broken.
type life struct {
	phase  phase
	failed bool
}

// A happening is a plain event of the case, or an outcome of the promise of a
// commitment.
type happening struct {
	event      string
	commitment int // -1 for an event of the case
}

// A moment holds the events and states of one instant.
type moment struct {
	course
	state   []life
	fresh   []bool // a promise was made now, and has not been checked for a break
	queue   []happening
	broke   int    // the commitment of the current break, -1 for none
	brokeAt []bool // a promise has broken now
	unclear bool   // it is undecided whether a promise is kept: it is stopped by a consequence of a break
	started []int  // the commitments that started a promise, in order
}

// after returns the state after an event of a case and all its consequences at the same
// instant. If these do not end, it returns the commitments of the circle. ok is false if
// the consequences are undecided.
func (c course) after(state []life, h happening) (next []life, circle []int, ok bool) {
	m := moment{course: c, state: slices.Clone(state), fresh: make([]bool, len(state)), brokeAt: make([]bool, len(state)), broke: -1}
	if h.event == policy.PromiseBroken {
		m.breaks(h.commitment)
	} else {
		m.queue = []happening{h}
	}
	for turns := 0; !m.unclear && m.next(); turns++ {
		if *c.work -= len(state); *c.work < 0 {
			return nil, nil, false
		}
		if turns > mostTurns {
			last := slices.Clone(m.started[len(m.started)*9/10:])
			slices.Sort(last)
			return nil, slices.Compact(last), true
		}
	}
	return m.state, nil, !m.unclear
}

// next applies one event; if there is none, the first promise that breaks, or period
// that begins, at once. It reports whether there was any.
func (m *moment) next() bool {
	if len(m.queue) > 0 {
		h := m.queue[0]
		m.queue = m.queue[1:]
		for i := range m.state {
			m.step(i, h)
		}
		return true
	}
	if i := m.broke; i >= 0 {
		m.broke = -1
		if old := m.state[i]; m.commitments[i].Clock.Cycle == policy.Periodic && (old.phase == waiting || old.phase == open && old.failed) {
			m.begin(i)
		}
		return true
	}
	for i, x := range m.state {
		switch {
		case x.phase == waiting && m.atOnce[i]:
			m.begin(i)
			return true
		case x.phase == open && !x.failed && m.fresh[i] && m.atOnce[i]:
			m.breaks(i)
			return true
		}
	}
	return false
}

// breaks breaks a promise, which stays under way.
func (m *moment) breaks(i int) {
	m.state[i].failed, m.brokeAt[i], m.broke = true, true, i
	m.queue = append(m.queue, happening{policy.PromiseBroken, i})
}

// step applies an event to a commitment, as a case does: first it ends a
// promise; an event that cancels starts nothing.
func (m *moment) step(i int, h happening) {
	clock, x := m.commitments[i].Clock, &m.state[i]
	cancels := m.setsOff(clock.Cancel, h)
	m.end(i, h, cancels)
	switch {
	case cancels && x.phase == waiting:
		x.phase = done
	case !cancels && x.phase != open && m.setsOff(clock.Reopen, h) && (x.phase == done || x.phase == waiting):
		x.phase, m.fresh[i] = open, false
		m.started = append(m.started, i)
	case !cancels && x.phase != open && m.mayStart(i) && m.starts(i, h):
		m.begin(i)
	}
	if h.event == policy.Opened {
		m.end(i, h, cancels)
	}
}

// end applies an event that can end the promise under way.
func (m *moment) end(i int, h happening, cancels bool) {
	clock := m.commitments[i].Clock
	switch {
	case m.state[i].phase != open:
	case m.setsOff(clock.Stop, h):
		m.stop(i, h, cancels)
	case cancels:
		m.state[i].phase = gone
	case m.setsOff(clock.Reset, h):
		m.begin(i)
	}
}

// stop fulfils the promise under way, and begins the next one of a sequence. A promise
// that a break stops ends after the break, and so after a promise that is due now.
func (m *moment) stop(i int, h happening, cancels bool) {
	x := &m.state[i]
	dueNow := m.brokeAt[i] || m.fresh[i] && m.atOnce[i]
	m.unclear = m.unclear || dueNow && h.event == policy.PromiseKept && slices.Contains(m.brokeAt, true)
	late := dueNow && h.event == policy.PromiseBroken
	if !x.failed && !late && m.promises[i] {
		m.queue = append(m.queue, happening{policy.PromiseKept, i})
	}
	x.phase = done
	cycle := m.commitments[i].Clock.Cycle
	if cycle == policy.Sequential && !cancels {
		m.begin(i)
	}
	if cycle == policy.Periodic {
		x.phase = waiting
	}
}

func (m *moment) begin(i int) {
	m.state[i], m.fresh[i] = life{phase: open}, m.promises[i]
	m.started = append(m.started, i)
}

func (m *moment) mayStart(i int) bool {
	cycle, phase := m.commitments[i].Clock.Cycle, m.state[i].phase
	return phase == none || phase == gone || phase == done && (cycle == policy.EachTime || cycle == policy.Periodic)
}

func (m *moment) starts(i int, h happening) bool {
	if start := m.commitments[i].Clock.Start; len(start) > 0 {
		return m.setsOff(start, h)
	}
	return h.event == policy.Opened
}

// setsOff reports whether an event matches one of the triggers. Such an event has no
// actor, changes no field, except for the opening, and has no data except the commitment
// that it is about.
func (m *moment) setsOff(triggers []policy.Trigger, h happening) bool {
	return slices.ContainsFunc(triggers, func(t policy.Trigger) bool {
		if len(t.By)+len(t.Leaves)+len(t.Changes) > 0 || len(t.Becomes) > 0 && !(h.event == policy.Opened && has(m.fields, t.Becomes)) {
			return false
		}
		whose, asked := t.Where["commitment"]
		if asked && !slices.Contains(whose, m.name(h)) {
			return false
		}
		return misses(t.Where, []string{"commitment"}) == "" && (len(t.Event) == 0 && len(t.Where)+len(t.Becomes) > 0 || slices.Contains(t.Event, h.event))
	})
}

func (m *moment) name(h happening) string {
	if h.commitment < 0 {
		return ""
	}
	return m.commitments[h.commitment].Name
}
