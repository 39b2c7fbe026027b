package lint

import (
	"fmt"
	"time"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/policy/internal/cover"
)

// A Market says what customers get elsewhere. The figures are the caller's: there
// are none built in.
type Market struct {
	// Commitment is the name of the commitment that is compared ("first reply").
	// Defaults to all.
	Commitment string `json:"commitment,omitempty"`
	// When names the values that fields of a case must have, one of those listed
	// for every field: {"channel": ["chat"]}. Defaults to every case.
	When map[string][]string `json:"when,omitempty"`
	// Most is the longest working time that is not yet far beyond the market; more
	// is found. Required: with 0 nothing is.
	Most time.Duration `json:"most,omitzero"`
}

// checkMarket finds promises far beyond what the market does: of what comes in when
// its calendar next opens.
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
