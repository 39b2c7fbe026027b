package wording

import (
	"errors"
	"fmt"

	"github.com/underpromise/underpromise/calendar/document"

	"golang.org/x/text/language"
)

// A Language writes texts about promises in one language. Create it with [New].
// It is immutable and safe for concurrent use. The zero Language is English.
type Language struct{ c *catalogue }

// A catalogue holds what a language needs.
type catalogue struct {
	// tag is the language's BCP 47 tag.
	tag language.Tag
	// quotes are the opening and the closing quotation mark.
	quotes [2]string
	// when writes an instant.
	when func(moment) string
	// joined returns the text that follows an inserted word, adapted to the
	// word's last letter; nil if nothing changes.
	joined func(word, rest string) string
	// formal adapts a text of the catalogue to a letter to one person; nil if
	// the language makes no difference.
	formal func(text string) string
	// plain is for amounts that stand alone ("2 hours 5 minutes"), within for
	// how long something takes; that can be business days too.
	plain, within lengths
	businessDays  forms
	// workingHours are whole hours of working time, for how long something takes.
	workingHours forms
	// earlyMinutes, earlyHours and earlyDays are amounts by which something was earlier.
	earlyMinutes, earlyHours, earlyDays forms
	// texts are the sentences.
	texts texts
}

// catalogues lists all languages. The first is used if no other fits.
var catalogues = [...]*catalogue{&english, &american, &tagalog, &russian, &hungarian, &korean}

var matcher = newMatcher()

func newMatcher() language.Matcher {
	var tags []language.Tag
	for _, c := range catalogues {
		tags = append(tags, c.tag)
	}
	return language.NewMatcher(tags)
}

// New returns the language for a reader, who prefers the first of the BCP 47
// tags ("ru-RU", "tl", "en-US"), then the second, and so on. It is the first
// supported language, or the first that readers of another language understand
// well according to CLDR. If there is none, it is English with the day before
// the month.
//
// It returns an error that joins all malformed tags. A tag that is well-formed
// but not supported is not an error.
func New(preferred ...string) (Language, error) {
	found := Language{catalogues[0]}
	var errs []error
	matched := false
	for i, text := range preferred {
		tag, err := language.Parse(text)
		var unknown language.ValueError
		if err != nil && !errors.As(err, &unknown) {
			errs = append(errs, &document.FieldError{
				Package: "wording", Path: fmt.Sprintf("preferred[%d]", i),
				Err: fmt.Errorf("invalid language tag %q; write one like ru-RU", document.Excerpt(text)),
			})
			continue
		}
		if base, _, _ := tag.Raw(); base == (language.Base{}) || matched {
			continue
		}
		if _, n, confidence := matcher.Match(tag); confidence >= language.High {
			found, matched = Language{catalogues[n]}, true
		}
	}
	if len(errs) > 0 {
		return Language{}, errors.Join(errs...)
	}
	return found, nil
}

// String returns the tag of the language: en, en-US, fil, ru, hu or ko.
func (l Language) String() string { return l.catalogue().tag.String() }

func (l Language) catalogue() *catalogue {
	if l.c == nil {
		return catalogues[0]
	}
	return l.c
}
