package statement_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document/documenttest"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/statement"
)

var now = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)

func parse(tb testing.TB, doc string) *policy.Policy {
	tb.Helper()
	pol, err := policy.Parse([]byte(doc))
	require.NoError(tb, err)
	return pol
}

func of(tb testing.TB, pol *policy.Policy, o statement.Options) statement.Statement {
	tb.Helper()
	s, err := statement.Of(pol, now, o)
	require.NoError(tb, err)
	return s
}

const (
	office  = `{"name":"office","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:30"}`
	onCall  = `{"name":"on call","zone":"Europe/Berlin","week":"24/7"}`
	solved  = `"stop":{"becomes":{"status":["solved","closed"]}}`
	replied = `"stop":{"event":"message","by":"person"}`
)

// documents are the policies of the golden files.
var documents = []struct {
	name, doc string
	words     map[string]string // for German
}{
	// That of the comment of package policy.
	{"front", `{"version": 1, "name": "Berlin support",
	 "calendars": [{"name": "office", "zone": "Europe/Berlin", "week": "Mo-Fr 09:00-17:30"},
	               {"name": "on call", "zone": "Europe/Berlin", "week": "24/7"}],
	 "commitments": [
	   {"name": "resolution", "calendar": "office",
	    "rules": [{"when": {"priority": "urgent"}, "calendar": "on call", "target": "4h"},
	              {"when": {"priority": ["high", "normal"]}, "target": "8h"},
	              {"due": "5 days close"}],
	    "pad": {"percent": 25, "at_least": "1h", "at_most": "8h", "round": "half hour"},
	    "clock": {"stop": {"becomes": {"status": ["solved", "closed"]}},
	              "reopen": {"becomes": {"status": "open"}},
	              "pause_while": {"status": "pending"}, "change": "carry"},
	    "terms": {"notice": "2h"}}]}`, nil},

	// Four metrics of a help desk, worded in both languages; some cases are
	// promised no reply, and one rule is hidden by those before it.
	{"helpdesk", `{"name":"Service","calendars":[` + office + `,` + onCall + `],"commitments":[
	{"name":"first reply","calendar":"office","wording":{"en":"an answer","de":"eine Antwort"},
	 "rules":[{"when":{"priority":"urgent"},"calendar":"on call","due":"1h"},{"when":{"priority":["urgent","high"]},"due":"4h"},
	          {"when":{"priority":"urgent","plan":"gold"},"due":"30m"},{"when":{"priority":["normal","high"],"plan":["gold",""]},"due":"6h"}],
	 "clock":{` + replied + `,"cancel":{"becomes":{"status":["solved","closed"]}},"change":"tighter"}},
	{"name":"next reply","calendar":"office","wording":{"de-AT":"die nächste Antwort"},"rules":[{"due":"2h"}],
	 "clock":{"start":{"event":"message","by":"customer"},` + replied + `,"cycle":"each time"}},
	{"name":"update","calendar":"office","rules":[{"due":"1 day"}],
	 "clock":{"start":[{"event":"opened"},{"event":"message","by":["person","bot"],"where":{"visibility":"public"}}],` + replied + `,"cycle":"periodic"}},
	{"name":"resolution","calendar":"office","rules":[{"when":{"priority":"urgent"},"due":"4h"},{"due":"40h"}],
	 "clock":{` + solved + `,"reopen":{"leaves":{"status":"solved"}},"reset":{"changes":["group","owner"]},
	 "pause_while":[{"status":"pending"},{"status":"open","waiting":["customer","supplier"]}],"change":"restart"},"terms":{"on_reopen":"ignore"}}]}`,
		map[string]string{
			"priority": "Dringlichkeit", "urgent": "dringend", "high": "hoch", "normal": "normal", "plan": "Tarif", "gold": "Gold",
			"resolution": "die Lösung", "status": "der Stand", "message": "eine Nachricht", "Europe/Berlin": "Berliner Zeit", "office": "das Büro",
		}},

	// Amounts as the pads make them, rounded; a target in days, of which the most
	// of the year is told; a time that history names.
	{"pads", `{"name":"Pads","calendars":[` + office + `,{"name":"short fridays","zone":"Europe/Berlin","week":"Mo-Th 09:00-17:00; Fr 09:00-13:00"}],"commitments":[
	{"name":"half hour","calendar":"office","rules":[{"when":{"priority":"high"},"target":"7h13m"},{"target":"14h26m"}],"pad":{"percent":20,"round":"half hour"},"clock":{` + solved + `}},
	{"name":"close","calendar":"office","rules":[{"target":"13h7m"}],"pad":{"fixed":"2h","round":"close"},"clock":{` + solved + `}},
	{"name":"exact","calendar":"short fridays","rules":[{"target":"3h17m"}],"pad":{"percent":10,"at_least":"43m"},"clock":{` + solved + `}},
	{"name":"days","calendar":"short fridays","rules":[{"target":"3 days"}],"pad":{"fixed":"2h"},"clock":{` + solved + `}},
	{"name":"from the due","calendar":"office","rules":[{"due":"10h"}],"pad":{"percent":20},"clock":{` + solved + `}},
	{"name":"both","calendar":"office","rules":[{"due":"10h","target":"3h"}],"pad":{"percent":20},"clock":{` + solved + `}},
	{"name":"history","calendar":"office","rules":[{"when":{"priority":"high"},"target":"4h"},{}],"pad":{"level":0.95,"at_most":"6h"},"clock":{` + solved + `}},
	{"name":"history alone","calendar":"office","rules":[{"target":"1 day"}],"pad":{"level":0.95},"clock":{` + solved + `}}]}`, nil},

	// Business days with a cut-off, and holidays.
	{"days", `{"name":"Orders","calendars":[{"name":"warehouse","zone":"America/New_York","week":"Mo-Fr 08:00-12:00,13:00-16:00","days":[
		{"on":"2026-07-03","name":"Independence Day (observed)"},{"on":"--12-25","name":"Christmas Day"},{"on":"--12-24","hours":"08:00-12:00","name":"Christmas Eve"},
		{"on":"2026-05-02","hours":"10:00-14:00"},{"on":"2025-05-01","name":"past"}],"breaks":[{"on":"2026-02-03","hours":"08:00-10:00","name":"stock-taking"}]}],"commitments":[
	{"name":"dispatch","calendar":"warehouse","rules":[{"when":{"service":"express"},"due":"0 days 16:00"},{"when":{"service":"standard"},"due":"1 day close"},{"when":{"service":"bulky"},"due":"3 days"},
		{"when":{"service":"made to order"},"due":"10 days 12:00"},{"when":{"service":"pallet"},"due":"0 days close"},{"due":"1 day 12:00"}],
	 "clock":{"stop":{"event":"shipped"},"change":"keep"},"terms":{"cutoff":"14:00"}}]}`, nil},

	// Around the clock, a night shift, split days, and calendars of calendars.
	{"clock", `{"name":"Operations","calendars":[` + onCall + `,
	 {"name":"nights","zone":"UTC","week":"Mo-Th,Su 22:00-06:00"},
	 {"name":"shop","zone":"Asia/Kathmandu","week":"Mo,We,Fr 09:00-12:00,13:00-18:00; Tu 00:00-24:00; Th,Sa,Su 10:00-24:00"},
	 {"name":"both desks","union":[{"name":"Berlin","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00","days":[{"on":"--12-25","name":"Christmas Day"}]},{"name":"New York","zone":"America/New_York","week":"Mo-Fr 09:00-17:00"}]},
	 {"name":"overlap","intersect":[{"zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"},{"zone":"America/New_York","week":"Mo-Fr 09:00-17:00"}]},
	 {"name":"up","subtract":[{"zone":"UTC","week":"24/7"},{"name":"maintenance","zone":"UTC","week":"Su 02:00-04:00"}]},
	 {"name":"fair","zone":"Etc/GMT+3","days":[{"on":"2026-06-05","hours":"10:00-20:00","name":"Fair"},{"on":"2026-06-06","hours":"20:00-02:00","name":"Fair night"}]}],"commitments":[
	{"name":"incident","calendar":"on call","rules":[{"when":{"severity":"1"},"due":"15m"},{"when":{"severity":"2"},"due":"1h"},{"when":{"severity":"3"},"due":"2h30m"},{"due":"2 days"}],"clock":{` + solved + `}},
	{"name":"batch","calendar":"nights","rules":[{"due":"4h"}],"clock":{` + solved + `,"cycle":"sequential"}},
	{"name":"repair","calendar":"shop","rules":[{"due":"1h"}],"clock":{` + solved + `}},
	{"name":"callback","calendar":"both desks","rules":[{"when":{"type":"call"},"calendar":"overlap","due":"1h"},{"due":"1h"}],"clock":{"start":{"event":"promise broken","where":{"commitment":"incident"}},"stop":{"by":"person"}}},
	{"name":"service","calendar":"up","rules":[{"due":"8h"}],"clock":{` + solved + `}},
	{"name":"stand","calendar":"fair","rules":[{"due":"3h"}],"clock":{` + solved + `}}]}`, nil},

	// What changes do: later dates that bind, sooner ones, what is begun anew by
	// whom, and days that count from receipt.
	{"changes", `{"name":"Changes","calendars":[` + office + `,` + onCall + `],"commitments":[
	{"name":"imported","calendar":"office","rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"8h"}],"clock":{` + solved + `,"later":"binds"}},
	{"name":"imported with notice","calendar":"office","rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"8h"}],
	 "clock":{` + solved + `,"later":"binds","change":"restart","reset":{"changes":"group"}},"terms":{"notice":"1h"}},
	{"name":"sooner","calendar":"office","rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"8h"}],"clock":{` + solved + `,"change":"sooner"}},
	{"name":"restarted","calendar":"office","rules":[{"when":{"priority":"high"},"due":"4h"},{"due":"8h"}],"clock":{` + solved + `,"change":"restart"}},
	{"name":"begun anew by us","calendar":"office","rules":[{"due":"8h"}],"clock":{` + solved + `,"reset":{"event":"handed over","by":"person"}}},
	{"name":"begun anew by you","calendar":"office","rules":[{"due":"8h"}],"clock":{` + solved + `,"reset":{"event":"message","by":"customer"}}},
	{"name":"begun anew by anybody","calendar":"office","rules":[{"due":"8h"}],"clock":{` + solved + `,"reset":[{"event":"message","by":"customer"},{"changes":"group"}]}},
	{"name":"from receipt","calendar":"office","rules":[{"when":{"priority":"high"},"due":"1 day"},{"due":"20 days close"}],"clock":{` + solved + `},"terms":{"day_zero":"receipt","cutoff":"14:00"}},
	{"name":"from receipt, the same day","calendar":"office","rules":[{"due":"0 days close"}],"clock":{` + solved + `},"terms":{"day_zero":"receipt"}}]}`, nil},

	// What it depends on, a date that was said, a clock that does not stand still.
	{"conditions", `{"name":"Studio","calendars":[` + office + `],"commitments":[
	{"name":"drawings","calendar":"office","rules":[{"when":{"size":["","small"]},"due":"2026-01-09T15:00:00Z"},{"when":{"size":""},"due":"1h"},{"due":"2026-01-16T15:00:00Z"}],
	 "clock":{"stop":{"event":"sent"},"pause_while":{"status":"pending"},"reopen":{"event":"returned"}},
	 "conditions":[{"name":"file sent","by":"1 day 12:00","met":{"event":"file"}},{"name":"deposit paid","wording":{"en":"we have your deposit","de":"uns Ihre Anzahlung vorliegt"},"by":"2026-01-07T23:00:00Z","else":"move"}],"terms":{"notice":"8h30m"}},
	{"name":"print","calendar":"office","rules":[{"due":"16h"}],"clock":{"stop":{"event":"printed"},"pause_while":{"status":"pending"}},"terms":{"on_pause":"hold"}}]}`, nil},
}

// TestGolden holds each policy's statement in both languages in a file, so that a
// reader can judge them.
func TestGolden(t *testing.T) {
	for _, d := range documents {
		pol := parse(t, d.doc)
		documenttest.Golden(t, d.name+".en.txt", of(t, pol, statement.Options{}).String())
		documenttest.Golden(t, d.name+".de.txt", of(t, pol, statement.Options{Languages: []string{"de"}, Words: d.words}).String())
	}
}
