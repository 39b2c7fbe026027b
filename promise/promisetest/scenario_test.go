package promisetest_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2/clock"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/promisetest"
)

// The stories of this package use all of the notation.
func TestStories(t *testing.T) {
	promisetest.RunFiles(t, os.DirFS("testdata"), "stories/*.txt")
}

// The story of the package comment can be told.
func TestPackageComment(t *testing.T) {
	comment, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	parts := strings.Split(string(comment), "`")
	require.Len(t, parts, 3)
	p := promisetest.Run(t, strings.ReplaceAll(parts[1], "\n//", "\n"))
	require.Len(t, p.Events(), 3)
}

// Where instants count from: one row for each rule of the package comment.
func TestWhen(t *testing.T) {
	for _, c := range []struct{ rule, story, want string }{
		{"a weekday is the next one", "begins: 2026-01-05\nmon 09:00 made; tue 10:00 update", "2026-01-06 10:00 CET"},
		{"today too, if that time is not past", "begins: 2026-01-05\nmon 09:00 made; mon 10:00 update", "2026-01-05 10:00 CET"},
		{"nor if it is now", "begins: 2026-01-05\nmon 09:00 made; mon 09:00 update", "2026-01-05 09:00 CET"},
		{"but not if it is past", "begins: 2026-01-05\nmon 09:00 made; mon 08:59 update", "2026-01-12 08:59 CET"},
		{"the first weekday from begins on", "begins: 2026-01-06\nmon 09:00 made; update", "2026-01-12 09:00 CET"},
		{"begins itself counts", "begins: 2026-01-05\nmon 00:00 made; update", "2026-01-05 00:00 CET"},
		{"a time alone is today", "begins: 2026-01-05\nmon 09:00 made; 16:00 update", "2026-01-05 16:00 CET"},
		{"begins gives a time alone its day", "begins: 2026-01-05\n07:30 made; update", "2026-01-05 07:30 CET"},
		{"with seconds", "begins: 2026-01-05\nmon 09:00 made; 16:00:07 update", "2026-01-05 16:00:07 CET"},
		{"24:00 is the next midnight", "begins: 2026-01-05\nmon 09:00 made; 24:00 update", "2026-01-06 00:00 CET"},
		{"no instant is where the story stands", "begins: 2026-01-05\nmon 09:00 made; tue 10:00 expect on track; update", "2026-01-06 10:00 CET"},
		{"a week more", "begins: 2026-01-05\nmon 09:00 made; +1w update", "2026-01-12 09:00 CET"},
		{"a day more, at a time", "begins: 2026-01-05\nmon 09:00 made; +1d 08:00 update", "2026-01-06 08:00 CET"},
		{"a week more from the next weekday", "begins: 2026-01-05\nmon 09:00 made; +1w tue 10:00 update", "2026-01-13 10:00 CET"},
		{"and from today", "begins: 2026-01-05\nmon 09:00 made; +2w mon 10:00 update", "2026-01-19 10:00 CET"},
		{"what is past has last", "begins: 2026-01-05\nmon 09:00 made; tue 10:00 expect on track; last mon 12:00 update", "2026-01-05 12:00 CET"},
		{"last is today, if that time is past", "begins: 2026-01-05\nmon 09:00 made; 12:00 expect on track; last mon 10:00 update", "2026-01-05 10:00 CET"},
		{"or now", "begins: 2026-01-05\nmon 09:00 made; last mon 09:00 update", "2026-01-05 09:00 CET"},
		{"but not if it is ahead", "begins: 2026-01-05\nmon 09:00 made; last mon 10:00 update", "2025-12-29 10:00 CET"},
		{"or its date", "begins: 2026-01-05\nmon 09:00 made; tue 10:00 expect on track; 2026-01-05 12:00 update", "2026-01-05 12:00 CET"},
		{"no begins with a date", "2026-01-05 09:00 made; tue 10:00 update", "2026-01-06 10:00 CET"},
		{"nor with an instant", "2026-01-05T08:00:00Z made; tue 10:00 update", "2026-01-06 10:00 CET"},
		{"happened looks back", "begins: 2026-01-05\nmon 09:00 made; wed 10:00 update happened tue 16:00", "2026-01-06 16:00 CET"},
		{"across the change of the clocks", "begins: 2026-03-27\nfri 09:00 made; +3d update", "2026-03-30 09:00 CEST"},
		{"the first coming", "begins: 2026-10-25\nsun 01:00 made; 02:30 update", "2026-10-25 02:30 CEST"},
		{"the second coming is an instant", "begins: 2026-10-25\nsun 01:00 made; 2026-10-25T02:30:00+01:00 update", "2026-10-25 02:30 CET"},
		{"after which that weekday is a week away", "begins: 2026-10-25\nsun 01:00 made; 2026-10-25T02:30:00+01:00 expect on track; sun 02:45 update", "2026-11-01 02:45 CET"},
	} {
		p, failed, err := promisetest.Scenario{Story: "calendar: {\"zone\": \"Europe/Berlin\", \"week\": \"Mo-Fr 09:00-17:00\"}\ndue: 100h\n" + c.story}.Replay()
		require.NoError(t, err, c.rule)
		require.Empty(t, failed, c.rule)
		e := p.Events()[0]
		got := e.At.In(p.Terms().Calendar.Zone())
		layout := "2006-01-02 15:04 MST"
		if got.Second() != 0 {
			layout = "2006-01-02 15:04:05 MST"
		}
		if diff := cmp.Diff(c.want, got.Format(layout)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", c.rule, c.story, diff)
		}
	}
}

// What a story says of an event is what the event has.
func TestEvents(t *testing.T) {
	p, _, err := promisetest.Scenario{Story: `calendar: {"zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}
due: 10h
about: {"to": "ACME"}
2026-01-05 09:00 made from 10:00
11:00 pause log until tue 10:00 by customer "Ann Lee" via email note "two; lines" id e1: waiting; resume log by bot
flag supplier p 0.25 by Ben recorded 09:30; clear supplier; update late by person: "again; # and again"
revise due fri 16:00 target 4h before notice 2h cutoff 14:00 day_zero receipt on_pause hold on_reopen ignore condition file by wed 12:00 else void agreed carry
revise without target and notice and cutoff and conditions
meet file; fulfill happened 10:30; reopen; withdraw; retract e1; rate -1.5; start: see C#9 # no reason
wed 11:00 pause happened mon 12:00 recorded tue 12:00 until thu 12:00 by "customer"
`}.Replay()
	require.NoError(t, err)
	zone := p.Terms().Calendar.Zone()
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.January, day, hour, minute, 0, 0, zone)
	}
	now := at(5, 11, 0)
	want := []promise.Event{
		{ID: "e1", Kind: promise.Pause, Key: "log", Until: at(6, 10, 0), By: promise.Customer("Ann Lee"), Channel: "email", Note: "two; lines", Reason: "waiting"},
		{Kind: promise.Resume, Key: "log", By: promise.Bot("")},
		{Kind: promise.Flag, Key: "supplier", P: 0.25, By: promise.Actor{Name: "Ben"}, Recorded: at(5, 9, 30)},
		{Kind: promise.Clear, Key: "supplier"},
		{Kind: promise.Update, Late: true, By: promise.Person(""), Reason: "again; # and again"},
		{Kind: promise.Revise, Agreed: true, Count: promise.Carry, Terms: promise.Terms{
			Due: promise.By(at(9, 16, 0)), Target: promise.Before(4 * time.Hour), Notice: 2 * time.Hour, Cutoff: 14 * clock.Hour, DayZero: promise.AtReceipt,
			OnPause: promise.Hold, OnReopen: promise.Ignore, Conditions: []promise.Condition{{Name: "file", By: at(7, 12, 0), Else: promise.ElseVoid}},
		}},
		{Kind: promise.Revise, Removes: promise.Removal{Target: true, Notice: true, Cutoff: true, Conditions: true}},
		{Kind: promise.Meet, Condition: "file"},
		{Kind: promise.Fulfill, At: at(5, 10, 30)},
		{Kind: promise.Reopen},
		{Kind: promise.Withdraw},
		{Kind: promise.Retract, Of: "e1"},
		{Kind: promise.Rate, Score: -1.5},
		{Kind: promise.Start, Reason: "see C#9"},
		{Kind: promise.Pause, At: at(5, 12, 0), Recorded: at(6, 12, 0), Until: at(8, 12, 0), By: promise.Actor{Name: "customer"}},
	}
	for i := range want {
		if want[i].At.IsZero() {
			want[i].At = now
		}
		if want[i].Recorded.IsZero() {
			want[i].Recorded = now
		}
	}
	if diff := cmp.Diff(want, p.Events()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	back := promisetest.Run(t, promisetest.Story(p))
	if diff := cmp.Diff(want, back.Events()); diff != "" {
		t.Errorf("events told back (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(promise.About{To: "ACME", Start: at(5, 10, 0)}, p.About()); diff != "" {
		t.Errorf("about (-want +got):\n%s", diff)
	}
}

// Each thing that can be expected can be expected in vain.
func TestExpectationsFail(t *testing.T) {
	const story = `calendar: {"zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}
due: 10h
target: 8h
2026-01-05 09:00 made
10:00 pause customer: wait
12:00 resume
tue 10:00 revise due fri 12:00
14:00 fulfill
15:00 reopen
wed 09:00 pause
`
	right := []string{
		"broken", "broken at tue 13:00", "paused", "first broken", "due last tue 13:00", "target last tue 11:00", "expected fri 12:00", "elapsed 13h", "wall elapsed 45h", "remaining -4h",
		"wall remaining -20h", "paused 3h", "wall paused 3h", "notice fair", "never changes", "due if resumed last tue 13:00", "known tue 12:00 at risk", "known tue 12:00 next change 13:00 to broken",
		"known tue 12:00 running", "known tue 14:00 fulfilled at 14:00", "known mon 11:00 no due paused", "known mon 11:00 no due", "known mon 11:00 no target", "known mon 09:00 no expected",
		"known mon 11:00 reason wait", "known mon 11:00 due if resumed tue 12:00",
	}
	wrong := []string{
		"kept", "broken at tue 13:01", "running", "first kept", "due fri 13:00", "target last tue 12:59", "expected fri 12:01", "elapsed 13h1ns", "wall elapsed 43h", "remaining -2h",
		"wall remaining -21h", "paused 2h", "wall paused 0s", "notice silent", "next change 10:00", "due if resumed fri 13:01", "known tue 12:00 on track", "known tue 12:00 next change 13:00 to kept",
		"known tue 12:00 next change 13:01 to broken", "known tue 12:00 never changes", "known tue 12:00 pending", "known tue 14:00 fulfilled at 13:59", "known mon 11:00 no due pending", "known mon 09:00 no due", "no target", "no expected", "no remaining",
		"known mon 11:00 reason sleep", "known tue 14:00 withdrawn at 14:00", "known mon 11:00 due if resumed tue 12:01", "void",
	}
	for _, parts := range right {
		_, failed, err := promisetest.Scenario{Story: story + "expect " + parts}.Replay()
		require.NoError(t, err, parts)
		for _, f := range failed {
			t.Errorf("%s", f)
		}
	}
	for _, parts := range wrong {
		_, failed, err := promisetest.Scenario{Story: story + "expect " + parts}.Replay()
		require.NoError(t, err, parts)
		require.Len(t, failed, 1, parts)
		require.Equal(t, "expect "+parts, failed[0].Statement)
		require.Equal(t, 11, failed[0].Line)
	}
	// Several that fail are one failure, with two lines for each.
	_, failed, err := promisetest.Scenario{Story: story + "expect kept, due fri 13:00, paused, elapsed 1h"}.Replay()
	require.NoError(t, err)
	require.Len(t, failed, 1)
	require.Equal(t, 6, strings.Count(failed[0].Diff, "\n"), failed[0].Diff)
	// The hint that what is past has last is given where that is the mistake.
	for parts, hint := range map[string]bool{"due tue 13:00": true, "kept, due last tue 13:00": false, "expected fri 13:00": false, "target tue 11:00": true} {
		_, failed, err := promisetest.Scenario{Story: story + "expect " + parts}.Replay()
		require.NoError(t, err)
		require.Equal(t, hint, strings.Contains(failed[0].Diff, "for the one that is past write last"), failed[0].Diff)
	}
	_, failed, err = promisetest.Scenario{Story: strings.Replace(story, "14:00", "13:00 expect kept, due tue 13:00; 14:00", 1)}.Replay()
	require.NoError(t, err)
	require.Equal(t, "- standing  kept\n+ standing  broken\n", failed[0].Diff)
}

// Line ends of another kind, and all on one line, are the same story.
func TestLines(t *testing.T) {
	one := promisetest.Run(t, `calendar: {"zone": "UTC", "week": "24/7"}; due: 8h; 2026-01-05 09:00 made; 10:00 pause: wait; expect paused;`)
	other := promisetest.Run(t, "# x\r\ncalendar: {\"zone\": \"UTC\",\r\n\"week\": \"24/7\"}\r\ndue: 8h # x\r\n\r\n2026-01-05 09:00 made\r\n;;10:00 pause : wait\t# x\r\n\texpect paused\r\n")
	require.True(t, one.Equal(other), promisetest.Story(other))
}
