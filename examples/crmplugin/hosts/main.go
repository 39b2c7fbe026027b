// Command hosts measures what the contract costs in each host, in one run: how
// long it takes until the module can be asked, and how long a question takes,
// beside the Go function itself.
//
//	go run -C examples/crmplugin/hosts .
//
// Each figure is the least of many, because absolute figures of a busy machine
// lie. What is not installed, Node or Chromium, is left out with a word.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
	_ "time/tzdata" // the same as in the module

	"github.com/underpromise/underpromise/examples/crmplugin/build"
	"github.com/underpromise/underpromise/examples/crmplugin/contract"
	"github.com/underpromise/underpromise/examples/crmplugin/hosts/gohost"
)

// The library's folder, and the request that is measured, seen from here.
const (
	library = "../../.."
	golden  = "../contract/testdata/on-track.request.json"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "hosts:", err)
		os.Exit(1)
	}
}

// run measures and prints.
func run(ctx context.Context, out io.Writer) error {
	request, err := os.ReadFile(golden)
	if err != nil {
		return err
	}
	wasm, err := build.Module(ctx, library)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "hosts-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // the system would remove it too
	module := filepath.Join(folder, "plugin.wasm")
	if err := os.WriteFile(module, wasm, 0o600); err != nil {
		return err
	}
	fmt.Fprintf(out, "module %.2f MB, request %d bytes, response %d bytes\n\n%-34s %10s %10s\n", float64(len(wasm))/1e6, len(request), len(contract.Evaluate(request)), "", "start", "call")
	native := least(func() error { contract.Evaluate(request); return nil })
	fmt.Fprintf(out, "%-34s %10s %10s\n", "the Go function", "", milliseconds(native.call))
	var evaluator contract.Evaluator
	native = least(func() error { evaluator.Evaluate(request); return nil })
	fmt.Fprintf(out, "%-34s %10s %10s %6d times\n", "an Evaluator, as in the module", "", milliseconds(native.call), 1)
	for _, host := range []struct {
		name    string
		measure func(context.Context) (figures, error)
	}{
		{"wazero, compiling", func(ctx context.Context) (figures, error) { return inWazero(ctx, wasm, request, "", time.Minute) }},
		{"wazero, compiled before", func(ctx context.Context) (figures, error) { return inWazero(ctx, wasm, request, folder, time.Minute) }},
		{"wazero, and without a deadline", func(ctx context.Context) (figures, error) { return inWazero(ctx, wasm, request, folder, -1) }},
		{"Node", func(ctx context.Context) (figures, error) { return inNode(ctx, module) }},
		{"Chromium", func(ctx context.Context) (figures, error) { return inChromium(ctx, wasm, request) }},
	} {
		f, err := host.measure(ctx)
		if err != nil {
			fmt.Fprintf(out, "%-34s %v\n", host.name, err)
			continue
		}
		fmt.Fprintf(out, "%-34s %10s %10s %6.0f times\n", host.name, milliseconds(f.start), milliseconds(f.call), float64(f.call)/float64(native.call))
	}
	return nil
}

// figures are how long it takes until a host can ask, and how long a question
// takes.
type figures struct{ start, call time.Duration }

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f ms", d.Seconds()*1000) }

// least measures the fastest ten calls in a row, of three hundred.
func least(ask func() error) (f figures) {
	for range 30 {
		began := time.Now()
		for range 10 {
			if ask() != nil {
				return figures{}
			}
		}
		if d := time.Since(began) / 10; f.call == 0 || d < f.call {
			f.call = d
		}
	}
	return f
}

// inWazero measures a pool. With a cache it makes two, so that the module was
// compiled before.
func inWazero(ctx context.Context, wasm, request []byte, cache string, deadline time.Duration) (f figures, err error) {
	start := func() (*gohost.Pool, time.Duration, error) {
		began := time.Now()
		pool, err := gohost.New(ctx, gohost.Config{Module: wasm, Size: 1, Cache: cache, Deadline: deadline})
		if err != nil {
			return nil, 0, err
		}
		_, err = pool.Evaluate(ctx, request)
		return pool, time.Since(began), err
	}
	if cache != "" {
		pool, _, err := start()
		if err != nil {
			return f, err
		}
		if err := pool.Close(ctx); err != nil {
			return f, err
		}
	}
	pool, took, err := start()
	if err != nil {
		return f, err
	}
	f = least(func() error { _, err := pool.Evaluate(ctx, request); return err })
	f.start = took
	return f, pool.Close(ctx)
}

// inNode measures Node's WASI.
func inNode(ctx context.Context, module string) (f figures, err error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return f, err
	}
	//nolint:gosec // Node, as it was found
	out, err := exec.CommandContext(ctx, node, "--no-warnings", "node/evaluate.mjs", module, "--repeat", "300", golden).Output()
	if err != nil {
		return f, err
	}
	var read struct{ Start, Call float64 }
	err = json.Unmarshal(out, &read)
	return figures{inMilliseconds(read.Start), inMilliseconds(read.Call)}, err
}

func inMilliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
