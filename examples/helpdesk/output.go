package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// explain shows why the promises of one case stand as they do, why each was
// promised so, and what became due because of them.
func (r *replay) explain(out io.Writer, id string, asJSON bool) error {
	c, ok := r.cases[id]
	if !ok {
		return fmt.Errorf("there is no case %q at %s", id, r.now.Format(time.RFC3339))
	}
	actions := c.Actions(time.Time{}, r.now)
	if asJSON {
		doc := struct {
			Case     string                `json:"case"`
			Fields   policy.Fields         `json:"fields"`
			Promises []promise.Explanation `json:"promises"`
			Actions  []policy.Action       `json:"actions"`
		}{id, c.Fields(), []promise.Explanation{}, append([]policy.Action{}, actions...)}
		for _, p := range r.pledges {
			if p.id == id {
				doc.Promises = append(doc.Promises, p.promise.Explain(r.now))
			}
		}
		return writeJSON(out, doc)
	}
	promised := false
	for _, p := range r.pledges {
		if p.id == id {
			promised = true
			_, _ = fmt.Fprintf(out, "%s\n%s\n", p.promise.Explain(r.now), p.why)
		}
	}
	if !promised {
		_, _ = fmt.Fprintf(out, "%s was promised nothing: no rule matches it\n", plaintext.Field(id))
	}
	for _, a := range actions {
		_, _ = fmt.Fprintf(out, "%s  %s: %s\n", r.day(a.At), plaintext.Field(a.Commitment), says(a))
	}
	return nil
}

// printJSON prints everything as JSON.
func (r *replay) printJSON(out io.Writer) error {
	type jsonPromise struct {
		Case   string         `json:"case"`
		ID     string         `json:"id"`
		Group  string         `json:"group"`
		Status promise.Status `json:"status"`
	}
	doc := struct {
		Name       string          `json:"name"`
		Now        time.Time       `json:"now"`
		Rows       int             `json:"rows"`
		Malformed  []malformed     `json:"malformed"`
		Cases      int             `json:"cases"`
		Later      int             `json:"later"`
		NoPromise  int             `json:"no_promise"`
		Attainment []attainment    `json:"attainment"`
		Since      time.Time       `json:"since"`
		Actions    []policy.Action `json:"actions"`
		Promises   []jsonPromise   `json:"promises"`
	}{
		r.name, r.now, r.log.rows, append([]malformed{}, r.log.bad...), len(r.cases), r.later, r.none,
		append([]attainment{}, r.attainment()...), r.since, append([]policy.Action{}, r.actions...), []jsonPromise{},
	}
	for _, p := range r.pledges {
		doc.Promises = append(doc.Promises, jsonPromise{p.id, p.promise.About().ID, p.group, p.status})
	}
	return writeJSON(out, doc)
}

// writeJSON prints a document that a terminal only shows.
func writeJSON(out io.Writer, v any) error {
	doc, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		_, err = out.Write(append(plaintext.JSON(doc), '\n'))
	}
	return err
}
