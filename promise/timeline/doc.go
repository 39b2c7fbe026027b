// Package timeline draws the explanation of a promise as a picture in SVG: the
// steps of the clock, the due instant, and the end.
//
//	svg := timeline.SVG(p.Explain(now), timeline.Options{Calendar: cal, Width: 320})
//
// # What is shown
//
// The name, the standing and the verdict are at the top. Below them is time,
// from left to right: bands of open hours, and on them a bar.
//
//   - Counted time is solid; after the target it has another colour, and after
//     the break a third one. Time that will still count is pale.
//   - Pauses are hatched, holidays and other named closures are dotted. Each has
//     a number, and its reason or name is written below under that number.
//   - Target, due, expected later date, the instant judged, the end and the
//     break have poles, each with its own shape and its time.
//   - Revisions have numbers, with whether they bind. Remarks have numbers too.
//   - Conditions have numbers in squares, with what is waited for and until
//     when, or when it was met. While a condition is unmet, the due time is
//     always written with it.
//   - Updates have numbers in speech bubbles, with who informed the customer,
//     when and through which channel. An update with Late set has the colour of
//     lateness.
//
// Every colour is combined with a shape, a hatching or a word. Texts have a
// contrast of at least 4.5 to 1 with their background, marks of 3 to 1, in both
// themes, and the standings differ for readers with any form of colour
// blindness. A page that contains pictures can use the same colours: see
// [Colors].
//
// # Where it can be used
//
// The picture needs no script, font or other file, and has its own background.
// It can be used in an img element, in an e-mail, or inline in a page. Inline,
// give each picture its own [Options.ID], with which all its ids and style
// rules begin. Set a [Theme] for programs that convert it to PNG. A page whose
// Content-Security-Policy forbids inline styles must use an img element.
//
// It has role="img", with the verdict as its title and a description in words.
// Inline, shortened texts are shown in full on hover.
//
// # Time
//
// The axis counts in minutes, hours, days, weeks, months or years, whichever
// has room, and shows wall-clock time in the calendar's zone. Distances are
// real time: a day of 23 hours is narrower than others, and can be labelled so.
// No text has a fraction of a second: time left is rounded down and lateness is
// rounded up, to minutes from an hour on, else to seconds. Instants have
// seconds only if two important ones are less than a minute apart. The picture
// extends from the first instant to the last mark. The instant judged is
// included unless it is long after the end; it is always written at the bottom.
//
// # Which calendar
//
// An explanation contains the name and the fingerprint of its calendar, not the
// hours; [Options.Calendar] provides them. Bands are drawn only if its
// fingerprint is the same. A step whose counted time does not match it, because
// a revision changed the hours, is drawn whole.
//
// # For a customer
//
// With [Options.ForCustomer] the picture does not depend on the target, flags,
// reasons, remarks, or names of closures or actors. At risk and on track look
// the same, a pause is just "paused", and the verdict has other words. A
// condition is written in its English wording or in neutral words, never by its
// name, and an update without names. After an update with Late set, the old
// time is shown as past until a revision gives a new one. ID, Name and To of
// [promise.About] are shown to everybody.
//
// # Bounds
//
// For any length of the history, a picture has at most some hundreds of
// elements, and states what it omits. The eight most important notes are
// written in full. With more than a hundred pauses and closures the bar is
// drawn in narrow cells, in which the height of each look is its share of the
// time. Open hours too short to see are drawn as open days, or not at all.
//
// Text widths are estimated; in a very wide font two labels can be close. Texts
// from the record are shown without control characters and marks of direction,
// and are cut after a thousand characters (see package plaintext).
//
// # Purity
//
// SVG is a pure function: the same explanation and options give the same bytes
// on every machine. It is safe for concurrent use. It cannot fail.
//
// # What it does not do
//
// It writes English only, does not create PNG files, and is not interactive.
package timeline
