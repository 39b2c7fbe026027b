// Package sidecar is the contract underpromise.evaluate/v1 over HTTP, for hosts
// that take no WebAssembly:
//
//	POST /v1/evaluate              Content-Type: application/json
//	GET  /v1/request.schema.json   what may be asked
//	GET  /v1/policy.schema.json    the policy in it
//	GET  /v1/response.schema.json  what is answered
//
// An answer has status 200 and is the same bytes as from the Go function and from
// the module. What is wrong with the request is in the errors of the answer. For a
// request that is too large and does not state its length, the error has no exact
// size. Another status comes from
// HTTP itself: 400 if a request does not arrive whole, 403 for another host's name,
// 404, 405, 415 for another content type, 503 if too much is asked at once or one
// request, its way here included, takes too long.
//
// It has no authentication and is meant for the machine on which it runs: listen
// on the loopback address. A web page of somebody else cannot ask it there: JSON makes
// browsers ask for leave first, which is never given, and a name that was bound to
// this address is refused.
package sidecar

import (
	"io"
	"math"
	"mime"
	"net"
	"net/http"
	"runtime"
	"strings"
	"time"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
)

// deadline is how long one answer may take.
const deadline = 10 * time.Second

// New returns a server for the address, with its timeouts set.
func New(address string, handler http.Handler) *http.Server {
	return &http.Server{
		Addr: address, Handler: handler,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: deadline + 5*time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: 16 << 10,
	}
}

// Handler answers what the package comment lists.
func Handler() http.Handler {
	mux := http.NewServeMux()
	evaluate := limited(new(contract.Evaluator).Evaluate, 2*runtime.GOMAXPROCS(0))
	mux.Handle("POST /v1/evaluate", http.TimeoutHandler(evaluate, deadline, "the request takes too long\n"))
	for _, name := range []string{"request.schema.json", "response.schema.json", "policy.schema.json"} {
		mux.HandleFunc("GET /v1/"+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/schema+json")
			http.ServeFileFS(w, r, contract.Schemas, name)
		})
	}
	return local(mux)
}

// local refuses requests that came over the loopback address under a name of the
// network's.
func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		here, _ := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
		if here != nil && here.IP.IsLoopback() && !isLocal(r.Host) {
			http.Error(w, "name this machine as localhost or by its address", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isLocal reports whether a Host header names an address, or this machine.
func isLocal(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.EqualFold(host, "localhost") || net.ParseIP(strings.Trim(host, "[]")) != nil
}

// limited answers so many requests at once and refuses more. One that takes too
// long holds its place until it is done, since it cannot be interrupted.
func limited(evaluate func([]byte) []byte, atOnce int) http.Handler {
	places := make(chan struct{}, atOnce)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			http.Error(w, "send the request as application/json", http.StatusUnsupportedMediaType)
			return
		}
		if r.ContentLength > contract.MaxRequest {
			respond(w, contract.Refuse(int(min(r.ContentLength, math.MaxInt32))))
			return
		}
		// One byte more than the limit: the contract then refuses the request as
		// too large.
		request, err := io.ReadAll(io.LimitReader(r.Body, contract.MaxRequest+1))
		if err != nil {
			http.Error(w, "the request did not arrive whole", http.StatusBadRequest)
			return
		}
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
		default:
			w.Header().Set("Retry-After", "1")
			http.Error(w, "too much is asked at once", http.StatusServiceUnavailable)
			return
		}
		respond(w, evaluate(request))
	})
}

func respond(w http.ResponseWriter, response []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	//nolint:gosec // declared as JSON, and must not be sniffed; if the client is gone, the error has no reader
	_, _ = w.Write(response)
}
