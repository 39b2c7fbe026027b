// Package whatif compares two policies on recorded cases (simulation, backtest):
// which promises would have been kept and which broken under another policy, how much
// promised time would have been given away, and the cost of the pads.
//
//	report, err := whatif.Compare(old, next, cases, now)
//	fmt.Print(report)
//	for _, f := range report.Flips { ... } // the promises with another outcome
//
// # The model
//
// Each case is replayed twice from its log, with [policy.Case.Under]: as if it had
// been opened under one policy, and as if under the other, and advanced to now. Every
// promise made by then is judged at now, with all recorded events. Promises of both
// sides match if they have the same case, the same
// commitment and the same number of cycle: the third "next reply" of T-7 under one
// policy is the third under the other.
//
// Promises that replaced each other, by a restart or a reset, are one chain,
// which counts as one promise: it is broken if any of them was broken, and otherwise
// has the standing of the last one. Its promised time counts from the start of the
// first. So a policy that restarts promises can be compared with one that does not.
//
// # What is counted
//
// A [Side] counts the promises under one policy, and their outcomes. The keep-rate is
// the share of kept promises among those kept or broken. It excludes promises that are
// void, that are still open, or that were already done when they were made. Void
// promises are counted by cause. Two rates belong beside the keep-rate: the share of
// promises that we withdrew before the due instant, and the rate against the first due
// instant. Promised is the working time from start to due, in the calendar of
// the promise and without its pauses, as of now, after revisions. Pad is
// the working time between target and due, as first promised: the cost of the pad for
// the customer. Unused is the time that was left of kept promises; if it is large,
// shorter promises would have been kept too.
//
// A [Row] has both sides of one commitment, and their differences. Time is given away
// if the new promise is longer, and gained if it is shorter, over the promises that
// match and are void under neither policy. If the calendars differ, each working time is
// counted in its own calendar, and the shift of the due instants in wall-clock time is
// given beside it.
//
// A replay does not change the events: it cannot show whether agents would have
// answered sooner under a shorter promise.
//
// # Laws
//
// These are tested on random cases, and against a slow and obvious second count:
//
//   - a policy compared with itself has no flips and no shift;
//   - comparing the other way round mirrors the report;
//   - the rows add up to the total, and the matched, vanished and appeared promises add up
//     to the sides;
//   - the order of the cases does not matter;
//   - other names for the commitments change nothing but the names.
//
// # Zero values, concurrency, purity
//
// A [Report] is a plain value; the zero Report contains no cases. Nothing reads
// the clock, and the same cases give the same bytes. A case that cannot be replayed,
// because a calendar ends, is listed with the error and not counted.
//
// # What it does not do
//
// It does not search for a better policy: it compares two.
package whatif
