package forecast

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestStoresStaySmall: there are never more dead records than living ones and a few;
// what lives moves seldom enough that each look pays for two copies of one case at
// most; and after a move the records are in order, to be searched.
func TestStoresStaySmall(t *testing.T) {
	for _, cases := range []int{1, 100, 2000} {
		h, err := New(Config{})
		require.NoError(t, err)
		copies, looks := 0, 0
		for round := range 5 {
			for i := range cases {
				before := h.store
				opened := time.Date(2026, 1, 5, 9, cases-i, round, 0, time.UTC) // the last first
				h, err = h.Append(Case{ID: fmt.Sprint(i), Opened: opened})
				require.NoError(t, err)
				looks++
				require.LessOrEqual(t, len(h.store.records), 2*h.Len()+spare)
				if before != nil && h.store != before {
					copies += h.Len()
					all := h.store.groups[string([]byte{0})]
					require.Equal(t, h.Len(), len(all.list))
					require.Equal(t, h.Len(), all.sorted)
				}
			}
		}
		require.LessOrEqual(t, copies, 2*looks)
		require.Equal(t, cases == 1, copies == 0, "a few dead ones do not matter")
	}
}
