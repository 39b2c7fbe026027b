// Package timeline draws the explanation of a promise as a picture, in SVG: what
// the clock did, when it was due, and how it ended.
//
//	svg := timeline.SVG(p.Explain(now), timeline.Options{Calendar: cal, Width: 320})
//
// # What is shown
//
// At the top stand the name, the standing and the verdict. Below them is time,
// from left to right: bands of open hours, and on them a bar.
//
//   - Counted time is solid; after the target it has another colour, and after
//     the break another again. What will still count is pale.
//   - Pauses are hatched, holidays and other named closures are dotted. Each has
//     a number, under which its reason or name is written below.
//   - Target, due, expected later date, the instant judged, the end and the
//     break stand on poles, each with a shape of its own and its time.
//   - Revisions, with whether they bind, and remarks have numbers too.
//   - Conditions have numbers in squares: what is waited for and until when, or when
//     it was met. While one is unmet, nothing names the due time without it.
//   - Updates have numbers in speech bubbles: who told the customer, when and through
//     which channel. One that told of a delay has the colour of what is late.
//
// Every colour goes with a shape, a hatching or a word. Texts stand out from
// what is behind them by at least 4.5 to 1, marks by 3 to 1, in both themes, and
// the standings differ for readers with any form of colour blindness. A page that
// shows pictures can use the same colours: see [Colors].
//
// # Where it can stand
//
// The picture needs no script, no font and no other file, and has a background
// of its own. It can be behind an img element, in an e-mail, or inline in a page;
// there, give each picture its own [Options.ID], with which all its ids and style
// rules begin. Programs that make a PNG of it should be given a [Theme]. A page
// whose Content-Security-Policy forbids inline styles must use an img element.
//
// It has role="img", with the verdict as its title and a description in words.
// Inline, what is shortened is told in full to whoever points at it.
//
// # Time
//
// The axis counts in minutes, hours, days, weeks, months or years, whichever has
// room, and reads the clock on the wall in the calendar's zone. Distances are
// real time: a day of 23 hours is narrower than others, and may say so. No text has
// a fraction of a second: what is left is rounded down and what is late is rounded
// up, to minutes from an hour on, else to seconds. Instants show their seconds only
// where two that matter are less than a minute apart. The
// picture reaches from the first instant to the last mark. The instant judged is
// on it, unless that lies far behind the end; it is always named at the bottom.
//
// # Which calendar
//
// An explanation holds the name and the fingerprint of its calendar, not the
// hours; [Options.Calendar] brings them. Bands are drawn only if its fingerprint
// is the same, and a step whose counted time it does not account for, because a
// revision brought in other hours, is drawn whole.
//
// # To a customer
//
// With [Options.ForCustomer] nothing in the picture depends on the target, on
// flags, reasons, remarks, names of closures or of actors. At risk and on track
// look the same, a pause is just "paused", and the verdict is said in other
// words. A condition is told in its English wording or in neutral words, never by
// its name, and an update without names. After an update that told of a delay, the
// time said before is shown as past, until a revision names another. ID, Name and
// To of [promise.About] are shown to everybody.
//
// # Bounds
//
// However long the history is, a picture has at most some hundreds of elements,
// and says what it leaves out. Eight notes are written out, the most important. With
// more than a hundred pauses and closures the bar is drawn in narrow cells, each
// look as high as its share of the time. Open hours too fine to see are drawn as
// open days, or not at all.
//
// Texts are laid out by estimated widths; in a very wide font two labels can
// come close. Texts from the record are shown without control characters and marks
// of direction, and are cut after a thousand characters (see package plaintext).
//
// # Purity
//
// SVG is a pure function: the same explanation and options give the same bytes,
// on every machine. It is safe for concurrent use. No explanation makes it fail.
//
// # What it does not do
//
// It speaks English only, makes no PNG, and cannot be clicked.
package timeline
