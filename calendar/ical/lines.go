package ical

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/underpromise/underpromise/calendar/document"

	ics "github.com/arran4/golang-ical"
)

// This file takes a feed apart: into lines, unfolded and parsed by the kept
// library, and these into components. The library's own walk over components
// is not used, because it recurses without bound, has no line numbers, accepts
// names in capitals only, and rejects the feed for one bad line.

// A property is a content line.
type property struct {
	name   string // in capitals
	line   int    // the first physical line, from 1
	params map[string][]string
	value  string // unescaped, if it is text
}

// A component is what lies between BEGIN and END, with those properties that
// matter here.
type component struct {
	name       string // in capitals
	line, last int    // of its BEGIN and END
	props      map[string][]*property
	parts      []*component
	bad        []badLine
}

// A badLine is a line of a component that could not be read.
type badLine struct {
	line int
	name string // of the property, in capitals
	err  error
}

// first returns the first property of that name, nil if there is none.
func (c *component) first(name string) *property {
	if list := c.props[name]; len(list) > 0 {
		return list[0]
	}
	return nil
}

// wanted lists the components that are read, with the properties that are
// read in them; those marked true may come more than once.
var wanted = map[string]map[string]bool{
	"VCALENDAR": {"METHOD": false, "CALSCALE": false},
	"VEVENT": {
		"UID": false, "SUMMARY": false, "DTSTART": false, "DTEND": false, "DURATION": false, "SEQUENCE": false, "DTSTAMP": false,
		"STATUS": false, "TRANSP": false, "RECURRENCE-ID": false, "X-MICROSOFT-CDO-ALLDAYEVENT": false,
		"RRULE": true, "RDATE": true, "EXDATE": true, "EXRULE": true,
	},
	"VTIMEZONE": {"TZID": false},
	"STANDARD":  {"DTSTART": false, "TZOFFSETFROM": false, "TZOFFSETTO": false, "RRULE": true, "RDATE": true},
	"DAYLIGHT":  {"DTSTART": false, "TZOFFSETFROM": false, "TZOFFSETTO": false, "RRULE": true, "RDATE": true},
}

// within maps each component to the one in which it may lie; others are ignored.
var within = map[string]string{"VCALENDAR": "", "VEVENT": "VCALENDAR", "VTIMEZONE": "VCALENDAR", "STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE"}

const (
	// deepest bounds how far components nest; RFC 5545 needs three.
	deepest = 10
	// longestLine bounds a line that is read, unfolded, in bytes.
	longestLine = 256 << 10
	// longestHead bounds the part of a line before its value, and mostParams
	// the values of parameters in it: the library copies the whole line for
	// each of them.
	longestHead, mostParams = 1024, 32
	// mostLineErrors bounds the errors of one component.
	mostLineErrors = 10
)

// readComponents reads a feed into its VCALENDARs.
func readComponents(r io.Reader, limits *budget) ([]*component, error) {
	lines := newLineReader(r, limits.config.MaxBytes)
	stream := ics.NewCalendarStream(lines)
	w := &walker{limits: limits}
	for at := 1; ; at = lines.line {
		line, err := stream.ReadLine()
		if line != nil && len(*line) > 0 {
			if err := w.take(*line, at); err != nil {
				return nil, err
			}
		}
		if errors.Is(err, io.EOF) {
			return w.result(lines.line)
		}
		if err != nil {
			return nil, err
		}
	}
}

// A walker builds components from lines. An ignored component is open too, but nil.
type walker struct {
	limits *budget
	open   []*component
	names  []string
	done   []*component
}

// take takes one line. Its error is one of the feed as a whole.
func (w *walker) take(line ics.ContentLine, at int) error {
	name, rest := cutName(string(line))
	switch name {
	case "BEGIN":
		return w.begin(valueName(rest), at)
	case "END":
		return w.end(valueName(rest), at)
	}
	if len(w.open) == 0 {
		return lineError(at, "expected BEGIN:VCALENDAR, got %q; is this an iCalendar feed?", document.Excerpt(string(line)))
	}
	c := w.open[len(w.open)-1]
	if c == nil {
		return nil
	}
	several, ok := wanted[c.name][name]
	if !ok {
		return nil
	}
	var p *property
	err := errors.New("duplicate; remove one of the two")
	if several || len(c.props[name]) == 0 {
		p, err = parseLine(line, name)
	}
	if err != nil {
		if len(c.bad) < mostLineErrors {
			c.bad = append(c.bad, badLine{at, name, fmt.Errorf("%s: %w", strings.ToLower(name), err)})
		}
		return nil
	}
	p.line = at
	c.props[name] = append(c.props[name], p)
	if several {
		return w.limits.spend(int64(1 + strings.Count(p.value, ",")))
	}
	return nil
}

func (w *walker) begin(name string, at int) error {
	if len(w.open) == deepest {
		return lineError(at, "components nest deeper than %d; flatten them", deepest)
	}
	parent := ""
	if n := len(w.names); n > 0 {
		parent = w.names[n-1]
	} else if name != "VCALENDAR" {
		return lineError(at, "expected BEGIN:VCALENDAR, got %q; is this an iCalendar feed?", document.Excerpt("BEGIN:"+name))
	}
	var c *component
	if expected, ok := within[name]; ok && expected == parent {
		if err := w.limits.event(); err != nil {
			return err
		}
		c = &component{name: name, line: at, props: map[string][]*property{}}
	}
	w.open, w.names = append(w.open, c), append(w.names, name)
	return nil
}

func (w *walker) end(name string, at int) error {
	n := len(w.open) - 1
	if n < 0 || w.names[n] != name {
		return lineError(at, "unexpected %q; is the feed damaged?", document.Excerpt("END:"+name))
	}
	c := w.open[n]
	w.open, w.names = w.open[:n], w.names[:n]
	switch {
	case c == nil:
	case n == 0:
		c.last = at
		w.done = append(w.done, c)
	case w.open[n-1] != nil:
		c.last = at
		w.open[n-1].parts = append(w.open[n-1].parts, c)
	}
	return nil
}

func (w *walker) result(last int) ([]*component, error) {
	if n := len(w.names); n > 0 {
		return nil, lineError(last, "the feed stops within %q; it was cut short, fetch it again", document.Excerpt(w.names[n-1]))
	}
	if len(w.done) == 0 {
		return nil, lineError(max(last, 1), "VCALENDAR is required; is this an iCalendar feed?")
	}
	return w.done, nil
}

// cutName returns the name of a line's property, in capitals, and what follows
// it.
func cutName(line string) (name, rest string) {
	i := strings.IndexAny(line, ";:")
	if i < 0 {
		return "", ""
	}
	return strings.ToUpper(line[:i]), line[i:]
}

// valueName returns the name of a component from the rest of its BEGIN or END.
func valueName(rest string) string {
	return strings.ToUpper(strings.TrimSpace(strings.TrimPrefix(rest, ":")))
}

// parseLine parses a line with the library, if that is safe. The library searches for a
// name anywhere in the line, and copies the line for each value of a parameter.
func parseLine(line ics.ContentLine, name string) (*property, error) {
	if len(line) > longestLine {
		return nil, fmt.Errorf("longer than %d bytes; split it", longestLine)
	}
	if !utf8.ValidString(string(line)) {
		return nil, errors.New("not UTF-8; convert the feed")
	}
	head, err := headOf(string(line))
	if err != nil {
		return nil, err
	}
	p, err := ics.ParseProperty(line)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s; write it as NAME;PARAMETER=value:value", foreign(err))
	case p == nil || !strings.EqualFold(p.IANAToken, name):
		return nil, fmt.Errorf("invalid property %q; write it as NAME;PARAMETER=value:value", document.Excerpt(head))
	}
	return &property{name: name, params: p.ICalParameters, value: p.Value}, nil
}

// headOf returns what stands before a line's value: up to the first colon
// outside quotes.
func headOf(line string) (string, error) {
	quoted := false
	for i := 0; i < len(line) && i <= longestHead; i++ {
		switch line[i] {
		case '"':
			quoted = !quoted
		case '\\':
			return "", errors.New("a parameter must not contain a backslash; remove it")
		case ':':
			if quoted {
				continue
			}
			if strings.Count(line[:i], ";")+strings.Count(line[:i], ",") > mostParams {
				return "", fmt.Errorf("must have at most %d parameters; remove some", mostParams)
			}
			return line[:i], nil
		}
	}
	return "", fmt.Errorf("expected a colon before the value within %d bytes; write it as NAME;PARAMETER=value:value", longestHead)
}

func lineError(line int, format string, args ...any) error {
	return &document.FieldError{Package: "ical", Path: fmt.Sprintf("line %d", line), Err: fmt.Errorf(format, args...)}
}

// A lineReader hands out a feed by one physical line, or a part of one, at a
// time, so that the number of the line last handed out is available. It leaves out
// empty lines and a byte order mark, and stops at the limit.
type lineReader struct {
	r     *bufio.Reader
	most  int
	left  int
	line  int    // of what was handed out last
	inner bool   // whether the next part goes on in that line
	part  []byte // what is still to be handed out
}

func newLineReader(r io.Reader, most int) *lineReader {
	l := &lineReader{r: bufio.NewReader(r), most: most, left: most}
	if mark, _ := l.r.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = l.r.Discard(3)
	}
	return l
}

// Read implements [io.Reader].
func (l *lineReader) Read(p []byte) (int, error) {
	for len(l.part) == 0 {
		part, err := l.r.ReadSlice('\n')
		if l.left -= len(part); l.left < 0 {
			return 0, tooLarge(fmt.Sprintf("more than %d bytes", l.most), "MaxBytes", mostBytes)
		}
		if len(part) == 0 && err != nil {
			if !errors.Is(err, io.EOF) {
				err = &document.FieldError{Package: "ical", Err: fmt.Errorf("the feed breaks off after line %d: %w", l.line, err)}
			}
			return 0, err
		}
		if !l.inner {
			l.line++
			if blank := len(bytes.TrimRight(part, "\r\n")) == 0; blank && err == nil {
				continue
			}
		}
		l.part, l.inner = part, part[len(part)-1] != '\n'
	}
	n := copy(p, l.part)
	l.part = l.part[n:]
	return n, nil
}
