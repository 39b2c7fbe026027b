package forecast

import "github.com/underpromise/underpromise/calendar/document"

// What holds no history and no method is written and read field by field.

// MarshalJSON writes the state as [document.Marshal] does.
func (a AdaptiveState) MarshalJSON() ([]byte, error) {
	return document.MarshalFields("forecast", a)
}

// UnmarshalJSON reads the state; an unknown field is an error.
func (a *AdaptiveState) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("forecast", doc, a)
}

// MarshalJSON writes the configuration as [document.Marshal] does.
func (c Config) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", c) }

// UnmarshalJSON reads the configuration; an unknown field is an error.
func (c *Config) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, c) }

// MarshalJSON writes the method as [document.Marshal] does.
func (c Conformal) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", c) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (c *Conformal) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("forecast", doc, c)
}

// MarshalJSON writes the obstacle as [document.Marshal] does.
func (o Obstacle) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", o) }

// UnmarshalJSON reads the obstacle; an unknown field is an error.
func (o *Obstacle) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("forecast", doc, o)
}

// MarshalJSON writes the plan as [document.Marshal] does.
func (p Plan) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", p) }

// UnmarshalJSON reads the plan; an unknown field is an error.
func (p *Plan) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, p) }

// MarshalJSON writes the query as [document.Marshal] does.
func (q Query) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", q) }

// UnmarshalJSON reads the query; an unknown field is an error.
func (q *Query) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, q) }

// MarshalJSON writes the quote as [document.Marshal] does.
func (q Quote) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", q) }

// UnmarshalJSON reads the quote; an unknown field is an error.
func (q *Quote) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, q) }

// MarshalJSON writes the method as [document.Marshal] does.
func (r Recalibrated) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", r) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (r *Recalibrated) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("forecast", doc, r)
}

// MarshalJSON writes the record as [document.Marshal] does.
func (c Record) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", c) }

// UnmarshalJSON reads the record; an unknown field is an error.
func (c *Record) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, c) }

// MarshalJSON writes the risk as [document.Marshal] does.
func (r Risk) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", r) }

// UnmarshalJSON reads the risk; an unknown field is an error.
func (r *Risk) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, r) }

// MarshalJSON writes the case as [document.Marshal] does.
func (r Running) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", r) }

// UnmarshalJSON reads the case; an unknown field is an error.
func (r *Running) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("forecast", doc, r)
}

// MarshalJSON writes the stage as [document.Marshal] does.
func (s Stage) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", s) }

// UnmarshalJSON reads the stage; an unknown field is an error.
func (s *Stage) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, s) }

// MarshalJSON writes the method as [document.Marshal] does.
func (s Survival) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", s) }

// UnmarshalJSON reads the method; an unknown field is an error.
func (s *Survival) UnmarshalJSON(doc []byte) error {
	return document.UnmarshalFields("forecast", doc, s)
}

// MarshalJSON writes the instants as [document.Marshal] does.
func (t Times) MarshalJSON() ([]byte, error) { return document.MarshalFields("forecast", t) }

// UnmarshalJSON reads the instants; an unknown field is an error.
func (t *Times) UnmarshalJSON(doc []byte) error { return document.UnmarshalFields("forecast", doc, t) }
