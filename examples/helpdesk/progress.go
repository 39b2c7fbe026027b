package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// A progress shows on a terminal how much of a long input has been read and
// judged. It writes nothing to a pipe.
type progress struct {
	out   io.Writer
	tells bool
	shown string
}

// longInput is from how many bytes on it takes long enough to watch.
const longInput = 1 << 20

func newProgress(size int64, out io.Writer) *progress {
	f, ok := out.(*os.File)
	if !ok || size < longInput {
		return &progress{}
	}
	info, err := f.Stat()
	return &progress{out: out, tells: err == nil && info.Mode()&os.ModeCharDevice != 0}
}

// tell shows which share of a task is done.
func (p *progress) tell(doing string, done, all int) {
	if !p.tells || all == 0 {
		return
	}
	if line := fmt.Sprintf("%s %3d %%", doing, 100*done/all); line != p.shown {
		_, _ = fmt.Fprintf(p.out, "\r%s", line)
		p.shown = line
	}
}

// done takes the line away.
func (p *progress) done() {
	if p.tells {
		_, _ = fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", len(p.shown)))
	}
}

// reading returns a reader whose progress is shown.
func (p *progress) reading(r io.Reader, size int64) io.Reader {
	return &watched{r: r, size: size, progress: p}
}

type watched struct {
	r          io.Reader
	read, size int64
	progress   *progress
}

// Read reads on and shows the progress.
func (w *watched) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	w.read += int64(n)
	w.progress.tell("reading", int(w.read>>10), int(w.size>>10))
	return n, err
}
