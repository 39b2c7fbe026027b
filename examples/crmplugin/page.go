package main

import (
	"io/fs"
	"net/http"
)

// pageHandler serves the page's files, the module if there is one, and under /v1/
// the sidecar.
func pageHandler(page fs.FS, m *module, sidecar http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/v1/", sidecar)
	static := http.FileServerFS(page)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		static.ServeHTTP(w, r)
	})
	if m != nil {
		mux.HandleFunc("/plugin.wasm", m.serve)
	}
	return mux
}

// secure lets the page load what is its own, run the module, and nothing else.
// No frame-ancestors stands there: a sidebar is made to be framed by its host,
// whose address belongs there in earnest.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-cache")
}
