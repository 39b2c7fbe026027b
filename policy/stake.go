package policy

import (
	"fmt"
	"math"
	"strconv"

	"github.com/underpromise/underpromise/promise"
)

// A Stake says what is lost if a promise is broken. The zero Stake is nothing.
type Stake struct {
	// Amount is how much, in Currency (ISO 4217, like EUR) or, without one, a
	// weight.
	Amount   float64 `json:"amount,omitempty"`
	Currency string  `json:"currency,omitempty"`
	// Field names the field of a case that says how much. Where it holds no
	// number, Amount is. Defaults to none.
	Field string `json:"field,omitempty"`
}

// of returns the stake of a case with those fields.
func (s Stake) of(fields Fields) promise.Stake {
	stake := promise.Stake{Amount: s.Amount, Currency: s.Currency}
	if s.Field != "" {
		if v, err := strconv.ParseFloat(fields[s.Field], 64); err == nil && v >= 0 && !math.IsInf(v, 0) {
			stake.Amount = v
		}
	}
	if stake.Amount == 0 {
		return promise.Stake{}
	}
	return stake
}

// check reports what is wrong with a stake.
func (s Stake) check(path string) error {
	if !(s.Amount >= 0) || math.IsInf(s.Amount, 0) {
		return fieldError(path+".amount", fmt.Errorf("%v; write 0 or more", s.Amount))
	}
	return nil
}
