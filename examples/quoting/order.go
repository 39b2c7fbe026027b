package main

import (
	"fmt"
	"regexp"
)

// A shown is a cell that shows something.
type shown struct {
	line         int
	column, text string
}

func (s shown) String() string {
	return fmt.Sprintf("line %d, column %s: %s", s.line, listed([]string{s.column}), short(s.text))
}

// numbersFirst is a date that begins with its day or its month.
var numbersFirst = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}`)

// findOrder looks through all dates of a file for one that can only have its day, or
// only its month first: one that has a number above 12 there. It refuses a file that
// has both, and one that has neither where it would matter.
func (r *records) findOrder() (order, shown, error) {
	var proof [monthFirst + 1]shown // by order; 0 is a date that may be either
	for _, x := range r.list {
		for _, cell := range []shown{{x.line, r.opened, x.opened}, {x.line, r.finished, x.finished}, {x.line, r.promised, x.promised}} {
			found := numbersFirst.FindStringSubmatch(cell.text)
			if found == nil {
				continue
			}
			which := order(0)
			switch a, b := number(found[1]), number(found[2]); {
			case a == b, a == 0, b == 0, a > 31, b > 31, a > 12 && b > 12:
				continue
			case a > 12:
				which = dayFirst
			case b > 12:
				which = monthFirst
			}
			if proof[which].line == 0 {
				proof[which] = cell
			}
		}
	}
	day, month := proof[dayFirst], proof[monthFirst]
	switch {
	case day.line > 0 && month.line > 0:
		return 0, shown{}, fmt.Errorf("%s has the day first, but line %d, column %s: %s the month; write all alike, or say --dates day or --dates month", day, month.line, listed([]string{month.column}), short(month.text))
	case day.line > 0:
		return dayFirst, day, nil
	case month.line > 0:
		return monthFirst, month, nil
	case proof[0].line > 0:
		return 0, shown{}, fmt.Errorf("%s may have the day or the month first, and no row tells which; say --dates day or --dates month", proof[0])
	}
	return 0, shown{}, nil
}
