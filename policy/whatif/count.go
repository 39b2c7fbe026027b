package whatif

import (
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/promise"
)

// A counter counts promises for a row.
type counter struct {
	counts           Row
	old, next        sideCounter
	shift, wallShift []time.Duration
}

// A sideCounter counts what one policy makes.
type sideCounter struct {
	counts                           Side
	promised, pads, keptTime, unused []time.Duration
}

// take counts the outcomes of a promise under both policies.
func (c *counter) take(was, is outcome) {
	c.old.take(was)
	c.next.take(is)
	row := &c.counts
	switch {
	case was.standing == 0:
		row.Appeared++
		return
	case is.standing == 0:
		row.Vanished++
		return
	}
	row.Matched++
	switch from, to := was.class(), is.class(); {
	case from == to:
	case from.standing == promise.Kept && to.standing == promise.Broken:
		row.Lost++
	case from.standing == promise.Broken && to.standing == promise.Kept:
		row.Won++
	default:
		row.Other++
	}
	if was.standing == promise.Void || is.standing == promise.Void || was.done || is.done {
		return // there is nothing to compare
	}
	if was.timed && is.timed {
		c.shift = append(c.shift, is.promised-was.promised)
		row.Given = row.Given.Plus(document.TotalOf(max(is.promised-was.promised, 0)))
		row.Gained = row.Gained.Plus(document.TotalOf(max(was.promised-is.promised, 0)))
	}
	if !was.due.IsZero() && !is.due.IsZero() {
		c.wallShift = append(c.wallShift, is.due.Sub(was.due))
	}
}

func (s *sideCounter) take(o outcome) {
	if o.standing == 0 {
		return
	}
	s.counts.Promises++
	s.counts.Replaced += o.replaced
	switch o.class().standing {
	case promise.Kept:
		if o.done {
			s.counts.AlreadyDone++
			return
		}
		s.counts.Kept++
	case promise.Broken:
		s.counts.Broken++
	case promise.Void:
		s.counts.take(o.cause)
	default:
		s.counts.Open++
	}
	switch o.first {
	case promise.Kept:
		s.counts.FirstKept++
	case promise.Broken:
		s.counts.FirstBroken++
	case promise.OnTrack, promise.AtRisk, promise.Void:
	}
	if o.timed {
		s.promised = append(s.promised, o.promised)
	}
	if o.padded {
		s.pads = append(s.pads, o.pad)
	}
	if o.timed && o.standing == promise.Kept {
		s.keptTime, s.unused = append(s.keptTime, o.promised), append(s.unused, o.unused)
	}
}

// take counts a promise that is void.
func (s *Side) take(cause promise.VoidCause) {
	s.Void++
	switch cause {
	case promise.VoidByCustomer:
		s.VoidByCustomer++
	case promise.VoidByCondition:
		s.VoidByCondition++
	case promise.VoidByUs:
		s.VoidByUs++
	case promise.VoidReplaced: // not reached: the chain goes on
	}
}

// row returns the counts.
func (c *counter) row(name string) Row {
	row := c.counts
	row.Commitment, row.Old, row.New = name, c.old.side(), c.next.side()
	row.Shift, row.WallShift = timesOf(c.shift), timesOf(c.wallShift)
	return row
}

func (s *sideCounter) side() Side {
	side := s.counts
	side.Promised, side.Pad = timesOf(s.promised), timesOf(s.pads)
	side.KeptTime, side.Unused = timesOf(s.keptTime), timesOf(s.unused)
	return side
}
