// Package forecast quotes due times from the history of a desk, so that each is kept as
// often as its level states, and estimates how likely an open promise is to break.
//
// Most users need three calls: [New] (later [History.Append]) to build a history from
// records of past cases, Quote of [Survival] to compute a due time at a level, and
// [History.Risk] to estimate the risk of an open promise.
//
//	history, err := forecast.New(forecast.Config{
//		Calendar: cal,
//		Groups:   [][]string{{"type", "priority"}, {"type"}, {}},
//	}, records...)
//	q := forecast.Survival{}.Quote(history, forecast.Query{Fields: fields, At: now, Level: 0.95})
//	fmt.Println(q)                                        // promise 31h20m, kept 95 % of the time; aim for 18h
//	terms, err := q.Terms(cal, now, policy.ToHalfHour)    // for promise.Make
//	running, ok := forecast.RunningOf(p, fields, later)   // p was made of the terms
//	risk := history.Risk(running)
//
// # History
//
// A [History] consists of records of cases, finished and still open, with the time that
// each took in the clock of its promise: working time without pauses. [RecordOf] returns
// the record of a promise. Open cases are necessary: a history of finished cases only
// lacks the slow ones, and its quotes are too short. A time that is not given is counted
// by the history's calendar; a time longer than the wall-clock time is an error. If cases
// have no stages, so that their pauses are unknown, open ones age at the average rate of
// the finished ones.
//
// A question about an instant is answered by what was known then, refreshed once a day
// or as Config.Refresh sets. So a replay of past questions uses no later knowledge.
//
// # Groups
//
// The lines of Config.Groups go from fine to coarse. The curve of a group is shrunk
// towards that of the next group, its parent: the parent is a prior that counts as k
// cases. With n cases of its own a group has the weight n/(n+k). Beyond the longest age
// at which its own cases were observed, and in an empty group, the parent's curve alone
// counts. By default k is (1-r)/r, where r is the intraclass correlation (analysis of
// variance) of taking longer than the parent's median: k is small if groups differ much.
// If the one-sample log-rank test (Woolson 1981) finds at 5 % that a group differs from
// its parent, with a chi-square of x, its k is multiplied by exp((3.84-x)/2), and its
// prior uses the hazard ratio of the group, as far as that is known. Cases are weighted
// by age: the weight halves with each Config.HalfLife since the case was opened.
//
// # Quotes
//
// A [Method] computes a [Quote] from a history. [Survival] is the default. [Conformal]
// uses finished cases only. [Recalibrated] corrects somebody's estimate. [Newsvendor]
// chooses the level from costs, and [Adaptive] from the outcomes of past promises.
// Package baseline has the usual pads and percentiles, to compare with, and package queue
// methods for waits in a queue. [Source] is for a policy that asks for a level.
//
// There may be no time that is honest at a level: if one case in ten is never finished,
// nothing is kept 95 % of the time. Then Reachable is false, and Due and Level are the
// best there is. A due that is cut by AtMost has a lower level.
//
// # Risk
//
// [History.Risk] is the share of cases of the same group and stage, and of the same age,
// that were still open at the due age. [History.UpdateBy] returns the time by which to
// tell the customer, [History.Obstacles] what is likely to delay the case. A [Risk] has a
// probability, a zone, a sentence, and the Flag event to record. Package monitor returns
// risks of pads and of error budgets.
//
// # Laws
//
// These are tested. A Conformal quote for independent cases of one group is kept with
// probability p to p+1/(n+1). A quote never falls when the level rises. A history that is
// appended in parts equals one that is built at once, and one that is written and parsed
// equals the original. [History.KnownAt] gives the same answers as the whole history.
// Curves, shrunk or not, equal those of slow textbook computations.
//
// # Zero values, concurrency, purity
//
// A History is an immutable value and safe for concurrent use; it caches curves, which
// changes no answer. No function reads the clock, a file, the environment or a global.
// The same inputs give the same bytes. Questions cannot fail; New, Append and Parse can,
// and their errors have the path of the field and a correction.
//
// # Cost
//
// A quote takes a few binary searches and allocates nothing. A curve is computed once for
// each Refresh and takes a sort of its group; [History.Prepare] computes all of them in
// advance. Curves of several days are cached, up to about the memory of the records. A
// curve of more than 1,024 steps is downsampled: it keeps the steps that differ by 1/1024
// of its cases, or by 1/64 of those still open, and is never below the exact curve.
//
// # What it does not do
//
// It uses times, groups and stages only. In the first weeks of a history its quotes are
// unreachable or wrong. Package report measures what was kept.
//
// # Files
//
//	method.go             Method, Survival, Conformal, Recalibrated, Judge
//	adaptive.go           Adaptive and its state; newsvendor.go: Newsvendor
//	source.go             Source, which answers policies
//	quote.go              Query and Quote; quote_search.go: the search for an honest time
//	quote_text.go         a quote as text; quote_times.go: a quote on a calendar
//	record.go             Record, Stage, RecordOf; record_check.go: errors in records
//	history.go            Config and History; history_document.go: its JSON
//	history_store.go      records and groups in memory, shared by histories
//	curve.go              Curve, and how a history selects the curves of a case
//	curve_sample.go       what each record contributes to a curve
//	curve_group.go        the Kaplan-Meier curve of one group, downsampled
//	curve_shrinkage.go    the curve of a group combined with its prior
//	curve_correlation.go  the weight of the prior from the intraclass correlation
//	curve_cache.go        the cache of curves
//	curve_stage.go        curves of the time that remains in a stage
//	risk.go               Running, Risk, Zone; risk_event.go: what to record
//	risk_update.go        the time by which to tell the customer
//	obstacle.go           what is likely to delay a case
package forecast
