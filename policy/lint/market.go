package lint

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
)

// A Market holds what customers get elsewhere. The caller gives the figures: none are
// built in.
type Market struct {
	// Commitment is the name of the commitment that is compared ("first reply").
	// Defaults to all.
	Commitment string `json:"commitment,omitempty"`
	// When lists the values that fields of a case must have, one of those listed
	// for every field: {"channel": ["chat"]}. Defaults to every case.
	When map[string][]string `json:"when,omitempty"`
	// Most is the longest working time that is not reported. With 0 nothing is
	// reported.
	Most time.Duration `json:"most,omitzero"`
}

// checkMarket finds promises far longer than the market's, for cases that are opened
// when the calendar next opens.
func (c *checker) checkMarket(market Market) {
	for i, m := range c.config.Commitments {
		if market.Most <= 0 || market.Commitment != "" && market.Commitment != m.Name {
			continue
		}
		list := boxes(m.Rules)
		for k := range list {
			both, meet := list[k].Meeting(cover.Box(market.When))
			fields, ok := c.witness(both, list[:k])
			if meet && ok {
				c.compareMarket(i, k, fields, market.Most)
			}
		}
	}
}

func (c *checker) compareMarket(i, k int, fields policy.Fields, most time.Duration) {
	m := c.config.Commitments[i]
	cal := calendarOf(m, m.Rules[k])
	open, ok := cal.RollForward(c.now)
	if !ok {
		return
	}
	due, ok := c.due(i, fields, open)
	if worked := cal.Between(open, due); ok && worked > most {
		c.find(i, Warning, fmt.Sprintf("commitments[%d].rules[%d]", i, k), "promise what can be kept beside it, or say why it takes longer",
			"promises %s, far beyond the market's %s", worked, most)
	}
}
