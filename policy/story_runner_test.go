package policy_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// toldStory is right in all that it expects: two hours from 09:00, of which one is
// used and one was waited for; and the warning came at 10:00.
const toldStory = `# "What do I expect?"
policy: {"calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:00"}],
  "contact": {"told": {"event": "message", "by": "person"}, "asked": {"event": "message", "by": "customer"}},
  "commitments": [{"name": "answer", "calendar": "office", "matter": "it", "to": "customer", "rules": [{"target": "90m", "due": "2h"}], "stake": {"amount": 5},
    "clock": {"stop": {"event": "message", "by": "person"}, "pause_while": {"status": "pending"}}, "reactions": [{"name": "warn", "when": "50%", "do": "call"}]},
    {"name": "site", "calendar": "office", "matter": "it", "rules": [{"due": "8h"}]}]}
begins: 2026-01-05
mon 09:00 opened status open and customer ACME
10:00 Ann sets status pending: asked
11:00 Ann sets status open
11:00 `

// TestTalesAreNotDeaf: each expectation fails where it is wrong, and holds where
// it is right.
func TestTalesAreNotDeaf(t *testing.T) {
	for _, c := range []struct{ right, wrong string }{
		{"answer on track", "answer at risk"},
		{"answer running", "answer paused"},
		{"answer due 12:00, elapsed 1h", "answer due 12:01, elapsed 1h"},
		{"answer target 11:30", "answer no target"},
		{"answer elapsed 1h", "answer elapsed 2h"},
		{"answer remaining 1h", "answer no remaining"},
		{"answer paused 1h", "answer paused 0s"},
		{"answer due if resumed 12:00", "answer due if resumed 13:00"},
		{"answer no expected", "answer expected 13:00"},
		{"answer due 12:00", "answer no due paused"},
		{"answer first on track", "answer first broken"},
		{"answer next change 11:30", "answer never changes"},
		{"answer made 09:00", "answer made 10:00"},
		{"answer to ACME", `answer to "somebody else"`},
		{"answer no parent", "answer parent site/1"},
		{"answer no restarts", "answer restarts site/1"},
		{"answer no start day", "answer start day 2026-01-05"},
		{`answer cause ""`, "answer cause us"},
		{"answer rule 1", "answer no rule"},
		{"answer revisions 0", "answer revisions 1"},
		{"answer stake 5", "answer stake 6"},
		{`answer pad ""`, `answer pad "25%"`},
		{"answer/1 running", "answer/2 running"},
		{"promises answer/1, site/1", "promises answer/1"},
		{"told warn of answer/1 10:00", "told nothing"},
		{`told warn of answer/1 10:00 do call stake 5`, "told warn of answer/1 10:00 do page"},
		{"told warn of answer/1 10:00", "told undo warn of answer/1 10:00"},
		{"told warn of answer/1 10:00", "told warn of answer/1 10:00 at 11:00"},
		{"unknown at 08:59", "unknown at 09:00"},
		{"next change 11:30", "never changes"},
		{"next change 11:30", "next change 12:00"},
		{"contact asked 1, told 0", "contact asked 2"},
		{"contact silence 2h, unanswered 09:00", "contact all answered"},
		{"conflict it: answer/1 12:00, site/1 17:00", "conflict it: answer/1 12:00, site/1 18:00"},
		{"conflict it: answer/1 12:00, site/1 17:00", "no conflict"},
		{"site due 17:00", "site owner Ann"},
		{"site due 17:00", "no site"},
	} {
		require.Empty(t, complaints(t, toldStory+"expect "+c.right), c.right)
		require.NotEmpty(t, complaints(t, toldStory+"expect "+c.wrong), c.wrong)
	}
}

// complaints tells a story to somebody who only listens.
func complaints(t *testing.T, text string) string {
	t.Helper()
	told, err := readTale(text)
	require.NoError(t, err, text)
	last := len(told.lines) - 1
	c, err := told.ways(last)[0].tell()
	require.NoError(t, err)
	heard := &listener{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, check := range told.lines[last].expects.checks {
			check(view{heard, c, told.opened.Recorded.Add(-1), told.lines[last].at})
		}
	}()
	<-done
	return heard.text
}

// A listener hears what a test complains of, and does not fail.
type listener struct {
	testing.TB
	text string
}

func (l *listener) Helper() {}

func (l *listener) Errorf(format string, args ...any) { l.text += fmt.Sprintf(format, args...) }

func (l *listener) FailNow() { l.text += " and no more"; runtime.Goexit() }

// TestTalesThatNobodyUnderstands: what a story says is understood, or an error.
func TestTalesThatNobodyUnderstands(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"expect", "is nothing that can be expected"},
		{"expect nothing at all", "is nothing that can be expected"},
		{"expect answer", "nothing that can be expected of a promise"},
		{"expect answer fine", "nothing that can be expected of a promise"},
		{"expect answer running, running", "expected twice"},
		{"expect answer no due", "does not say why"},
		{"expect answer due noon", "no time of day"},
		{"expect answer elapsed long", "invalid duration"},
		{"expect answer running now", "too much"},
		{"expect told warn", "is no action"},
		{"expect told warn of answer/1 10:00 loudly", "is not understood"},
		{"expect contact friendly", "is nothing of a contact"},
		{"expect never changes again", "is not understood"},
		{"expect unknown at noon", "no time of day"},
		{"expect no reply", "is no commitment"},
		{"expect conflict it", "name the matter"},
		{"Ann sets status", "a field without its value"},
		{"Ann message loudly", "is no clause of an event"},
		{"Ann adopts tight", "there is no policy"},
		{"Ann says reply update", "is no commitment"},
		{"Ann says answer shout", "kind"},
		{"Ann says answer update loudly", "nothing that can be said of a promise"},
		{"opened status open", "opened twice"},
		{"expect answer running\n2026-01-04 10:00 Ann message", "before where the story stands"},
		{"Ann message", "ends with something that nobody looks at"},
	} {
		_, err := readTale(toldStory + c.line)
		require.ErrorContains(t, err, c.want, c.line)
	}
	_, err := readTale("# \"Nothing\"\nbegins: 2026-01-05\nmon 09:00 expect told nothing")
	require.ErrorContains(t, err, "nothing is opened yet")
	_, err = readTale(strings.Replace(toldStory, "begins", "policy other: zendesk.json\nbegins", 1) + "expect told nothing")
	require.ErrorContains(t, err, `nobody adopts policy "other"`)
}
