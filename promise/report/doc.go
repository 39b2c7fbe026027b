// Package report computes statistics of many promises (SLA attainment report,
// compliance, service level): how many were kept, where and when fewest were,
// how much of the promised time was left unused, and whether customers were
// warned of breaks.
//
//	r, err := report.New(berlin)                      // months are Berlin's
//	r, err = r.Add(report.Of(p, now), report.Of(q, now))
//	r, err = r.Merge(shard)                           // from another machine, in any order
//	fmt.Print(r.Summary(0.95, 30))
//
// # The model
//
// An [Outcome] is the result of one promise. A [Report] counts outcomes by
// group, which is any key of the caller, and by month: that of the due instant,
// in the report's zone, so that a break counts in the month in which it
// occurred. [Tally] holds the counts and computes rates and quantiles.
//
// # Honesty
//
// The keep-rate is kept out of kept and broken, with its Wilson interval. An
// outcome without a promise is never counted as kept. It is counted separately,
// as are requests for which no promise was available. Void promises are neither
// kept nor broken, nor are those still open before their due instant. Void
// promises are counted by cause, and the share that was withdrawn by us before
// the due instant ([Counts.Withdrawn]) is shown beside each keep-rate, so that
// withdrawing late promises does not look like keeping them. A promise that was
// fulfilled at the instant at which it was made, as in a case that was opened
// finished, is counted separately and is in no rate.
//
// The rate without revisions is shown beside it as well, so that moved dates do
// not look like kept ones. Promises that replaced each other are one chain. A
// chain counts once in that rate, at its last promise, whose first standing is
// judged by the first due instant of the chain. A promise that was broken
// before it was replaced stays broken in the keep-rate.
//
// A break is silent if the customer had no warning. A break at the instant at
// which a rule set the date is counted separately, because no warning was
// possible. It is neither silent nor in the number of which the silent breaks
// are a share.
//
// Promises that are much longer than needed are a fault as well. [Tally.Pad] is
// the factor by which promises were longer than needed at a level: one divided
// by the quantile, at that level, of the actual time as a share of the promised
// one. It therefore does not mix short promises with long ones. For promises of
// one length it is that length divided by the quantile of the actual times.
// [Report.Pads] returns it by month, and reports where actual times grew with
// the promised time.
//
// # Merging
//
// Shards merge in any order and give the same bytes as the whole, because all
// stored values are whole numbers and merging adds them. Exact quantiles are
// not possible in bounded memory. Lengths are therefore counted in steps on a
// logarithmic scale, 256 for each doubling, and each step keeps the longest
// length in it. A quantile is a length that occurred (eight hours stay eight
// hours). It is never below the exact one and at most 1/256 (0.4 %) above. Sums
// and means are exact. A month of a group takes at most a few thousand steps,
// regardless of the number of outcomes, and mostly a few dozen; days take two
// numbers each. The number of groups and reasons is not bounded, so reduce
// names from free text to a few before.
//
// # Forecasts
//
// [Calibration] evaluates forecast probabilities: whether seven in ten of those
// forecast to break with 0.7 broke, how well forecasts separate broken from
// kept promises (AUC), and the mean squared error (Brier score). Calibrations
// merge as well.
//
// # Laws
//
//	merging is associative and commutative, and merging an empty shard changes nothing
//	merged shards are equal to the whole, byte for byte
//	a report read from its own document is equal to the original
//	each outcome counts in exactly one group, and the groups add up to the total
//
// # Zero values, concurrency, purity
//
// The zero [Report] is empty and has no zone. It can be merged and read, but
// [Report.Add] returns an error; use [New] to add outcomes. All values are immutable
// and safe for concurrent use. No function reads the clock.
//
// # What it does not do
//
// It does not judge promises; package promise does. It does not forecast: the burn of
// an error budget describes the past, and how likely that was by chance. It does not
// store which promises it has counted, so it can neither remove one nor detect a
// duplicate. Add each promise once, or start another report.
package report
