package document

import (
	"bytes"
)

// A cursor moves over a JSON text that [checkText] has validated, so that none of its
// steps can fail.
type cursor struct {
	doc []byte
	at  int
}

// next skips white space and returns the byte at which a token begins, 0 at the end.
func (c *cursor) next() byte {
	for ; c.at < len(c.doc); c.at++ {
		switch b := c.doc[c.at]; b {
		case ' ', '\t', '\n', '\r':
		default:
			return b
		}
	}
	return 0
}

// enter goes into an object or a list and reports whether there is anything in it.
func (c *cursor) enter() bool {
	c.at++
	if b := c.next(); b == '}' || b == ']' {
		c.at++
		return false
	}
	return true
}

// more goes past the comma behind an element and reports whether there was one;
// else it goes past the end of the object or list.
func (c *cursor) more() bool {
	b := c.next()
	c.at++
	if b == ',' {
		c.next()
		return true
	}
	return false
}

// name reads the name of a member and goes to its value. The name is a part of the
// document unless it has escapes.
func (c *cursor) name() []byte {
	name := c.text()
	c.next()
	c.at++ // the colon
	c.next()
	return name
}

// text reads a string and returns its unescaped text: a part of the document unless
// it has escapes.
func (c *cursor) text() []byte {
	raw := c.rawText()
	inside := raw[1 : len(raw)-1]
	if bytes.IndexByte(inside, '\\') < 0 {
		return inside
	}
	return unescape(inside)
}

// rawText goes past a string and returns it with its quotation marks.
func (c *cursor) rawText() []byte {
	from := c.at
	for c.at++; c.doc[c.at] != '"'; c.at++ {
		if c.doc[c.at] == '\\' {
			c.at++
		}
	}
	c.at++
	return c.doc[from:c.at]
}

// value goes past any value and returns it.
func (c *cursor) value() []byte {
	from := c.at
	switch c.doc[from] {
	case '"':
		return c.rawText()
	case '{', '[':
		c.nested()
	default:
		c.at += len(scalar(c.doc[from:]))
	}
	return c.doc[from:c.at]
}

// nested goes past an object or a list, however deep.
func (c *cursor) nested() {
	for depth := 0; ; {
		switch c.doc[c.at] {
		case '"':
			c.rawText()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		c.at++
		if depth == 0 {
			return
		}
	}
}

// scalar returns the number or word at the start of a text.
func scalar(text []byte) []byte {
	for i, b := range text {
		switch b {
		case ' ', '\t', '\n', '\r', ',', '}', ']':
			return text[:i]
		}
	}
	return text
}
