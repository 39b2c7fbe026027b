package document

import (
	"bytes"
	"unicode/utf8"
)

// places turns offsets in a text into lines and columns. It goes on from the last
// offset, so that offsets in order cost one walk through the text.
type places struct {
	doc    []byte
	lined  bool // whether the text has more than one line
	offset int  // the last one
	line   int  // of that, from 1
	start  int  // of that line
}

func newPlaces(doc []byte) places {
	return places{doc: doc, line: 1, lined: bytes.IndexByte(bytes.TrimSpace(doc), '\n') >= 0}
}

// of returns the line and the column of an offset. Columns are counted in characters,
// that is, in code points.
func (p *places) of(offset int) (line, column int) {
	offset = min(offset, len(p.doc))
	if offset < p.offset {
		p.offset, p.line, p.start = 0, 1, 0
	}
	for {
		end := bytes.IndexByte(p.doc[p.offset:offset], '\n')
		if end < 0 {
			break
		}
		p.line++
		p.offset += end + 1
		p.start = p.offset
	}
	p.offset = offset
	return p.line, utf8.RuneCount(p.doc[p.start:offset]) + 1
}

// inside returns the position of what has a line and a column in a text that begins
// at an offset; that of the offset itself where the line is 0.
func (p *places) inside(offset, line, column int) (int, int) {
	l, c := p.of(offset)
	switch line {
	case 0:
		return l, c
	case 1:
		return l, c + column - 1
	default:
		return l + line - 1, column
	}
}
