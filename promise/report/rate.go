package report

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/underpromise/underpromise/calendar/document"
)

// A Rate is a number out of a total, such as kept of judged. The zero Rate is 0
// of 0.
type Rate struct {
	// Count is the number out of the total Of.
	Count, Of int
}

// Share returns the rate as a number from 0 to 1. ok is false if Of is 0.
func (r Rate) Share() (share float64, ok bool) {
	if r.Of < 1 {
		return 0, false
	}
	return float64(r.Count) / float64(r.Of), true
}

// Wilson returns the interval in which the true rate lies with a confidence of
// 95 %, if the cases are independent of each other (E. B. Wilson, Probable
// inference, the law of succession, and statistical inference, Journal of the
// American Statistical Association 22, 1927). It is 0 to 1 if Of is 0.
func (r Rate) Wilson() (low, high float64) {
	if r.Of < 1 {
		return 0, 1
	}
	const z = 1.959963984540054 // the normal quantile of 0.975
	n, k := float64(r.Of), float64(r.Count)
	middle := k + z*z/2
	half := z * math.Sqrt(k*(n-k)/n+z*z/4)
	low, high = (middle-half)/(n+z*z), (middle+half)/(n+z*z)
	if r.Count == 0 {
		low = 0
	}
	if r.Count == r.Of {
		high = 1
	}
	return low, high
}

// String returns the rate as text: "812 of 860, 94.4 % (92.7 to 95.8)".
func (r Rate) String() string {
	share, ok := r.Share()
	if !ok {
		return "0 of 0"
	}
	low, high := r.Wilson()
	return fmt.Sprintf("%d of %d, %.1f %% (%.1f to %.1f)", r.Count, r.Of, 100*share, 100*low, 100*high)
}

type rateDocument struct {
	Count int     `json:"count"`
	Of    int     `json:"of"`
	Share float64 `json:"share,omitempty"`
	Low   float64 `json:"low,omitempty"`
	High  float64 `json:"high,omitempty"`
}

// MarshalJSON writes the counts and, rounded to six places, the share and its
// interval: {"count":812,"of":860,"share":0.944186,"low":0.926739,"high":0.957657}.
func (r Rate) MarshalJSON() ([]byte, error) {
	d := rateDocument{Count: r.Count, Of: r.Of}
	if share, ok := r.Share(); ok {
		low, high := r.Wilson()
		d.Share, d.Low, d.High = places(share), places(low), places(high)
	}
	return json.Marshal(d)
}

// UnmarshalJSON reads what MarshalJSON writes. It ignores everything but the
// counts.
func (r *Rate) UnmarshalJSON(doc []byte) error {
	var d rateDocument
	if err := document.Unmarshal("report", doc, &d); err != nil {
		return err
	}
	if d.Count < 0 || d.Count > d.Of || d.Of > most {
		return document.Locate(doc, fieldError("count", fmt.Errorf("out of range: count %d of %d; count must be from 0 to of", d.Count, d.Of)))
	}
	*r = Rate{d.Count, d.Of}
	return nil
}

// places rounds to six decimal places, so that machines with fused multiply-add
// write the same bytes.
func places(v float64) float64 { return math.Round(v*1e6) / 1e6 }
