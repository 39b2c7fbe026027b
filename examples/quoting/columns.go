package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns are the meanings of the columns of a file.
type columns struct {
	id, opened, finished, promised string
	required                       map[string]bool // those that were named, and so must be there
	groups                         [][]string
	dates                          dating
	skipUnfinished                 bool
}

// validate refuses columns that cannot be meant.
func (c columns) validate() error {
	roles := []string{"id", "opened", "finished", "promised"}
	names := []string{c.id, c.opened, c.finished, c.promised}
	for i, name := range names {
		if name == "" && (i == 0 || i == 3) {
			continue
		}
		if name == "" {
			return fmt.Errorf("--columns: %s is not named; only id and promised can be left out", roles[i])
		}
		if first := slices.Index(names, name); first < i {
			return fmt.Errorf("--columns: %s and %s are both %q; name two", roles[first], roles[i], name)
		}
	}
	for _, level := range c.groups {
		for i, field := range level {
			switch {
			case field == "", slices.Contains(level[:i], field):
				return fmt.Errorf("--groups: %q is empty or there twice; write columns like 'priority|category,category,all'", field)
			case field == c.finished:
				return fmt.Errorf("--groups: %q is not known at the opening; group by what is", field)
			}
		}
	}
	return nil
}

// levels reads "priority|category,category,all", finest first.
func levels(text string) [][]string {
	if text == "" {
		return nil
	}
	var list [][]string
	for level := range strings.SplitSeq(text, ",") {
		if level = strings.TrimSpace(level); level == "all" {
			list = append(list, []string{})
		} else {
			var fields []string
			for field := range strings.SplitSeq(level, "|") {
				fields = append(fields, strings.TrimSpace(field))
			}
			list = append(list, fields)
		}
	}
	return list
}

// A record is the content of a row, as text.
type record struct {
	line                           int
	id, opened, finished, promised string
	fields                         []string // those that groups are made of
}

// records are the rows of a file, and the names of its columns. An id or a promise
// that has no column is empty.
type records struct {
	list                           []record
	id, opened, finished, promised string
	fields                         []string
	hasID, hasPromises             bool
}

// fields returns the columns that groups are made of, each once.
func (c columns) fields() (names []string) {
	for _, level := range c.groups {
		for _, field := range level {
			if !slices.Contains(names, field) {
				names = append(names, field)
			}
		}
	}
	return names
}

// read reads a file.
func (c columns) read(doc []byte) (*records, error) {
	fields := c.fields()
	s, err := openSheet(doc, append([]string{c.id, c.opened, c.finished, c.promised}, fields...))
	if err != nil {
		return nil, err
	}
	needed := append([]string{c.opened, c.finished}, fields...)
	for _, name := range []string{c.id, c.promised} {
		if c.required[name] {
			needed = append(needed, name)
		}
	}
	if err := s.check(needed, []string{c.id, c.promised}); err != nil {
		return nil, err
	}
	place := func(name string) int {
		if name == "" {
			return -1
		}
		return slices.Index(s.header, name)
	}
	places := []int{place(c.id), place(c.opened), place(c.finished), place(c.promised)}
	for _, field := range fields {
		places = append(places, place(field))
	}
	r := &records{id: c.id, opened: c.opened, finished: c.finished, promised: c.promised, fields: fields, hasID: places[0] >= 0, hasPromises: places[3] >= 0}
	for {
		line, cells, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		picked := make([]string, len(places))
		for i, at := range places {
			if at < 0 {
				continue
			}
			if !utf8.ValidString(cells[at]) {
				return nil, wrong(line, s.header[at], "%s", notUTF8(cells[at]))
			}
			picked[i] = strings.Clone(strings.TrimSpace(cells[at]))
		}
		r.list = append(r.list, record{line, picked[0], picked[1], picked[2], picked[3], picked[4:]})
	}
	if len(r.list) == 0 {
		return nil, errors.New("line 1: no case in it, only a header; write a row a case below it")
	}
	return r, nil
}

// check refuses a header in which a column is not there, or is there twice.
func (s *sheet) check(needed, known []string) error {
	var missing []string
	for _, name := range needed {
		if !slices.Contains(s.header, name) {
			missing = append(missing, fmt.Sprintf("%q", name))
		}
	}
	if len(missing) > 0 {
		const most = 40
		there := s.header[:min(len(s.header), most)]
		more := ""
		if n := len(s.header) - most; n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		return fmt.Errorf("line %d: no column %s; there are %s%s; name yours with --columns or --groups", s.line(), strings.Join(missing, " and "), listed(there), more)
	}
	for _, name := range append(known, needed...) {
		n := 0
		for _, column := range s.header {
			if column == name {
				n++
			}
		}
		if n > 1 && name != "" {
			return fmt.Errorf("line %d: %d columns are called %q; give each a name of its own", s.line(), n, name)
		}
	}
	return nil
}

// listed joins names in one line.
func listed(names []string) string {
	list := make([]string, 0, len(names))
	for _, name := range names {
		if quoted := short(name); quoted != `"`+name+`"` || name == "" || strings.Contains(name, ",") {
			name = quoted
		}
		list = append(list, name)
	}
	return strings.Join(list, ", ")
}

// wrong returns an error about a cell.
func wrong(line int, column, format string, args ...any) error {
	return fmt.Errorf("line %d, column %s: %s", line, listed([]string{column}), fmt.Sprintf(format, args...))
}
