// Package document reads and writes the JSON documents of this module, and the
// texts in them: dates, times of day, instants, durations and words.
//
//	var desk struct {
//		Name     string             `json:"name"`
//		Calendar *calendar.Calendar `json:"calendar"`
//		Reply    time.Duration      `json:"reply"`
//	}
//	err := document.Unmarshal("crm", doc, &desk)
//
// Use it for documents of your own that hold calendars, promises or policies: they
// are then read by the same rules.
//
// # Rules
//
// [Unmarshal] is strict: what it does not understand is an error. It reports every
// problem of a document at once, each as a [*FieldError] with the path of its field,
// and never stops at the first. [Marshal] writes what Unmarshal reads.
//
// [ParseDate], [ParseClock], [ParseInstant] and [ParseDuration] read one text. They
// accept one form each, and no zone of the machine.
//
// [Problems] collects the problems of a value that is checked field by field.
// [PrefixErrors] moves the problems of a part below the path of the whole, and
// [JoinErrors] leaves out what one mistake does to a later check. [Words] are the
// words of an enumeration.
//
// Everything is safe for concurrent use, except a [Problems].
package document
