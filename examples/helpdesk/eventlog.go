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

// A row is one line of the log: a case came into a state.
type row struct {
	line    int
	at      time.Time
	state   string
	means   meaning
	to, by  string
	reason  string
	fields  policy.Fields
	caseKey string
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
func (m *mapping) readLog(r io.Reader) (*eventLog, error) {
	records := &recordReader{r: bufio.NewReaderSize(r, 1<<16)}
	header, _, err := records.next()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the log is empty; its first line names the columns")
	}
	if err != nil {
		return nil, fmt.Errorf("the log's header: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	column, err := m.find(header)
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
			x, err = m.row(record, len(header), column)
		}
		if err != nil {
			l.bad = append(l.bad, malformed{line, err.Error()})
			continue
		}
		x.line = line
		l.add(x)
	}
	for _, rows := range l.of {
		slices.SortStableFunc(rows, func(a, b row) int { return a.at.Compare(b.at) })
	}
	return l, nil
}

func (l *eventLog) add(x row) {
	if _, known := l.of[x.caseKey]; !known {
		l.cases = append(l.cases, x.caseKey)
	}
	l.of[x.caseKey] = append(l.of[x.caseKey], x)
}

// last returns the last instant in the log.
func (l *eventLog) last() (last time.Time) {
	for _, rows := range l.of {
		if t := rows[len(rows)-1].at; t.After(last) {
			last = t
		}
	}
	return last
}

// row reads one record.
func (m *mapping) row(record []string, width int, column map[string]int) (row, error) {
	if len(record) != width {
		return row{}, fmt.Errorf("%d columns, not %d", len(record), width)
	}
	get := func(heading string) string {
		if heading == "" {
			return ""
		}
		return strings.TrimSpace(record[column[heading]])
	}
	x := row{caseKey: get(m.Columns.Case), state: get(m.Columns.State), to: get(m.Columns.To), by: get(m.Columns.By), reason: get(m.Columns.Reason)}
	if x.caseKey == "" {
		return row{}, errors.New("no case")
	}
	var known bool
	if x.means, known = m.States[x.state]; !known {
		return row{}, fmt.Errorf("state %q is not in the mapping", x.state)
	}
	var err error
	if x.at, err = m.parseTime(get(m.Columns.At)); err != nil {
		return row{}, err
	}
	x.fields = make(policy.Fields, len(m.Fields))
	for field, heading := range m.Fields {
		x.fields[field] = get(heading)
	}
	return x, nil
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
