// Package forecast quotes a due time that will be kept as often as it says, from history (skeleton).
package forecast
