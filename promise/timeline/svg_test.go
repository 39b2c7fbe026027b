package timeline_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/promise"
	"github.com/underpromise/underpromise/promise/timeline"
)

// mostElements is how many elements a picture has at most.
const mostElements = 600

// An element is what a test reads of an SVG element.
type element struct {
	name       string
	attributes map[string]string
	text       string
}

// readSVG reads a document, which must be well-formed and stand alone.
func readSVG(svg []byte) ([]element, error) {
	if !utf8.Valid(svg) {
		return nil, errors.New("not UTF-8")
	}
	d := xml.NewDecoder(bytes.NewReader(svg))
	var list []element
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch x := token.(type) {
		case xml.StartElement:
			e := element{name: x.Name.Local, attributes: map[string]string{}}
			for _, a := range x.Attr {
				e.attributes[a.Name.Local] = a.Value
			}
			open, list = append(open, len(list)), append(list, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				list[open[len(open)-1]].text += string(x)
			}
		}
	}
}

// checkSVG checks what must hold for every picture.
func checkSVG(svg []byte) error {
	list, err := readSVG(svg)
	if err != nil {
		return err
	}
	if len(list) > mostElements {
		return fmt.Errorf("%d elements", len(list))
	}
	if len(svg) > 200_000 {
		return fmt.Errorf("%d bytes", len(svg))
	}
	root := list[0].attributes
	ids := map[string]bool{}
	inDefs := false
	for _, e := range list {
		switch e.name {
		case "script", "image", "use", "a", "foreignObject":
			return fmt.Errorf("a %s", e.name)
		case "defs":
			inDefs = true
		case "rect":
			// The first one behind the patterns is the card.
			inDefs = inDefs && !strings.Contains(e.attributes["class"], "card")
		}
		if id := e.attributes["id"]; id != "" {
			if ids[id] || !strings.HasPrefix(id, root["id"]) {
				return fmt.Errorf("id %q", id)
			}
			ids[id] = true
		}
		for name, value := range e.attributes {
			if strings.HasPrefix(name, "on") || strings.Contains(value, "://") && name != "xmlns" {
				return fmt.Errorf("attribute %s=%q", name, value)
			}
			if id, ok := strings.CutPrefix(value, "url(#"); ok && !ids[strings.TrimSuffix(id, ")")] {
				return fmt.Errorf("nothing has the id of %s", value)
			}
		}
		if err := checkPlace(e, root["viewBox"]); err != nil && !inDefs {
			return err
		}
	}
	for _, id := range strings.Fields(root["aria-labelledby"]) {
		if !ids[id] {
			return fmt.Errorf("no element has the id %s", id)
		}
	}
	if root["role"] != "img" || list[1].name != "title" || list[1].text == "" || list[2].name != "desc" || list[2].text == "" {
		return errors.New("not accessible")
	}
	return nil
}

// checkPlace checks that an element lies within the view box.
func checkPlace(e element, viewBox string) error {
	size := strings.Fields(viewBox)
	width, _ := strconv.ParseFloat(size[2], 64)
	height, _ := strconv.ParseFloat(size[3], 64)
	number := func(name string) float64 {
		v, _ := strconv.ParseFloat(e.attributes[name], 64)
		return v
	}
	in := func(x, y float64) error {
		if x < 0 || x > width || y < 0 || y > height {
			return fmt.Errorf("%s at %v, %v is outside of %s: %v", e.name, x, y, viewBox, e.attributes)
		}
		return nil
	}
	switch e.name {
	case "rect":
		if number("width") < 0 || number("height") < 0 {
			return fmt.Errorf("inside out: %v", e.attributes)
		}
		return errors.Join(in(number("x"), number("y")), in(number("x")+number("width"), number("y")+number("height")))
	case "circle":
		r := number("r")
		return errors.Join(in(number("cx")-r, number("cy")-r), in(number("cx")+r, number("cy")+r))
	case "text":
		return in(number("x"), number("y"))
	case "path":
		return checkPath(e.attributes["d"], in)
	}
	return nil
}

// checkPath checks the places in a path of absolute commands.
func checkPath(d string, in func(x, y float64) error) error {
	var x, y float64
	for len(d) > 0 {
		command := d[0]
		d = d[1:]
		end := strings.IndexAny(d, "MLHVZ")
		if end < 0 {
			end = len(d)
		}
		var v []float64
		for _, field := range strings.Fields(d[:end]) {
			n, err := strconv.ParseFloat(field, 64)
			if err != nil {
				return err
			}
			v = append(v, n)
		}
		d = d[end:]
		switch {
		case (command == 'M' || command == 'L') && len(v) == 2:
			x, y = v[0], v[1]
		case command == 'H' && len(v) == 1:
			x = v[0]
		case command == 'V' && len(v) == 1:
			y = v[0]
		case command == 'Z' && len(v) == 0:
		default:
			return fmt.Errorf("path command %c with %v", command, v)
		}
		if err := in(x, y); err != nil {
			return err
		}
	}
	return nil
}

// Every picture is well-formed, lies in its view box, has ids of its own, few
// elements, and is the same each time.
func TestLawPictures(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		e := h.explain(rt)
		svg := timeline.SVG(e, h.options)
		require.NoError(rt, checkSVG(svg), string(svg))
		require.Equal(rt, string(svg), string(timeline.SVG(h.explain(rt), h.options)))
	})
}

// No text covers another one or leaves the picture, and no pole goes through
// a text.
func TestLawLabels(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		e := h.explain(rt)
		boxes, width, height, elements := timeline.Boxes(e, h.options)
		require.LessOrEqual(rt, elements, mostElements)
		for i, a := range boxes {
			require.True(rt, 0 <= a.X1 && a.X2 <= width && 0 <= a.Y1 && a.Y2 <= height, "%+v is outside of %d x %d", a, width, height)
			for _, b := range boxes[:i] {
				require.False(rt, a.X1 < b.X2 && b.X1 < a.X2 && a.Y1 < b.Y2 && b.Y1 < a.Y2, "%+v\n%+v", a, b)
			}
		}
		crossed, _ := timeline.Crossed(e, h.options, width/100)
		require.Empty(rt, crossed)
	})
}

// Explanations that no promise could give are drawn too: any instants, in any
// order, with any words.
func TestLawAnyExplanation(t *testing.T) {
	cal := parse(t, newYorkDoc)
	rapid.Check(t, func(rt *rapid.T) {
		near := rapid.Bool().Draw(rt, "near")
		instant := func(name string) time.Time {
			if rapid.IntRange(0, 9).Draw(rt, name+" absent") == 0 {
				return time.Time{}
			}
			year := 2026
			if !near {
				year = rapid.SampledFrom([]int{1, 2, 1850, 1969, 2026, 2300, 9998}).Draw(rt, name+" year")
			}
			zone := time.FixedZone("", rapid.SampledFrom([]int{-12, 0, 1, 14}).Draw(rt, name+" offset")*3600)
			return time.Date(year, time.Month(rapid.IntRange(1, 12).Draw(rt, name+" month")), 1, 0, 0, 0, rapid.IntRange(0, 1e9).Draw(rt, name+" nanosecond"), zone)
		}
		why := rapid.OneOf(rapid.SampledFrom([]string{"running", "paused", "closed: x", "running, not counted: a condition was not met", "fulfilled, later reopened", "paused: x (the clock runs on)"}), rapid.String())
		duration := rapid.Map(rapid.Int64(), func(d int64) time.Duration { return time.Duration(d) })
		status := map[string]any{"at": instant("at"), "first_standing": "kept", "elapsed": duration.Draw(rt, "elapsed").String(), "paused": "0s", "wall_elapsed": "0s", "wall_paused": "0s"}
		status["standing"] = rapid.SampledFrom([]string{"on track", "at risk", "broken", "kept", "void"}).Draw(rt, "standing")
		status["phase"] = rapid.SampledFrom([]string{"pending", "running", "paused", "fulfilled", "withdrawn"}).Draw(rt, "phase")
		for _, name := range []string{"due", "target", "expected", "broken_at", "ended_at"} {
			status[name] = instant(name)
		}
		e := promise.Explanation{Made: instant("made"), Verdict: rapid.String().Draw(rt, "verdict")}
		e.About.Start = instant("start")
		doc, err := json.Marshal(status)
		require.NoError(rt, err)
		require.NoError(rt, json.Unmarshal(doc, &e.Status))
		for range rapid.SampledFrom([]int{0, 1, 5, 300}).Draw(rt, "steps") {
			e.Steps = append(e.Steps, promise.Step{From: instant("from"), To: instant("to"), Counted: duration.Draw(rt, "counted"), Why: why.Draw(rt, "why"),
				Phase: promise.Phase(rapid.IntRange(0, 5).Draw(rt, "phase")), Reason: why.Draw(rt, "reason"), Closed: rapid.Bool().Draw(rt, "closed"), Dropped: rapid.Bool().Draw(rt, "dropped")})
		}
		for range rapid.IntRange(0, 3).Draw(rt, "revisions") {
			e.Revisions = append(e.Revisions, promise.Revision{At: instant("at"), From: instant("from"), To: instant("to"), Reason: rapid.String().Draw(rt, "reason")})
		}
		o := timeline.Options{Width: rapid.Int().Draw(rt, "width"), ForCustomer: rapid.Bool().Draw(rt, "for the customer"), ID: rapid.String().Draw(rt, "id")}
		if rapid.Bool().Draw(rt, "with calendar") {
			o.Calendar = cal
		}
		require.NoError(rt, checkSVG(timeline.SVG(e, o)))
	})
}

// A customer's picture is the same whatever the target, the reasons and the
// names are, and whether there are flags and remarks at all.
func TestLawCustomer(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := drawHistory(t, rt)
		h.options.ForCustomer = true
		e := h.explain(rt)
		h.terms.Target = promise.Deadline{}
		var events []promise.Event
		for _, x := range h.events {
			if x.Kind == promise.Flag || (x.Kind == promise.Revise && x.Terms.Due.IsZero()) {
				continue
			}
			x.Reason = "secret"
			if x.Kind == promise.Update {
				x.By, x.Channel, x.Note = promise.Bot("secret"), "secret", "secret"
			}
			if x.Kind == promise.Meet {
				x.Condition = "secret " + x.Condition
			}
			events = append(events, x)
		}
		h.events = events
		h.terms.Conditions = slices.Clone(h.terms.Conditions)
		for i := range h.terms.Conditions {
			h.terms.Conditions[i].Name = "secret " + h.terms.Conditions[i].Name
		}
		other := h.explain(rt)
		other.Remarks = nil
		if diff := cmp.Diff(string(timeline.SVG(other, h.options)), string(timeline.SVG(e, h.options))); diff != "" {
			rt.Fatal(diff)
		}
		require.NotContains(rt, string(timeline.SVG(other, h.options)), "secret")
	})
}

// The target and the reasons are in the team's picture, and not in the
// customer's.
func TestForCustomer(t *testing.T) {
	for _, s := range stories(t) {
		e, cal := s.explain(t)
		require.NotContains(t, withoutStyle(string(timeline.SVG(e, timeline.Options{Calendar: cal, ForCustomer: true}))), "risk")
		team := string(timeline.SVG(e, timeline.Options{Calendar: cal}))
		customer := string(timeline.SVG(e, timeline.Options{Calendar: cal, ForCustomer: true}))
		hidden := []string{"target"}
		if target, ok := e.Status.Target(); ok {
			hidden = append(hidden, target.Format("Mon 2 Jan 2006 15:04"))
		}
		for _, x := range s.events {
			if x.Reason != "" {
				hidden = append(hidden, x.Reason[:8])
			}
		}
		for _, x := range e.Remarks {
			hidden = append(hidden, x.Text[:6])
		}
		for _, x := range hidden {
			require.Contains(t, team, x)
			require.NotContains(t, withoutStyle(customer), x)
		}
	}
}

// withoutStyle cuts the style sheet out, whose classes are the same in all
// pictures.
func withoutStyle(svg string) string {
	before, rest, _ := strings.Cut(svg, "<style>")
	_, after, _ := strings.Cut(rest, "</style>")
	return before + after
}

// Without a promise there is a small picture that says so.
func TestNoPromise(t *testing.T) {
	for _, e := range []promise.Explanation{{}, promise.Promise{}.Explain(time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC))} {
		svg := timeline.SVG(e, timeline.Options{})
		require.NoError(t, checkSVG(svg))
		require.Contains(t, string(svg), "There is no promise")
		require.Contains(t, string(svg), `viewBox="0 0 900 52"`)
	}
}

// Thousands of steps give a picture of bounded size that says what it leaves out.
func TestThousandsOfSteps(t *testing.T) {
	h := history{cal: parse(t, berlinDoc), made: time.Date(2026, 2, 2, 8, 0, 0, 0, time.UTC)}
	p, err := promise.Make(promise.Terms{Calendar: h.cal, Due: promise.Within(5000 * time.Hour)}, promise.About{}, h.made)
	require.NoError(t, err)
	var events []promise.Event
	for i := range 6000 {
		at := h.made.Add(time.Duration(i) * 40 * time.Minute)
		kind := []promise.Kind{promise.Pause, promise.Resume}[i%2]
		events = append(events, promise.Event{Kind: kind, At: at, Reason: "x"})
	}
	p, err = p.Record(h.made.AddDate(1, 0, 0), events...)
	require.NoError(t, err)
	e := p.Explain(h.made.AddDate(0, 9, 0))
	require.Greater(t, len(e.Steps), 5000)
	for _, width := range []int{320, 900, 2000} {
		svg := timeline.SVG(e, timeline.Options{Calendar: h.cal, Width: width})
		require.NoError(t, checkSVG(svg))
		require.Less(t, len(svg), 60_000)
		require.Contains(t, string(svg), fmt.Sprintf("%d steps are drawn in summary", len(e.Steps)))
		require.Contains(t, string(svg), "pauses more")
	}
}

// An explanation that was read back from JSON is drawn too, in the offset that
// it was made in, the same in whatever zone the machine is.
func TestFromJSON(t *testing.T) {
	e, cal := stories(t)[3].explain(t)
	doc, err := json.Marshal(e)
	require.NoError(t, err)
	local := time.Local
	defer func() { time.Local = local }()
	var first string
	for _, zone := range []*time.Location{time.UTC, cal.Zone(), parse(t, newYorkDoc).Zone()} {
		time.Local = zone
		var back promise.Explanation
		require.NoError(t, json.Unmarshal(doc, &back))
		svg := timeline.SVG(back, timeline.Options{})
		require.NoError(t, checkSVG(svg))
		require.Contains(t, string(svg), "times in UTC+01:00")
		require.Contains(t, string(svg), "Mon 12 Jan 12:00")
		if first == "" {
			first = string(svg)
		}
		require.Equal(t, first, string(svg))
	}
}

// Instants that no clock shows are drawn as the nearest that one does.
func TestFarInstants(t *testing.T) {
	for _, made := range []int64{-1 << 62, -62135596801, 1, 1 << 62} {
		e := promise.Explanation{Made: time.Unix(made, 0).UTC(), Verdict: "on track"}
		e.About.Start = time.Unix(-made, 0)
		e.Steps = []promise.Step{{From: time.Unix(-1<<61, 0), To: time.Unix(1<<61, 0), Counted: 1, Phase: promise.Running}}
		svg := timeline.SVG(e, timeline.Options{Calendar: parse(t, berlinDoc)})
		require.NoError(t, checkSVG(svg))
		require.Contains(t, string(svg), ">9000</text>", "%d", made)
		require.NotContains(t, string(svg), ">-")
	}
}

// Of many pauses the longest are written out, in order, and the others counted.
func TestNotesLeftOut(t *testing.T) {
	e := promise.Explanation{Made: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)}
	for i := range 20 {
		at := e.Made.AddDate(0, 0, i)
		e.Steps = append(e.Steps, promise.Step{From: at, To: at.Add(time.Duration(i+1) * time.Minute), Phase: promise.Paused, Reason: fmt.Sprintf("number %d", i)})
	}
	e.Remarks = []promise.Remark{{At: e.Made, Text: "nothing"}}
	e.Revisions = []promise.Revision{{At: e.Made, Reason: "new terms"}}
	list, err := readSVG(timeline.SVG(e, timeline.Options{}))
	require.NoError(t, err)
	var got []string
	for _, x := range list {
		if x.name == "text" && (strings.Contains(x.text, "number") || strings.Contains(x.text, "terms") || strings.Contains(x.text, "more")) {
			got = append(got, strings.TrimSpace(x.text))
		}
	}
	require.Equal(t, []string{
		"terms changed: new terms", "number 13", "number 14", "number 15", "number 16", "number 17", "number 18", "number 19",
		"And 13 pauses, 1 remark more",
	}, got)
}

// Bands that would hide whole days are not drawn, and the picture says so.
func TestTooFine(t *testing.T) {
	cal := parse(t, berlinDoc)
	from := instant(t, cal.Zone(), "2026-01-07 09:00")
	p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.By(from.AddDate(3, 0, 0))}, promise.About{}, from)
	require.NoError(t, err)
	for width, want := range map[int]string{320: "Open hours are too fine to draw", 900: ">open days<"} {
		require.Contains(t, string(timeline.SVG(p.Explain(from), timeline.Options{Calendar: cal, Width: width})), want, "%d", width)
	}
}

// A calendar that is not the one of the promise lends its zone alone.
func TestOtherCalendar(t *testing.T) {
	e, cal := stories(t)[0].explain(t)
	require.Contains(t, string(timeline.SVG(e, timeline.Options{Calendar: cal})), ">open hours<")
	other := timeline.SVG(e, timeline.Options{Calendar: parse(t, newYorkDoc)})
	require.NotContains(t, string(other), ">open hours<")
	require.Contains(t, string(other), "times in America/New_York")
	require.Contains(t, string(other), "Thu 8 Jan 05:50") // due
	require.NoError(t, checkSVG(timeline.SVG(e, timeline.Options{Calendar: new(calendar.Calendar)})))
}

// A step is drawn in the calendar's open hours if they add up to what it
// counted, and whole if not.
func TestStepsThatDoNotAddUp(t *testing.T) {
	e, cal := stories(t)[0].explain(t)
	require.Equal(t, 3, strings.Count(pathOf(t, e, timeline.Options{Calendar: cal}, "f run"), "M"))
	e.Steps[0].Counted--
	require.Equal(t, 1, strings.Count(pathOf(t, e, timeline.Options{Calendar: cal}, "f run"), "M"))
}

// In summary a look is as high as its share of the time, whether steps are
// narrower than a cell or wider.
func TestSummaryShares(t *testing.T) {
	for _, n := range []int{110, 150, 3000} {
		e := promise.Explanation{Made: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)}
		for i := range n {
			at := e.Made.Add(time.Duration(i) * 2 * time.Hour)
			e.Steps = append(e.Steps, promise.Step{From: at, To: at.Add(90 * time.Minute), Counted: time.Hour, Phase: promise.Running},
				promise.Step{From: at.Add(90 * time.Minute), To: at.Add(2 * time.Hour), Phase: promise.Paused})
		}
		run := area(t, pathOf(t, e, timeline.Options{}, "f run"))
		require.InEpsilon(t, 3, run/area(t, pathOf(t, e, timeline.Options{}, "paused")), 0.02, "%d pauses", n)
	}
}

// area returns how large the blocks of a path are together.
func area(tb testing.TB, d string) float64 {
	tb.Helper()
	sum := 0.0
	for _, block := range strings.Split(strings.Trim(d, "MZ"), "ZM") {
		var v []float64
		for _, field := range strings.FieldsFunc(block, func(r rune) bool { return strings.ContainsRune(" HV", r) }) {
			n, err := strconv.ParseFloat(field, 64)
			require.NoError(tb, err)
			v = append(v, n)
		}
		require.Len(tb, v, 5, block)
		sum += (v[2] - v[0]) * (v[3] - v[1])
	}
	return sum
}

// pathOf returns what the path of a class draws.
func pathOf(tb testing.TB, e promise.Explanation, o timeline.Options, class string) string {
	tb.Helper()
	list, err := readSVG(timeline.SVG(e, o))
	require.NoError(tb, err)
	for _, x := range list {
		if x.name == "path" && x.attributes["class"] == class {
			return x.attributes["d"]
		}
	}
	return ""
}

// The instant judged is shown, unless it lies far behind the end; it is always
// named at the bottom.
func TestNow(t *testing.T) {
	s := stories(t)[0]
	for at, shown := range map[string]bool{"2026-01-07 12:00": true, "2026-01-08 12:10": true, "2026-05-05 12:00": false} {
		s.at = at
		e, cal := s.explain(t)
		svg := string(timeline.SVG(e, timeline.Options{Calendar: cal}))
		require.Equal(t, shown, strings.Contains(svg, ">now</tspan>"), at)
		require.Contains(t, svg, "As of "+e.Status.At.Format("Mon 2 Jan 2006 15:04"))
	}
}

// The axis counts in what has room, with the names of days, months or years.
func TestAxis(t *testing.T) {
	for _, x := range []struct {
		width int
		from  string
		long  time.Duration
		want  []string
	}{
		{900, "2026-01-07 09:00", 30 * time.Minute, []string{"09:05", "Wed 7 Jan 2026"}},
		{900, "2026-01-07 09:00", 36 * time.Hour, []string{"12:00", "Wed 7 Jan 2026", "Thu 8 Jan"}},
		{900, "2026-03-28 12:00", 48 * time.Hour, []string{"06:00", "Sun 29 Mar · 23h"}},
		{900, "2026-10-24 12:00", 48 * time.Hour, []string{"06:00", "Sun 25 Oct · 25h"}},
		{900, "2026-01-07 09:00", 14 * 24 * time.Hour, []string{"Wed 7", "Sat 10", "January 2026"}},
		{320, "2026-01-07 09:00", 8 * 24 * time.Hour, []string{"Thu", "Wed 7 Jan 2026", "Mon 12 Jan"}},
		{320, "2026-01-07 09:00", 13 * 24 * time.Hour, []string{"8", "Wed 7 Jan 2026", "Mon 12 Jan"}},
		{320, "2026-01-07 09:00", 30 * 24 * time.Hour, []string{"Mon 12", "Mon 26", "January 2026"}},
		{900, "2026-01-07 09:00", 300 * 24 * time.Hour, []string{"Feb", "Oct", "2026"}},
		{900, "2026-01-07 09:00", 12 * 365 * 24 * time.Hour, []string{"2027", "2037"}},
		{900, "2026-01-07 09:00", 150 * 365 * 24 * time.Hour, []string{"2030", "2170"}},
	} {
		cal := parse(t, berlinDoc)
		from := instant(t, cal.Zone(), x.from)
		p, err := promise.Make(promise.Terms{Calendar: cal, Due: promise.By(from.Add(x.long))}, promise.About{}, from)
		require.NoError(t, err)
		svg := string(timeline.SVG(p.Explain(from), timeline.Options{Calendar: cal, Width: x.width}))
		for _, label := range x.want {
			require.Contains(t, svg, ">"+label+"</text>", "%v from %s", x.long, x.from)
		}
	}
}

// A text of the host cannot break out of the picture.
func TestHostileTexts(t *testing.T) {
	for _, text := range append(reasons, strings.Repeat("long ", 1_000_000), "</text><script>alert(1)</script>") {
		e := promise.Explanation{Made: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), Calendar: text, Verdict: text}
		e.About.ID, e.About.To = text, text
		for i := range 3 {
			at := e.Made.Add(time.Duration(i) * time.Hour)
			e.Steps = append(e.Steps, promise.Step{From: at, To: at.Add(time.Hour), Phase: promise.Paused, Reason: text})
			e.Remarks = append(e.Remarks, promise.Remark{At: at, Text: text})
			e.Revisions = append(e.Revisions, promise.Revision{At: at, Reason: text})
		}
		for _, id := range []string{"", text[:min(len(text), 200)], `"><script>`} {
			svg := timeline.SVG(e, timeline.Options{ID: id, Width: 240})
			require.NoError(t, checkSVG(svg), "%q", id)
			require.NotContains(t, string(svg), "<script")
		}
	}
}

// Each text gives another id, and all are good ones.
func TestIdentifier(t *testing.T) {
	for text, want := range map[string]string{"": "timeline", "a b": "a_20b", "a_b": "a_5fb", "7": "_37", "a-b": "a-b", "ä": "_c3_a4"} {
		require.Equal(t, want, timeline.Identifier(text))
	}
	long := strings.Repeat("x", 61)
	require.Len(t, timeline.Identifier(long), 34)
	require.NotEqual(t, timeline.Identifier(long), timeline.Identifier(long+"x"))
}
