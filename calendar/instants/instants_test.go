package instants_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/instants"
)

// Zones do not matter to which instant comes first, and stay as they are; of equal
// instants the first is returned.
func TestLaterAndEarlier(t *testing.T) {
	east := time.FixedZone("east", 3600)
	early := time.Date(2026, time.January, 5, 9, 0, 0, 0, east)
	late := time.Date(2026, time.January, 5, 8, 0, 0, 1, time.UTC)
	require.Equal(t, late, instants.Later(early, late))
	require.Equal(t, late, instants.Later(late, early))
	require.Equal(t, early, instants.Earlier(early, late))
	require.Equal(t, early, instants.Earlier(late, early))

	same := early.UTC()
	require.Equal(t, east, instants.Later(early, same).Location())
	require.Equal(t, time.UTC, instants.Later(same, early).Location())
	require.Equal(t, east, instants.Earlier(early, same).Location())
	require.Equal(t, early, instants.Later(early, time.Time{}))
}
