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
				h, err = h.Append(Record{ID: fmt.Sprint(i), Opened: opened})
				require.NoError(t, err)
				looks++
				require.LessOrEqual(t, len(h.store.entries), 2*h.Len()+minSpare)
				if before != nil && h.store != before {
					copies += h.Len()
					all := h.store.groups[string([]byte{0})]
					require.Equal(t, h.Len(), len(all.entries))
					require.Equal(t, h.Len(), all.sorted)
				}
			}
		}
		require.LessOrEqual(t, copies, 2*looks)
		require.Equal(t, cases == 1, copies == 0, "a few dead ones do not matter")
	}
}

// TestCurvesMoveToo: after a move nothing is built anew, unless something is known
// that was not.
func TestCurvesMoveToo(t *testing.T) {
	opened := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	today, later := opened.Add(30*24*time.Hour), opened.Add(31*24*time.Hour)
	for _, news := range []bool{false, true} {
		h, err := New(Config{})
		require.NoError(t, err)
		for i := range 50 {
			h, err = h.Append(Record{ID: fmt.Sprint(i), Opened: opened, Finished: opened.Add(time.Hour), Took: time.Hour})
			require.NoError(t, err)
		}
		q := Query{At: today}
		before := Survival{}.Quote(h, q)
		known := h.remembered(today)
		store := h.store
		for i := 0; h.store == store; i++ { // looked at again, after what is known today
			c := Record{ID: fmt.Sprint("new ", i%50), Opened: later, Seen: later}
			if news {
				c = Record{ID: fmt.Sprint(i % 50), Opened: opened, Finished: opened.Add(9 * time.Hour), Took: 9 * time.Hour}
			}
			h, err = h.Append(c)
			require.NoError(t, err)
		}
		moved := h.remembered(today)
		if news {
			require.Nil(t, moved)
			require.Equal(t, 9*time.Hour, Survival{}.Quote(h, q).Due)
			continue
		}
		require.NotNil(t, moved)
		require.Same(t, &known.times[0], &moved.times[0])
		require.Equal(t, before, Survival{}.Quote(h, q))
		require.Same(t, moved, h.remembered(today))
	}
}

// remembered returns the curve of all cases that is remembered for an instant.
func (h History) remembered(t time.Time) *groupCurve {
	return h.store.groups[string([]byte{0})].cached[sampleAll].find(h.store.config.asOf(t), 0)
}
