package lint

import (
	"github.com/underpromise/underpromise/policy"
)

// checkPad finds pads that are never used, that are always cut, and levels without a
// history.
func (c *checker) checkPad(path string, i int, m policy.Commitment) {
	isWhole := func(r policy.Rule) bool { return !r.Target.IsZero() && !r.Due.IsZero() }
	switch {
	case m.Pad == policy.Pad{}:
	case c.all(i, isWhole):
		field := path + ".pad"
		if m.Pad.Level > 0 {
			field += ".level"
		}
		c.find(i, Warning, field, "leave the target or the due to it", "is never used: every rule gives both target and due")
	case m.Pad.Level == 0:
		c.checkCut(path, i, m)
	case c.config.Quoter == nil:
		c.checkLevel(path, i, m)
	}
}

// checkLevel finds levels without a history.
func (c *checker) checkLevel(path string, i int, m policy.Commitment) {
	const mend = "set a quoter before the policy is checked and used"
	for _, k := range c.those(i) {
		if m.Rules[k].Target.IsZero() && m.Rules[k].Due.IsZero() {
			c.find(i, Error, path+".pad.level", mend, "a history is required: rules[%d] promises nothing without one", k)
			return
		}
	}
	c.find(i, Warning, path+".pad.level", mend, "has no effect without a history")
}

// checkCut finds pads that are cut under every rule that uses them.
func (c *checker) checkCut(path string, i int, m policy.Commitment) {
	cut, short := true, true // by its own most, by what there is
	for _, k := range c.those(i) {
		r := m.Rules[k]
		if !r.Target.IsZero() && !r.Due.IsZero() {
			continue
		}
		given, ok := r.Target.Working()
		if r.Target.IsZero() {
			given, ok = r.Due.Working()
		}
		amount := max(uncut(m.Pad, given), m.Pad.AtLeast)
		if !ok { // the given time depends on when
			amount, given = max(m.Pad.Fixed, m.Pad.AtLeast), 0
		}
		cut = cut && m.Pad.AtMost > 0 && amount > m.Pad.AtMost
		short = short && ok && r.Target.IsZero() && padded(m.Pad, given) > given
	}
	switch {
	case short:
		c.find(i, Warning, path+".pad", "give a smaller one", "is always cut to the time that there is, so that the team aims for the start")
	case cut:
		c.find(i, Warning, path+".pad.at_most", "give the most as fixed, or raise it", "always cuts the pad to %s", m.Pad.AtMost)
	}
}
