package contract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestMemory: a policy is compiled once as long as it is asked for, and the
// memory does not grow.
func TestMemory(t *testing.T) {
	doc := func(name string) []byte {
		return fmt.Appendf(nil, `{"calendars":[{"name":"a","zone":"UTC","week":"24/7"}],"commitments":[{"name":%q,"calendar":"a","rules":[{"due":"1h"}]}]}`, name)
	}
	var m memory
	first, err := m.parse(doc("first"))
	require.NoError(t, err)
	for i := range 3 * mostKept {
		other, err := m.parse(doc(fmt.Sprint(i)))
		require.NoError(t, err)
		require.Equal(t, []string{fmt.Sprint(i)}, other.policy.Commitments())
		again, err := m.parse(doc("first"))
		require.NoError(t, err)
		require.Same(t, first.policy, again.policy)
		require.LessOrEqual(t, len(m.kept), mostKept)
	}
	_, err = m.parse(doc(strings.Repeat("x", longestKept)))
	require.NoError(t, err)
	_, err = m.parse([]byte("{}"))
	require.Error(t, err)
	require.Same(t, first.policy, m.kept[0].policy, "neither is kept")
}
