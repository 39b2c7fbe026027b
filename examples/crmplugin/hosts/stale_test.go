package main_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// TestAnAnswerThatDidNotCome is asked for again, and what is shown until then is marked
// as old.
func TestAnAnswerThatDidNotCome(t *testing.T) {
	tab := newTab(t, startApp(t), "plugin.wasm")
	tab.run(chromedp.Evaluate(`{ const real = fetch; let left = 2; globalThis.fetch = (...a) => left-- > 0 ? Promise.resolve(new Response("too much is asked at once", {status: 503, headers: {"Retry-After": "5"}})) : real(...a); }`, nil))
	tab.run(chromedp.Evaluate("clock.advance(60_000)", nil))
	const marked = `document.getElementById("promises").getAttribute("aria-busy")`
	tab.until(marked + ` === "true"`)
	require.Contains(t, tab.text("problems"), "503")
	require.Equal(t, []int{5000}, value[[]int](tab, "clock.waiting()"), "when the sidecar says")
	tab.run(chromedp.Evaluate("clock.advance(5000)", nil)) // and fails once more
	tab.until(`clock.waiting().length === 1 && clock.waiting()[0] === 5000`)
	tab.run(chromedp.Evaluate("clock.advance(5000)", nil))
	tab.until(marked + ` === "false"`)
	tab.until(`document.querySelector(".badge").textContent === "broken"`)
	require.Empty(t, tab.text("problems"))
}

// TestOffersThatRanOut are not recorded: what is shown is asked for anew when they end,
// and before one is taken.
func TestOffersThatRanOut(t *testing.T) {
	tab := newTab(t, startApp(t))
	tab.run(chromedp.SetValue("#what", "resolution"), chromedp.SetValue("#by", "2026-04-08T17:00"), chromedp.Click(`//button[text()="What can we offer?"]`))
	tab.until(`document.querySelectorAll("#offers li").length > 0`)
	const take = `[...document.querySelectorAll("#offers li")].find((li) => li.textContent.includes("with the log file"))?.querySelector("button")`
	tab.run(chromedp.Evaluate("globalThis.taken = "+take+"; undefined", nil))
	tab.run(chromedp.Evaluate("clock.advance(60_000)", nil))
	tab.until(`document.querySelector(".badge").textContent === "broken"`)
	tab.run(chromedp.Evaluate("clock.advance(61 * 60_000)", nil)) // the offer was until 16:00
	tab.run(chromedp.Evaluate("globalThis.taken.onclick(); undefined", nil))
	tab.until(`document.getElementById("status").textContent.includes("stands no more")`)
	require.NotContains(t, tab.badges(), "resolution: void")
}
