package main_test

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

// A browserTab is the page in a headless Chromium, with a clock that stands
// still until the test moves it.
type browserTab struct {
	tb      testing.TB
	ctx     context.Context
	address string
	asked   map[string]bool // the addresses that the page loaded from
	said    []string        // on the console
}

// clockScript gives a page a clock that the test moves. Timers go off when it
// passes them, in order, and it counts how many were set.
const clockScript = `(() => {
	const start = Date.UTC(2030, 0, 1), RealDate = Date;
	const timers = [];
	let now = start, next = 1;
	globalThis.Date = class extends RealDate {
		constructor(...args) { args.length ? super(...args) : super(now); }
		static now() { return now; }
	};
	globalThis.setTimeout = (f, delay = 0) => (timers.push({ id: next, at: now + delay, f }), next++);
	globalThis.clearTimeout = (id) => { const i = timers.findIndex((t) => t.id === id); if (i >= 0) timers.splice(i, 1); };
	globalThis.setInterval = () => { throw new Error("this page polls"); };
	globalThis.clock = {
		set: () => next - 1,
		waiting: () => timers.map(({ at }) => at - now),
		advance(ms) {
			for (const until = now + ms; ;) {
				timers.sort((a, b) => a.at - b.at);
				if (!timers.length || timers[0].at > until) { now = until; return; }
				const due = timers.shift();
				now = due.at;
				due.f();
			}
		},
	};
})()`

// startApp starts the one command, and returns the address that it prints.
func startApp(tb testing.TB) string {
	tb.Helper()
	binary := filepath.Join(tb.TempDir(), "crmplugin")
	command := exec.Command("go", "build", "-o", binary, "./examples/crmplugin")
	command.Dir = root
	said, err := command.CombinedOutput()
	require.NoError(tb, err, string(said))
	app := exec.Command(binary)
	app.Dir = root
	out, err := app.StdoutPipe()
	require.NoError(tb, err)
	require.NoError(tb, app.Start())
	tb.Cleanup(func() {
		require.NoError(tb, app.Process.Signal(syscall.SIGTERM))
		require.NoError(tb, app.Wait(), "it ends with 0 when it is interrupted")
	})
	lines := bufio.NewScanner(out)
	var all []string
	for lines.Scan() {
		all = append(all, lines.Text())
		if address, found := strings.CutPrefix(lines.Text(), "http://"); found {
			return "http://" + strings.Fields(address)[0]
		}
	}
	require.Fail(tb, "it printed no address", strings.Join(all, "\n"))
	return ""
}

// newTab opens the page; without the module if blocked names it.
func newTab(tb testing.TB, address string, blocked ...string) *browserTab {
	tb.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		tb.Skip("the page is tested in Chromium; install chromium to test it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("lang", "en-GB"), chromedp.WSURLReadTimeout(2*time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	tb.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	tb.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	tb.Cleanup(cancel)
	tab := &browserTab{tb: tb, ctx: ctx, address: address, asked: map[string]bool{}}
	chromedp.ListenTarget(ctx, func(event any) {
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			tab.asked[e.Request.URL] = true
		case *runtime.EventExceptionThrown:
			tab.said = append(tab.said, e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			for _, arg := range e.Args {
				tab.said = append(tab.said, string(e.Type)+" "+string(arg.Value))
			}
		}
	})
	for i, name := range blocked {
		blocked[i] = address + name
	}
	tab.run(
		network.Enable(), network.SetBlockedURLs(append([]string{}, blocked...)),
		emulation.SetDeviceMetricsOverride(360, 900, 1, false), emulation.SetTimezoneOverride("Europe/Berlin"), emulation.SetLocaleOverride().WithLocale("en-GB"),
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(clockScript).Do(ctx)
			return err
		}),
		chromedp.Navigate(address), chromedp.WaitReady(`html[data-ready="yes"]`, chromedp.ByQuery))
	return tab
}

func (t *browserTab) run(actions ...chromedp.Action) {
	t.tb.Helper()
	require.NoError(t.tb, chromedp.Run(t.ctx, actions...), strings.Join(t.said, "\n"))
}

// value returns what an expression is in the page.
func value[T any](t *browserTab, expression string) (v T) {
	t.tb.Helper()
	t.run(chromedp.Evaluate(expression, &v, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return v
}

// until waits until an expression is true. It looks from here, because the page's
// own timers stand still.
func (t *browserTab) until(expression string) {
	t.tb.Helper()
	for !value[bool](t, expression) {
		time.Sleep(10 * time.Millisecond)
	}
}

// badges returns what the cards say, from top to bottom.
func (t *browserTab) badges() []string {
	t.tb.Helper()
	return value[[]string](t, `[...document.querySelectorAll("details")].map((d) => d.querySelector("b").textContent + ": " + d.querySelector(".badge").textContent)`)
}

func (t *browserTab) text(id string) string {
	t.tb.Helper()
	return value[string](t, fmt.Sprintf("document.getElementById(%q).innerText", id))
}

// choose opens another ticket of the stub.
func (t *browserTab) choose(ticket string) {
	t.tb.Helper()
	t.run(chromedp.Evaluate(fmt.Sprintf(`{ const s = document.getElementById("ticket"); s.value = %q; s.dispatchEvent(new Event("change")) }`, ticket), nil))
	t.until(fmt.Sprintf(`document.getElementById("name").textContent.startsWith(%q)`, ticket))
}

// TestTheBadgeChangesByItself: at the due instant the badge does, without anybody
// doing anything, and without polling.
func TestTheBadgeChangesByItself(t *testing.T) {
	tab := newTab(t, startApp(t))
	require.Contains(t, tab.text("footer"), "Worked out by WebAssembly", strings.Join(tab.said, "\n"))
	require.Equal(t, []string{"update: on track", "resolution: on track", "first reply: kept"}, tab.badges())
	require.Equal(t, "The customer must hear by Wed 8 Apr, 15:00.", tab.text("hear"))
	require.Equal(t, []int{60_000}, value[[]int](tab, "clock.waiting()"), "one timer, for the instant at which it changes")

	set := value[int](tab, "clock.set()")
	tab.run(chromedp.Evaluate("clock.advance(59_999)", nil))
	require.Equal(t, []string{"update: on track", "resolution: on track", "first reply: kept"}, tab.badges())
	require.Equal(t, set, value[int](tab, "clock.set()"), "it does not ask in between")
	tab.run(chromedp.Evaluate("clock.advance(1)", nil))
	tab.until(`document.querySelector(".badge").textContent === "broken"`)
	require.Equal(t, []string{"update: broken", "resolution: on track", "first reply: kept"}, tab.badges())
	require.Equal(t, "The customer should have heard by Wed 8 Apr, 15:00.", tab.text("hear"))
	require.Equal(t, "update is broken", value[string](tab, `document.getElementById("status").textContent`), "a screen reader says it")
	require.Equal(t, set+1, value[int](tab, "clock.set()"), "it asked once")

	for url := range tab.asked {
		require.True(t, strings.HasPrefix(url, tab.address) || strings.HasPrefix(url, "data:"), "the page asks %s", url)
	}
	require.Empty(t, tab.said)
}

// TestEvents: what happens to the ticket shows at once.
func TestEvents(t *testing.T) {
	tab := newTab(t, startApp(t))
	tab.run(chromedp.Click(`//button[text()="We answer"]`))
	tab.until(`document.getElementById("hear").textContent === "The customer must hear by Thu 9 Apr, 10:29."`)
	tab.run(chromedp.Click(`//button[text()="Wait for the customer"]`))
	tab.until(`document.getElementById("promises").textContent.includes("paused: waiting for the customer")`)
	tab.run(chromedp.Click(`//button[text()="Solve"]`))
	tab.until(`[...document.querySelectorAll("details")].some((d) => d.textContent.includes("resolution") && d.querySelector(".badge").textContent === "kept")`)
	require.Equal(t, "No word to the customer is due.", tab.text("hear"))
	require.Contains(t, tab.text("actions"), "ask whether all is well (resolution")

	tab.choose("T-103")
	require.Contains(t, tab.text("promises"), "flagged: the supplier has not called back")
	tab.choose("T-102")
	require.Equal(t, "ru", value[string](tab, `document.querySelector("blockquote").lang`))
	require.Contains(t, value[string](tab, `document.getElementById("promises").textContent`), "решение")
	tab.choose("T-105")
	require.Contains(t, tab.text("actions"), "page the lead (resolution, Wed 8 Apr, 09:30)")
	require.Empty(t, tab.said)
}

// TestWish: an earlier date is asked for, offered and taken.
func TestWish(t *testing.T) {
	tab := newTab(t, startApp(t))
	due := `[...document.querySelectorAll("details")].find((d) => d.textContent.includes("resolution")).querySelector(".reason").textContent`
	require.Contains(t, value[string](tab, due), "due Fri 10 Apr 16:00")
	tab.run(chromedp.SetValue("#what", "resolution"), chromedp.SetValue("#by", "2026-04-08T17:00"), chromedp.Click(`//button[text()="What can we offer?"]`))
	tab.until(`document.querySelectorAll("#offers li").length > 0`)
	offers := tab.text("offers")
	require.Contains(t, offers, "express: Thu 9 Apr, 10:00")
	require.Contains(t, offers, "costs €90.00")
	require.Contains(t, offers, "a workaround: Wed 8 Apr, 16:59, the rest Fri 10 Apr, 16:00")
	require.Contains(t, offers, "if by Wed 8 Apr, 15:59")
	tab.run(chromedp.Evaluate("clock.advance(30_000)", nil)) // the customer thinks it over
	tab.run(chromedp.Click(`//li[contains(., "express")]//button`))
	tab.until(`document.querySelectorAll("#offers li").length === 0`)
	require.NotContains(t, value[string](tab, due), "due Fri 10 Apr 16:00", "it is promised earlier now")
	require.Empty(t, tab.said)
}

// TestKeyboard goes through the page with the keyboard alone.
func TestKeyboard(t *testing.T) {
	tab := newTab(t, startApp(t))
	focus := `(() => { const e = document.activeElement; return (e.querySelector?.("b")?.textContent ?? e.textContent ?? "").slice(0, 40) || e.id; })()`
	var order []string
	for range 30 {
		tab.run(chromedp.KeyEvent(kb.Tab))
		at := value[string](tab, focus)
		order = append(order, at)
		if at == "update" {
			break
		}
	}
	require.Equal(t, "update", order[len(order)-1], "the first card can be reached: %v", order)
	require.NotEqual(t, "none", value[string](tab, `getComputedStyle(document.activeElement).outlineStyle`), "it shows where the focus is")
	tab.run(chromedp.KeyEvent(kb.Enter))
	require.True(t, value[bool](tab, `document.activeElement.parentElement.open`))
	tab.run(chromedp.KeyEvent(kb.Tab))
	require.Equal(t, "Copy", value[string](tab, focus))
	tab.run(chromedp.KeyEvent(kb.Enter))
	tab.until(`document.getElementById("status").textContent !== ""`)

	// The answer that comes in changes neither where the focus is nor what is
	// open.
	tab.run(chromedp.Evaluate("clock.advance(60_000)", nil))
	tab.until(`document.querySelector(".badge").textContent === "broken"`)
	require.Equal(t, "Copy", value[string](tab, focus))
	require.True(t, value[bool](tab, `document.querySelector("details").open`))
	for tab.run(chromedp.KeyEvent(kb.Tab)); len(order) < 100 && value[string](tab, focus) != "by"; tab.run(chromedp.KeyEvent(kb.Tab)) {
		order = append(order, value[string](tab, focus))
	}
	require.Less(t, len(order), 100, "the date wished can be reached: %v", order)
}

// TestScreenReader: what is there has names, and pictures have words.
func TestScreenReader(t *testing.T) {
	tab := newTab(t, startApp(t))
	require.Equal(t, "en", value[string](tab, "document.documentElement.lang"))
	require.Empty(t, value[[]string](tab, `[...document.querySelectorAll("select, input")].filter((e) => !e.labels?.length).map((e) => e.id)`), "every field has a label")
	require.Empty(t, value[[]string](tab, `[...document.querySelectorAll("button")].filter((e) => !e.textContent.trim()).map((e) => e.outerHTML)`))
	require.Empty(t, value[[]string](tab, `[...document.querySelectorAll("img")].filter((e) => !e.alt.startsWith("Timeline: ")).map((e) => e.outerHTML)`))
	require.Equal(t, 1, value[int](tab, `document.querySelectorAll("main").length`))
	require.Equal(t, 1, value[int](tab, `document.querySelectorAll("[role=alert]").length`))
}

// TestWithoutTheModule: the page asks the sidecar, and shows the same.
func TestWithoutTheModule(t *testing.T) {
	address := startApp(t)
	with, without := newTab(t, address), newTab(t, address, "plugin.wasm")
	require.Contains(t, without.text("footer"), "Worked out by the HTTP sidecar")
	all := `document.getElementById("promises").outerHTML`
	require.Equal(t, value[string](with, all), value[string](without, all))
}

// contrastScript returns every text whose contrast with what is behind it is less
// than 4.5 to 1.
const contrastScript = `(() => {
	const rgb = (css) => css.match(/[\d.]+/g).map(Number);
	const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] !== 0) return c; } return [255, 255, 255]; };
	return [...document.querySelectorAll("body *")].filter((e) => e.offsetParent && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).flatMap((e) => {
		const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
		const contrast = (a + 0.05) / (b + 0.05);
		return contrast < 4.5 ? [contrast.toFixed(2) + " " + e.textContent.slice(0, 30)] : [];
	});
})()`

// TestLightAndDark: the page follows, and can be read in both.
func TestLightAndDark(t *testing.T) {
	tab := newTab(t, startApp(t))
	background := `getComputedStyle(document.body).backgroundColor`
	seen := map[string]bool{}
	for _, theme := range []string{"light", "dark"} {
		tab.run(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}))
		seen[value[string](tab, background)] = true
		for _, ticket := range []string{"T-101", "T-102", "T-103", "T-104", "T-105"} {
			tab.choose(ticket)
			tab.run(chromedp.Evaluate(`document.querySelectorAll("details").forEach((d) => { d.open = true })`, nil))
			require.Empty(t, value[[]string](tab, contrastScript), "%s, %s", theme, ticket)
			require.LessOrEqual(t, value[int](tab, "document.documentElement.scrollWidth"), 360, "nothing sticks out")
		}
	}
	require.Len(t, seen, 2)
}

// TestScreenshot writes the picture of the README, if told where:
//
//	SCREENSHOT=../sidebar.png THEME=light go test -run Screenshot .
func TestScreenshot(t *testing.T) {
	tab := newTab(t, startApp(t))
	tab.choose("T-103")
	theme := cmp.Or(os.Getenv("THEME"), "light")
	tab.run(
		emulation.SetDeviceMetricsOverride(360, 1300, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}),
		chromedp.Evaluate(`document.querySelector("details").open = true; document.getElementById("stub").remove(); document.getElementById("footer").remove()`, nil))
	var shot []byte
	tab.run(chromedp.Screenshot("body", &shot, chromedp.ByQuery))
	small := smaller(t, shot)
	require.Less(t, len(small), 60<<10)
	require.Greater(t, len(small), 5<<10)
	if path := os.Getenv("SCREENSHOT"); path != "" {
		require.NoError(t, os.WriteFile(path, small, 0o600))
	}
}

// smaller returns a picture in the 64 colours that it has most of.
func smaller(tb testing.TB, shot []byte) []byte {
	tb.Helper()
	full, err := png.Decode(bytes.NewReader(shot))
	require.NoError(tb, err)
	count := map[color.RGBA]int{}
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			count[color.RGBAModel.Convert(full.At(x, y)).(color.RGBA)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var palette color.Palette
	for _, c := range colours[:min(64, len(colours))] {
		palette = append(palette, c)
	}
	few := image.NewPaletted(full.Bounds(), palette)
	draw.Draw(few, few.Bounds(), full, image.Point{}, draw.Src)
	var b bytes.Buffer
	require.NoError(tb, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, few))
	return b.Bytes()
}
