package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// An attainment counts the promises of one group.
type attainment struct {
	Commitment string  `json:"commitment"`
	Group      string  `json:"group"`
	Promised   int     `json:"promised"`
	Kept       int     `json:"kept"`
	Broken     int     `json:"broken"`
	Silent     int     `json:"silent"` // of the broken: without a notice to the customer before
	Void       int     `json:"void"`
	Withdrawn  int     `json:"withdrawn"`    // of the void: withdrawn by us, and not replaced
	Done       int     `json:"already_done"` // when they were promised; in no rate
	Open       int     `json:"open"`         // no verdict yet
	KeepRate   float64 `json:"keep_rate"`    // of those with a verdict, kept or broken
}

// allOf is the group of all promises of a commitment.
const allOf = "all"

// attainment counts by commitment and group, in order, each commitment as a whole
// behind its groups.
func (r *replay) attainment() []attainment {
	type key struct{ commitment, group string }
	counts := map[key]*attainment{}
	for _, p := range r.pledges {
		for _, group := range slices.Compact([]string{p.group, allOf}) {
			k := key{p.commitment, group}
			if counts[k] == nil {
				counts[k] = &attainment{Commitment: k.commitment, Group: k.group}
			}
			counts[k].count(&p)
		}
	}
	var list []attainment
	for _, a := range counts {
		if verdicts := a.Kept + a.Broken; verdicts > 0 {
			a.KeepRate = float64(a.Kept) / float64(verdicts)
		}
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b attainment) int {
		return cmp.Or(cmp.Compare(a.Commitment, b.Commitment), cmp.Compare(last(a), last(b)), cmp.Compare(a.Group, b.Group))
	})
	return list
}

// last puts all behind the groups.
func last(a attainment) int {
	if a.Group == allOf {
		return 1
	}
	return 0
}

func (a *attainment) count(p *pledge) {
	a.Promised++
	switch s := p.status; s.Standing {
	case promise.Kept:
		if p.alreadyDone {
			a.Done++
		} else {
			a.Kept++
		}
	case promise.Broken:
		a.Broken++
		if s.Notice == promise.Silent {
			a.Silent++
		}
	case promise.Void:
		a.Void++
		if s.VoidCause == promise.VoidByUs {
			a.Withdrawn++
		}
	case promise.OnTrack, promise.AtRisk:
		a.Open++
	}
}

func printAttainment(b *strings.Builder, list []attainment) {
	b.WriteString("Promises kept\n\n")
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(w, "  COMMITMENT\tGROUP\tPROMISED\tKEPT\tBROKEN\tSILENTLY\tVOID\tBY US\tAT ONCE\tOPEN\tKEEP-RATE\t")
	for _, a := range list {
		rate := "-"
		if a.Kept+a.Broken > 0 {
			rate = fmt.Sprintf("%.1f %%", 100*a.KeepRate)
		}
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t\n", plaintext.Field(a.Commitment), plaintext.Field(a.Group), a.Promised, a.Kept, a.Broken, a.Silent, a.Void, a.Withdrawn, a.Done, a.Open, rate)
	}
	_ = w.Flush()
}
