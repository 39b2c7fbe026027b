package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the README's tables anew")

// example is a command of the README and what it prints.
var example = regexp.MustCompile("(?m)^    go run -C examples/quoting \\.(.*)\n\n```text\n((?s:.*?))```\n")

// TestReadme runs the README's commands. Files are looked for in the folder that
// UNDERPROMISE_DATA names, by default beside the checkout.
func TestReadme(t *testing.T) {
	doc, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := example.FindAllSubmatch(doc, -1)
	if len(found) != 3 {
		t.Fatalf("%d commands with their tables, want 3", len(found))
	}
	for _, match := range found {
		args := words(string(match[1]))
		name := "made up"
		if i := index(args, "--file"); i >= 0 {
			name = args[i+1]
		}
		t.Run(name, func(t *testing.T) {
			r, o := walked(t, args)
			var b bytes.Buffer
			if err := r.print(&b, o.Least); err != nil {
				t.Fatal(err)
			}
			if i := index(args, "--file"); i >= 0 && args[i+1] == shippedSlices[name] {
				row := r.rows[0]
				if name == "boston311_2015_jan_sep.csv" {
					row = r.rows[1] // which adapts, as checkBoston asks
				}
				within(t, "kept, of a slice", share(row.byDue.Total().Keep()), 0.93, 1)
				return
			}
			if out := b.String(); *update {
				doc = bytes.Replace(doc, match[0], bytes.Replace(match[0], append([]byte("```text\n"), match[2]...), []byte("```text\n"+out), 1), 1)
			} else if want := string(match[2]); want != out {
				t.Errorf("the README says\n%s\nbut it prints\n%s", want, out)
			}
			switch name {
			case "servicenow_cases.csv":
				checkServiceNow(t, r)
			case "boston311_2015_jan_sep.csv":
				checkBoston(t, r)
			}
		})
	}
	if *update {
		if err := os.WriteFile("README.md", doc, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func dataFile(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("UNDERPROMISE_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Logf("%s is not here, so a slice of it is quoted; UNDERPROMISE_DATA names the folder that has it", name)
		slice, known := shippedSlices[name]
		if !known {
			t.Fatalf("there is no slice of %s", name)
		}
		return slice
	}
	return path
}

// shippedSlices are the parts of the public files that come with the library.
var shippedSlices = map[string]string{
	"boston311_2015_jan_sep.csv": "../../policy/forecast/testdata/boston.csv",
	"servicenow_cases.csv":       "../../policy/forecast/testdata/servicenow.csv",
}

// words splits a command line at blanks outside quotes.
func words(line string) (list []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}

func index(list []string, word string) int {
	for i, x := range list {
		if x == word {
			return i
		}
	}
	return -1
}

// walked walks through a file of the folder with the data.
func walked(t *testing.T, args []string) (*result, options) {
	t.Helper()
	if i := index(args, "--file"); i >= 0 {
		args[i+1] = dataFile(t, args[i+1])
	}
	var out, errOut bytes.Buffer
	o, code, done := parse(args, &out, &errOut)
	if done {
		t.Fatalf("%v: %d: %s", args, code, errOut.String())
	}
	r, err := o.walk(&errOut)
	if err != nil || errOut.Len() > 0 {
		t.Fatalf("%v: %v%s", args, err, errOut.String())
	}
	return r, o
}

// checkServiceNow: what the quotes must reach on this desk.
func checkServiceNow(t *testing.T, r *result) {
	t.Helper()
	all := r.rows[0].byDue.Total()
	within(t, "kept", share(all.Keep()), 0.95, 1)
	within(t, "unquoted", share(all.WithoutQuote()), 0, 0.18)
	median, _ := all.Promised.Quantile(0.5)
	within(t, "median quote in days", median.Hours()/24, 0, 19.2)
}

// checkBoston: what quotes and forecasts must reach in this city.
func checkBoston(t *testing.T, r *result) {
	t.Helper()
	all := r.rows[1].byDue.Total()
	within(t, "kept", share(all.Keep()), 0.944, 1)
	within(t, "kept of all due", share(r.rows[1].due), 0.944, 1)
	within(t, "unquoted", share(all.WithoutQuote()), 0, 0.64)
	for _, row := range r.rows[1].byOpened.Months() {
		within(t, "kept in "+row.Name, share(row.Keep()), 0.84, 1)
	}
	theirs, _ := r.equal.theirs.Promised.Mean()
	ours, _ := r.equal.ours.Promised.Mean()
	within(t, "mean promise beside the city's", ours.Hours()/theirs.Hours(), 0, 0.5)
	within(t, "kept beside the city's", share(r.equal.ours.Keep())-share(r.equal.theirs.Keep()), 0, 0.01)
	auc, _ := r.risks[0].calibration.AUC()
	brier, _ := r.risks[0].calibration.Brier()
	within(t, "AUC at half-time", auc, 0.73, 1)
	within(t, "Brier score at half-time", brier, 0, 0.188)
}

func share(r interface{ Share() (float64, bool) }) float64 {
	v, _ := r.Share()
	return v
}

func within(t *testing.T, what string, got, low, high float64) {
	t.Helper()
	t.Logf("%s: %.4f", what, got)
	if got < low || got > high {
		t.Errorf("%s: %v, want %v to %v", what, got, low, high)
	}
}
