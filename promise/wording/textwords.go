package wording

import "github.com/underpromise/underpromise/calendar/document"

// The string enumerations return an error for unknown words when they are
// written and read. The empty text is the default.

var (
	channelWords = document.NewWordSet("wording", ChannelEmail, ChannelPhone, ChannelChat, ChannelText, ChannelLetter)
	causeWords   = document.NewWordSet("wording", CauseSupplier, CauseCarrier, CauseVolume, CauseScope, CauseTechnical, CauseStaff, CauseWeather, CauseRequest)
)

// MarshalText returns the word. An unknown word is an error.
func (c Channel) MarshalText() ([]byte, error) { return channelWords.Marshal(c) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (c *Channel) UnmarshalText(text []byte) error { return channelWords.Unmarshal(text, c) }

// MarshalText returns the word. An unknown word is an error.
func (c Cause) MarshalText() ([]byte, error) { return causeWords.Marshal(c) }

// UnmarshalText reads a word, or the empty text. An unknown word is an error that
// lists the words.
func (c *Cause) UnmarshalText(text []byte) error { return causeWords.Unmarshal(text, c) }
