// Command helpdesk replays the event log of a support desk under a policy: each
// case gets the promises that the policy makes, they are judged at an instant,
// and it shows what needs attention, what became due, why one of the promises
// stands as it does, and how many were kept.
//
//	go run ./examples/helpdesk
//	go run ./examples/helpdesk -explain D-33
//	go run ./examples/helpdesk -log FILE -columns FILE -policy FILE
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

// options are the settings of the command line.
type options struct {
	log, columns, policy, calendar, now, since, explain string
	json                                                bool
}

func run(args []string, out, errOut io.Writer) int {
	var o options
	flags := flag.NewFlagSet("helpdesk", flag.ContinueOnError)
	flags.SetOutput(errOut)
	flags.StringVar(&o.log, "log", "", "event log, CSV with a header (default: the embedded desk)")
	flags.StringVar(&o.columns, "columns", "", "what the log's columns are (default: the embedded desk's)")
	flags.StringVar(&o.policy, "policy", "", "policy document (default: the embedded desk's)")
	flags.StringVar(&o.calendar, "calendar", "", "calendar document that the policy names, if it does not hold it itself")
	flags.StringVar(&o.now, "now", "", "instant to judge at, RFC 3339 or as the log writes it (default: the last one in the log)")
	flags.StringVar(&o.since, "since", "", "instant from which on to show what became due (default: 24 hours before)")
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
	pol, err := o.readPolicy()
	if err != nil {
		return nil, err
	}
	doc, err := readDocument(o.columns, "columns.json")
	if err != nil {
		return nil, err
	}
	c, err := parseColumns(doc)
	if err != nil {
		return nil, err
	}
	file, size, err := openLog(o.log)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	p := newProgress(size, errOut)
	l, err := c.readLog(p.reading(file, size))
	if err != nil {
		return nil, err
	}
	now, since, err := o.instants(c, l)
	if err != nil {
		return nil, err
	}
	return newReplay(l, c, pol, now, since, p)
}

// readPolicy reads the policy, which may name a calendar that stands in a
// document of its own.
func (o options) readPolicy() (*policy.Policy, error) {
	var calendars []*calendar.Calendar
	if o.calendar != "" {
		doc, err := readDocument(o.calendar, "")
		if err != nil {
			return nil, err
		}
		cal, err := calendar.Parse(doc)
		if err != nil {
			return nil, err
		}
		calendars = append(calendars, cal)
	}
	doc, err := readDocument(o.policy, "policy.json")
	if err != nil {
		return nil, err
	}
	return policy.Parse(doc, calendars...)
}

// instants returns the instant to judge at, and that from which on to show what
// became due.
func (o options) instants(c *columns, l *eventLog) (now, since time.Time, err error) {
	now = l.last()
	if o.log == "" {
		now = deskNow
	}
	if o.now != "" {
		if now, err = c.parseInstant("now", o.now); err != nil {
			return now, since, err
		}
	}
	since = now.Add(-24 * time.Hour)
	if o.since != "" {
		since, err = c.parseInstant("since", o.since)
	}
	return now, since, err
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
