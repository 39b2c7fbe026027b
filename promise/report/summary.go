package report

import (
	"cmp"
	"slices"
	"time"
)

// A Summary is a report evaluated at a level, for a person or a page.
// [Summary.String] prints it. It marshals as JSON, with lengths as Go prints
// them and shares rounded to six places.
type Summary struct {
	// Level is the target share of kept promises. Least is the number of judged
	// promises that a group or a month needs to be the worst, or to have a pad.
	Level float64 `json:"level"`
	Least int     `json:"least"`
	// Zone is the zone that defines months; empty for the zero Report.
	Zone string `json:"zone,omitempty"`
	// Total is the line of all outcomes, Groups are sorted by name and Months
	// in order.
	Total  Line   `json:"total"`
	Groups []Line `json:"groups"`
	Months []Line `json:"months"`
	// WorstGroup and WorstMonth are those with the lowest keep-rate among those
	// with enough judged; their Keep is the zero Rate if there is none.
	WorstGroup Line `json:"worst_group"`
	WorstMonth Line `json:"worst_month"`
	// Pads are those of all outcomes, by month.
	Pads []Pad `json:"pads,omitempty"`
	// Sandbagged are the groups whose promises were longer than needed in their
	// last month and at least the two before. Grown are those whose actual
	// times last grew with their promises.
	Sandbagged []string `json:"sandbagged,omitempty"`
	Grown      []string `json:"grown,omitempty"`
	// Excluded is the time that did not count, by cause and reason.
	Excluded []Excluded `json:"excluded,omitempty"`
}

// A Line is a tally evaluated at a level.
type Line struct {
	// Name is the name of the group or the month; empty for the total.
	Name string `json:"name,omitempty"`
	Counts
	// Keep is the keep-rate. Withdrawn is how many were withdrawn by us before
	// their due instant, out of those and the judged ones. KeepFirst is the
	// keep-rate without revisions. Silence is the share of breaks without a
	// warning, out of those for which a warning was possible.
	Keep      Rate `json:"keep"`
	Withdrawn Rate `json:"withdrawn"`
	KeepFirst Rate `json:"keep_first"`
	Silence   Rate `json:"silence"`
	// Promised, Actual, Unused and Late are typical lengths.
	Promised Typical `json:"promised,omitzero"`
	Actual   Typical `json:"actual,omitzero"`
	Unused   Typical `json:"unused,omitzero"`
	Late     Typical `json:"late,omitzero"`
	// UnusedShare is the median share of time left of the promises kept; also 0
	// if none was kept.
	UnusedShare float64 `json:"unused_share,omitempty"`
	// Pad is the factor by which promises were longer than needed at the level;
	// 0 if it is unknown.
	Pad float64 `json:"pad,omitempty"`
	// Pinball is the mean pinball loss at the level, 0 if there is none.
	Pinball time.Duration `json:"pinball,omitzero"`
}

// Typical holds two lengths that describe many; 0 if there is none.
type Typical struct {
	Median time.Duration `json:"median"`
	Mean   time.Duration `json:"mean"`
}

// Summary evaluates the report at a level, such as 0.95. Groups and months with
// fewer judged promises than least are neither the worst nor padded.
func (r Report) Summary(level float64, least int) Summary {
	groups, months := r.Groups(), r.Months()
	s := Summary{
		Level: level, Least: least, Total: line(Row{Tally: r.Total()}, level),
		Groups: lines(groups, level), Months: lines(months, level),
		Pads: r.Pads(level, least), Excluded: r.Excluded(),
	}
	if r.zone != nil {
		s.Zone = r.zone.String()
	}
	if worst, ok := Worst(groups, least); ok {
		s.WorstGroup = line(worst, level)
	}
	if worst, ok := Worst(months, least); ok {
		s.WorstMonth = line(worst, level)
	}
	for _, g := range groups {
		pads := r.In(g.Name).Pads(level, least)
		if n := len(pads); n > 0 && pads[n-1].Sandbagged {
			s.Sandbagged = append(s.Sandbagged, g.Name)
		}
		if n := len(pads); n > 0 && pads[n-1].Grown {
			s.Grown = append(s.Grown, g.Name)
		}
	}
	return s
}

func lines(rows []Row, level float64) []Line {
	list := make([]Line, 0, len(rows))
	for _, row := range rows {
		list = append(list, line(row, level))
	}
	return list
}

func line(r Row, level float64) Line {
	l := Line{
		Name: r.Name, Counts: r.Counts, Keep: r.Keep(), Withdrawn: r.Withdrawn(), KeepFirst: r.KeepFirst(), Silence: r.Silence(),
		Promised: typical(r.Promised), Actual: typical(r.Actual), Unused: typical(r.Unused), Late: typical(r.Late),
	}
	l.UnusedShare, _ = r.UnusedShare(0.5)
	l.UnusedShare = places(l.UnusedShare)
	l.Pad, _ = r.Pad(level)
	l.Pad = places(l.Pad)
	l.Pinball, _ = r.Pinball(level)
	return l
}

func typical(s Spread) (t Typical) {
	t.Median, _ = s.Quantile(0.5)
	t.Mean, _ = s.Mean()
	return t
}

// worstFirst returns the lines with enough judged promises, by ascending
// keep-rate.
func worstFirst(lines []Line, least int) []Line {
	var list []Line
	for _, l := range lines {
		if l.Keep.Of >= max(least, 1) {
			list = append(list, l)
		}
	}
	slices.SortStableFunc(list, func(a, b Line) int {
		return cmp.Compare(int64(a.Keep.Count)*int64(b.Keep.Of), int64(b.Keep.Count)*int64(a.Keep.Of))
	})
	return list
}
