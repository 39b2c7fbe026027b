package wording

import (
	"errors"
	"fmt"

	"github.com/underpromise/underpromise/calendar/document"

	"golang.org/x/text/language"
)

// A Language tells of promises in one language. Build it once with [New] and use
// it as often as you like; it is immutable and safe for concurrent use. The zero
// Language is English.
type Language struct{ c *catalogue }

// A catalogue holds what a language needs.
type catalogue struct {
	// tag is the language's BCP 47 tag.
	tag language.Tag
	// quotes are the opening and the closing quotation mark.
	quotes [2]string
	// when writes an instant.
	when func(moment) string
	// joined returns what follows a word that is put into a sentence, fit to the
	// word's last letter; nil where nothing changes.
	joined func(word, rest string) string
	// formal writes a text of the catalogue for a letter to one person; nil where
	// that is not told apart.
	formal func(text string) string
	// plain is for amounts that stand alone ("2 hours 5 minutes"), within for
	// how long something takes; that can be business days too.
	plain, within lengths
	businessDays  forms
	// workingHours are whole hours of working time, for how long something takes.
	workingHours forms
	// earlyMinutes, earlyHours and earlyDays tell how much earlier something was.
	earlyMinutes, earlyHours, earlyDays forms
	// texts are the sentences.
	texts texts
}

// catalogues lists all languages. The first is for those that no other serves.
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
// tags ("ru-RU", "tl", "en-US"), then the second, and so on. It is the first one
// that is spoken here, or that readers of another understand well as CLDR has
// it; English, with the day before the month, if there is none.
//
// An error names each tag that is malformed. One that is well-formed but unknown
// is only not spoken here.
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
				Err: fmt.Errorf("%q is no language tag; write one like ru-RU", document.Excerpt(text)),
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

// String returns the tag of the language that is spoken: en, en-US, fil, ru, hu
// or ko.
func (l Language) String() string { return l.catalogue().tag.String() }

func (l Language) catalogue() *catalogue {
	if l.c == nil {
		return catalogues[0]
	}
	return l.c
}
