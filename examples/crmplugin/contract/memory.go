package contract

import (
	"bytes"
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
	for i, c := range m.kept {
		if bytes.Equal(c.doc, doc) {
			copy(m.kept[1:], m.kept[:i])
			m.kept[0] = c
			return c, true
		}
	}
	return compiled{}, false
}

func (m *memory) keep(c compiled) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.kept = append([]compiled{c}, m.kept[:min(len(m.kept), mostKept-1)]...)
}
