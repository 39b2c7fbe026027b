package forecast

import "time"

// A Curve is how long cases take: the share that is still open at each age, by
// Kaplan and Meier (1958), who let open cases count for as long as they have
// been watched. The zero Curve knows nothing.
type Curve struct{}

// Observe makes a curve from a sample: how long each case took, or its age if it
// is not finished.
func Observe(took []time.Duration, finished []bool) Curve { return Curve{} }

// Group names whose curve it is: "type=Graffiti", or "all".
func (c Curve) Group() string { return "" }

// N returns how many cases of the group it was made from, and how many of them
// were still open.
func (c Curve) N() (n, censored int) { return 0, 0 }

// Open returns the share of cases that are still open at an age; 1 before any is
// finished. Beyond what was watched it stays where it was.
func (c Curve) Open(age time.Duration) float64 { return 1 }

// Quantile returns the first age by which the share p is finished. ok is false
// if the curve never gets there.
func (c Curve) Quantile(p float64) (age time.Duration, ok bool) { return 0, false }

// Best returns the highest share that is ever finished, and the first age at
// which it is.
func (c Curve) Best() (p float64, age time.Duration) { return 0, 0 }
