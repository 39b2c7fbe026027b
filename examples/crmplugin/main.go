// Command crmplugin shows the sidebar of a ticket for an agent of a help desk: what
// was promised, how it stands, why, when the next update is due, and what to write
// or to offer.
//
//	go run ./examples/crmplugin
//	go run ./examples/crmplugin -addr 127.0.0.1:8080
//	go run ./examples/crmplugin -sidecar
//
// It builds the WebAssembly module with the Go toolchain, serves the sidebar's
// page with some sample tickets on the loopback address, and prints where. With
// no toolchain to be found, the page asks the sidecar over HTTP instead. With
// -sidecar it serves that alone.
//
// It ends with 0 when it is interrupted, with 1 when it cannot serve, and with 2
// when it was called the wrong way.
package main

import (
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // so that it runs where there is no zone data

	"github.com/underpromise/underpromise/examples/crmplugin/sidecar"
)

//go:embed page
var files embed.FS

const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes the command line until the context ends. It returns the exit code.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("crmplugin", flag.ContinueOnError)
	flags.SetOutput(errOut)
	address := flags.String("addr", "127.0.0.1:0", "where to listen; port 0 is a free one")
	alone := flags.Bool("sidecar", false, "serve POST /v1/evaluate alone, without the page")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitOK
		}
		return exitUsage
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(errOut, "crmplugin: %q is no flag; see -help\n", flags.Arg(0))
		return exitUsage
	}
	handler := sidecar.Handler()
	if !*alone {
		var err error
		if handler, err = withPage(ctx, handler, out); err != nil {
			fmt.Fprintf(errOut, "crmplugin: %v\n", err)
			return exitFailed
		}
	}
	if err := serve(ctx, *address, handler, *alone, out); err != nil {
		fmt.Fprintf(errOut, "crmplugin: %v\n", err)
		return exitFailed
	}
	return exitOK
}

// withPage serves the page and the module beside the sidecar. Without a
// toolchain there is no module, and the page asks the sidecar.
func withPage(ctx context.Context, sidecar http.Handler, out io.Writer) (http.Handler, error) {
	page, err := fs.Sub(files, "page")
	if err != nil {
		return nil, err
	}
	began := time.Now()
	fmt.Fprintln(out, "building the WebAssembly module with the Go toolchain ...")
	module, err := newModule(ctx)
	if err != nil {
		fmt.Fprintf(out, "that did not work, so the page asks the HTTP sidecar: %v\n", err)
	} else {
		fmt.Fprintf(out, "built in %.1f s: %.1f MB, %.1f MB as it is loaded\n", time.Since(began).Seconds(), megabytes(module.plain), megabytes(module.packed))
	}
	return pageHandler(page, module, sidecar), nil
}

func megabytes(b []byte) float64 { return float64(len(b)) / 1e6 }

// serve listens until the context ends.
func serve(ctx context.Context, address string, handler http.Handler, alone bool, out io.Writer) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	path := "/"
	if alone {
		path = "/v1/evaluate"
	}
	fmt.Fprintf(out, "http://%s%s (interrupt to end)\n", listener.Addr(), path)
	server := sidecar.New(address, handler)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(closing); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	_ = server.Close() // somebody sends slowly; the end does not wait for that
	return nil
}
