package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A progress shows on a terminal how far the walk is. It writes nothing to a pipe.
type progress struct {
	out io.Writer
	bar *progressbar.ProgressBar
}

func newProgress(out io.Writer) *progress {
	p := &progress{}
	if f, ok := out.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.out = out
		}
	}
	return p
}

// start begins another stretch of so many steps.
func (p *progress) start(what string, steps int) {
	if p.out == nil {
		return
	}
	p.finish()
	p.bar = progressbar.NewOptions(steps, progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(what),
		progressbar.OptionOnCompletion(func() { _, _ = io.WriteString(p.out, "\n") }),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionShowCount(), progressbar.OptionSetWidth(30))
}

// step counts a step as done. The last one fills the bar.
func (p *progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1) // a terminal that cannot be written to is no reason to stop
	}
}

// finish leaves the bar as it stands: full only if all steps were done.
func (p *progress) finish() {
	if p.bar != nil && !p.bar.IsFinished() {
		_ = p.bar.Exit()
	}
	p.bar = nil
}
