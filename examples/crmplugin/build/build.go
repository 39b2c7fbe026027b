// Package build builds the WebAssembly module with the Go toolchain.
package build

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// plugin is where the module's source is.
const plugin = "github.com/underpromise/underpromise/examples/crmplugin/plugin"

// Module builds the module and returns it. It works in a folder of the library,
// "" for the current one; the toolchain's cache makes it quick the second time.
// The error is [exec.ErrNotFound] if there is no toolchain.
func Module(ctx context.Context, folder string) ([]byte, error) {
	toolchain, err := exec.LookPath("go")
	if err != nil {
		return nil, fmt.Errorf("build: there is no Go toolchain in the path: %w", err)
	}
	temporary, err := os.MkdirTemp("", "crmplugin-")
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	defer func() { _ = os.RemoveAll(temporary) }() // the system would remove it too
	file := filepath.Join(temporary, "plugin.wasm")
	//nolint:gosec // the toolchain, with arguments from here
	command := exec.CommandContext(ctx, toolchain, "build", "-buildmode=c-shared", "-trimpath", "-ldflags", "-s -w", "-o", file, plugin)
	command.Dir = folder
	command.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=")
	if said, err := command.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build: %w: %s", err, strings.TrimSpace(string(said)))
	}
	return os.ReadFile(filepath.Clean(file))
}
