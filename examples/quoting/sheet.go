package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// A sheet is a CSV file that is being read: rows with as many cells as the header,
// each with its line of the file.
type sheet struct {
	header []string
	csv    *csv.Reader
	before int // lines before those that csv reads
}

// separators are what may stand between cells.
var separators = []rune{',', ';', '\t', '|'}

// openSheet reads the header. Cells are separated by what makes most of the wanted
// columns of it.
func openSheet(doc []byte, wanted []string) (*sheet, error) {
	doc, err := plain(doc)
	if err != nil {
		return nil, err
	}
	before, only := 0, separators
	if rest, ok := bytes.CutPrefix(doc, []byte("sep=")); ok { // a spreadsheet's own line
		if line, rest, _ := bytes.Cut(rest, []byte("\n")); len(bytes.TrimRight(line, "\r")) == 1 {
			doc, before, only = rest, 1, []rune{rune(line[0])}
		}
	}
	var best *sheet
	most := -1
	for _, separator := range only {
		s := &sheet{csv: newReader(doc, separator), before: before}
		header, readErr := s.csv.Read()
		if readErr != nil {
			err = s.mend(readErr)
			continue
		}
		for _, name := range header {
			s.header = append(s.header, strings.TrimSpace(name))
		}
		found := len(s.header) // a tie goes to more columns
		for _, name := range wanted {
			if slices.Contains(s.header, name) {
				found += 1 << 20
			}
		}
		if found > most {
			best, most = s, found
		}
	}
	if best == nil {
		return nil, err
	}
	for i, name := range best.header {
		if !utf8.ValidString(name) {
			return nil, fmt.Errorf("line %d, column %d: %s", best.line(), i+1, notUTF8(name))
		}
	}
	return best, nil
}

func newReader(doc []byte, separator rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(doc))
	r.Comma = separator
	r.ReuseRecord = true
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = separator != '\t' // there it would take empty cells away
	return r
}

// plain takes the byte order mark away, and refuses what is no text.
func plain(doc []byte) ([]byte, error) {
	doc = bytes.TrimPrefix(doc, []byte("\ufeff"))
	wide := bytes.HasPrefix(doc, []byte{0xff, 0xfe}) || bytes.HasPrefix(doc, []byte{0xfe, 0xff})
	switch i := bytes.IndexByte(doc, 0); {
	case wide || i >= 0:
		return nil, fmt.Errorf("line %d: this is UTF-16 or no text; save the file as CSV in UTF-8", 1+bytes.Count(doc[:max(i, 0)], []byte("\n")))
	case len(bytes.TrimSpace(doc)) == 0:
		return nil, errors.New("line 1: the file is empty; write a header and a row a case")
	case !bytes.ContainsRune(doc, '\n'):
		return bytes.ReplaceAll(doc, []byte("\r"), []byte("\n")), nil
	}
	return doc, nil
}

// next returns the next row that has anything in it; io.EOF after the last.
func (s *sheet) next() (line int, cells []string, err error) {
	for {
		cells, err = s.csv.Read()
		if err != nil {
			return 0, nil, s.mend(err)
		}
		if !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			continue
		}
		if line = s.line(); len(cells) != len(s.header) {
			return 0, nil, fmt.Errorf("line %d: the row has %s and the header %d; quote a cell that has a %q in it, and fill up with empty ones",
				line, count(len(cells), "cell"), len(s.header), s.csv.Comma)
		}
		return line, cells, nil
	}
}

// line is where the row begins that was read last.
func (s *sheet) line() int {
	line, _ := s.csv.FieldPos(0)
	return s.before + line
}

// mend returns the error of a row in one line, with the mend.
func (s *sheet) mend(err error) error {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case !errors.As(err, &parse):
		return err
	case errors.Is(err, csv.ErrBareQuote):
		return fmt.Errorf("line %d, character %d: a quote stands in a cell without quotes around it; quote the cell and write \"\" for the quote", s.before+parse.Line, parse.Column)
	}
	return fmt.Errorf("line %d: the row has a quoted cell that does not end well; end it with a quote, and write \"\" for a quote in it", s.before+parse.StartLine)
}

func notUTF8(text string) string {
	return short(text) + " is not UTF-8; save the file as UTF-8, by `iconv -f LATIN1 -t UTF-8` say"
}

// short quotes a cell, and not more of it than a line bears.
func short(text string) string {
	const most = 60
	if len(text) > most {
		cut := most
		for cut > most-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut] + "..."
	}
	return fmt.Sprintf("%q", text)
}

// count writes a number of things.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
