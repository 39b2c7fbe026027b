package document

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

var stringType = reflect.TypeFor[string]()

// nest goes a level deeper and reports whether that is allowed.
func (d *decoder) nest() bool {
	if d.depth++; d.depth <= deepestDocument {
		return true
	}
	d.depth--
	if !d.isFull() {
		d.add(d.at, &FieldError{Package: d.pkg, Err: fmt.Errorf("nests deeper than %d; flatten it", deepestDocument)})
	}
	d.value()
	return false
}

// newStructReader returns what reads objects into structs.
func newStructReader(t reflect.Type) readFunc {
	fields := fieldsOf(t)
	known := listOf(fields.names())
	readers := make([]readFunc, len(fields.list))
	for i, f := range fields.list {
		readers[i] = readerOf(f.typ)
	}
	return func(d *decoder, v reflect.Value) {
		if !d.wantObject() {
			return
		}
		seen := newNames(fields)
		for more := d.enter(); more; more = d.more() {
			offset := d.at
			name := d.name()
			at, ok := fields.byName[string(name)]
			switch {
			case !seen.add(at, ok, name):
				d.failMember(name, offset, duplicateField)
				d.value()
			case !ok:
				d.failMember(name, offset, "%w; expected one of %s", ErrUnknownField, known)
				d.value()
			default:
				f := &fields.list[at]
				d.path = append(d.path, part{f.name, member})
				readers[at](d, fieldAt(v, f.index))
				d.leave()
			}
		}
		d.depth--
	}
}

// fieldAt returns a field of a struct, which may be that of one embedded in it.
func fieldAt(v reflect.Value, index []int) reflect.Value {
	for _, i := range index {
		v = v.Field(i)
	}
	return v
}

// wantObject goes a level deeper where an object begins. Anything else is a problem.
func (d *decoder) wantObject() bool { return d.wantParts('{', "an object") }

func (d *decoder) wantParts(opening byte, what string) bool {
	if d.doc[d.at] != opening {
		d.misplaced(d.at, what)
		d.value()
		return false
	}
	return d.nest()
}

// names are the names of an object's members that were read.
type names struct {
	few     uint64 // those of the first fields, a bit each
	many    []bool // those of the others
	unknown map[string]bool
}

const bitsOfFew = 64

func newNames(fields *structFields) (n names) {
	if len(fields.list) > bitsOfFew {
		n.many = make([]bool, len(fields.list))
	}
	return n
}

// add adds the name of the field at a place, or one that no field has, and reports
// whether it is new.
func (n *names) add(at int, known bool, name []byte) bool {
	switch {
	case !known:
		if n.unknown[string(name)] {
			return false
		}
		if n.unknown == nil {
			n.unknown = map[string]bool{}
		}
		n.unknown[string(name)] = true
		return true
	case n.many != nil:
		old := n.many[at]
		n.many[at] = true
		return !old
	}
	old := n.few
	n.few |= 1 << at
	return n.few != old
}

// readList reads a list into a slice.
func readList(d *decoder, v reflect.Value) {
	if !d.wantParts('[', "a list") {
		return
	}
	const first = 4
	read := readerOf(v.Type().Elem())
	v.SetZero()
	n := 0
	for more := d.enter(); more; more = d.more() {
		if n == v.Cap() {
			v.Grow(max(n, first))
		}
		v.SetLen(n + 1)
		d.path = append(d.path, part{index: n})
		read(d, v.Index(n))
		d.leave()
		n++
	}
	if n == 0 {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	d.depth--
}

// newMapReader returns what reads objects into maps.
func newMapReader(t reflect.Type) readFunc {
	switch {
	case t.Key().Kind() != reflect.String:
		return func(d *decoder, _ reflect.Value) {
			d.fail(d.at, "cannot be read into %s", t)
			d.value()
		}
	case t.Key() == stringType && t.Elem() == stringType:
		return readTexts
	}
	return readMap
}

// readMap reads an object into a map.
func readMap(d *decoder, v reflect.Value) {
	if !d.wantObject() {
		return
	}
	t := v.Type()
	read := readerOf(t.Elem())
	m := reflect.MakeMap(t)
	d.members(func(name string) bool {
		key := reflect.New(t.Key()).Elem()
		key.SetString(name)
		if m.MapIndex(key).IsValid() {
			return false
		}
		element := reflect.New(t.Elem()).Elem()
		read(d, element)
		m.SetMapIndex(key, element)
		return true
	})
	v.Set(m)
	d.depth--
}

// readTexts reads an object into a map of texts by texts.
func readTexts(d *decoder, v reflect.Value) {
	if !d.wantObject() {
		return
	}
	m := map[string]string{}
	d.members(func(name string) bool {
		if _, twice := m[name]; twice {
			return false
		}
		text, _ := d.wantText()
		m[name] = string(text)
		return true
	})
	v.Set(reflect.ValueOf(m))
	d.depth--
}

// members calls read at the value of each member of an object. read returns false, and
// reads nothing, if there was a member of that name before.
func (d *decoder) members(read func(name string) bool) {
	for more := d.enter(); more; more = d.more() {
		offset := d.at
		name := string(d.name())
		d.path = append(d.path, part{Excerpt(name), member})
		if !read(name) {
			d.fail(offset, duplicateField)
			d.value()
		}
		d.leave()
	}
}

// listOf returns names as a list for an error.
func listOf(names []string) string {
	const most = 30
	if len(names) > most {
		return strings.Join(slices.Clone(names[:most]), ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}
