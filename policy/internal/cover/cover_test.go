package cover_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/underpromise/underpromise/policy/internal/cover"
)

var fields, values = []string{"a", "b", "c", "d"}, []string{"1", "2", "3"}

// plain draws a box with plain lists.
func plain(t *rapid.T, name string) cover.Box {
	box := cover.Box{}
	for _, field := range fields {
		if list := rapid.SliceOfN(rapid.SampledFrom(values), 0, 4).Draw(t, name+field); len(list) > 0 {
			box[field] = list
		}
	}
	return box
}

// contains reports whether a case is in a box, field by field. not are fields of the box
// that may have all values but those.
func contains(box cover.Box, not map[string][]string, fields map[string]string) bool {
	for field, list := range box {
		if _, is := not[field]; !is && !slices.Contains(list, fields[field]) {
			return false
		}
	}
	for field, list := range not {
		if slices.Contains(list, fields[field]) {
			return false
		}
	}
	return true
}

// TestOutsideExactly decides a second way: by trying every case there can be, each
// value that a box names and one that none does.
func TestOutsideExactly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		box, not := plain(rt, "box"), map[string][]string{}
		if rapid.Bool().Draw(rt, "all but some") {
			field := rapid.SampledFrom(fields).Draw(rt, "field")
			not[field] = rapid.SliceOfN(rapid.SampledFrom(values), 1, 3).Draw(rt, "not")
			delete(box, field)
			var ok bool
			box, ok = box.Meeting(cover.Outside(field, not[field]))
			require.True(rt, ok)
		}
		most := 12
		if rapid.Bool().Draw(rt, "many others") { // what is left is found only by trying
			for _, field := range fields {
				if _, is := not[field]; !is {
					box[field] = values
				}
			}
			most = 60
		}
		var others []cover.Box
		for i := range rapid.IntRange(most/4, most).Draw(rt, "others") {
			others = append(others, plain(rt, fmt.Sprint(i)))
		}
		isOutside := func(fields map[string]string) bool {
			return contains(box, not, fields) && !slices.ContainsFunc(others, func(other cover.Box) bool { return contains(other, nil, fields) })
		}
		exists := false
		all := append([]string{"else"}, values...)
		for _, a := range all {
			for _, b := range all {
				for _, c := range all {
					for _, d := range all {
						exists = exists || isOutside(map[string]string{"a": a, "b": b, "c": c, "d": d})
					}
				}
			}
		}
		found, answer := cover.New().Outside(box, others)
		if !exists {
			require.Equal(rt, cover.No, answer)
			return
		}
		require.Equal(rt, cover.Yes, answer)
		require.True(rt, isOutside(found), "%v", found)
	})
}

// TestMeeting: a case is in what two boxes have in common exactly if it is in both.
func TestMeeting(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := plain(rt, "a"), plain(rt, "b")
		both, ok := a.Meeting(b)
		require.Equal(rt, ok, a.Meets(b))
		found, answer := cover.New().Outside(a, nil)
		require.Equal(rt, cover.Yes, answer)
		require.True(rt, contains(a, nil, found))
		if _, rest := cover.New().Outside(a, []cover.Box{b}); a.IsIn(b) {
			require.Equal(rt, cover.No, rest)
		}
		fields := map[string]string{}
		for _, field := range []string{"a", "b", "c", "d"} {
			fields[field] = rapid.SampledFrom(append([]string{"else"}, values...)).Draw(rt, "value of "+field)
		}
		require.Equal(rt, contains(a, nil, fields) && contains(b, nil, fields), ok && contains(both, nil, fields))
	})
}

// pigeons returns the cases in which n fields have one of m values each, and boxes
// that hold those in which two fields have the same. If there are more fields than
// values, that is all of them; to find out is known to be hard.
func pigeons(n, m int) (box cover.Box, others []cover.Box) {
	box = cover.Box{}
	for i := range n {
		for v := range m {
			box[fmt.Sprint("p", i)] = append(box[fmt.Sprint("p", i)], fmt.Sprint(v))
			for k := range i {
				others = append(others, cover.Box{fmt.Sprint("p", i): {fmt.Sprint(v)}, fmt.Sprint("p", k): {fmt.Sprint(v)}})
			}
		}
	}
	return box, others
}

// TestHardQuestions: what is hard is decided up to a size, and answered by undecided
// beyond it, soon. Afterwards the steps for other questions are used up too.
func TestHardQuestions(t *testing.T) {
	for n := 2; n <= 8; n++ {
		box, others := pigeons(n, n-1)
		_, answer := cover.New().Outside(box, others)
		require.Equal(t, cover.No, answer, "%d in %d", n, n-1)
		box, others = pigeons(n, n)
		found, answer := cover.New().Outside(box, others)
		require.Equal(t, cover.Yes, answer, "%d in %d", n, n)
		require.Len(t, slices.Compact(slices.Sorted(maps.Values(found))), n)
	}
	d, start := cover.New(), time.Now()
	box, others := pigeons(30, 29)
	for range 5 {
		found, answer := d.Outside(box, others)
		require.Equal(t, cover.Undecided, answer)
		require.Nil(t, found)
	}
	require.Less(t, time.Since(start), time.Minute)
	_, answer := d.Outside(cover.Box{}, nil)
	require.Equal(t, cover.Undecided, answer)
}
