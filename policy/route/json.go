package route

import "github.com/underpromise/underpromise/calendar/document"

// MarshalJSON writes the stop as [document.Marshal] does.
func (s Stop) MarshalJSON() ([]byte, error) { return document.MarshalFields("route", s) }

// UnmarshalJSON reads the stop. It returns an error for an unknown field.
func (s *Stop) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("route", doc, s) }

// MarshalJSON writes the plan as [document.Marshal] does.
func (p Plan) MarshalJSON() ([]byte, error) { return document.MarshalFields("route", p) }

// UnmarshalJSON reads the plan. It returns an error for an unknown field.
func (p *Plan) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("route", doc, p) }

// MarshalJSON writes the use as [document.Marshal] does.
func (u Use) MarshalJSON() ([]byte, error) { return document.MarshalFields("route", u) }

// UnmarshalJSON reads the use. It returns an error for an unknown field.
func (u *Use) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("route", doc, u) }

// MarshalJSON writes the report as [document.Marshal] does.
func (r Report) MarshalJSON() ([]byte, error) { return document.MarshalFields("route", r) }

// UnmarshalJSON reads the report. It returns an error for an unknown field.
func (r *Report) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("route", doc, r) }

// MarshalJSON writes the leg, its calendar in full, as [document.Marshal] does.
func (l Leg) MarshalJSON() ([]byte, error) { return document.MarshalFields("route", l) }

// UnmarshalJSON reads the leg. It returns an error for an unknown field.
func (l *Leg) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("route", doc, l) }

// MarshalJSON writes the config as [document.Marshal] does.
func (c Config) MarshalJSON() ([]byte, error) { return document.MarshalFields("route", c) }

// UnmarshalJSON reads the config. It returns an error for an unknown field.
func (c *Config) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("route", doc, c) }
