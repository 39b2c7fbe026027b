package document

import "bytes"

// Member returns the text of the value of the first member with the given name. ok is
// false if the text is not JSON, or not an object with such a member. It is for an
// UnmarshalJSON that reads one of several forms.
func Member(doc []byte, name string) (value []byte, ok bool) {
	if !isJSON(doc) {
		return nil, false
	}
	c := cursor{doc: doc}
	if c.next() != '{' {
		return nil, false
	}
	for more := c.enter(); more; more = c.more() {
		if string(c.name()) == name {
			return bytes.Clone(c.value()), true
		}
		c.value()
	}
	return nil, false
}
