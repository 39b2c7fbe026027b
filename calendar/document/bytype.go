package document

import (
	"reflect"
	"sync"
)

// A byType holds what was made for each type that was read or written. It is a cache:
// what is in it depends on the type alone. The zero value is empty.
type byType[V any] struct{ made sync.Map }

// of returns what is made for a type, and makes it the first time.
func (c *byType[V]) of(t reflect.Type, newOf func(reflect.Type) V) V {
	if found, ok := c.made.Load(t); ok {
		made, _ := found.(V)
		return made
	}
	made := newOf(t)
	c.made.Store(t, made)
	return made
}
