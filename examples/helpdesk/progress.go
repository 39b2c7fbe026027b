package main

import (
	"fmt"
	"io"
	"os"
)

// A progress tells on a terminal how much of a long input has been read. In a
// pipe it says nothing.
type progress struct {
	r            io.Reader
	size, read   int64
	shown        int64 // percent
	out          io.Writer
	isTerminal   bool
	worthTelling bool
}

// longInput is from how many bytes on reading takes long enough to watch.
const longInput = 1 << 20

func newProgress(r io.Reader, size int64, out io.Writer) *progress {
	p := &progress{r: r, size: size, out: out, worthTelling: size >= longInput}
	if f, ok := out.(*os.File); ok {
		info, err := f.Stat()
		p.isTerminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

// Read reads on and tells.
func (p *progress) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.read += int64(n)
	if !p.isTerminal || !p.worthTelling {
		return n, err
	}
	if percent := 100 * p.read / p.size; percent != p.shown {
		p.shown = percent
		_, _ = fmt.Fprintf(p.out, "\rreading %3d %%", percent)
	}
	if err == io.EOF {
		_, _ = fmt.Fprint(p.out, "\r              \r")
	}
	return n, err
}
