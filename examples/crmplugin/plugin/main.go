//go:build wasip1

// Command plugin is the contract underpromise.evaluate/v1 as a WebAssembly
// module, for hosts in any language:
//
//	GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -trimpath -ldflags "-s -w" -o plugin.wasm ./examples/crmplugin/plugin
//
// It is a WASI reactor (preview 1): call _initialize once, then as often as you
// like
//
//	alloc(size i32) -> i32                  a block of the module's memory; 0 if it gives none
//	evaluate(block i32, length i32) -> i64  answers the request in the block: block << 32 | length
//	release(block i32)                      gives a block back, those of responses too
//
// Write the request into a block from alloc, call evaluate, read the response
// from the block that it names, and release both. The memory can have grown after
// each call: look at it anew.
//
// alloc gives no block, 0, for a request of no bytes or of more than the limit:
// call evaluate with that 0 and the length all the same, and the response has the
// error. It gives none either while too much is out that was never
// released, and evaluate then may return 0, for which there is no response. A
// pointer that is not that of a block, or a length beyond it, is answered with the
// error bad_call, and releasing it does nothing.
//
// One instance is single-threaded: one call at a time. For more, make more
// instances. The module reads no clock, file, network or environment; what WASI
// offers it is used by Go's runtime alone. The time zone database is in it.
package main

import (
	_ "time/tzdata" // a host has none to offer
	"unsafe"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
)

// main is empty: a WASI reactor has no main, but Go requires one.
func main() {}

// evaluator answers, and remembers the policies that were asked for last.
var evaluator contract.Evaluator

// blocks are those that a host holds, by their address. The garbage collector
// does not move them.
var blocks = map[uint32][]byte{}

// mostBlocks and mostBytes bound what can be out at once: a host that never
// releases gets no more, and takes no memory from others.
const (
	mostBlocks = 64
	mostBytes  = 64 << 20
)

//go:wasmexport alloc
func alloc(size uint32) uint32 {
	if size == 0 || size > contract.MaxRequest {
		return 0
	}
	return lend(make([]byte, size))
}

//go:wasmexport evaluate
func evaluate(block, length uint32) uint64 {
	request, known := blocks[block]
	var response []byte
	switch {
	case block == 0 && length == 0:
		response = evaluator.Evaluate(nil)
	case block == 0 && length > contract.MaxRequest:
		response = contract.Refuse(int(length))
	case !known:
		response = contract.Failure(contract.BadCall, "", "that is no block; call alloc, and write the request into what it returns")
	case uint64(length) > uint64(len(request)):
		response = contract.Failure(contract.BadCall, "", "the block is shorter than the request; call alloc with its length")
	default:
		response = evaluator.Evaluate(request[:length])
	}
	lent := lend(response)
	if lent == 0 {
		return 0
	}
	return uint64(lent)<<32 | uint64(len(response))
}

//go:wasmexport release
func release(block uint32) { delete(blocks, block) }

// lend gives a block to the host; 0 if too much is out.
func lend(b []byte) uint32 {
	out := 0
	for _, other := range blocks {
		out += cap(other)
	}
	if len(blocks) >= mostBlocks || out+cap(b) > mostBytes {
		return 0
	}
	address := uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b))))
	blocks[address] = b
	return address
}
