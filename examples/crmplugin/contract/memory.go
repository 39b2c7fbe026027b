package contract

import (
	"bytes"
	"slices"
	"sync"

	"github.com/underpromise/underpromise/policy"
)

// A compiled policy is kept beside its document.
type compiled struct {
	doc    []byte
	policy *policy.Policy
	config policy.Config // not to be changed
}

// A memory keeps the policies that were asked for last, since a host sends the
// same one again and again, and compiling it is most of the work. It changes no
// answer: the same document is the same policy.
type memory struct {
	lock sync.Mutex
	kept []compiled // the one asked for last comes first
}

// mostKept and longestKept bound a memory, in policies and in bytes of each.
const (
	mostKept    = 4
	longestKept = 64 << 10
)

// parse reads a policy, or finds the one that it read before.
func (m *memory) parse(doc []byte) (compiled, error) {
	if c, ok := m.find(doc); ok {
		return c, nil
	}
	p, err := policy.Parse(doc)
	if err != nil {
		return compiled{}, err
	}
	c := compiled{bytes.Clone(doc), p, p.Config()}
	if len(doc) <= longestKept {
		m.keep(c)
	}
	return c, nil
}

func (m *memory) find(doc []byte) (compiled, bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	i := slices.IndexFunc(m.kept, func(c compiled) bool { return bytes.Equal(c.doc, doc) })
	if i < 0 {
		return compiled{}, false
	}
	c := m.kept[i]
	m.kept = slices.Insert(slices.Delete(m.kept, i, i+1), 0, c)
	return c, true
}

func (m *memory) keep(c compiled) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.kept = slices.Insert(m.kept, 0, c)
	if len(m.kept) > mostKept {
		m.kept = slices.Delete(m.kept, mostKept, len(m.kept))
	}
}
