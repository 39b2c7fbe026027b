// Package immutable tests over all packages that nothing handed into one of them or out
// of it can be changed afterwards. The functions are read from the source: one that is
// exported and takes or returns a slice, a map or a pointer fails the test until it has
// arguments here.
package immutable

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// A call is one exported function with arguments, which are made anew each time. That
// of a method has the receiver first.
type call struct {
	function reflect.Value
	fresh    func() []reflect.Value
	fills    bool // the receiver is a pointer to what the call fills in
	unwraps  bool // its error is an answer
}

// TestNothingCanBeChanged calls every function three times: once to see what comes of
// it, once to change its arguments afterwards, and once to change its results. What
// it made, and what it was asked of, must answer the same each time.
//
// All fields in which something could be shared must have been filled somewhere, among
// the arguments and among the results.
func TestNothingCanBeChanged(t *testing.T) {
	given, made := newFields(), newFields()
	for _, key := range readAPI(t).exposed() {
		if excused[key] != "" {
			continue
		}
		t.Run(key, func(t *testing.T) {
			calls, err := callsOf(key)
			require.NoError(t, err)
			changes := 0
			for _, c := range calls {
				changes += c.try(t, given, made)
			}
			if bare[key] == "" {
				require.Positive(t, changes, "there was nothing to change: give it arguments of which it makes more")
			}
		})
	}
	for _, name := range given.empty() {
		t.Errorf("no argument has something in %s: fill it in a sample", name)
	}
	for _, name := range made.empty() {
		t.Errorf("no result has something in %s: give a function arguments of which that comes", name)
	}
}

// fields are those in which something could be shared: all, and those in which there
// was something.
type fields struct {
	all, filled map[string]bool
	seen        map[reflect.Type]bool
}

func newFields() fields {
	return fields{map[string]bool{}, map[string]bool{}, map[reflect.Type]bool{}}
}

func (f fields) empty() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(f.all)), func(name string) bool { return f.filled[name] || bare[name] != "" })
}

// try calls the function, each time with fresh arguments, and returns how much it could
// change.
func (c call) try(t *testing.T, given, made fields) (changes int) {
	t.Helper()
	untouched, results := c.run(t)
	want, asked := askAll(results), askAll(untouched)

	arguments, results := c.run(t)
	for i, v := range arguments {
		if i > 0 || !c.fills {
			changes += scramble(v, given.filled)
			fieldsIn(v.Type(), given.all, given.seen)
		}
	}
	same(t, "the results, after the arguments were changed", want, askAll(results))
	same(t, "closed arguments, after the others were changed", askAll(closed(untouched)), askAll(closed(arguments)))

	arguments, results = c.run(t)
	for _, v := range results {
		changes += scramble(v, made.filled)
		fieldsIn(v.Type(), made.all, made.seen)
	}
	if !c.fills {
		same(t, "the arguments, after the results were changed", asked, askAll(arguments))
		same(t, "another call, after the results of the first were changed", want, askAll(c.again(arguments)))
	}
	return changes
}

// TestTheTableIsUpToDate: nothing is excused, or has arguments, that is not there.
func TestTheTableIsUpToDate(t *testing.T) {
	exposed := readAPI(t).exposed()
	require.Greater(t, len(exposed), 200)
	for key := range excused {
		require.Contains(t, exposed, key, "excused")
	}
	for key := range arguments {
		require.Contains(t, exposed, key, "arguments")
	}
	for _, f := range functions {
		require.Contains(t, exposed, nameOf(reflect.ValueOf(f)), "functions")
	}
}

func same(t *testing.T, what, want, got string) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func askAll(values []reflect.Value) string {
	var all []string
	for i, v := range values {
		all = append(all, fmt.Sprintf("%d: %s", i, ask(v.Interface())))
	}
	return strings.Join(all, "\n")
}

// closed returns the values that nobody can change without their methods.
func closed(values []reflect.Value) []reflect.Value {
	return slices.DeleteFunc(slices.Clone(values), func(v reflect.Value) bool {
		t := v.Type()
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		return t.Kind() != reflect.Struct || isOpen(t)
	})
}

// run calls the function and returns its arguments and results; what it fills in is a
// result.
func (c call) run(t *testing.T) (arguments, results []reflect.Value) {
	t.Helper()
	arguments = c.fresh()
	results = c.call(arguments)
	if n := len(results); n > 0 && !c.unwraps {
		if err, ok := results[n-1].Interface().(error); ok && c.function.Type().Out(n-1) == reflect.TypeFor[error]() {
			require.NoError(t, err)
		}
	}
	if n := len(results); n > 1 && results[n-1].Kind() == reflect.Bool {
		require.True(t, results[n-1].Bool(), "there is no result: give it arguments for which there is one")
	}
	if c.fills {
		results = append(results, arguments[0])
	}
	return arguments, results
}

// again calls the function once more, a method of the same receiver.
func (c call) again(arguments []reflect.Value) []reflect.Value {
	fresh := c.fresh()
	if len(closed(arguments[:min(1, len(arguments))])) > 0 {
		fresh[0] = arguments[0]
	}
	return c.call(fresh)
}

func (c call) call(arguments []reflect.Value) []reflect.Value {
	if c.function.Type().IsVariadic() {
		return c.function.CallSlice(arguments)
	}
	return c.function.Call(arguments)
}

// nameOf returns the key of a function: "promise.Make".
func nameOf(f reflect.Value) string {
	return strings.TrimPrefix(runtime.FuncForPC(f.Pointer()).Name(), module+"/")
}

// callsOf finds the function of a key, with arguments for it.
func callsOf(key string) ([]call, error) {
	f, err := functionOf(key)
	if err != nil {
		return nil, err
	}
	c, err := withArguments(key, f)
	if err != nil || others[key] == nil {
		return []call{c}, err
	}
	other := c
	other.fresh = typed(f, others[key])
	return []call{c, other}, nil
}

// functionOf finds the function of a key, that of a method with the receiver first.
func functionOf(key string) (reflect.Value, error) {
	for _, f := range functions {
		if v := reflect.ValueOf(f); nameOf(v) == key {
			return v, nil
		}
	}
	i := strings.LastIndexByte(key, '.')
	for _, sample := range sampled {
		of := sample.Type().Out(0)
		for _, receiver := range []reflect.Type{of, reflect.PointerTo(of)} {
			method, ok := receiver.MethodByName(key[i+1:])
			base := of
			if base.Kind() == reflect.Pointer {
				base = base.Elem()
			}
			if ok && strings.TrimPrefix(base.PkgPath(), module+"/")+"."+base.Name() == key[:i] && method.Func.IsValid() {
				return method.Func, nil
			}
		}
	}
	return reflect.Value{}, fmt.Errorf("no function and no sample: add %s to the table, and arguments if those of the samples will not do", key)
}

func withArguments(key string, f reflect.Value) (call, error) {
	c := call{function: f, fills: isFilled(key), unwraps: strings.HasSuffix(key, ".Unwrap")}
	if c.fills {
		c.fresh = func() []reflect.Value { return documentFor(f.Type().In(0).Elem(), key) }
		return c, nil
	}
	if own, ok := arguments[key]; ok {
		c.fresh = typed(f, own)
		return c, nil
	}
	for i := range f.Type().NumIn() {
		if _, ok := sampled[f.Type().In(i)]; !ok {
			return c, fmt.Errorf("no sample of %v: give the table one, or arguments for %s", f.Type().In(i), key)
		}
	}
	c.fresh = func() []reflect.Value {
		var list []reflect.Value
		for i := range f.Type().NumIn() {
			list = append(list, sampled[f.Type().In(i)].Call(nil)[0])
		}
		return list
	}
	return c, nil
}

// typed returns arguments as the function takes them.
func typed(f reflect.Value, arguments func() []any) func() []reflect.Value {
	return func() []reflect.Value {
		var list []reflect.Value
		for i, v := range arguments() {
			arg := reflect.New(f.Type().In(i)).Elem()
			arg.Set(reflect.ValueOf(v))
			list = append(list, arg)
		}
		return list
	}
}

// isFilled reports whether a method fills its receiver in from a document.
func isFilled(key string) bool {
	return strings.HasSuffix(key, ".UnmarshalJSON") || strings.HasSuffix(key, ".UnmarshalText")
}

// documentFor returns an empty value of a type and the document of its sample.
func documentFor(of reflect.Type, key string) []reflect.Value {
	sample, ok := sampled[of]
	if !ok {
		sample = sampled[reflect.PointerTo(of)]
	}
	v := sample.Call(nil)[0].Interface()
	var doc []byte
	if strings.HasSuffix(key, "JSON") {
		doc = must(json.Marshal(v))
	} else {
		doc = must(v.(encoding.TextMarshaler).MarshalText())
	}
	return []reflect.Value{reflect.New(of), reflect.ValueOf(doc)}
}
