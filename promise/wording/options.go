package wording

import "time"

// Options say what a text needs to know besides the promise.
type Options struct {
	// Zone is the time zone of the reader. Defaults to that of the promise's
	// calendar; of an explanation read from JSON only its offset is left, so
	// name the zone then.
	Zone *time.Location `json:"-"`
	// ZoneName is what the reader calls the zone ("Berlin time"); it is put
	// behind each time of day. Defaults to the offset ("UTC+1") where Zone
	// tells another time than the promise's calendar, and to nothing where it
	// tells the same.
	ZoneName string `json:"zone_name,omitempty"`
	// NextUpdate is the instant by which the customer hears from us again. One
	// that is not after the instant judged is not told to a customer, and shown
	// to the team as overdue. Defaults to none.
	NextUpdate time.Time `json:"next_update,omitzero"`
	// Cause tells the customer why a date changed; it is told where a date did.
	// Defaults to no cause.
	Cause Cause `json:"cause,omitempty"`
	// Name is how the customer is addressed ("Ms Lee"): a text for the customer
	// then begins with a greeting, with po, -님 or, as in a letter to one person,
	// «Вы». It is not taken from About.To, which may be a company or a number.
	// Defaults to none.
	Name string `json:"name,omitempty"`
	// Channel is how the customer asked to hear from us; it is told behind the time
	// of the next word. Defaults to none.
	Channel Channel `json:"channel,omitempty"`
}

// A Channel is how a customer asked to hear from us. An unknown one is not told.
type Channel string

const (
	// ChannelEmail is by e-mail.
	ChannelEmail Channel = "email"
	// ChannelPhone is by a call.
	ChannelPhone Channel = "phone"
	// ChannelChat is in a chat.
	ChannelChat Channel = "chat"
	// ChannelText is by a text message (SMS).
	ChannelText Channel = "text"
	// ChannelLetter is by a letter.
	ChannelLetter Channel = "letter"
)

// message returns the sentence that tells the channel.
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

// A Cause is a reason that a customer may be told, in place of the Reason of an
// event, which is internal. An unknown one is not told.
type Cause string

const (
	// CauseSupplier says that a supplier needs longer.
	CauseSupplier Cause = "supplier"
	// CauseCarrier says that it is longer on its way.
	CauseCarrier Cause = "carrier"
	// CauseVolume says that more requests than usual came in.
	CauseVolume Cause = "volume"
	// CauseScope says that there is more to do than was seen at first.
	CauseScope Cause = "scope"
	// CauseTechnical says that there is a technical problem.
	CauseTechnical Cause = "technical"
	// CauseStaff says that fewer people are there than planned.
	CauseStaff Cause = "staff"
	// CauseWeather says that the weather is in the way.
	CauseWeather Cause = "weather"
	// CauseRequest says that the customer asked for the change.
	CauseRequest Cause = "request"
)

// message returns the sentence that tells the cause.
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
