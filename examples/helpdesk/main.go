// Command helpdesk replays the event log of a support desk: it makes a promise
// for every case, judges it at an instant, and shows what needs attention, why
// one of the promises stands as it does, and how many were kept.
//
//	go run ./examples/helpdesk
//	go run ./examples/helpdesk -explain D-33
//	go run ./examples/helpdesk -log FILE -calendar FILE -policy FILE -mapping FILE
//
// It ends with 0 when it ran, malformed rows or not, with 1 when it could not
// run, and with 2 when it was called the wrong way.
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
	_ "time/tzdata" // so that it runs where there is no zone data

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/policy"
)

// The desk that is shown when no other is named.
//
//go:embed desk
var desk embed.FS

// deskNow is the instant at which that desk is shown.
var deskNow = time.Date(2026, time.April, 8, 9, 0, 0, 0, time.UTC)

const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// options are what the command line says.
type options struct {
	log, calendar, policy, mapping, now, explain string
	json                                         bool
}

func run(args []string, out, errOut io.Writer) int {
	var o options
	flags := flag.NewFlagSet("helpdesk", flag.ContinueOnError)
	flags.SetOutput(errOut)
	flags.StringVar(&o.log, "log", "", "event log, CSV with a header (default: the embedded desk)")
	flags.StringVar(&o.calendar, "calendar", "", "calendar document (default: the embedded desk's)")
	flags.StringVar(&o.policy, "policy", "", "policy document (default: the embedded desk's)")
	flags.StringVar(&o.mapping, "mapping", "", "mapping of the log's columns and states (default: the embedded desk's)")
	flags.StringVar(&o.now, "now", "", "instant to judge at, RFC 3339 or as the log writes it (default: the last one in the log)")
	flags.StringVar(&o.explain, "explain", "", "explain one `case`")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitOK
		}
		return exitUsage
	}
	if flags.NArg() > 0 {
		_, _ = fmt.Fprintf(errOut, "helpdesk: %q is no flag; see -help\n", flags.Arg(0))
		return exitUsage
	}
	if err := o.show(out, errOut); err != nil {
		_, _ = fmt.Fprintf(errOut, "helpdesk: %v\n", err)
		return exitFailed
	}
	return exitOK
}

// show reads everything, replays the log and prints what was asked for.
func (o options) show(out, errOut io.Writer) error {
	r, err := o.replay(errOut)
	if err != nil {
		return err
	}
	if o.explain != "" {
		return r.explain(out, o.explain, o.json)
	}
	if o.json {
		return r.printJSON(out)
	}
	return r.print(out)
}

func (o options) replay(errOut io.Writer) (*replay, error) {
	calendarText, err := readDocument(o.calendar, "calendar.json")
	if err != nil {
		return nil, err
	}
	cal, err := calendar.Parse(calendarText)
	if err != nil {
		return nil, err
	}
	policyText, err := readDocument(o.policy, "policy.json")
	if err != nil {
		return nil, err
	}
	pol, err := policy.Parse(policyText, cal)
	if err != nil {
		return nil, err
	}
	mappingText, err := readDocument(o.mapping, "mapping.json")
	if err != nil {
		return nil, err
	}
	m, err := parseMapping(mappingText)
	if err != nil {
		return nil, err
	}
	file, size, err := openLog(o.log)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	l, err := m.readLog(newProgress(file, size, errOut))
	if err != nil {
		return nil, err
	}
	now := l.last()
	if o.log == "" {
		now = deskNow
	}
	if o.now != "" {
		if now, err = m.parseNow(o.now); err != nil {
			return nil, err
		}
	}
	return newReplay(l, m, pol, cal.Zone(), now)
}

// readDocument reads a file, or the embedded desk's if none is named.
func readDocument(name, embedded string) ([]byte, error) {
	if name == "" {
		return desk.ReadFile(path.Join("desk", embedded))
	}
	return os.ReadFile(filepath.Clean(name))
}

func openLog(name string) (fs.File, int64, error) {
	var file fs.File
	var err error
	if name == "" {
		file, err = desk.Open("desk/events.csv")
	} else {
		file, err = os.Open(filepath.Clean(name))
	}
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, err
	}
	return file, info.Size(), nil
}
