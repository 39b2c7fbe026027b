package main_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/examples/crmplugin/build"
	"github.com/underpromise/underpromise/examples/crmplugin/hosts/gohost"
)

// root is the folder of the library.
const root = "../../.."

// wasm is the module, built once for all tests.
var wasm []byte

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	ctx := context.Background()
	if wasm, err = build.Module(ctx, root); err != nil {
		return 0, err
	}
	// The module has the toolchain's time zone data; the function gets the same,
	// whatever this machine has.
	goroot, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return 0, err
	}
	if err := os.Setenv("ZONEINFO", filepath.Join(strings.TrimSpace(string(goroot)), "lib", "time", "zoneinfo.zip")); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// goldens returns the names of the golden requests, in order, and the requests.
func goldens(tb testing.TB) (names []string, requests map[string][]byte) {
	tb.Helper()
	files, err := filepath.Glob("../contract/testdata/*.request.json")
	require.NoError(tb, err)
	requests = map[string][]byte{}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		require.NoError(tb, err)
		requests[strings.TrimSuffix(filepath.Base(file), ".request.json")] = doc
	}
	require.Greater(tb, len(requests), 40)
	return slices.Sorted(maps.Keys(requests)), requests
}

// newPool returns a pool that compiles the module once for all tests, and for the
// next run of them.
func newPool(tb testing.TB, change func(*gohost.Config)) *gohost.Pool {
	tb.Helper()
	cache, err := os.UserCacheDir()
	require.NoError(tb, err)
	config := gohost.Config{Module: wasm, Size: 2, Cache: filepath.Join(cache, "underpromise-crmplugin")}
	if change != nil {
		change(&config)
	}
	pool, err := gohost.New(context.Background(), config)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, pool.Close(context.Background())) })
	return pool
}
