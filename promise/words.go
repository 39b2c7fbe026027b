package promise

import "github.com/underpromise/underpromise/calendar/document"

// The string enumerations return an error for unknown words when they are
// written and read. The empty text is the default.

var (
	roleWords      = document.NewWordSet(packageName, RolePerson, RoleCustomer, RoleBot)
	countWords     = document.NewWordSet(packageName, Carry, Anew, Sooner)
	originWords    = document.NewWordSet(packageName, Explicit, Implied)
	noDueWords     = document.NewWordSet(packageName, DuePaused, DuePending, DueReopened, DueUnreachable)
	noticeWords    = document.NewWordSet(packageName, FairNotice, ShortNotice, Silent, Unannounced)
	voidCauseWords = document.NewWordSet(packageName, VoidByCustomer, VoidByCondition, VoidReplaced, VoidByUs)
	dayZeroWords   = document.NewWordSet(packageName, AtOpening, AtReceipt)
	startsWords    = document.NewWordSet(packageName, AtOnce, OnEvent)
	onPauseWords   = document.NewWordSet(packageName, Shift, Hold)
	onReopenWords  = document.NewWordSet(packageName, Continue, Ignore)
	elseWords      = document.NewWordSet(packageName, ElseVoid, ElseMove, ElseBack)
)

// MarshalText returns the word. An unknown word is an error.
func (r Role) MarshalText() ([]byte, error) { return roleWords.Marshal(r) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (r *Role) UnmarshalText(text []byte) error { return roleWords.Unmarshal(text, r) }

// MarshalText returns the word. An unknown word is an error.
func (c Count) MarshalText() ([]byte, error) { return countWords.Marshal(c) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (c *Count) UnmarshalText(text []byte) error { return countWords.Unmarshal(text, c) }

// MarshalText returns the word. An unknown word is an error.
func (o Origin) MarshalText() ([]byte, error) { return originWords.Marshal(o) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (o *Origin) UnmarshalText(text []byte) error { return originWords.Unmarshal(text, o) }

// MarshalText returns the word. An unknown word is an error.
func (n NoDue) MarshalText() ([]byte, error) { return noDueWords.Marshal(n) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (n *NoDue) UnmarshalText(text []byte) error { return noDueWords.Unmarshal(text, n) }

// MarshalText returns the word. An unknown word is an error.
func (n Notice) MarshalText() ([]byte, error) { return noticeWords.Marshal(n) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (n *Notice) UnmarshalText(text []byte) error { return noticeWords.Unmarshal(text, n) }

// MarshalText returns the word. An unknown word is an error.
func (v VoidCause) MarshalText() ([]byte, error) { return voidCauseWords.Marshal(v) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (v *VoidCause) UnmarshalText(text []byte) error { return voidCauseWords.Unmarshal(text, v) }

// MarshalText returns the word. An unknown word is an error.
func (d DayZero) MarshalText() ([]byte, error) { return dayZeroWords.Marshal(d) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (d *DayZero) UnmarshalText(text []byte) error { return dayZeroWords.Unmarshal(text, d) }

// MarshalText returns the word. An unknown word is an error.
func (s Starts) MarshalText() ([]byte, error) { return startsWords.Marshal(s) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (s *Starts) UnmarshalText(text []byte) error { return startsWords.Unmarshal(text, s) }

// MarshalText returns the word. An unknown word is an error.
func (o OnPause) MarshalText() ([]byte, error) { return onPauseWords.Marshal(o) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (o *OnPause) UnmarshalText(text []byte) error { return onPauseWords.Unmarshal(text, o) }

// MarshalText returns the word. An unknown word is an error.
func (o OnReopen) MarshalText() ([]byte, error) { return onReopenWords.Marshal(o) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (o *OnReopen) UnmarshalText(text []byte) error { return onReopenWords.Unmarshal(text, o) }

// MarshalText returns the word. An unknown word is an error.
func (e Else) MarshalText() ([]byte, error) { return elseWords.Marshal(e) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (e *Else) UnmarshalText(text []byte) error { return elseWords.Unmarshal(text, e) }
