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

// Options say for whom a statement is.
type Options struct {
	// Languages are the BCP 47 tags that the reader prefers, the best first.
	// Defaults to English, which also serves those whom no other language here
	// does.
	Languages []string `json:"languages,omitempty"`
	// Words says the administrator's words to the reader: the names of
	// commitments, fields, their values, events, calendars, days, conditions and
	// zones ("Europe/Berlin": "Berlin time"). What is said so stands without
	// quotation marks. A field with a value ("priority: urgent") says which cases
	// those are, as do "every case" and "all other cases". What is said for a
	// commitment is a whole sentence, if it has {within} in it, and {cases}.
	// Defaults to the administrator's own words.
	Words map[string]string `json:"words,omitempty"`
}

// A Statement is a policy in sentences.
type Statement struct {
	// Name is the policy's, and Language the tag of the one that is spoken.
	Name     string `json:"name,omitempty"`
	Language string `json:"language"`
	// Sentences are in the order of the policy's commitments, those about
	// calendars at the end.
	Sentences []Sentence `json:"sentences"`
}

// A Sentence is one thing that a statement says.
type Sentence struct {
	// Heading is what it stands under: what is promised, or that it is about
	// hours.
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

// Of says a policy in sentences, as of an instant, which decides what is special
// about the hours in the year to come. The errors name each language tag that is
// malformed, and a policy that is none.
func Of(pol *policy.Policy, now time.Time, o Options) (Statement, error) {
	c, err := choose(o.Languages)
	if pol == nil {
		err = errors.Join(err, &document.FieldError{Package: "statement", Path: "policy", Err: errors.New("none; make one with Parse")})
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

// String writes the statement as lines of text: the name, then each heading with
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
