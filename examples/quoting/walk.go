package main

import (
	"cmp"
	"container/heap"
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy/forecast"
	"github.com/underpromise/underpromise/policy/forecast/baseline"
)

// A walk goes through the cases of a desk in the order of time. It asks a history
// that answers for an instant with what was known then, so that no quote depends on
// later events. A test changes the future and expects the same quotes.
type walk struct {
	desk        *desk
	level       float64
	groups      [][]string
	from, until time.Time // of the openings that are judged
}

// A method is a way to quote. One that learns from its promises is given its state.
type method struct {
	name   string
	quoter func(state forecast.AdaptiveState) forecast.Method
	learns bool
}

// The way to quote that is looked at closely, and the file's own promises.
const (
	ours       = "survival"
	asPromised = "as promised"
)

// methods returns those that are compared, ours first.
func (d *desk) methods() []method {
	as := func(q forecast.Method) func(forecast.AdaptiveState) forecast.Method {
		return func(forecast.AdaptiveState) forecast.Method { return q }
	}
	list := []method{
		{ours, as(forecast.Survival{}), false},
		{"survival, adaptive", func(state forecast.AdaptiveState) forecast.Method { return forecast.Adaptive{State: state} }, true},
		{"conformal", as(forecast.Conformal{}), false},
		{"order statistic", as(baseline.Order{}), false},
	}
	if d.hasPromises {
		list = append(list, method{"promise, recalibrated", as(forecast.Recalibrated{}), false})
	}
	return list
}

// An asked is a case with the forecasts for it, at its opening and later. Quotes are
// in working time, 0 if there is no honest one.
type asked struct {
	*job
	quotes         []time.Duration // by each method
	trial          []time.Duration // by ours, at the coarse levels
	halfway        half            // of the promise
	halfwayOfQuote half
}

// A half is the forecast that was made when half of the time was used and the case
// still open.
type half struct {
	wasOpen bool
	breaks  float64 // probability
}

// An appointment is when something is to be done about a case. At one instant what
// came due is learnt before anything is asked.
type appointment struct {
	at   time.Time
	kind appointmentKind
	i, m int // case and method
}

type appointmentKind int

const (
	comesDue appointmentKind = iota
	opening
	halfPromise
	halfQuote
)

// A diary is a heap of appointments, the earliest first.
type diary []appointment

func (d diary) Len() int { return len(d) }
func (d diary) Less(i, j int) bool {
	return cmp.Or(d[i].at.Compare(d[j].at), cmp.Compare(d[i].kind, d[j].kind), cmp.Compare(d[i].i, d[j].i), cmp.Compare(d[i].m, d[j].m)) < 0
}
func (d diary) Swap(i, j int) { d[i], d[j] = d[j], d[i] }
func (d *diary) Push(x any)   { *d = append(*d, x.(appointment)) }
func (d *diary) Pop() any {
	last := (*d)[len(*d)-1]
	*d = (*d)[:len(*d)-1]
	return last
}

// history makes the history that the walk asks.
func (w *walk) history() (forecast.History, error) {
	cases := make([]forecast.Record, 0, len(w.desk.jobs))
	for i := range w.desk.jobs {
		j := &w.desk.jobs[i]
		cases = append(cases, forecast.Record{ID: j.id, Fields: j.fields, Opened: j.opened, Finished: j.finished, Estimate: j.due})
	}
	return forecast.New(forecast.Config{Calendar: w.desk.cal, Groups: w.groups}, cases...)
}

// run walks through the cases and scores the forecasts.
func (w *walk) run(bar *progress) (*result, error) {
	h, err := w.history()
	if err != nil {
		return nil, err
	}
	r := &result{walk: w}
	for i := range w.desk.jobs {
		if j := &w.desk.jobs[i]; !j.opened.Before(w.from) && j.opened.Before(w.until) {
			r.judged = append(r.judged, &asked{job: j})
		}
	}
	if len(r.judged) == 0 {
		return nil, fmt.Errorf("no case is opened from %s to %s; see --learn and --until", w.from.Format(time.DateOnly), w.until.Format(time.DateOnly))
	}
	w.ask(h, r.judged, bar)
	if err := r.scoreAll(); err != nil {
		return nil, err
	}
	r.equal, err = w.compare(h, r.judged, bar)
	return r, err
}

// ask asks about each case at its opening, and about those still open at half-time.
func (w *walk) ask(h forecast.History, list []*asked, bar *progress) {
	methods := w.desk.methods()
	states := make([]forecast.AdaptiveState, len(methods))
	for m := range states {
		states[m].Level = w.level
	}
	open := make([]int, len(methods)) // promises that have not come due
	d := make(diary, 0, 2*len(list))
	note := func(a *asked, working time.Duration, kind appointmentKind, i, m int) bool {
		at, ok := w.desk.dueAt(a.job, working)
		if ok {
			heap.Push(&d, appointment{at, kind, i, m})
		}
		return ok
	}
	for i, a := range list {
		note(a, 0, opening, i, 0)
		if a.due > 0 {
			note(a, a.due/2, halfPromise, i, 0)
		}
	}
	bar.start("quoting", len(list))
	for d.Len() > 0 {
		next, _ := heap.Pop(&d).(appointment)
		a := list[next.i]
		switch next.kind {
		case opening:
			for m, method := range methods {
				working := quote(h, method.quoter(states[m]), a.job, w.level)
				a.quotes = append(a.quotes, working)
				if method.learns && working > 0 && note(a, working, comesDue, next.i, m) {
					open[m]++
				}
			}
			if a.due > 0 {
				a.trial = quoteAt(h, a.job, coarseLevels)
			}
			if a.quotes[0] > 0 {
				note(a, a.quotes[0]/2, halfQuote, next.i, 0)
			}
			bar.step()
		case comesDue:
			open[next.m]--
			states[next.m] = states[next.m].Step(!a.finished.IsZero() && !a.finished.After(next.at), open[next.m])
		case halfPromise:
			a.halfway = w.look(h, a.job, next.at, a.due)
		case halfQuote:
			a.halfwayOfQuote = w.look(h, a.job, next.at, a.quotes[0])
		}
	}
	bar.finish()
}

// quote returns the quote for a case at its opening, or 0 if there is no honest time.
func quote(h forecast.History, q forecast.Method, j *job, level float64) time.Duration {
	answer := q.Quote(h, forecast.Query{Fields: j.fields, At: j.opened, Level: level, Estimate: j.due})
	if !answer.Reachable {
		return 0
	}
	return max(answer.Due, 1)
}

// quoteAt asks ours at several levels.
func quoteAt(h forecast.History, j *job, levels []float64) (quotes []time.Duration) {
	for _, level := range levels {
		quotes = append(quotes, quote(h, forecast.Survival{}, j, level))
	}
	return quotes
}

// look forecasts for a case at half of its time, if it is still open.
func (w *walk) look(h forecast.History, j *job, at time.Time, working time.Duration) half {
	if !at.Before(w.desk.last) || !j.finished.IsZero() && !j.finished.After(at) {
		return half{}
	}
	risk := h.Risk(forecast.Running{Fields: j.fields, At: at, Age: working / 2, Due: working})
	return half{true, risk.P}
}
