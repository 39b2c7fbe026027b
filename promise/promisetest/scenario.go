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
// what is expected along the way. The package comment has the notation. What
// the fields name, headers of the story must not.
type Scenario struct {
	// Terms are what is promised. Their calendar's zone is that of the story.
	// Defaults to what the headers of the story say.
	Terms promise.Terms `json:"terms,omitzero"`
	// About is what it is about. Defaults to the story's header, or nothing.
	About promise.About `json:"about,omitzero"`
	// Begins is the date from which on the first weekday is looked for.
	// Defaults to the story's header; needed if the first instant has no date.
	Begins date.Date `json:"begins,omitzero"`
	// Story is what happens. Required.
	Story string `json:"story,omitempty"`
}

// A Failure is one statement of a story whose expectations were not met.
type Failure struct {
	// Line and Column are where it stands in the story, in bytes, from 1.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Statement is what is written there.
	Statement string `json:"statement,omitempty"`
	// At is the instant judged, in the calendar's zone.
	At time.Time `json:"at,omitzero"`
	// Diff has a line with - for each thing that was wanted and one with +
	// for what was got.
	Diff string `json:"diff,omitempty"`
	// Explanation says why the promise stands as it does.
	Explanation promise.Explanation `json:"explanation,omitzero"`
}

// String prints the failure for a person, on several lines.
func (f Failure) String() string {
	return fmt.Sprintf("%d:%d: %s\nthe promise at %s (-want +got):\n%s%s", f.Line, f.Column, plaintext.Line(f.Statement), moment(f.At), f.Diff, f.Explanation)
}

// Run tells the story, reports a test failure for each statement whose
// expectations are not met, and returns the promise with all that happened. A
// story that cannot be told ends the test.
func Run(tb testing.TB, story string) promise.Promise {
	tb.Helper()
	return Scenario{Story: story}.Run(tb)
}

// RunFiles tells the story of every file that matches the pattern (see
// [fs.Glob]), each in a subtest of its name. That none matches, and a story
// that expects nothing, are failures. The files are the caller's, like
// os.DirFS("testdata").
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
				t.Errorf("%s: the story expects nothing; write a statement like expect kept", name)
			}
		})
	}
}

// Run is the function [Run] for a scenario whose terms are given in Go.
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

// Replay tells the story without a test: it returns the promise with all that
// happened and what was expected in vain, in the order of the story. The error
// says, for each statement that is wrong, its line and column, what is wrong
// and the mend; each is a *document.FieldError with "line:column" as path.
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
