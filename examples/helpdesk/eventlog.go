package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/underpromise/underpromise/policy"
)

// A row is one line of the log: something happened to a case.
type row struct {
	id     string // of the case
	event  policy.Event
	values []string // of the case's fields, in order; "" leaves one as it is
}

// A malformed row is one that could not be read, and why.
type malformed struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// An eventLog is a log as read: the rows of each case in order of time.
type eventLog struct {
	rows  int
	cases []string // in the order in which they first appear
	of    map[string][]row
	bad   []malformed
}

// readLog reads a log. Rows that make no sense are noted and passed over.
func (c *columns) readLog(r io.Reader) (*eventLog, error) {
	records := &recordReader{r: bufio.NewReaderSize(r, 1<<16)}
	header, _, err := records.next()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the log is empty; its first line names the columns")
	}
	if err != nil {
		return nil, fmt.Errorf("the log's header: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	column, err := c.find(header)
	if err != nil {
		return nil, err
	}
	l := &eventLog{of: map[string][]row{}}
	for {
		record, line, err := records.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if records.failed != nil {
			return nil, records.failed
		}
		l.rows++
		var x row
		if err == nil {
			x, err = c.row(record, line, len(header), column)
		}
		if err != nil {
			l.bad = append(l.bad, malformed{line, err.Error()})
			continue
		}
		l.add(x)
	}
	for _, rows := range l.of {
		slices.SortStableFunc(rows, func(a, b row) int { return a.event.At.Compare(b.event.At) })
	}
	return l, nil
}

func (l *eventLog) add(x row) {
	if _, known := l.of[x.id]; !known {
		l.cases = append(l.cases, x.id)
	}
	l.of[x.id] = append(l.of[x.id], x)
}

// last returns the last instant in the log.
func (l *eventLog) last() (last time.Time) {
	for _, rows := range l.of {
		if t := rows[len(rows)-1].event.At; t.After(last) {
			last = t
		}
	}
	return last
}

// A recordReader reads CSV so that one broken record costs one line: a quote
// that is never closed does not swallow the rest of the log.
type recordReader struct {
	r      *bufio.Reader
	line   int      // of the last one handed out
	ahead  []string // lines read, but not used
	failed error    // reading itself failed
}

// longestRecord is how many lines one quoted field may run over.
const longestRecord = 100

// next returns the next record and the line on which it begins. An error other
// than io.EOF concerns this record alone, unless failed is set.
func (r *recordReader) next() ([]string, int, error) {
	text, err := r.readLine()
	for err == nil && text == "" {
		text, err = r.readLine()
	}
	if err != nil {
		return nil, r.line, err
	}
	line := r.line
	if !strings.Contains(text, `"`) {
		return strings.Split(text, ","), line, nil
	}
	whole := []string{text}
	for strings.Count(text, `"`)%2 != 0 && len(whole) < longestRecord {
		more, err := r.readLine()
		if err != nil {
			break
		}
		whole = append(whole, more)
		text += "\n" + more
	}
	record, err := csv.NewReader(strings.NewReader(text)).Read()
	if err != nil {
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			err = parse.Err
		}
		r.ahead = append(whole[1:], r.ahead...)
		r.line = line
	}
	return record, line, err
}

func (r *recordReader) readLine() (string, error) {
	r.line++
	if len(r.ahead) > 0 {
		text := r.ahead[0]
		r.ahead = r.ahead[1:]
		return text, nil
	}
	text, err := r.r.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		r.failed = err
	}
	if text == "" && err != nil {
		return "", err
	}
	return strings.TrimRight(text, "\r\n"), nil
}
