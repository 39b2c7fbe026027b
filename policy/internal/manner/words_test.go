package manner

import (
	"encoding"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/policy/internal/api"
)

// quoted finds the words that an error lists.
var quoted = regexp.MustCompile(`"([^"]*)"`)

// TestEveryConstantIsAWord: an enumeration whose values are texts reads its exported
// constants and no other words, and its errors list them all.
func TestEveryConstantIsAWord(t *testing.T) {
	a, err := api.Read(filepath.Join("..", "..", ".."))
	require.NoError(t, err)
	tested := 0
	for _, typ := range types {
		if typ.Kind() != reflect.String {
			continue
		}
		tested++
		t.Run(keyOf(typ), func(t *testing.T) {
			v, ok := reflect.New(typ).Interface().(encoding.TextUnmarshaler)
			require.True(t, ok, "it reads no text")
			err := v.UnmarshalText([]byte("bogus"))
			require.Error(t, err)
			_, list, _ := strings.Cut(err.Error(), "; write ")
			var listed []string
			for _, word := range quoted.FindAllStringSubmatch(list, -1) {
				listed = append(listed, word[1])
			}
			require.ElementsMatch(t, a.Words[keyOf(typ)], listed, "the constants and the words of the enumeration differ: %v", err)
			for _, word := range a.Words[keyOf(typ)] {
				require.NoError(t, v.UnmarshalText([]byte(word)))
			}
		})
	}
	require.Positive(t, tested)
}
