package wording

import "time"

// Options hold the facts of a text that the promise does not have. The zero
// value is ready to use.
type Options struct {
	// Zone is the time zone of the reader. Defaults to that of the promise's
	// calendar. An explanation read from JSON has only the offset of that zone,
	// so set Zone then.
	Zone *time.Location `json:"-"`
	// ZoneName is the reader's name for the zone ("Berlin time"), written after
	// each time of day. Defaults to the offset ("UTC+1") if Zone has a
	// different time from the promise's calendar, and to nothing otherwise.
	ZoneName string `json:"zone_name,omitempty"`
	// NextUpdate is the instant by which the customer will be contacted again.
	// If it is not after the instant judged, texts for the customer omit it,
	// and texts for the team show it as overdue. Defaults to none.
	NextUpdate time.Time `json:"next_update,omitzero"`
	// Cause is the reason for a changed date, for the customer. It is written
	// with the change. Defaults to no cause.
	Cause Cause `json:"cause,omitempty"`
	// Name is the form of address of the customer ("Ms Lee"). A text for the
	// customer then begins with a greeting, with po, -님 or, as in a letter to
	// one person, «Вы». It is not taken from About.To, which may be a company
	// or a number. Defaults to none.
	Name string `json:"name,omitempty"`
	// Channel is the channel of the next update, as requested by the customer.
	// It is written after the time of the next update. Defaults to none.
	Channel Channel `json:"channel,omitempty"`
}

// A Channel is a means of contacting a customer. An unknown Channel is ignored.
type Channel string

const (
	// ChannelEmail is e-mail.
	ChannelEmail Channel = "email"
	// ChannelPhone is a phone call.
	ChannelPhone Channel = "phone"
	// ChannelChat is a chat.
	ChannelChat Channel = "chat"
	// ChannelText is a text message (SMS).
	ChannelText Channel = "text"
	// ChannelLetter is a letter.
	ChannelLetter Channel = "letter"
)

// message returns the sentence for the channel.
func (c Channel) message() (m message, known bool) {
	switch c {
	case ChannelEmail:
		return channelEmail, true
	case ChannelPhone:
		return channelPhone, true
	case ChannelChat:
		return channelChat, true
	case ChannelText:
		return channelText, true
	case ChannelLetter:
		return channelLetter, true
	}
	return 0, false
}

// A Cause is a reason that may be shown to a customer, unlike the Reason of an
// event, which is internal. An unknown Cause is ignored.
type Cause string

const (
	// CauseSupplier is a supplier who needs more time.
	CauseSupplier Cause = "supplier"
	// CauseCarrier is a delay in transport.
	CauseCarrier Cause = "carrier"
	// CauseVolume is an unusual number of requests.
	CauseVolume Cause = "volume"
	// CauseScope is work that turned out to be larger than expected.
	CauseScope Cause = "scope"
	// CauseTechnical is a technical problem.
	CauseTechnical Cause = "technical"
	// CauseStaff is a lack of staff.
	CauseStaff Cause = "staff"
	// CauseWeather is the weather.
	CauseWeather Cause = "weather"
	// CauseRequest is a change requested by the customer.
	CauseRequest Cause = "request"
)

// message returns the sentence for the cause.
func (c Cause) message() (m message, known bool) {
	switch c {
	case CauseSupplier:
		return causeSupplier, true
	case CauseCarrier:
		return causeCarrier, true
	case CauseVolume:
		return causeVolume, true
	case CauseScope:
		return causeScope, true
	case CauseTechnical:
		return causeTechnical, true
	case CauseStaff:
		return causeStaff, true
	case CauseWeather:
		return causeWeather, true
	case CauseRequest:
		return causeRequest, true
	}
	return 0, false
}
