//go:build race

package promise_test

// raceAllocations are those that the race detector adds to one call.
const raceAllocations = 1
