package policy

import "github.com/underpromise/underpromise/calendar/document"

// The enumerations whose values are texts return an error for unknown words when they
// are written and read. The empty text stands for the default.

var (
	audienceWords  = document.NewWordSet(packageName, AudienceCustomer, AudienceTeam, AudienceSupplier)
	cycleWords     = document.NewWordSet(packageName, Once, EachTime, Sequential, Periodic)
	changeWords    = document.NewWordSet(packageName, Carry, Restart, Keep, Tighter, Sooner)
	laterWords     = document.NewWordSet(packageName, LaterBinds)
	roundWords     = document.NewWordSet(packageName, ToHalfHour, ToClose, ToDate)
	offerKindWords = document.NewWordSet(packageName, OfferAsWished, OfferEarliest, OfferTier, OfferPart, OfferCondition)
)

// MarshalText returns the word. An unknown word is an error.
func (a Audience) MarshalText() ([]byte, error) { return audienceWords.Marshal(a) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (a *Audience) UnmarshalText(text []byte) error { return audienceWords.Unmarshal(text, a) }

// MarshalText returns the word. An unknown word is an error.
func (c Cycle) MarshalText() ([]byte, error) { return cycleWords.Marshal(c) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (c *Cycle) UnmarshalText(text []byte) error { return cycleWords.Unmarshal(text, c) }

// MarshalText returns the word. An unknown word is an error.
func (c Change) MarshalText() ([]byte, error) { return changeWords.Marshal(c) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (c *Change) UnmarshalText(text []byte) error { return changeWords.Unmarshal(text, c) }

// MarshalText returns the word. An unknown word is an error.
func (l Later) MarshalText() ([]byte, error) { return laterWords.Marshal(l) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (l *Later) UnmarshalText(text []byte) error { return laterWords.Unmarshal(text, l) }

// MarshalText returns the word. An unknown word is an error.
func (r Round) MarshalText() ([]byte, error) { return roundWords.Marshal(r) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (r *Round) UnmarshalText(text []byte) error { return roundWords.Unmarshal(text, r) }

// MarshalText returns the word. An unknown word is an error.
func (k OfferKind) MarshalText() ([]byte, error) { return offerKindWords.Marshal(k) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (k *OfferKind) UnmarshalText(text []byte) error { return offerKindWords.Unmarshal(text, k) }
