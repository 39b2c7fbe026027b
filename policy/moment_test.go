package policy_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy"
	"github.com/underpromise/underpromise/promise"
)

// textOf writes a moment from its parts, and counts the kinds that it is.
func textOf(m policy.Moment) (text string, kinds int) {
	counted := func(mark string, after time.Duration, ok bool) {
		switch {
		case !ok:
			return
		case after < 0:
			text = (-after).String() + " before " + mark
		case after > 0:
			text = after.String() + " after " + mark
		default:
			text = mark
		}
		kinds++
	}
	after, ok := m.FromTarget()
	counted("target", after, ok)
	after, ok = m.FromDue()
	counted("due", after, ok)
	if percent, ok := m.Share(); ok {
		text, kinds = strconv.FormatFloat(percent, 'f', -1, 64)+"%", kinds+1
	}
	if s, ok := m.On(); ok {
		text, kinds = s.String(), kinds+1
	}
	return text, kinds
}

// A moment is exactly one of its kinds, and its parts make it again.
func TestMomentParts(t *testing.T) {
	for _, text := range []string{"75%", "0.5%", "100%", "target", "due", "1h before due", "30m before target", "2h after due", "1s after target", "1ns after due", "1ns before due", "kept", "broken", "void"} {
		m, err := policy.ParseMoment(text)
		require.NoError(t, err)
		written, kinds := textOf(m)
		require.Equal(t, 1, kinds, text)
		again, err := policy.ParseMoment(written)
		require.NoError(t, err)
		require.Equal(t, m, again)
	}
}

// The zero Moment is of no kind, and the parts of others are zero.
func TestMomentPartsOfOthers(t *testing.T) {
	_, kinds := textOf(policy.Moment{})
	require.Zero(t, kinds)
	m, err := policy.ParseMoment("1h before due")
	require.NoError(t, err)
	after, ok := m.FromTarget()
	require.False(t, ok)
	require.Zero(t, after)
	percent, ok := m.Share()
	require.False(t, ok)
	require.Zero(t, percent)
	s, ok := m.On()
	require.False(t, ok)
	require.Equal(t, promise.Standing(0), s)
}
