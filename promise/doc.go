// Package promise keeps the record of a promise made to a customer ("by Friday,
// 16:00") and judges it: on track, at risk, kept or broken. It is no future and
// no async: these promises are made by people to people.
//
//	p, err := promise.Make(promise.Terms{
//		Calendar: cal,
//		Due:      promise.Within(10 * time.Hour), // what the customer was told
//		Target:   promise.Within(8 * time.Hour),  // what the team aims for
//	}, promise.About{ID: "T-7", To: "ACME", Name: "first reply"}, opened)
//
//	p, err = p.Record(now, promise.Event{Kind: promise.Pause, At: t1, Reason: "waiting for the customer's log file"})
//	s := p.At(now)                // s.Standing, s.Due(), s.Remaining
//	fmt.Print(p.Explain(now))     // why
//	wake, ok := p.NextChange(now) // sleep until then; do not poll
//
// # The model
//
// A promise is a few instants, the due and the target, and a log of what
// happened. [Promise.Record] is the only door for facts; [Promise.At] judges by
// them, at any instant, as often as asked. Two axes say how it stands: the
// [Phase] is what it is doing (pending, running, paused, fulfilled, withdrawn),
// the [Standing] is the judgement. A paused promise is on track, at risk or
// broken like any other.
//
// Promises are judged by instants. What a customer was told is a time on the
// wall, not an amount of work: due on Friday at 17:00 and fulfilled at 17:20 is
// broken, even if nobody works after five. At one instant events come first and
// the due instant is judged after them: fulfilled exactly then is kept, still
// open is broken.
//
// # Pauses
//
// A pause moves the marks that are still ahead, due and target, by the working
// time paused; one that was reached stays. Dates that were said ([By]) do not
// move, nor does anything under terms that [Hold]. While a pause is open that
// will move it, there is no due instant: any date shown then would be false.
// [Promise.DueIfResumed] says what it would be. A pause with an Until ends by
// itself, and its due instant is known. Pauses may overlap, each under its key;
// the clock runs while none is open.
//
// Elapsed time stops in every pause, and all working time since the start is either
// elapsed or paused. How much of the time promised has been used is another question:
// where no pause moves the due instant, a pause uses it too ([Status.Used],
// [Status.Promised]). When terms are revised and carry what has passed, the new terms
// decide what earlier pauses were: time off, unless the new terms hold.
//
// # Business days
//
// Business days count from day 0. By default that is the day of the next opening for
// what comes in while closed, and from the cut-off on the next business day; with
// [AtReceipt] it is the civil date of the start. A promise that starts where a
// business day ends, the next of a series, names that day as About.StartDay: then it
// is day 0, and [Promise.DueDay] tells it of a due instant.
//
// # Two times
//
// Events carry when they happened (At) and when that was learnt (Recorded). They
// may come late and in any order: the history is judged by At. So a late fact
// can turn broken into kept, and [Promise.KnownAt] still shows what was answered
// before it came. What is early, late or out of place is kept, counts as far as
// it can, and is remarked on by [Promise.Explain]; only what is malformed is
// refused. [Retract] takes an event back as if it had never been.
//
// Record stamps what states no Recorded with the caller's now, and refuses a now
// before the last Recorded of the log with a [ClockError]: what was known at an
// instant must not change after somebody asked.
//
// # Ends
//
// The first Fulfill counts until a Reopen; the time between counts as a pause.
// Withdraw makes a promise void, unless it was already kept or broken. Broken is
// undone by facts that happened before it, never by a later revision, reopening
// or withdrawal.
//
// # Revisions
//
// A [Revise] is a line in a ledger. An earlier date binds at once; a later one
// if the customer agreed, or had the notice of the terms; otherwise it is only
// expected, and shown beside the due instant. FirstStanding judges against what
// was first said. Fields that a Revise does not name stay; a [Removal] takes the target,
// the notice, the cut-off or the conditions out. A break is told as fair notice, short
// notice or silent.
// [Explanation.Told] is the date that the customer was last told: a date that a
// rule set is told by the next update. After an update that says "late", the old
// date does not hold in any text until a revision names one ([Explanation.ToldLate]).
//
// # Conditions
//
// A [Condition] is part of the promise: whoever tells the due instant tells those of
// [Explanation.Unmet] with it.
//
// A condition that is not met by its instant has its [Else] then. Where the promise has
// ended by then, its verdict stays, and the condition has its Else when the promise is
// reopened, whether it was met late or not: void; counted anew from the reopening or
// from when the condition is met, whichever is later; or back to what held without the
// revision, which breaks at the reopening if it was due before the promise ended. A
// promise that a condition has made void and that is reopened goes on without it.
//
// # Laws
//
// These hold for every history, and are tested on random ones against a second,
// deliberately dumb judge:
//
//   - a pause never makes a mark earlier, and never leaves one inside it;
//   - the standing is constant before NextChange(now) and another one at it;
//   - events at distinct instants give the same status in any order of arrival;
//   - a promise read back from its document is the same promise;
//   - if Recorded never goes back and nothing is retracted, KnownAt(t).At(t)
//     does not change once t has passed;
//   - elapsed and paused are together the working time since the start, each stretch
//     by the calendar in force, and the steps of an explanation add up to both;
//   - in a series by close or by clock, n business days are n business days.
//
// # Zero values, concurrency, purity
//
// A [Promise] is an immutable value and safe for concurrent use; the zero
// Promise is none. No function reads the clock, a file, the environment or a
// global: now is an argument, so there is no Clock to mock. The same inputs
// give the same bytes. At, Explain and NextChange cannot fail; Make, Record and
// Parse can, and name the field and the mend.
//
// # Documents
//
//	{"version": 1, "id": "T-7", "to": "ACME", "name": "first reply", "made": "2026-01-05T09:00:00+01:00",
//	 "terms": {"calendar": {...}, "due": "10h", "target": "8h", "notice": "4h"},
//	 "events": [{"kind": "pause", "at": "2026-01-05T11:00:00+01:00", "reason": "..."}]}
//
// Terms hold their calendar in full, or name one by its fingerprint.
//
// # What it does not do
//
// It stores nothing, sends nothing and schedules nothing: hosts do. It does not
// decide what to promise; package policy does.
package promise
