// Command quoting walks through the cases of a desk as they came, quotes each at
// its opening from what was known then and nothing else, and shows how often the
// quotes were kept.
//
//	go run -C examples/quoting .
//	go run -C examples/quoting . --file FILE --columns opened=open_dt,finished=closed_dt,promised=target_dt --groups 'type,reason' --zone America/New_York
//
// Without a file it makes up a desk of its own. It ends with 0 when it ran, with 1
// when it could not run, and with 2 when it was called the wrong way.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	_ "time/tzdata" // so that it runs where there is no zone data

	"github.com/alecthomas/kong"

	"github.com/underpromise/underpromise/calendar"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// options are the settings of the command line.
type options struct {
	File     string            `help:"Cases, a CSV file with a header. Defaults to a desk that is made up." placeholder:"FILE"`
	Columns  map[string]string `help:"Which columns they are: id, opened, finished (empty while open) and promised, if the file has promises. Default: as they are called here; 'id=' is no such column." mapsep:"," placeholder:"opened=NAME,..."`
	Groups   string            `help:"Columns by which cases are alike, finest first: 'priority|category,category,all'." placeholder:"LEVELS"`
	Level    float64           `help:"How often a quote must be kept." default:"0.95"`
	Dates    string            `help:"Which number comes first in 1/2/2026: day or month; or how dates are written, as a layout of Go like '02.01.06 15:04'. Default: found out." placeholder:"ORDER"`
	None     []string          `help:"Words in the columns finished and promised that say that there is none, besides empty cells, NULL, n/a and the like." placeholder:"WORD,..."`
	Zone     string            `help:"Zone of times that do not say theirs, and of months. Default: ${defaultZone}, or the calendar's." placeholder:"ZONE"`
	Calendar string            `help:"Hours in which the clock runs, a calendar document. Default: always." placeholder:"FILE"`
	Learn    int               `help:"Days at the beginning of the file that are learnt from and not judged." default:"30"`
	Until    string            `help:"Judge cases opened before this only, though what became of them later counts." placeholder:"DATE"`
	Finished bool              `help:"Leave out cases that were never finished: the file has only some of them."`
	Least    int               `help:"How many a month or a group must have to be called the worst." default:"100"`
	Out      string            `help:"Folder for the plots. Default: none are drawn." placeholder:"FOLDER"`
	ShowDesk bool              `help:"Print the desk that is made up, as a file."`
}

const (
	mostLearn     = 36525 // days
	defaultZone   = "UTC"
	defaultGroups = "topic|tier,topic,all"
)

func run(args []string, out, errOut io.Writer) int {
	o, code, done := parse(args, out, errOut)
	if done {
		return code
	}
	if err := o.show(out, errOut); err != nil {
		_, _ = fmt.Fprintf(errOut, "quoting: %s\n", oneLine(err))
		return exitFailed
	}
	return exitOK
}

// oneLine is the first of many problems, and how many more there are.
func oneLine(err error) string {
	text, rest, more := strings.Cut(err.Error(), "\n")
	if more {
		text += fmt.Sprintf(" (and %d more like it)", strings.Count(rest, "\n")+1)
	}
	return text
}

// parse reads the command line. It reports in done whether there is nothing more to do.
func parse(args []string, out, errOut io.Writer) (o options, code int, done bool) {
	helped := false
	parser, err := kong.New(&o, kong.Name("quoting"), kong.Writers(out, errOut), kong.Exit(func(int) { helped = true }),
		kong.Description("Quotes every case of a desk at its opening, without looking ahead, and shows how often that was kept."),
		kong.Vars{"defaultZone": defaultZone})
	if err == nil {
		_, err = parser.Parse(args)
	}
	if helped {
		return o, exitOK, true
	}
	if err == nil {
		err = o.check()
	}
	if err != nil {
		_, _ = fmt.Fprintf(errOut, "quoting: %v\n", err)
		return o, exitUsage, true
	}
	return o, exitOK, false
}

// check refuses what cannot be meant.
func (o *options) check() error {
	for name := range o.Columns {
		switch name {
		case "id", "opened", "finished", "promised":
		default:
			return fmt.Errorf("--columns: %q is not known; name id, opened, finished or promised", name)
		}
	}
	switch {
	case !(o.Level > 0 && o.Level < 1):
		return fmt.Errorf("--level: %v is not between 0 and 1; write one like 0.95", o.Level)
	case o.Learn < 0:
		return fmt.Errorf("--learn: %d days are less than none; write how many", o.Learn)
	case o.Learn > mostLearn:
		return fmt.Errorf("--learn: %d days are more than a century; write fewer", o.Learn)
	case o.File == "" && (len(o.Columns) > 0 || o.Groups != "" || o.Zone != "" || o.Calendar != "" || o.Finished || o.Dates != "" || len(o.None) > 0):
		return errors.New("--columns, --groups, --dates, --none, --zone, --calendar and --finished are about a file; name one with --file")
	}
	c, err := o.columns()
	if err != nil {
		return err
	}
	return c.validate()
}

// show walks through the cases and prints what came of it.
func (o *options) show(out, errOut io.Writer) error {
	if o.ShowDesk {
		_, err := out.Write(madeUp())
		return err
	}
	result, err := o.walk(errOut)
	if err != nil {
		return err
	}
	if err := result.print(out, o.Least); err != nil {
		return err
	}
	if o.Out == "" {
		return nil
	}
	names, err := result.draw(o.Out)
	for _, name := range names {
		_, _ = fmt.Fprintln(out, "drawn:", name)
	}
	return err
}

// walk reads the cases and walks through them.
func (o *options) walk(errOut io.Writer) (*result, error) {
	d, c, err := o.read()
	if err != nil {
		return nil, err
	}
	w := walk{desk: d, level: o.Level, groups: c.groups, from: d.jobs[0].opened.AddDate(0, 0, o.Learn), until: d.last.Add(1)}
	if o.Until != "" {
		until, ok := dating{}.read(o.Until, d.cal.Zone())
		if !ok || until.none || numbersFirst.MatchString(o.Until) {
			return nil, fmt.Errorf("--until: %q is not a date; write one like 2016-06-01", o.Until)
		}
		w.until = until.at
	}
	bar := newProgress(errOut)
	defer bar.finish()
	return w.run(bar)
}

// columns returns how the file is to be read.
func (o *options) columns() (c columns, err error) {
	c = columns{id: "id", opened: "opened", finished: "finished", promised: "promised", required: map[string]bool{}, groups: levels(o.Groups), skipUnfinished: o.Finished}
	for name, column := range o.Columns {
		if column = strings.TrimSpace(column); column != "" {
			c.required[column] = true
		}
		switch name {
		case "id":
			c.id = column
		case "opened":
			c.opened = column
		case "finished":
			c.finished = column
		case "promised":
			c.promised = column
		}
	}
	c.dates, err = readDating(o.Dates, o.None)
	return c, err
}

// read reads the file, or the desk that is made up.
func (o *options) read() (*desk, columns, error) {
	c, err := o.columns()
	if err != nil {
		return nil, c, err
	}
	if o.File == "" {
		c.groups = levels(defaultGroups)
		cal, err := calendar.Parse(deskCalendar)
		if err != nil {
			return nil, c, err
		}
		d, err := readDesk(madeUp(), c, cal)
		return d, c, err
	}
	cal, err := o.calendar()
	if err != nil {
		return nil, c, err
	}
	doc, err := os.ReadFile(filepath.Clean(o.File))
	if err != nil {
		return nil, c, err
	}
	d, err := readDesk(doc, c, cal)
	if err != nil {
		return nil, c, fmt.Errorf("%s: %w", o.File, err)
	}
	return d, c, nil
}

// calendar returns the clock: that of the document, or one that never stops.
func (o *options) calendar() (*calendar.Calendar, error) {
	if o.Calendar != "" {
		doc, err := os.ReadFile(filepath.Clean(o.Calendar))
		if err != nil {
			return nil, err
		}
		cal, err := calendar.Parse(doc)
		if err == nil && o.Zone != "" && cal.Zone().String() != o.Zone {
			return nil, fmt.Errorf("--zone: %s is not the calendar's, %s; leave it out", o.Zone, cal.Zone())
		}
		return cal, err
	}
	name := o.Zone
	if name == "" {
		name = defaultZone
	}
	zone, err := calendar.LoadZone(name)
	if err != nil {
		return nil, fmt.Errorf("--zone: %q is not known; name one like Europe/Berlin", name)
	}
	return calendar.New(calendar.Config{Zone: zone, Week: calendar.MustWeek("Mo-Su 00:00-24:00")})
}
