package policy

import (
	"fmt"
	"math"
	"strconv"

	"github.com/underpromise/underpromise/promise"
)

// A Stake is what is lost if a promise is broken. The zero Stake is nothing.
type Stake struct {
	// Amount is the amount in Currency (ISO 4217, like EUR). Without a currency it is a
	// weight.
	Amount   float64 `json:"amount,omitempty"`
	Currency string  `json:"currency,omitempty"`
	// Field is the name of the field of a case that holds the amount. If the field does
	// not hold a number, Amount applies. Defaults to none.
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

// check returns the error of a stake.
func (s Stake) check(path string) error {
	if !(s.Amount >= 0) || math.IsInf(s.Amount, 0) {
		return fieldError(path+".amount", fmt.Errorf("%v is out of range; write 0 or more", s.Amount))
	}
	return nil
}
