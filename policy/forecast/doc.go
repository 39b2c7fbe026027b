// Package forecast quotes a due time that will be kept as often as it says, from
// what a desk has done; says so when there is no such time; and tells how likely an
// open promise is to break.
//
//	history, err := forecast.New(forecast.Config{
//		Calendar: cal,
//		Groups:   [][]string{{"type", "priority"}, {"type"}, {}},
//	}, cases...)
//	q := forecast.Survival{}.Quote(history, forecast.Question{Fields: fields, At: now, Level: 0.95})
//	fmt.Println(q)                                        // promise 31h20m, kept 95 % of the time; aim for 18h
//	terms, err := q.Terms(cal, now, policy.ToHalfHour)    // for promise.Make
//
// # History
//
// A [History] is made of cases, finished and still open, with the time that each
// took in the promise's own clock: working time, pauses taken out. [CaseOf] makes
// one of a promise. Whoever learns from finished cases alone promises too little: the
// slow ones are missing. A time that is not stated is counted by the history's
// calendar; one that is longer than the wall-clock time is refused. Where cases do not
// tell their pauses, open ones grow older at the pace of the finished ones.
//
// It answers for any instant by what was known then, read once a day or as
// Config.Refresh says, so that a walk through the past looks ahead nowhere.
//
// # Groups
//
// Lines of groups go from fine to coarse. A group leans on the next one: that lends it
// k cases, which go on as its own curve says. So n cases of a group weigh n/(n+k), and
// past the ages to which they were watched, as in a group that is new, the next speaks
// alone. By default k is (1-r)/r, r being the intraclass correlation (analysis of
// variance) of taking longer than the parent's median: groups that differ much learn
// little from each other. A group that is itself strange to its parent is lent less: k
// times exp((3.84-x)/2), x being the chi-square of the one-sample log-rank test (Woolson
// 1981), where that rejects at 5 %; and what it is lent goes at the group's own pace, as
// far as that is known. The past fades: what was opened Config.Fade ago counts half.
//
// # Quotes
//
// A [Quoter] turns history into a [Quote]. [Survival] is the one to take; [Conformal]
// and [Order] look at finished cases only; [Recalibrated] mends somebody's estimate,
// [Newsvendor] takes the level from costs, [Adaptive] from what became of the last
// promises; [Fixed] and [Percent] pad as people do, and say how honest that is.
// Package queue quotes waits.
//
// "No time is honest at this level" is an answer: where one case in ten is never
// done, nothing is kept 95 % of the time. Then Reachable is false, and Due and Level
// are the best there is. A cap lowers the level.
//
// # Risk
//
// [History.Risk] is the share of cases as old as this one, of its group and stage,
// that were still open when this one is due. [History.UpdateBy] says by when to tell
// the customer, [History.Obstacles] what gets in the way; [Fever] and [Burn] watch a
// pad and a desk. A [Risk] has a probability, a zone, a sentence, and the Flag to
// record.
//
// # Laws
//
// These are tested: a Conformal quote for independent cases of one group is kept with
// probability p to p+1/(n+1); a quote never falls when the level rises; appending
// in pieces is the same as building whole; a history read back is the same;
// [History.KnownAt] gives the same answers as the whole; curves, leaning or not, are
// those of slow textbook computations.
//
// # Zero values, concurrency, purity
//
// A History is an immutable value and safe for concurrent use; it remembers curves,
// which changes no answer. No function reads the clock, a file,
// the environment or a global. The same inputs give the same bytes. Questions cannot
// fail; New, Append and Parse can, and name the field and the mend.
//
// # Cost
//
// A quote takes a few binary searches and allocates nothing; a curve, once for each
// Refresh, a sort of its group. [History.Prepare] makes them all beforehand. Curves of
// several days are remembered, as many as take about the memory of the cases. A curve of
// more than 1,024 steps keeps those that make a difference of 1/1024 of its cases, or of
// 1/64 of what is still open: what is in between counts as open a little longer.
//
// # What it does not do
//
// It learns from time, groups and stages only. In its first weeks it says that there
// is no honest time, or is wrong. Package report judges what was promised.
package forecast
