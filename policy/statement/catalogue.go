package statement

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/underpromise/underpromise/calendar/document"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A catalogue holds what a language needs.
type catalogue struct {
	// tag is the language's BCP 47 tag.
	tag language.Tag
	// quotes are the opening and the closing quotation mark.
	quotes [2]string
	// weekdays begin with Sunday, months with January.
	weekdays [7]string
	months   [12]string
	// and and or stand between the last two of a list.
	and, or string
	// workingHours and anyHours follow "within": working hours, and hours of a clock
	// that never stops. hours and minutes are counted together.
	workingHours, anyHours, hours, minutes counted
	// days follow "within", and daysLater precede "later".
	days, daysLater, otherDays counted
	// texts are the sentences and their parts.
	texts texts
}

// catalogues lists all languages. The first is the default.
var catalogues = [...]*catalogue{&english, &german}

// A message is a text that every language has.
type message int

// texts are indexed by message.
type texts [messages]string

const (
	forCases message = iota
	forNoOthers
	everyCase
	otherCases
	casesWhose
	remainingWhose
	whoseIs
	whoseIsUnknown
	whoseIsOrUnknown
	whoseJoin

	within
	withinAtMost
	withinHalfHour
	withinClose
	withinNamed
	withinNamedAtMost
	ofWorkingTime
	byClockSameDay
	byClockNextDay
	byClockLater
	byCloseSameDay
	byCloseNextDay
	byCloseLater
	byDate
	byHoursOf

	startsWith
	startsEachTime
	startsInTurn
	startsPeriodic
	fulfilledBy
	lapsesWith
	beginsAnewWith
	anything
	triggerOpened
	triggerKept
	triggerBroken
	byCustomer
	byPerson
	byBot
	byAny
	withData
	becomes
	becomesEmpty
	leaves
	leavesEmpty
	changes
	triggerJoin

	daysWhileClosed
	daysFromReceipt
	daysFromReceiptSame
	daysCutoff
	daysCutoffReceipt
	pausesWhile
	pausesHold
	pausesJoin
	changeCarries
	changeRestarts
	changeKeeps
	changeTightens
	changeSooner
	changeLapses
	reopenContinues
	reopenIgnored
	earlierHolds
	earlierHoldsUnlessYours
	laterWithConsent
	laterWithNotice
	laterBinds
	laterBindsOrNotice
	conditionVoid
	conditionMove
	conditionMetBy
	wordedVoid
	wordedMove
	wordedMetBy

	hoursHeading
	hoursAre
	thisCalendar
	inZone
	zoneNamed
	aroundTheClock
	everyDay
	allDay
	neverWeekly
	dayHours
	timeOfDay
	midnight
	timeRange
	timeRangeNight
	dayRange
	longDate
	shortDate
	namedDate
	closedOn
	closedOften
	otherHoursOn
	otherHoursOften
	openWhenAny
	openWhenAll
	openExcept

	messages
)

// counted is the name of a counted thing for the number {n}, in the
// plural forms of CLDR. Forms that a language does not have are empty.
type counted struct{ one, few, many, other string }

// count writes n of something; n is at least 0.
func (c *catalogue) count(f counted, n int) string {
	text := ""
	switch plural.Cardinal.MatchPlural(c.tag, n, 0, 0, 0, 0) {
	case plural.One:
		text = f.one
	case plural.Few:
		text = f.few
	case plural.Many:
		text = f.many
	case plural.Other, plural.Zero, plural.Two:
	}
	if text == "" {
		text = f.other
	}
	return strings.ReplaceAll(text, "{n}", strconv.Itoa(n))
}

// list joins with commas, and with a word before the last.
func list(items []string, word string) string {
	n := len(items)
	if n < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:n-1], ", ") + " " + word + " " + items[n-1]
}

// say returns a text with its values, given as pairs of name and value.
func (c *catalogue) say(m message, pairs ...string) string {
	template := c.texts[m]
	if template == "" {
		template = catalogues[0].texts[m]
	}
	return fill(template, pairs...)
}

// fill replaces {names} by values, once: names inside values are not replaced.
func fill(template string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

var matcher = newMatcher()

func newMatcher() language.Matcher {
	var tags []language.Tag
	for _, c := range catalogues {
		tags = append(tags, c.tag)
	}
	return language.NewMatcher(tags)
}

// choose returns the catalogue that fits the preferred languages best.
func choose(preferred []string) (*catalogue, error) {
	var found *catalogue
	var errs []error
	for i, text := range preferred {
		tag, err := language.Parse(text)
		var unknown language.ValueError
		if err != nil && !errors.As(err, &unknown) {
			errs = append(errs, &document.FieldError{
				Package: "statement", Path: fmt.Sprintf("languages[%d]", i), Err: fmt.Errorf("invalid language tag %.40q; write one like de-AT", text),
			})
			continue
		}
		if base, _, _ := tag.Raw(); found != nil || base == (language.Base{}) {
			continue
		}
		if _, n, confidence := matcher.Match(tag); confidence >= language.High {
			found = catalogues[n]
		}
	}
	if found == nil {
		found = catalogues[0]
	}
	return found, errors.Join(errs...)
}
