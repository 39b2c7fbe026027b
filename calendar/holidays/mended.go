package holidays

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/cy"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickb777/date/v2"

	"github.com/underpromise/underpromise/calendar"
)

// This file corrects lists of package cal that contradict themselves, with holidays
// of package cal.

// lastYears holds the last year of codes whose rules end: the formula for the Japanese
// equinoxes is valid up to 2150.
var lastYears = map[string]int{"JP": 2150}

// argentina has Good Friday on the Friday; its list has it on the Thursday.
func argentina() []*cal.Holiday {
	friday := aa.GoodFriday.Clone(&cal.Holiday{Name: ar.EasternsDay.Name, Type: ar.EasternsDay.Type})
	return replaced(ar.Holidays, ar.EasternsDay, friday)
}

// bulgaria has Labour Day on the day itself. If that is on the weekend of
// orthodox Easter it is observed on the Tuesday after, as the comment on its
// function documents. The function moves it from weekdays too, and counts in hours,
// which is an hour off if the clocks change in between.
func bulgaria() []*cal.Holiday {
	labour := bg.LabourDay.Clone(nil)
	labour.Func = cal.CalcDayOfMonth
	atEaster := labour.Clone(nil)
	atEaster.Observed = []cal.AltDay{{Day: time.Saturday, Offset: 3}, {Day: time.Sunday, Offset: 2}}
	for year := firstYear - 1; year <= lastYear+1; year++ {
		on := date.New(year, labour.Month, labour.Day)
		if easter, _ := calendar.OrthodoxEaster(0).In(year); easter == on || easter == on+1 {
			labour.Except = append(labour.Except, year)
		} else {
			atEaster.Except = append(atEaster.Except, year)
		}
	}
	return replaced(bg.Holidays, bg.LabourDay, labour, atEaster)
}

// cyprus has orthodox Easter as fields, like Greece; its list has functions that
// call the rule of package cal, which is a day early from 2100 on.
func cyprus() []*cal.Holiday {
	friday := gr.MegaliParaskevi.Clone(&cal.Holiday{Name: cy.MegaliParaskevi.Name})
	monday := gr.DefteraPascha.Clone(&cal.Holiday{Name: cy.DeuteraTouPascha.Name})
	return replaced(replaced(cy.Holidays, cy.MegaliParaskevi, friday), cy.DeuteraTouPascha, monday)
}

// newZealand has Matariki, which package cal defines but does not list, in the years
// whose date package cal has.
func newZealand() []*cal.Holiday {
	return append(slices.Clip(nz.Holidays), nz.Matariki.Clone(&cal.Holiday{StartYear: 2022, EndYear: 2052}))
}

// replaced returns the list with others in place of one holiday.
func replaced(list []*cal.Holiday, one *cal.Holiday, others ...*cal.Holiday) []*cal.Holiday {
	var mended []*cal.Holiday
	for _, h := range list {
		if h == one {
			mended = append(mended, others...)
		} else {
			mended = append(mended, h)
		}
	}
	return mended
}
