package policy_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
)

// TestTales tells the stories of testdata/stories, what a help desk lives
// through and what users complain of. What is expected was derived by hand, in
// the stories. Each expectation is asked in every way in which a log can come to
// be known, and the answer must be the same.
func TestTales(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			told, err := readTale(string(text))
			require.NoError(t, err)
			for i, l := range told.lines {
				if l.expects != nil {
					ask(t, told, i)
				}
			}
		})
	}
}

// TestTalesHaveTitles: a story says first what hurts, in a user's words, and it
// is short.
func TestTalesHaveTitles(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txt")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 45)
	name := regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*\.txt$`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		lines := strings.Split(string(text), "\n")
		if !name.MatchString(filepath.Base(file)) || !strings.HasPrefix(lines[0], `# "`) || len(lines) > 60 {
			t.Errorf("%s: want a name in snake case, a title like # \"Where is my hour?\", and at most 60 lines", file)
		}
	}
}

// ask looks at the case where the i-th line stands, in every way in which what
// happened so far can have come to be known.
func ask(t *testing.T, told *tale, i int) {
	t.Helper()
	l := told.lines[i]
	since := told.opened.Recorded.Add(-1)
	for _, earlier := range told.lines[:i] {
		if earlier.expects != nil && earlier.expects.looks {
			since = earlier.at
		}
		require.True(t, earlier.expects != nil || earlier.event.Recorded.After(since), "line %d: somebody looked at that instant already, before this was learnt", earlier.number)
	}
	for _, w := range told.ways(i) {
		ok := t.Run(fmt.Sprintf("%d/%s", l.number, w.name), func(t *testing.T) {
			c, err := w.tell()
			require.NoError(t, err)
			for _, check := range l.expects.checks {
				check(view{t, c, since, l.at})
			}
			if t.Failed() {
				t.Logf("at %s: %s", l.at.Format("Mon 15:04"), l.text)
			}
		})
		if !ok {
			return // the others would say it again
		}
	}
}

// A way is one in which a log comes to be known.
type way struct {
	name string
	tell func() (policy.Case, error)
}

// ways returns the ways in which what happened before the i-th line can be told:
// all at once, one after the other, in two parts, the last first, as it was known
// then by who knows how it went on, and under policies that were written down
// and read again.
func (t *tale) ways(i int) []way {
	var before []line
	for _, l := range t.lines[:i] {
		if l.expects == nil {
			before = append(before, l)
		}
	}
	now := t.lines[i].at
	list := []way{
		{"at once", func() (policy.Case, error) { return t.tell(now, before) }},
		{"one by one", func() (policy.Case, error) {
			var groups [][]line
			for k := range before {
				groups = append(groups, before[k:k+1])
			}
			return t.tell(now, groups...)
		}},
		{"backward", func() (policy.Case, error) {
			var groups [][]line
			for _, l := range backward(before) {
				groups = append(groups, []line{l})
			}
			return t.tellAt(now, now, groups...)
		}},
		{"read back", func() (policy.Case, error) {
			again, err := t.readBack()
			if err != nil {
				return policy.Case{}, err
			}
			after := slices.Clone(before)
			for k := range after {
				after[k].adopts = again.policies[t.nameOf(after[k].adopts)]
			}
			return again.tell(now, after)
		}},
	}
	for cut := 1; cut < len(before); cut++ {
		list = append(list, way{fmt.Sprintf("cut at %d", cut), func() (policy.Case, error) { return t.tell(now, before[:cut], before[cut:]) }})
	}
	var after []line
	for _, l := range t.lines[i:] {
		if l.expects == nil {
			after = append(after, l)
		}
	}
	if len(after) == 0 || after[0].event.Recorded.After(now) {
		list = append(list, way{"as it was known", func() (policy.Case, error) {
			c, err := t.tell(now.AddDate(0, 1, 0), before, after)
			return c.KnownAt(now), err
		}})
	}
	return list
}

// tell opens the case and records the lines, group by group, each when the last
// of it was learnt.
func (t *tale) tell(now time.Time, groups ...[]line) (policy.Case, error) {
	return t.tellAt(time.Time{}, now, groups...)
}

// tellAt records every group at an instant, or, if that is zero, when the last of
// it was learnt; in the end time has passed up to now.
func (t *tale) tellAt(each, now time.Time, groups ...[]line) (policy.Case, error) {
	c, err := t.policies[""].RecordOpening(t.opened.Recorded, *t.opened)
	for _, group := range groups {
		var events []policy.Event
		for k, l := range group {
			at := each
			if at.IsZero() {
				at = l.event.Recorded
			}
			if l.adopts == nil {
				events = append(events, l.event)
			}
			if last := k+1 == len(group); err == nil && (last || l.adopts != nil) {
				c, err = c.Record(at, events...)
				events = nil
			}
			if err == nil && l.adopts != nil {
				c, err = c.Adopt(at, l.adopts, l.event)
			}
		}
	}
	if err != nil {
		return c, err
	}
	return c.Record(now)
}

// backward returns the lines in reverse; those that happened and were learnt at
// one instant stay in order, for nothing else tells which came first.
func backward(lines []line) []line {
	type instant struct{ at, recorded int64 }
	of := func(l line) instant { return instant{l.event.At.UnixNano(), l.event.Recorded.UnixNano()} }
	waiting := map[instant][]line{}
	for _, l := range lines {
		waiting[of(l)] = append(waiting[of(l)], l)
	}
	var list []line
	for _, l := range slices.Backward(lines) {
		k := of(l)
		list = append(list, waiting[k][0])
		waiting[k] = waiting[k][1:]
	}
	return list
}

// readBack returns the tale under policies that were written and read again.
func (t *tale) readBack() (*tale, error) {
	again := *t
	again.policies = map[string]*policy.Policy{}
	for name, p := range t.policies {
		doc, err := json.Marshal(p)
		if err != nil {
			return nil, err
		}
		if again.policies[name], err = policy.Parse(doc); err != nil {
			return nil, err
		}
	}
	return &again, nil
}

// nameOf returns the name of a policy in the tale.
func (t *tale) nameOf(p *policy.Policy) string {
	for name, known := range t.policies {
		if known == p && p != nil {
			return name
		}
	}
	return "none"
}
