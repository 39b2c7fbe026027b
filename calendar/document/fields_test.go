package document_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/calendar/document"
)

type embedded struct {
	A, B string
	C    int
}

// around has a field in place of one of the embedded struct.
type around struct {
	embedded
	B []string
}

// A field of a struct replaces one of an embedded struct that has its name, in the place
// of that.
func TestFieldsOfEmbeddedStructsAreReplaced(t *testing.T) {
	v := around{embedded: embedded{A: "a", B: "hidden", C: 1}, B: []string{"b"}}
	doc, err := document.Marshal("test", v)
	require.NoError(t, err)
	require.Equal(t, `{"A":"a","B":["b"],"C":1}`, string(doc))

	var read around
	require.NoError(t, document.Unmarshal("test", doc, &read))
	v.embedded.B = ""
	require.Equal(t, v, read)
}
