// Package whatif tells what another policy would have promised, over cases that
// have happened (simulation, backtest): which promises would have been kept and
// which broken, how much time would have been given away, and what the pads would
// have cost.
//
//	report, err := whatif.Compare(old, next, cases, now)
//	fmt.Print(report)
//	for _, f := range report.Flips { ... } // the promises that turn out otherwise
//
// # The model
//
// Each case is replayed twice from its log, with [policy.Case.Under]: as if it had
// been opened under the one policy, and as if under the other, with time seen to
// pass up to now. Every promise made by then is judged at now, by all that is
// known of it. Promises of both sides match if they are of the same case, the same
// commitment and the same number of cycle: the third "next reply" of T-7 under the
// one policy is the third under the other.
//
// Promises that took each other's place, by a restart or a reset, are one chain,
// which counts as one promise: it is broken if any of them was broken, and otherwise
// stands as the last one does. What was promised is the time from the start of the
// first. So a policy that restarts promises is compared with one that does not.
//
// # What is counted
//
// A [Side] counts what one policy makes: how many promises, and how they turned
// out. The keep-rate is kept out of kept and broken; void is neither, and so is what
// is still open, or was done when it was promised. Void promises are counted by cause,
// and what was withdrawn by us before its due instant stands beside the keep-rate, as
// does the rate against what was first said. Promised is the working time from start to due, in the clock of
// the promise and without its pauses, as it stands at now, after revisions. Pad is
// the working time between target and due, as first promised: what the pad costs
// the customer. Unused is what was left of the promises that were kept; much of it
// says that shorter ones would have done.
//
// A [Row] has both sides of one commitment, and how they differ. Time is given away
// where the new promise is longer, and gained where it is shorter, each over the
// promises that match and are void under neither. Where the calendars differ, working time is counted by each
// in its own, so that the shift of the due instants on the wall stands beside it.
//
// Replaying changes no fact: customers and agents do what they did. Who would have
// answered sooner because less was promised is not known here.
//
// # Laws
//
// These are tested on random cases, and against a slow and obvious second count:
//
//   - a policy compared with itself has no flips and no shift;
//   - comparing the other way round mirrors the report;
//   - the rows add up to the total, and what matches, vanishes and appears to the sides;
//   - the order of the cases does not matter;
//   - other names for the commitments change nothing but the names.
//
// # Zero values, concurrency, purity
//
// A [Report] is a plain value; the zero Report has compared nothing. Nothing reads
// the clock, and the same cases give the same bytes. A case that cannot be replayed,
// because a calendar runs out, is listed with the error and counted nowhere.
//
// # What it does not do
//
// It does not search for the better policy: it compares two.
package whatif
