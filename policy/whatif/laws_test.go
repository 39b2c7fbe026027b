package whatif_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/whatif"
	"github.com/underpromise/underpromise/promise"
)

// restartDoc starts again where a priority changes, follows kept promises up and
// reports every day.
const restartDoc = `{"name":"restart",` + calendars + `,"commitments":[
	{"name":"resolution","calendar":"office","rules":[{"when":{"priority":"high"},"due":"4h"},{"when":{"priority":["","low"]},"due":"12h"}],"pad":{"fixed":"90m"},
	 "clock":{"stop":{"becomes":{"status":"solved"}},"pause_while":{"status":"pending"},"change":"restart"}},
	{"name":"next reply","calendar":"office","rules":[{"due":"1h"}],
	 "clock":{"start":{"event":"message","by":"customer"},"stop":{"event":"message","by":"person"},"cycle":"each time"}},
	{"name":"ask","calendar":"office","rules":[{"due":"8h"}],"clock":{"start":{"event":"promise kept","where":{"commitment":"resolution"}},"stop":{"event":"message"}}},
	{"name":"daily","calendar":"office","rules":[{"due":"8h"}],"clock":{"cycle":"periodic","stop":{"event":"message","by":"person"},"cancel":{"becomes":{"status":"solved"}}}}]}`

// drawCases draws what happens to a few cases in two weeks.
func drawCases(rt *rapid.T, pol *policy.Policy, from, now time.Time) []policy.Case {
	var cases []policy.Case
	for i := range rapid.IntRange(0, 5).Draw(rt, "cases") {
		opened := from.Add(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "opened")) * time.Minute)
		c, err := pol.Open(fmt.Sprint("T-", i), policy.Fields{
			"priority": rapid.SampledFrom([]string{"high", "low", ""}).Draw(rt, "priority"),
			"status":   rapid.SampledFrom([]string{"open", "open", "", "solved"}).Draw(rt, "status"),
		}, opened)
		require.NoError(rt, err)
		minute := 0
		for range rapid.IntRange(0, 9).Draw(rt, "events") {
			minute += rapid.IntRange(1, 900).Draw(rt, "minutes")
			e := policy.Event{At: opened.Add(time.Duration(minute) * time.Minute), Agreed: rapid.Bool().Draw(rt, "agreed")}
			switch rapid.IntRange(0, 3).Draw(rt, "kind") {
			case 0:
				e.Type, e.By = "message", promise.Customer("Cy")
			case 1:
				e.Type, e.By = "message", promise.Person("Ann")
			case 2:
				e.Set = policy.Fields{"status": rapid.SampledFrom([]string{"open", "pending", "solved"}).Draw(rt, "status")}
			case 3:
				e.Set = policy.Fields{"priority": rapid.SampledFrom([]string{"high", "low", "none"}).Draw(rt, "new priority")}
			}
			c, err = c.Record(now, e)
			require.NoError(rt, err)
		}
		cases = append(cases, c)
	}
	return cases
}

// mirrored returns a report as it is seen from the other side.
func mirrored(r whatif.Report) whatif.Report {
	r.Old, r.New, r.Added, r.Removed = r.New, r.Old, r.Removed, r.Added
	r.Total = mirroredRow(r.Total)
	r.Commitments = slices.Clone(r.Commitments)
	for i, row := range r.Commitments {
		r.Commitments[i] = mirroredRow(row)
	}
	r.Flips = slices.Clone(r.Flips)
	for i, f := range r.Flips {
		r.Flips[i].Old, r.Flips[i].New, r.Flips[i].OldDue, r.Flips[i].NewDue = f.New, f.Old, f.NewDue, f.OldDue
		r.Flips[i].OldVoid, r.Flips[i].NewVoid, r.Flips[i].OldFirst, r.Flips[i].NewFirst = f.NewVoid, f.OldVoid, f.NewFirst, f.OldFirst
	}
	r.Failed = slices.Clone(r.Failed)
	for i, f := range r.Failed {
		r.Failed[i].Old, r.Failed[i].New = f.New, f.Old
	}
	return r
}

func mirroredRow(r whatif.Row) whatif.Row {
	r.Old, r.New, r.Appeared, r.Vanished, r.Lost, r.Won, r.Given, r.Gained = r.New, r.Old, r.Vanished, r.Appeared, r.Won, r.Lost, r.Gained, r.Given
	for _, t := range []*whatif.Times{&r.Shift, &r.WallShift} {
		t.Sum, t.Mean, t.Median = negative(t.Sum), -t.Mean, -t.Median
	}
	return r
}

// negative returns a sum with the other sign; it is small enough for a Duration.
func negative(t document.Total) document.Total { return document.TotalOf(-t.Duration()) }

// adds requires that a row is the sum of others, and that its own counts add up.
func adds(rt *rapid.T, total whatif.Row, rows []whatif.Row) {
	sum := whatif.Row{Commitment: total.Commitment}
	for _, r := range rows {
		for _, pair := range [][2]*int{
			{&sum.Matched, &r.Matched}, {&sum.Appeared, &r.Appeared}, {&sum.Vanished, &r.Vanished}, {&sum.Lost, &r.Lost}, {&sum.Won, &r.Won}, {&sum.Other, &r.Other},
			{&sum.Shift.Of, &r.Shift.Of}, {&sum.WallShift.Of, &r.WallShift.Of},
		} {
			*pair[0] += *pair[1]
		}
		for _, pair := range [][2]*whatif.Side{{&sum.Old, &r.Old}, {&sum.New, &r.New}} {
			a, b := pair[0], pair[1]
			for _, count := range [][2]*int{
				{&a.Promises, &b.Promises}, {&a.Kept, &b.Kept}, {&a.Broken, &b.Broken}, {&a.Void, &b.Void}, {&a.Open, &b.Open},
				{&a.AlreadyDone, &b.AlreadyDone}, {&a.Replaced, &b.Replaced}, {&a.VoidByCustomer, &b.VoidByCustomer}, {&a.VoidByCondition, &b.VoidByCondition},
				{&a.VoidByUs, &b.VoidByUs}, {&a.FirstKept, &b.FirstKept}, {&a.FirstBroken, &b.FirstBroken},
			} {
				*count[0] += *count[1]
			}
			for _, t := range [][2]*whatif.Times{{&a.Promised, &b.Promised}, {&a.Pad, &b.Pad}, {&a.KeptTime, &b.KeptTime}, {&a.Unused, &b.Unused}} {
				t[0].Of += t[1].Of
				t[0].Sum = t[0].Sum.Plus(t[1].Sum)
			}
		}
		for _, pair := range [][2]*document.Total{{&sum.Given, &r.Given}, {&sum.Gained, &r.Gained}, {&sum.Shift.Sum, &r.Shift.Sum}, {&sum.WallShift.Sum, &r.WallShift.Sum}} {
			*pair[0] = pair[0].Plus(*pair[1])
		}
	}
	// Means and medians do not add up.
	for _, r := range []*whatif.Row{&total, &sum} {
		for _, t := range []*whatif.Times{&r.Shift, &r.WallShift, &r.Old.Promised, &r.Old.Pad, &r.Old.KeptTime, &r.Old.Unused, &r.New.Promised, &r.New.Pad, &r.New.KeptTime, &r.New.Unused} {
			t.Mean, t.Median = 0, 0
		}
	}
	if diff := cmp.Diff(total, sum); diff != "" {
		rt.Fatalf("-total +sum of the rows:\n%s", diff)
	}
	require.Equal(rt, total.Old.Promises, total.Matched+total.Vanished)
	require.Equal(rt, total.New.Promises, total.Matched+total.Appeared)
	for _, s := range []whatif.Side{total.Old, total.New} {
		require.Equal(rt, s.Promises, s.Kept+s.Broken+s.Void+s.Open+s.AlreadyDone)
		require.Equal(rt, s.Void, s.VoidByCustomer+s.VoidByCondition+s.VoidByUs)
		require.Equal(rt, s.KeptTime.Of, s.Unused.Of)
	}
	require.Equal(rt, total.Given, total.Shift.Sum.Plus(total.Gained))
}

// TestLaws are those of the package comment, on random cases.
func TestLaws(t *testing.T) {
	var policies []*policy.Policy
	for _, doc := range []string{roomyDoc, tightDoc, restartDoc, onceDoc} {
		policies = append(policies, parse(t, doc))
	}
	from, end := at(t, "mon 09:00"), at(t, "mon2 12:00")
	rapid.Check(t, func(rt *rapid.T) {
		cases := drawCases(rt, policies[rapid.IntRange(0, 2).Draw(rt, "recorded under")], from, end)
		old := policies[rapid.IntRange(0, len(policies)-1).Draw(rt, "old")]
		next := policies[rapid.IntRange(0, len(policies)-1).Draw(rt, "new")]
		now := from.Add(time.Duration(rapid.IntRange(0, 9*24*60).Draw(rt, "now")) * time.Minute)
		report, err := whatif.Compare(old, next, cases, now)
		require.NoError(rt, err)
		require.Equal(rt, len(cases), report.Cases+len(report.Failed))
		_ = report.String()

		same, err := whatif.Compare(old, old, cases, now)
		require.NoError(rt, err)
		require.Empty(rt, same.Flips)
		require.Equal(rt, same.Total.Old, same.Total.New)
		require.Zero(rt, same.Total.Given)
		require.Zero(rt, same.Total.Gained)
		require.Zero(rt, same.Total.Shift.Median)

		back, err := whatif.Compare(next, old, cases, now)
		require.NoError(rt, err)
		if diff := cmp.Diff(report, mirrored(back)); diff != "" {
			rt.Fatalf("-report +mirrored:\n%s", diff)
		}

		adds(rt, report.Total, report.Commitments)
		for _, row := range report.Commitments {
			adds(rt, row, []whatif.Row{row})
		}
		flips := report.Total.Lost + report.Total.Won + report.Total.Other + report.Total.Appeared + report.Total.Vanished
		require.Len(rt, report.Flips, flips)

		shuffled, err := whatif.Compare(old, next, rapid.Permutation(cases).Draw(rt, "order"), now)
		require.NoError(rt, err)
		if diff := cmp.Diff(report, shuffled); diff != "" {
			rt.Fatalf("-in order +shuffled:\n%s", diff)
		}
		doc, err := json.Marshal(report)
		require.NoError(rt, err)
		again, err := json.Marshal(shuffled)
		require.NoError(rt, err)
		require.Equal(rt, string(doc), string(again))
		var read whatif.Report
		require.NoError(rt, json.Unmarshal(doc, &read))
		if diff := cmp.Diff(report, read); diff != "" {
			rt.Fatalf("-report +read back:\n%s", diff)
		}
	})
}
