package document

import "strconv"

// anything reads a value of any kind as encoding/json does: an object as
// map[string]any, a list as []any, a number as float64. It is nil after a problem.
func (d *decoder) anything() any {
	switch d.doc[d.at] {
	case '{':
		return d.anyObject()
	case '[':
		return d.anyList()
	case '"':
		return string(d.text())
	case 't', 'f':
		return d.value()[0] == 't'
	case 'n':
		d.fail(d.at, nullField)
		d.value()
		return nil
	}
	offset := d.at
	number, err := strconv.ParseFloat(string(d.value()), 64)
	if err != nil {
		d.misplaced(offset, "a number")
		return nil
	}
	return number
}

func (d *decoder) anyObject() any {
	read := map[string]any{}
	if !d.nest() {
		return read
	}
	for more := d.enter(); more; more = d.more() {
		offset := d.at
		name := string(d.name())
		if _, twice := read[name]; twice {
			d.failMember([]byte(name), offset, duplicateField)
			d.value()
			continue
		}
		d.path = append(d.path, part{name, member})
		read[name] = d.anything()
		d.leave()
	}
	d.depth--
	return read
}

func (d *decoder) anyList() any {
	read := []any{}
	if !d.nest() {
		return read
	}
	for more := d.enter(); more; more = d.more() {
		d.path = append(d.path, part{index: len(read)})
		read = append(read, d.anything())
		d.leave()
	}
	d.depth--
	return read
}
