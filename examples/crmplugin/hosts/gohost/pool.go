// Package gohost runs the module underpromise.evaluate/v1 in a Go program, with
// wazero. (A Go program would call the contract's function itself; this one shows
// what a host in another language has to do, and is how the module is tested.)
//
//	pool, err := gohost.New(ctx, gohost.Config{Module: wasm})
//	response, err := pool.Evaluate(ctx, request)
//
// # What a host owes the module
//
// An instance answers one request at a time, so a pool lends each call one of its
// own. A call has a deadline. An instance that has trapped or run out of time is
// in no state to be used again: it is thrown away, and the next call gets a new
// one. Compiling takes seconds and is cached in a folder if one is named; starting
// an instance takes milliseconds.
package gohost

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// A Config configures a [Pool].
type Config struct {
	// Module is the WebAssembly module. Required.
	Module []byte
	// Size is how many requests are answered at once. Defaults to 4.
	Size int
	// Deadline is how long an answer may take. Negative is for ever, which makes
	// calls some times faster: the compiled code then never looks whether it
	// should stop. Defaults to 5 s.
	Deadline time.Duration
	// Cache is the folder in which the compiled module is kept. Defaults to none:
	// then each pool compiles it anew.
	Cache string
	// Memory is how much an instance may have, in bytes. Defaults to 256 MiB.
	Memory int
}

// A Pool answers requests with instances of the module. It is safe for concurrent
// use.
type Pool struct {
	runtime  wazero.Runtime
	cache    wazero.CompilationCache
	compiled wazero.CompiledModule
	deadline time.Duration
	places   chan *instance // a place without an instance is nil
}

// New compiles the module.
func New(ctx context.Context, c Config) (_ *Pool, err error) {
	if c.Size == 0 {
		c.Size = 4
	}
	if c.Deadline == 0 {
		c.Deadline = 5 * time.Second
	}
	if c.Memory == 0 {
		c.Memory = 256 << 20
	}
	p := &Pool{deadline: c.Deadline, places: make(chan *instance, c.Size)}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.Close(ctx))
		}
	}()
	config := wazero.NewRuntimeConfig().WithCloseOnContextDone(c.Deadline > 0).WithMemoryLimitPages(uint32(c.Memory >> 16))
	if c.Cache != "" {
		if p.cache, err = wazero.NewCompilationCacheWithDir(c.Cache); err != nil {
			return nil, err
		}
		config = config.WithCompilationCache(p.cache)
	}
	p.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if _, err = wasi_snapshot_preview1.Instantiate(ctx, p.runtime); err != nil {
		return nil, err
	}
	if p.compiled, err = p.runtime.CompileModule(ctx, c.Module); err != nil {
		return nil, fmt.Errorf("gohost: %w", err)
	}
	for range c.Size {
		p.places <- nil
	}
	return p, nil
}

// Close ends all instances. No call may be under way.
func (p *Pool) Close(ctx context.Context) error {
	var errs []error
	if p.runtime != nil {
		errs = append(errs, p.runtime.Close(ctx))
	}
	if p.cache != nil {
		errs = append(errs, p.cache.Close(ctx))
	}
	return errors.Join(errs...)
}

// Evaluate returns the response to a request. It returns an error if the module gave
// none: it ran out of time or trapped. What is wrong with a request is in the
// response.
func (p *Pool) Evaluate(ctx context.Context, request []byte) (response []byte, err error) {
	if p.deadline > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, p.deadline)
		defer cancel()
	}
	var i *instance
	select {
	case i = <-p.places:
	case <-ctx.Done():
		return nil, fmt.Errorf("gohost: no instance was free: %w", ctx.Err())
	}
	defer func() {
		if err != nil && i != nil {
			err = errors.Join(err, i.module.Close(context.WithoutCancel(ctx)))
			i = nil
		}
		p.places <- i
	}()
	if i == nil {
		if i, err = p.start(ctx); err != nil {
			return nil, err
		}
	}
	return i.evaluate(ctx, request)
}

// An instance is one instance of the module.
type instance struct {
	module                   api.Module
	alloc, answer, givesBack api.Function
}

// start starts an instance. It gets a clock for its garbage collector and random
// numbers for its hash tables, and nothing else.
func (p *Pool) start(ctx context.Context) (*instance, error) {
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize").WithSysNanotime().WithRandSource(rand.Reader)
	m, err := p.runtime.InstantiateModule(ctx, p.compiled, config)
	if err != nil {
		return nil, fmt.Errorf("gohost: start: %w", err)
	}
	return &instance{m, m.ExportedFunction("alloc"), m.ExportedFunction("evaluate"), m.ExportedFunction("release")}, nil
}

// evaluate answers a request: a block for it, the answer, and both given back.
func (i *instance) evaluate(ctx context.Context, request []byte) ([]byte, error) {
	block, err := call(ctx, i.alloc, uint64(len(request)))
	if err != nil {
		return nil, err
	}
	// For no bytes, or too many, there is no block, and the response has an error.
	if block != 0 && !i.module.Memory().Write(uint32(block), request) {
		return nil, errors.New("gohost: the module's memory ends within its own block")
	}
	response, err := i.read(ctx, block, uint64(len(request)))
	if err != nil {
		return nil, err
	}
	_, err = call(ctx, i.givesBack, block)
	return response, err
}

// read asks, copies the response and gives its block back.
func (i *instance) read(ctx context.Context, block, length uint64) ([]byte, error) {
	packed, err := call(ctx, i.answer, block, length)
	if err != nil {
		return nil, err
	}
	at, size := uint32(packed>>32), uint32(packed)
	if size == 0 {
		return nil, errors.New("gohost: the module has no room for a response")
	}
	view, ok := i.module.Memory().Read(at, size)
	if !ok {
		return nil, errors.New("gohost: the response lies outside the module's memory")
	}
	response := append([]byte(nil), view...)
	_, err = call(ctx, i.givesBack, uint64(at))
	return response, err
}

// call calls a function of the module and returns its result, 0 if it has none.
func call(ctx context.Context, f api.Function, args ...uint64) (uint64, error) {
	results, err := f.Call(ctx, args...)
	switch {
	case ctx.Err() != nil:
		return 0, fmt.Errorf("gohost: the module took too long: %w", ctx.Err())
	case err != nil:
		return 0, fmt.Errorf("gohost: the module trapped: %w", err)
	case len(results) == 0:
		return 0, nil
	}
	return results[0], nil
}
