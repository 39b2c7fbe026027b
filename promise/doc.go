// Package promise keeps the record of a promise made to a customer ("by Friday,
// 16:00") and judges it: on track, at risk, kept or broken. It is unrelated to
// futures or async code.
//
// Most programs need three calls: [Make] makes a promise, [Promise.Record] adds what
// happened, and [Promise.At] judges it at an instant.
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
// A promise has two instants, the due and the target, and a log of events.
// [Promise.Record] adds events; nothing else changes a promise. [Promise.At]
// judges the promise by them at any instant. A judgement has two axes: the [Phase]
// (pending, running, paused, fulfilled, withdrawn) is what the promise is doing,
// the [Standing] (on track, at risk, broken, kept, void) is the verdict. A paused
// promise is on track, at risk or broken like any other.
//
// Promises are judged by instants, not by amounts of work: a promise due on Friday
// at 17:00 and fulfilled at 17:20 is broken, even if the office closes at 17:00.
// Events at the due instant are applied before the due instant is judged: a promise
// fulfilled exactly then is kept, one still open is broken.
//
// # Pauses
//
// A pause moves the due and the target by the working time paused, if they are
// still ahead. One that has been reached does not move. Dates ([By]) do not move, and
// nothing moves under terms with [Hold]. While an open pause will move the due, there
// is no due instant, because any date shown then could be wrong.
// [Promise.DueIfResumed] returns the due instant as if the pause ended now. A pause
// with an Until ends by itself, so the due instant is known. Pauses may overlap, each
// under its key; the clock runs while none is open.
//
// Elapsed time does not grow in a pause. All working time since the start is either
// elapsed or paused. The used part of the promised time is a different amount: if
// pauses do not move the due instant, paused time is used too ([Status.Used],
// [Status.Promised]). If a revision counts with [Carry], the new terms also apply to
// earlier pauses: with [Hold] their time is used, otherwise it is not.
//
// # Business days
//
// Business days count from day 0. By default, day 0 of a promise that starts in closed
// time is the day of the next opening, and day 0 of one that starts at or after the
// cut-off is the next business day. With [AtReceipt] day 0 is the civil date of the
// start. In a series, a promise can start at the end of a business day. It gives that
// day as About.StartDay, which is then day 0; [Promise.DueDay] returns that day for a
// due instant.
//
// # Two times
//
// An event has the time when it happened (At) and the time when it was recorded
// (Recorded). Events may be recorded late and in any order; the history is judged by
// At. A late event can therefore turn broken into kept. [Promise.KnownAt] still
// returns the promise as it was before that event was recorded. An event that is early,
// late or out of place is stored and applied as far as possible, and [Promise.Explain]
// has a remark on it. Only malformed events are errors. [Retract] removes the effect of
// an event.
//
// Record sets a zero Recorded to the caller's now. It returns a [ClockError] if now is
// before the last Recorded of the log, so that the promise as known at an instant does
// not change later.
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
// A [Revise] changes the terms. An earlier date binds at once. A later date binds if the
// customer agreed or had the notice of the terms; otherwise it is only expected, and
// [Status.Expected] returns it beside the due instant. FirstStanding is the standing
// by the due instant first promised, without any revision. A Revise leaves fields that it does not give unchanged; a
// [Removal] removes the target, the notice, the cut-off or the conditions. [Notice]
// classifies a break by the warning that the customer had: fair, short, silent or
// unannounced.
//
// [Explanation.Told] returns the date that the customer was last told. A date that a
// rule set counts as told from the next update on. After an update with Late set, texts
// must not repeat the old date until a revision gives a new one ([Explanation.ToldLate]).
//
// # Conditions
//
// A [Condition] is part of the promise. A text that shows the due instant must also show
// the conditions that [Explanation.Unmet] returns.
//
// If a condition is not met by its instant, its [Else] applies then. If the promise has
// ended by then, the verdict stays, and the Else applies when the promise is reopened,
// even if the condition was met late. [ElseVoid] makes the promise void. [ElseMove]
// counts it anew from the reopening or from when the condition is met, whichever is
// later. [ElseBack] restores the terms without the revision; the promise breaks at the
// reopening if those terms were due before it ended. A promise that a condition has made
// void continues without that condition when it is reopened.
//
// # Laws
//
// These laws hold for every history. They are tested on random histories against a
// second, deliberately simple implementation:
//
//   - a pause never moves the due or the target earlier, and never into the pause;
//   - the standing does not change between now and NextChange(now), and changes at it;
//   - events at distinct instants give the same status in any order of arrival;
//   - a promise read from its own document is equal to the original;
//   - if Recorded never goes back and nothing is retracted, KnownAt(t).At(t)
//     does not change once t has passed;
//   - elapsed and paused are together the working time since the start, each stretch
//     by the calendar in force, and the steps of an explanation add up to both;
//   - in a series by close or by clock, n business days never become n-1 or n+1.
//
// # Zero values, concurrency, purity
//
// A [Promise] is an immutable value and safe for concurrent use. The zero Promise
// has no terms and no events; see [Promise.IsZero]. No function reads the clock, a
// file, the environment or a global variable: now is an argument, so there is no
// Clock interface to mock. The same inputs give the same bytes. At, Explain and
// NextChange cannot fail. Make, Record and Parse return errors that name the field,
// the problem and the correction.
//
// # Documents
//
//	{"version": 1, "id": "T-7", "to": "ACME", "name": "first reply", "made": "2026-01-05T09:00:00+01:00",
//	 "terms": {"calendar": {...}, "due": "10h", "target": "8h", "notice": "4h"},
//	 "events": [{"kind": "pause", "at": "2026-01-05T11:00:00+01:00", "reason": "..."}]}
//
// Terms contain their calendar in full, or refer to one by its name and fingerprint.
//
// # What it does not do
//
// It does not store, send or schedule anything; the calling program does. It does not
// decide what to promise; package policy does.
package promise
