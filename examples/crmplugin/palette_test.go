package main

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/underpromise/underpromise/promise/timeline"
)

// TestPalette shows that the page and the pictures on it have the same colours, in
// both themes, and that the page names no other.
func TestPalette(t *testing.T) {
	sheet, err := os.ReadFile("page/sidebar.css")
	require.NoError(t, err)
	const darkRule = "@media (prefers-color-scheme: dark)"
	light, rest, ok := strings.Cut(string(sheet), darkRule)
	require.True(t, ok)
	dark, rest, ok := strings.Cut(rest, "\n}\n")
	require.True(t, ok)
	for theme, rules := range map[timeline.Theme]string{timeline.Light: light, timeline.Dark: dark} {
		var want map[string]string
		doc, err := json.Marshal(timeline.Colors(theme))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(doc, &want))
		got := map[string]string{}
		for _, found := range regexp.MustCompile(`--([a-z-]+): *([^;]+);`).FindAllStringSubmatch(rules, -1) {
			got[strings.ReplaceAll(found[1], "-", "_")] = found[2]
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-palette +page):\n%s", theme, diff)
		}
	}
	require.NotRegexp(t, `:[^;{]*(#[0-9a-fA-F]{3,8}\b|rgb|hsl|opacity)`, rest)
	require.NotContains(t, rest, darkRule)
}
