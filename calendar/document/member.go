package document

// HasMember reports whether a JSON text is an object that has a member of a name. It
// is for an UnmarshalJSON that reads one of several forms. A text that is not JSON has
// no members.
func HasMember(doc []byte, name string) bool {
	if !isJSON(doc) {
		return false
	}
	c := cursor{doc: doc}
	if c.next() != '{' {
		return false
	}
	for more := c.enter(); more; more = c.more() {
		if string(c.name()) == name {
			return true
		}
		c.value()
	}
	return false
}
