package report

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strings"
	"time"
)

// A total is an exact sum of lengths in nanoseconds. A Duration would be full after
// 292 years, which a thousand promises of four months fill.
type total struct{ hi, lo uint64 }

func (t total) plus(other total) total {
	lo, carry := bits.Add64(t.lo, other.lo, 0)
	hi, _ := bits.Add64(t.hi, other.hi, carry)
	return total{hi, lo}
}

// totalOf is a single length, which is not negative.
func totalOf(d time.Duration) total { return total{lo: uint64(d)} }

// over returns the mean of n lengths that add up to it, rounded down.
func (t total) over(n int) time.Duration {
	if n < 1 || t.hi >= uint64(n) {
		return math.MaxInt64 // not a sum of n lengths
	}
	mean, _ := bits.Div64(t.hi, t.lo, uint64(n))
	return time.Duration(min(mean, math.MaxInt64))
}

// duration returns the sum, 292 years at most.
func (t total) duration() time.Duration { return t.over(1) }

func (t total) float() float64 { return math.Ldexp(float64(t.hi), 64) + float64(t.lo) }

func (t total) big() *big.Int {
	n := new(big.Int).SetUint64(t.hi)
	return n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(t.lo))
}

// fits reports whether n lengths can add up to it.
func (t total) fits(n int) bool {
	most := new(big.Int).Mul(big.NewInt(int64(n)), big.NewInt(math.MaxInt64))
	return t.big().Cmp(most) <= 0
}

// MarshalText writes seconds: "5400.5s".
func (t total) MarshalText() ([]byte, error) {
	seconds, rest := new(big.Int).QuoRem(t.big(), big.NewInt(int64(time.Second)), new(big.Int))
	text := seconds.String()
	if rest.Sign() != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%09d", rest.Int64()), "0")
	}
	return []byte(text + "s"), nil
}

// UnmarshalText reads what MarshalText writes, and nothing else.
func (t *total) UnmarshalText(text []byte) error {
	const longest = 40 // digits
	whole, fraction, _ := strings.Cut(strings.TrimSuffix(string(text), "s"), ".")
	if len(text) <= longest && len(fraction) <= 9 {
		n, ok := new(big.Int).SetString(whole+fraction+strings.Repeat("0", 9-len(fraction)), 10)
		if ok && n.Sign() >= 0 && n.BitLen() <= 128 {
			read := total{new(big.Int).Rsh(n, 64).Uint64(), new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64)).Uint64()}
			if again, _ := read.MarshalText(); string(again) == string(text) {
				*t = read
				return nil
			}
		}
	}
	return errors.New("not a sum of times; write seconds, like 5400.5s")
}
