package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/underpromise/underpromise/examples/crmplugin/build"
)

// A module is the WebAssembly module, as it is and as it is sent.
type module struct {
	plain, packed []byte
}

func newModule(ctx context.Context) (*module, error) {
	plain, err := build.Module(ctx, "")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err = w.Close()
	return &module{plain, b.Bytes()}, err
}

// serve sends the module, compressed to whom that suits.
func (m *module) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/wasm")
	w.Header().Set("Vary", "Accept-Encoding")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	body := m.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		body = m.packed
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
