package main_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"github.com/underpromise/underpromise/examples/crmplugin/contract"
	"github.com/underpromise/underpromise/examples/crmplugin/hosts/gohost"
)

// TestSize keeps the module within its budget, as it is and as browsers load it.
func TestSize(t *testing.T) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(wasm)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	t.Logf("%.2f MB, %.2f MB as gzip", float64(len(wasm))/1e6, float64(packed.Len())/1e6)
	require.Less(t, len(wasm), 8_250_000)
	require.Less(t, packed.Len(), 2_270_000)
}

// TestSameBytes: the module answers with the bytes of the function, to all golden
// requests and to a thousand damaged ones.
func TestSameBytes(t *testing.T) {
	pool := newPool(t, nil)
	names, requests := goldens(t)
	for _, name := range names {
		response, err := pool.Evaluate(context.Background(), requests[name])
		require.NoError(t, err, name)
		require.Equal(t, string(contract.Evaluate(requests[name])), string(response), name)
	}
	for _, size := range []int{0, 1, contract.MaxRequest, contract.MaxRequest + 1, 2 * contract.MaxRequest} {
		request := bytes.Repeat([]byte{' '}, size)
		response, err := pool.Evaluate(context.Background(), request)
		require.NoError(t, err)
		require.Equal(t, string(contract.Evaluate(request)), string(response), "%d bytes", size)
	}
	answered := 0
	for i, request := range damaged(requests, names, 1000) {
		response, err := pool.Evaluate(context.Background(), request)
		require.NoError(t, err, "%d: %s", i, request)
		require.Equal(t, string(contract.Evaluate(request)), string(response), "%d: %s", i, request)
		if !bytes.Contains(response, []byte(`"promises":[]`)) {
			answered++
		}
	}
	require.Greater(t, answered, 50, "some damage changes what is said, and not only whether it can be read")
}

// damaged returns golden requests with something wrong in them: cut off, with
// bytes of another kind, with a part of another, or with another number.
func damaged(requests map[string][]byte, names []string, n int) [][]byte {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([][]byte, n)
	for i := range list {
		doc := bytes.Clone(requests[names[r.IntN(len(names))]])
		for range 1 + r.IntN(3) {
			at := r.IntN(len(doc))
			switch r.IntN(5) {
			case 0:
				doc = doc[:at+1]
			case 1:
				doc[at] = byte(r.UintN(256))
			case 2: // the next digit from there becomes another
				if digit := bytes.IndexAny(doc[at:], "0123456789"); digit >= 0 {
					doc[at+digit] = byte('0' + r.IntN(10))
				}
			case 3:
				other := requests[names[r.IntN(len(names))]]
				from := r.IntN(len(other))
				doc = append(doc[:at:at], append(bytes.Clone(other[from:min(len(other), from+r.IntN(200))]), doc[at:]...)...)
			case 4:
				doc = append(doc[:at:at], doc[min(len(doc), at+r.IntN(20)):]...)
			}
			if len(doc) == 0 {
				doc = []byte("{")
			}
		}
		list[i] = doc
	}
	return list
}

// FuzzSameBytes looks for a request to which the module gives another answer, or
// which it does not survive.
func FuzzSameBytes(f *testing.F) {
	pool := newPool(f, nil)
	names, requests := goldens(f)
	for _, name := range names {
		f.Add(requests[name])
	}
	f.Fuzz(func(t *testing.T, request []byte) {
		response, err := pool.Evaluate(context.Background(), request)
		require.NoError(t, err)
		require.Equal(t, string(contract.Evaluate(request)), string(response))
	})
}

// raw is an instance of the module, without what a pool does around it.
type raw struct {
	tb testing.TB
	m  api.Module
}

func newRaw(tb testing.TB) raw {
	tb.Helper()
	ctx := context.Background()
	runtime := wazero.NewRuntime(ctx)
	tb.Cleanup(func() { require.NoError(tb, runtime.Close(ctx)) })
	_, err := wasi_snapshot_preview1.Instantiate(ctx, runtime)
	require.NoError(tb, err)
	m, err := runtime.InstantiateWithConfig(ctx, wasm, wazero.NewModuleConfig().WithStartFunctions("_initialize"))
	require.NoError(tb, err)
	return raw{tb, m}
}

func (r raw) call(name string, args ...uint64) uint64 {
	r.tb.Helper()
	results, err := r.m.ExportedFunction(name).Call(context.Background(), args...)
	require.NoError(r.tb, err, "%s%v traps", name, args)
	if len(results) == 0 {
		return 0
	}
	return results[0]
}

// answer evaluates what is in a block, and gives the response's block back.
func (r raw) answer(block, length uint64) string {
	r.tb.Helper()
	packed := r.call("evaluate", block, length)
	response, ok := r.m.Memory().Read(uint32(packed>>32), uint32(packed))
	require.True(r.tb, ok)
	text := string(response)
	r.call("release", packed>>32)
	return text
}

// TestBadCalls: no pointer, no length and no order of calls makes the module trap.
func TestBadCalls(t *testing.T) {
	r := newRaw(t)
	require.Zero(t, r.call("alloc", 0))
	require.Zero(t, r.call("alloc", contract.MaxRequest+1))
	require.Zero(t, r.call("alloc", 1<<32-1))
	for _, pointer := range []uint64{0, 1, 7, 1 << 16, 1 << 31, 1<<32 - 1} {
		require.Contains(t, r.answer(pointer, 10), `"code":"bad_call"`)
		r.call("release", pointer)
	}
	block := r.call("alloc", 100)
	require.NotZero(t, block)
	require.Contains(t, r.answer(block, 101), `"code":"bad_call"`)
	require.Contains(t, r.answer(block, 1<<32-1), `"code":"bad_call"`)
	require.Contains(t, r.answer(block+1, 1), `"code":"bad_call"`)
	require.Contains(t, r.answer(block, 100), `"code":"not_json"`, "a block is full of zeros")
	require.Contains(t, r.answer(block, 0), `"code":"not_json"`)
	r.call("release", block)
	r.call("release", block)
	require.Contains(t, r.answer(block, 100), `"code":"bad_call"`, "it was given back")

	// A host that never gives back gets no more, and can go on once it does.
	var held []uint64
	for range 1000 {
		if block := r.call("alloc", contract.MaxRequest); block != 0 {
			held = append(held, block)
		}
	}
	require.Less(t, len(held), 100)
	require.Zero(t, r.call("evaluate", 0, 0), "there is no room for a response")
	for _, block := range held {
		r.call("release", block)
	}
	require.NotZero(t, r.call("alloc", 10))
}

// slow is a request within the limits that takes long: every message makes a
// promise, and what was to be done about each of them is asked for, as it was
// known at a hundred instants.
func slow() []byte {
	opened := time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)
	at := func(i int) string { return opened.Add(time.Duration(i) * 30 * time.Minute).Format(time.RFC3339) }
	var events strings.Builder
	for i := range contract.MaxEvents {
		if i > 0 {
			events.WriteByte(',')
		}
		fmt.Fprintf(&events, `{"type":"m","at":%q}`, at(i))
	}
	return fmt.Appendf(nil, `{"contract":%q,"now":"2026-12-31T00:00:00Z","zone":"UTC","since":%q,"history":true,"case":{"id":"T","opened":%q},"events":[%s],
		"policy":{"calendars":[{"name":"a","zone":"Europe/Berlin","week":"Mo-Fr 09:00-17:00"}],"commitments":[{"name":"x","calendar":"a","rules":[{"due":"8h"}],
		"reactions":[{"name":"chase","when":"10m before due","every":"1h","times":100}],"clock":{"start":{"event":"m"},"stop":{"event":"m"},"cycle":"each time"}}]}}`,
		contract.Name, at(contract.MaxEvents-100), at(0), events.String())
}

// TestDeadline: what takes too long is ended, and the next call works.
func TestDeadline(t *testing.T) {
	pool := newPool(t, func(c *gohost.Config) { c.Size, c.Deadline = 1, 2*time.Second })
	_, requests := goldens(t)
	want := string(contract.Evaluate(requests["wish"]))
	for range 2 {
		began := time.Now()
		_, err := pool.Evaluate(context.Background(), slow())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Less(t, time.Since(began), 20*time.Second)
		response, err := pool.Evaluate(context.Background(), requests["wish"])
		require.NoError(t, err)
		require.Equal(t, want, string(response))
	}
}

// TestTrap: an instance that runs out of memory traps, and the next call works.
func TestTrap(t *testing.T) {
	pool := newPool(t, func(c *gohost.Config) { c.Size, c.Memory, c.Deadline = 1, 16<<20, time.Minute })
	_, requests := goldens(t)
	want := string(contract.Evaluate(requests["wish"]))
	for range 2 {
		_, err := pool.Evaluate(context.Background(), slow())
		require.ErrorContains(t, err, "the module trapped")
		response, err := pool.Evaluate(context.Background(), requests["wish"])
		require.NoError(t, err)
		require.Equal(t, want, string(response))
	}
}

// TestManyAtOnce asks a pool of two from many sides; run it with -race.
func TestManyAtOnce(t *testing.T) {
	pool := newPool(t, func(c *gohost.Config) { c.Deadline = time.Minute })
	names, requests := goldens(t)
	var group sync.WaitGroup
	for _, name := range names[:16] {
		group.Go(func() {
			response, err := pool.Evaluate(context.Background(), requests[name])
			if err != nil || string(response) != string(contract.Evaluate(requests[name])) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	group.Wait()
}

// TestMemory: an instance has the same memory after many calls as after some.
func TestMemory(t *testing.T) {
	r := newRaw(t)
	names, requests := goldens(t)
	measure := func(calls int) uint32 {
		for i := range calls {
			request := requests[names[i%len(names)]]
			block := r.call("alloc", uint64(len(request)))
			require.True(t, r.m.Memory().Write(uint32(block), request))
			r.answer(block, uint64(len(request)))
			r.call("release", block)
		}
		return r.m.Memory().Size()
	}
	some := measure(500)
	require.LessOrEqual(t, measure(1000), some+2<<20, "the heap may have been at its lowest")
}

// TestNode: Node's WASI gives the same bytes, and memory is flat over 20,000
// calls.
func TestNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node is another host for the module; install Node 20 or later to test it: ", err)
	}
	version, err := exec.Command(node, "--version").Output()
	require.NoError(t, err)
	var major int
	_, err = fmt.Sscanf(string(version), "v%d.", &major)
	require.NoError(t, err)
	if major < 20 {
		t.Skip("the WASI of Node is complete from version 20 on; this is ", string(version))
	}
	file := filepath.Join(t.TempDir(), "plugin.wasm")
	require.NoError(t, os.WriteFile(file, wasm, 0o600))
	names, requests := goldens(t)
	args := []string{"--no-warnings", "node/evaluate.mjs", file}
	for _, name := range names {
		args = append(args, filepath.Join("../contract/testdata", name+".request.json"))
	}
	out, err := exec.Command(node, args...).Output()
	require.NoError(t, err)
	responses := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	require.Len(t, responses, len(names))
	for i, name := range names {
		require.Equal(t, string(contract.Evaluate(requests[name])), responses[i], name)
	}

	out, err = exec.Command(node, "--no-warnings", "node/evaluate.mjs", file, "--repeat", "20000",
		"../contract/testdata/not-started.request.json", "../contract/testdata/error-events.request.json", "../contract/testdata/conflict.request.json").Output()
	require.NoError(t, err)
	var figures struct{ Memory []int }
	require.NoError(t, json.Unmarshal(out, &figures))
	require.Len(t, figures.Memory, 10)
	// The heap may have been at its lowest; one kilobyte lost in each call would be ten
	// megabytes.
	require.LessOrEqual(t, figures.Memory[9], figures.Memory[4]+2<<20, "it grows no more after the first calls: %v", figures.Memory)
}
