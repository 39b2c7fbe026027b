package lint

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/calendar"
)

const (
	year     = 366 * 24 * time.Hour
	twoMonth = 61 * 24 * time.Hour
)

// checkCalendars finds calendars that do not open, and days that end soon.
func (c *checker) checkCalendars() {
	seen := map[string]bool{}
	look := func(i int, path string, cal *calendar.Calendar) {
		if !seen[cal.Fingerprint()] {
			seen[cal.Fingerprint()] = true
			c.checkCalendar(i, path, cal)
		}
	}
	for i, m := range c.config.Commitments {
		for k, r := range m.Rules {
			if r.Calendar == nil {
				look(i, fmt.Sprintf("commitments[%d].calendar", i), m.Calendar)
			} else {
				look(i, fmt.Sprintf("commitments[%d].rules[%d].calendar", i, k), r.Calendar)
			}
		}
	}
	if cal := c.config.Contact.Calendar; cal != nil {
		look(beforeAll, "contact.calendar", cal)
	}
}

func (c *checker) checkCalendar(i int, path string, cal *calendar.Calendar) {
	if open, ok := cal.RollForward(c.now); !ok || open.Sub(c.now) > year {
		c.find(i, Error, path, "add hours, or take closures out", "%q does not open within a year from now", cal.Name())
		return
	}
	past, ahead := cal.Closures(c.now.Add(-year), c.now), cal.Closures(c.now.Add(twoMonth), c.now.Add(2*year))
	if len(past) >= 2 && len(ahead) == 0 {
		c.find(i, Warning, path, "add the days of the years to come", "the days and breaks of %q end within two months, after %d in the last year", cal.Name(), len(past))
	}
}
