package document

import (
	"errors"
	"math"
	"reflect"
	"strconv"
)

// wantText reads a string and returns its unescaped text. Anything else is a problem.
func (d *decoder) wantText() (text []byte, ok bool) {
	if d.doc[d.at] != '"' {
		d.misplaced(d.at, "a string")
		d.value()
		return nil, false
	}
	return d.text(), true
}

func readString(d *decoder, v reflect.Value) {
	if text, ok := d.wantText(); ok {
		v.SetString(string(text))
	}
}

func readBool(d *decoder, v reflect.Value) {
	switch d.doc[d.at] {
	case 't', 'f':
		v.SetBool(d.doc[d.at] == 't')
	default:
		d.misplaced(d.at, wanted(reflect.Bool))
	}
	d.value()
}

// readInt reads a whole number of 32 bits into an int, which has no more than
// that on some machines: a document is the same everywhere.
func readInt(d *decoder, v reflect.Value) {
	offset := d.at
	raw := d.value()
	n, err := strconv.ParseInt(string(raw), 10, 32)
	switch {
	case err == nil:
		v.SetInt(n)
	case errors.Is(err, strconv.ErrRange):
		d.fail(offset, "%s is out of range; expected a whole number from %d to %d", Excerpt(string(raw)), math.MinInt32, math.MaxInt32)
	default:
		d.misplaced(offset, wanted(reflect.Int))
	}
}

// readNumber reads a whole number into a type of a fixed size.
func readNumber(d *decoder, v reflect.Value) {
	offset := d.at
	raw := d.value()
	if v.CanInt() {
		if n, err := strconv.ParseInt(string(raw), 10, v.Type().Bits()); err == nil {
			v.SetInt(n)
			return
		}
	} else if n, err := strconv.ParseUint(string(raw), 10, v.Type().Bits()); err == nil {
		v.SetUint(n)
		return
	}
	d.misplaced(offset, wanted(reflect.Int))
}

func readFloat(d *decoder, v reflect.Value) {
	offset := d.at
	raw := d.value()
	f, err := strconv.ParseFloat(string(raw), v.Type().Bits())
	if err != nil || raw[0] != '-' && (raw[0] < '0' || raw[0] > '9') {
		d.misplaced(offset, wanted(reflect.Float64))
		return
	}
	v.SetFloat(f)
}

// misplaced adds the problem that the value at an offset has another kind than
// wanted.
func (d *decoder) misplaced(offset int, wanted string) {
	d.fail(offset, "expected %s, got %s", wanted, kindOf(d.doc[offset:]))
}

// kindOf returns the kind of the JSON value at the start of a text, or the value
// itself if it is a number or a word.
func kindOf(text []byte) string {
	switch text[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a string"
	}
	return Excerpt(string(scalar(text)))
}

func wanted(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "a number"
	default:
		return "a whole number"
	}
}
