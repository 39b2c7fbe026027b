// Package report tells the truth about many promises (SLA attainment report,
// compliance, service level): how many were kept, where and when fewest were, how
// much of each was left unused, and whether those who were let down had been told.
//
//	r, err := report.New(berlin)                      // months are Berlin's
//	r, err = r.Add(report.Of(p, now), report.Of(q, now))
//	r, err = r.Merge(shard)                           // of another machine, in any order
//	fmt.Print(r.Summary(0.95, 30))
//
// # The model
//
// An [Outcome] is one promise as it turned out. A [Report] counts them by group,
// which is any key of the caller's, and by month: that of the due instant, in the
// report's zone, so that a break is laid at the door of the month in which it
// broke. [Tally] holds the counts, and answers what can be asked of them.
//
// # Honesty
//
// The keep-rate is kept out of kept and broken, with its Wilson interval. What had
// no promise is never counted as kept: it is counted apart, and so are those who
// asked and got no quote. Void is neither kept nor broken, and neither is what is
// still open before its due instant. Void promises are counted by cause, and the
// share that was withdrawn by us before the due instant ([Counts.Withdrawn]) stands
// beside each keep-rate, so that withdrawing what would be late does not pass for
// keeping. What was done at the instant at which it was promised, as in a case that
// was opened finished, is counted apart and in no rate.
//
// The rate against what was first said stands beside it as well, so that moved dates
// do not pass for kept ones. Promises that took each other's place are one chain. It
// counts once in that rate, at its last promise, whose first standing is judged by
// what was first said in the chain. A promise that was broken before it was replaced
// stays broken in the keep-rate.
//
// A break is silent if nobody had warned of it. One at the instant at which a rule
// set the date is not among those, nor among the breaks of which the silent ones are
// a share, since nobody could have warned of it: it is counted apart.
//
// A promise far longer than needed is a fault as well. [Tally.Pad] is the factor by
// which promises were longer than they had to be at a level: one over the quantile,
// at that level, of the actual time as a share of the promised one. So it does not
// mix short promises with long ones, and for promises of one length it is that
// length over the quantile of the actual times. [Report.Pads] follows it through
// the months, and says where work grew into the time that it was given.
//
// # Merging
//
// Shards merge in any order, and give the bytes of the whole: everything kept is
// whole numbers, and merging adds them. Quantiles cannot be had so exactly in
// bounded memory. So lengths are counted in steps on a logarithmic scale, 256 for
// each doubling, and each step keeps the longest length seen in it. A quantile is
// therefore a length that occurred (eight hours stay eight hours), it is never
// below the exact one and at most 1/256 (0.4 %) above. Sums and means are exact. A
// month of a group takes at most a few thousand steps, however much is counted, and
// mostly a few dozen; days take two numbers each. Groups and reasons are kept as
// they come, so names from free text are to be brought down to a few beforehand.
//
// # Forecasts
//
// [Calibration] judges probabilities that were given before: whether of those said
// to break with 0.7 seven in ten broke, how well they tell the one kind from the
// other (AUC), and the mean squared error (Brier score). It merges as well.
//
// # Laws
//
//	merging is associative and commutative, and a shard more or less of nothing changes nothing
//	merged shards are the whole, byte for byte
//	a report read back from its document is the same report
//	no count of one group is in another, and the groups add up to the total
//
// # Zero values, concurrency, purity
//
// The zero [Report] is empty and has no zone: it can be merged, and answers that
// there is nothing, but takes in nothing; [New] makes one that does. All values are
// immutable and safe for concurrent use. Nothing reads the clock.
//
// # What it does not do
//
// It does not judge: package promise does. It does not forecast either: the burn of
// an error budget says what has happened, and how likely that was by chance. It
// forgets which promises it has counted, so that it can neither take one back nor
// see one twice: count each once, or count anew.
package report
