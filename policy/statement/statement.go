package statement

import (
	"errors"
	"strings"
	"time"

	"github.com/underpromise/underpromise/calendar/document"
	"github.com/underpromise/underpromise/policy/internal/cover"

	"github.com/underpromise/underpromise/calendar"
	"github.com/underpromise/underpromise/calendar/plaintext"
	"github.com/underpromise/underpromise/policy"
)

// Options holds the reader's languages and words. The zero value is ready to use.
type Options struct {
	// Languages are the BCP 47 tags that the reader prefers, the best first.
	// Defaults to English, which is also used if none of the languages is available.
	Languages []string `json:"languages,omitempty"`
	// Words maps names used in the policy to the words shown to the reader: names of
	// commitments, fields, their values, events, calendars, days, conditions and
	// zones ("Europe/Berlin": "Berlin time"). These words are shown without
	// quotation marks. The key of a field with a value ("priority: urgent") maps to a
	// phrase for the cases with that value; "every case" and "all other cases" are keys
	// too. The words for a commitment replace the whole sentence if they contain
	// {within}; they can also contain {cases}. Defaults to the names in the policy.
	Words map[string]string `json:"words,omitempty"`
}

// A Statement is a policy in sentences.
type Statement struct {
	// Name is the name of the policy, and Language the tag of the language of the
	// sentences.
	Name     string `json:"name,omitempty"`
	Language string `json:"language"`
	// Sentences are in the order of the policy's commitments. Sentences about
	// calendars are at the end.
	Sentences []Sentence `json:"sentences"`
}

// A Sentence is one sentence of a statement.
type Sentence struct {
	// Heading is the heading of the sentence: the wording of the commitment, or the
	// heading for hours.
	Heading string `json:"heading"`
	// Commitment is the name of the commitment that it is about; empty if it is
	// about a calendar.
	Commitment string `json:"commitment,omitempty"`
	// Calendar is the name of the calendar that it is about; empty if it is about
	// a commitment, or if the calendar has no name.
	Calendar string `json:"calendar,omitempty"`
	// Rule is the number of the rule that it is about, counted from 0; -1 if it
	// is about none.
	Rule int `json:"rule"`
	// Text is the sentence.
	Text string `json:"text"`
}

// Of returns a policy as sentences, as of now: the special days are those of the year
// from now. It returns an error for each invalid language tag, and if the policy is nil.
func Of(pol *policy.Policy, now time.Time, o Options) (Statement, error) {
	c, err := choose(o.Languages)
	if pol == nil {
		err = errors.Join(err, &document.FieldError{Package: "statement", Path: "policy", Err: errors.New("required; make one with policy.Parse")})
	}
	if err != nil {
		return Statement{}, err
	}
	w := &writer{c: c, words: o.Words, now: now, schedules: map[*calendar.Calendar]*schedule{}, cover: cover.New()}
	config := pol.Config()
	for i := range config.Commitments {
		w.commitment(&config.Commitments[i])
	}
	w.hours()
	return Statement{Name: plaintext.Line(config.Name), Language: c.tag.String(), Sentences: w.sentences}, nil
}

// String returns the statement as lines of text: the name, then each heading with
// its sentences below it.
func (s Statement) String() string {
	var b strings.Builder
	if s.Name != "" {
		b.WriteString(plaintext.Line(s.Name) + "\n")
	}
	var above Sentence
	for i, x := range s.Sentences {
		if i == 0 || x.Heading != above.Heading || x.Commitment != above.Commitment {
			if b.Len() > 0 {
				b.WriteString("\n")
			}
			b.WriteString(plaintext.Line(x.Heading) + "\n")
		}
		b.WriteString("  " + plaintext.Line(x.Text) + "\n")
		above = x
	}
	return b.String()
}
