package promisetest

import (
	"reflect"

	"github.com/underpromise/underpromise/promise"
)

// saysNothing reports whether an About has no fields set.
func saysNothing(a promise.About) bool {
	return len(a.Tags) == 0 && a.Start.IsZero() && reflect.DeepEqual(a, promise.About{Tags: a.Tags, Start: a.Start})
}
