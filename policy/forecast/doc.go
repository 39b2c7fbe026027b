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
// one of a promise. Open cases matter most: whoever learns from finished cases alone
// promises too little, because the slow ones are missing. A case may tell its stages
// and pauses; the open ones of those that do not grow older at the pace at which the
// finished ones of their group did.
//
// It answers for any instant by what was known then, read once a day or as
// Config.Refresh says; so a walk through the past looks ahead nowhere, and one
// history serves it whole.
//
// # Groups
//
// A case is compared with others of its group. Lines of groups go from fine to
// coarse; a group with too few cases to be sure asks the next. One with few leans on
// it: n cases
// of its own weigh n/(n+k) in a mixture of both curves, where k says how many cases
// the parent is worth. By default k is (1-r)/r, r being the intraclass correlation
// (analysis of variance) of taking longer than the parent's median: groups that
// differ much learn little from each other. The past fades: what was opened
// Config.Fade ago counts half.
//
// # Quotes
//
// A [Quoter] turns a curve into a [Quote]. [Survival] is the one to take; [Conformal]
// and [Order] look at finished cases only; [Recalibrated] mends somebody's estimate,
// [Newsvendor] takes the level from costs, [Adaptive] from what became of the last
// promises; [Fixed] and [Percent] pad as people do, and say how honest that is.
// Package queue quotes waits.
//
// "No time is honest at this level" is an answer: where one case in ten is never
// done, nothing is kept 95 % of the time. Reachable is then false, and Due and Level
// are the best there is. Nothing is ever clamped to the longest time seen. A cap
// lowers the level, and says so.
//
// # Risk
//
// [History.Risk] is the share of cases as old as this one, of its group and in its
// stage, that were still open when this one is due. [History.UpdateBy] says by when
// to tell the customer, [History.Obstacles] what gets in the way, [Fever] and [Burn]
// watch a case's pad and a desk's budget. Each gives a [Risk]: a probability, a zone
// and a sentence, and the Flag to record.
//
// # Laws
//
// These are tested: on independent cases in random order a Conformal quote is kept
// with probability p to p+1/(n+1); a quote never falls when the level rises; appending
// in pieces is the same as building whole; a history read back is the same history;
// [History.KnownAt] gives the same quotes as the whole; the curve is that of a slow
// textbook computation.
//
// # Zero values, concurrency, purity
//
// A History is an immutable value and safe for concurrent use; inside it remembers
// the last curve of each group, which changes no answer. No function reads the clock,
// a file, the environment or a global. The same inputs give the same bytes. Questions
// cannot fail; New, Append and Parse can, and name the field and the mend.
//
// # Cost
//
// A quote from a group whose curve is known takes a few binary searches and
// allocates nothing. The curve costs a sort of its group, once for each Refresh.
//
// # What it does not do
//
// It learns only from time and groups: no regression, no features. It promises
// nothing about times before its history begins: for the first weeks it will say that
// there is no honest time, or be wrong. Judging what was promised is for package
// report.
package forecast
