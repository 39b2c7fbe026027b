package main

import (
	"fmt"
	"slices"
	"strings"
)

// A kind is a reason for a remark about rows of a file: they are left out, or read
// under an assumption.
type kind string

// Rows that are left out.
const (
	noOpening   kind = "without an opening"
	badOpening  kind = "with an opening that cannot be read"
	otherwise   kind = "opening a case at another time than its first row"
	endsBefore  kind = "with an end before the opening"
	farFromRest kind = "opened far from nearly all others"
)

// A tally counts rows by kind, in the order in which kinds were met.
type tally []met

type met struct {
	kind
	n     int
	first shown
}

// add counts a row.
func (t *tally) add(k kind, first shown) {
	for i := range *t {
		if (*t)[i].kind == k {
			(*t)[i].n++
			return
		}
	}
	*t = append(*t, met{k, 1, first})
}

// has reports whether there are any of a kind.
func (t tally) has(k kind) bool {
	return slices.ContainsFunc(t, func(m met) bool { return m.kind == k })
}

func (t tally) total() (n int) {
	for _, m := range t {
		n += m.n
	}
	return n
}

// lines are a line for each kind.
func (t tally) lines(thing string) (lines []string) {
	for _, m := range t {
		lines = append(lines, fmt.Sprintf("%s %s, the first in %s", count(m.n, thing), m.kind, m.first))
	}
	return lines
}

// mostLeftOut is the share of rows, one in so many, that may be left out before the
// file is taken for one that is not understood.
const mostLeftOut = 10

// check refuses a file of which too little is left.
func (t tally) check(rows int) error {
	n := t.total()
	if n*mostLeftOut <= rows {
		return nil
	}
	return fmt.Errorf("%d of %s would be left out: %s; more than one in ten are too many: mend them, or say what is what with --columns and --dates",
		n, count(rows, "row"), strings.Join(t.lines("row"), "; "))
}
