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
// [Unmarshal] is strict: unknown and duplicate fields are errors. It reports all
// problems of a document at once, each as a [*FieldError] with the path of its field.
// [Marshal] writes the documents that Unmarshal reads.
//
// [ParseDate], [ParseClock], [ParseInstant] and [ParseDuration] read one text. Each
// accepts one form and does not use the time zone of the machine.
//
// [Problems] collects the problems of a value that is checked field by field.
// [PrefixErrors] puts the path of a part in front of the problems of the part.
// [JoinErrors] leaves out problems that follow from another one. [Words] are the
// words of an enumeration.
//
// Everything is safe for concurrent use, except a [Problems].
package document
