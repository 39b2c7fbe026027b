package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// frames are the states that a bar was drawn in.
func frames(drawn string) []string {
	return strings.FieldsFunc(drawn, func(r rune) bool { return r == '\r' || r == '\n' })
}

// TestProgressEndsFull: each stretch of a walk has as many steps as were said, so that
// its bar is full when it is over, and not before.
func TestProgressEndsFull(t *testing.T) {
	d := deskOf(t, madeUp())
	w := walk{desk: d, level: 0.9, groups: levels(defaultGroups), from: d.jobs[0].opened.AddDate(0, 0, 30), until: d.last.Add(1)}
	var drawn bytes.Buffer
	r, err := w.run(&progress{out: &drawn})
	if err != nil {
		t.Fatal(err)
	}
	stretches := strings.Split(strings.TrimSuffix(drawn.String(), "\n"), "\n")
	if len(stretches) != 2 {
		t.Fatalf("%d stretches, want 2:\n%q", len(stretches), drawn.String())
	}
	for i, name := range []string{"quoting", "comparing"} {
		list := frames(stretches[i])
		last := list[len(list)-1]
		if !strings.HasPrefix(last, name+" 100%") {
			t.Errorf("%s ends with %q", name, last)
		}
		if len(list) < 2 || strings.Contains(list[0], "100%") {
			t.Errorf("%s is full at once: %q", name, list)
		}
	}
	if all := fmt.Sprintf("(%d/%d", len(r.judged), len(r.judged)); !strings.Contains(stretches[0], all) {
		t.Errorf("the last is not the %s that are judged: %q", all, stretches[0])
	}
}

// TestProgressStopsShort: a walk that breaks off does not say that it is done.
func TestProgressStopsShort(t *testing.T) {
	var drawn bytes.Buffer
	p := &progress{out: &drawn}
	p.start("quoting", 10)
	for range 3 {
		p.step()
	}
	p.finish()
	p.finish() // twice is once
	p.step()   // and after the end nothing is drawn
	if text := drawn.String(); strings.Contains(text, "100%") || !strings.Contains(text, "quoting") || strings.Count(text, "\n") != 1 {
		t.Errorf("%q", text)
	}
}

// TestProgressOnTerminalsOnly: a bar is for a device that shows characters, and
// neither a pipe nor a file nor the output that is asked for.
func TestProgressOnTerminalsOnly(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "errors"))
	if err != nil {
		t.Fatal(err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	device, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []*os.File{file, read, write, device} {
		defer func() { _ = f.Close() }()
	}
	if newProgress(file).out != nil || newProgress(write).out != nil || newProgress(&bytes.Buffer{}).out != nil {
		t.Error("a file, a pipe or a buffer is taken for a terminal")
	}
	if newProgress(device).out == nil {
		t.Error("a device that shows characters gets no bar")
	}
	var quiet, shown, errOut bytes.Buffer
	if code := run(nil, &quiet, &errOut); code != exitOK || errOut.Len() > 0 {
		t.Fatalf("%d: %q", code, errOut.String())
	}
	if code := run(nil, &shown, device); code != exitOK || shown.String() != quiet.String() {
		t.Errorf("%d: with a bar it prints\n%s", code, shown.String())
	}
	if strings.Contains(shown.String(), "quoting 1") || strings.ContainsRune(shown.String(), '\r') {
		t.Error("the bar is in the output")
	}
}
