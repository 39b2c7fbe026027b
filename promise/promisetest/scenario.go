package promisetest

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/promise"
)

// A Scenario is a story about one promise: what is promised, what happens, and
// what is expected at several instants. The package comment defines the
// notation. The story must not contain headers for the fields that are set.
type Scenario struct {
	// Terms are the terms of the promise. The zone of their calendar is that of
	// the story. Defaults to the headers of the story.
	Terms promise.Terms `json:"terms,omitzero"`
	// About is the subject of the promise. Defaults to the header of the story,
	// or to none.
	About promise.About `json:"about,omitzero"`
	// Begins is the date from which the first weekday counts. Defaults to the
	// header of the story. Required if the first instant has no date.
	Begins date.Date `json:"begins,omitzero"`
	// Story is the text of the story. Required.
	Story string `json:"story,omitempty"`
}

// A Failure is a statement of a story whose expectations were not met.
type Failure struct {
	// Line and Column are its position in the story, in bytes, from 1.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Statement is its text.
	Statement string `json:"statement,omitempty"`
	// At is the instant judged, in the calendar's zone.
	At time.Time `json:"at,omitzero"`
	// Diff has a line with - for each value that was wanted and one with + for
	// the value that was got.
	Diff string `json:"diff,omitempty"`
	// Explanation explains the status of the promise.
	Explanation promise.Explanation `json:"explanation,omitzero"`
}

// String prints the failure for a person, on several lines.
func (f Failure) String() string {
	return fmt.Sprintf("%d:%d: %s\nthe promise at %s (-want +got):\n%s%s", f.Line, f.Column, plaintext.Line(f.Statement), moment(f.At), f.Diff, f.Explanation)
}

// Run replays the story and reports a test failure for each statement whose
// expectations are not met. It returns the promise with all events. An invalid
// story ends the test.
func Run(tb testing.TB, story string) promise.Promise {
	tb.Helper()
	return Scenario{Story: story}.Run(tb)
}

// RunFiles replays the story of every file that matches the pattern (see
// [fs.Glob]), each in a subtest with its name. It reports a failure if no file
// matches, and for a story without expectations. The caller passes the files,
// for example os.DirFS("testdata").
func RunFiles(t *testing.T, files fs.FS, pattern string) {
	t.Helper()
	names, err := fs.Glob(files, pattern)
	if err != nil {
		t.Fatalf("promisetest: pattern %q: %v", pattern, err)
	}
	if len(names) == 0 {
		t.Fatalf("promisetest: no file matches %q; name one that does, or where they are", pattern)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			text, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatalf("promisetest: %v", err)
			}
			s := Scenario{Story: string(text)}
			s.run(t, name)
			if expects, err := parse(s.Story); err == nil && !expects.expects() {
				t.Errorf("%s: expectation required; write a statement like expect kept", name)
			}
		})
	}
}

// Run is like the function [Run], for a scenario whose terms are given in Go.
func (s Scenario) Run(tb testing.TB) promise.Promise {
	tb.Helper()
	return s.run(tb, "")
}

func (s Scenario) run(tb testing.TB, file string) promise.Promise {
	tb.Helper()
	p, failed, err := s.Replay()
	if file != "" {
		file += ":"
	}
	if err != nil {
		var text strings.Builder
		for _, e := range eachOf(err) {
			fmt.Fprintf(&text, "\n%s", strings.Replace(e.Error(), "promisetest: ", file, 1))
		}
		tb.Fatalf("the story cannot be told:%s", text.String())
	}
	for _, f := range failed {
		tb.Errorf("%s%s", file, f)
	}
	return p
}

// Replay replays the story without a test. It returns the promise with all
// events and the expectations that were not met, in the order of the story. The
// error joins one error for each invalid statement, with the problem and the
// correction; each is a *document.FieldError with "line:column" as its path.
func (s Scenario) Replay() (p promise.Promise, failed []Failure, err error) {
	story, err := parse(s.Story)
	if err != nil {
		return promise.Promise{}, nil, err
	}
	r := replay{story: story}
	if err := r.open(s); err != nil {
		return promise.Promise{}, nil, err
	}
	var errs problems
	for _, st := range story.statements {
		errs.add(r.tell(st))
		if r.p.IsZero() {
			break
		}
	}
	if err := errs.err(); err != nil {
		return promise.Promise{}, nil, err
	}
	return r.p, r.failed, nil
}

func (s *story) expects() bool {
	for _, st := range s.statements {
		if st.expect != nil {
			return true
		}
	}
	return false
}
