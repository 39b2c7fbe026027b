package main

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDraws: three pictures with something on them, in the folder that was named.
func TestDraws(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "plots")
	code, out, errOut := call(t, "--out", dir)
	if code != exitOK {
		t.Fatalf("%d: %s", code, errOut)
	}
	for _, name := range []string{"promised.png", "months.png", "calibration.png"} {
		path := filepath.Join(dir, name)
		if !strings.Contains(out, "drawn: "+path+"\n") {
			t.Errorf("%s is not told", path)
		}
		f, err := os.Open(filepath.Clean(path))
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		drawn := 0
		for x := range picture.Bounds().Dx() {
			for y := range picture.Bounds().Dy() {
				if r, g, b, _ := picture.At(x, y).RGBA(); b > r+0x4000 && b > g {
					drawn++ // blue: ours
				}
			}
		}
		if drawn < 100 {
			t.Errorf("%s: %d blue dots", name, drawn)
		}
	}
}
