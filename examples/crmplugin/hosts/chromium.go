package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// measureScript does in a page what the sidebar does, and takes the time.
const measureScript = `(async () => {
	const { Plugin, ask } = await import("/plugin.js");
	const { wasi } = await import("/wasi.js");
	const request = new TextEncoder().encode(%s);
	const began = performance.now();
	let memory;
	const { instance: { exports } } = await WebAssembly.instantiateStreaming(fetch("/plugin.wasm"), wasi(() => memory));
	memory = exports.memory;
	exports._initialize();
	const start = performance.now() - began;
	let call = Infinity;
	for (let i = 0; i < 30; i++) {
		const before = performance.now();
		for (let k = 0; k < 10; k++) ask(exports, request);
		call = Math.min(call, (performance.now() - before) / 10);
	}
	return { start, call };
})()`

// inChromium measures the module in a headless Chromium.
func inChromium(ctx context.Context, wasm, request []byte) (f figures, err error) {
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir("../page")))
	mux.HandleFunc("/plugin.wasm", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		_, _ = w.Write(wasm) // a browser that is gone needs none
	})
	mux.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	server := httptest.NewServer(mux)
	defer server.Close()
	ctx, cancel := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox)...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	text, err := json.Marshal(string(request))
	if err != nil {
		return f, err
	}
	var read struct{ Start, Call float64 }
	err = chromedp.Run(ctx, chromedp.Navigate(server.URL+"/empty"),
		chromedp.Evaluate(fmt.Sprintf(measureScript, text), &read, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return figures{inMilliseconds(read.Start), inMilliseconds(read.Call)}, err
}
