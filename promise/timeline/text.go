package timeline

import (
	"strings"
	"unicode"

	"github.com/underpromise/underpromise/calendar/plaintext"
)

// px is one pixel. All lengths are whole hundredths of a pixel, so that the
// same picture has the same bytes on every machine.
const px = 100

// A font is a size of the one family that is used.
type font struct {
	class string
	size  int // in pixels
	bold  bool
}

var (
	fontTitle  = font{"h", 15, true}
	fontBody   = font{"t", 13, false}
	fontLabel  = font{"l", 12, false}
	fontStrong = font{"b", 12, true}
	fontSmall  = font{"m", 11, false}
	fontBadge  = font{"n", 10, true}
)

// narrow holds the widths of the printable ASCII characters in a common sans
// serif, in thousandths of the font's size.
var narrow = [95]int16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// width estimates the width of a text. It rather overestimates, because the
// reader's font is unknown.
func (f font) width(text string) int {
	sum := int64(0) // thousandths, too many for an int of 32 bits once they are multiplied
	for _, r := range text {
		sum += int64(runeWidth(r))
	}
	if f.bold {
		sum += sum / 14
	}
	return int(sum * int64(f.size) * px / 1000)
}

// thousandths returns the room as thousandths of the font's size.
func (f font) thousandths(room int) int { return int(int64(room) * 1000 / int64(f.size*px)) }

// runeWidth is the estimated width of a character, in thousandths.
func runeWidth(r rune) int {
	switch {
	case ' ' <= r && r <= '~':
		return int(narrow[r-' '])*110/100 + 4
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r == '…':
		return 1050
	case r == '·' || r == '–' || 0x2018 <= r && r <= 0x201f:
		return 640
	case r >= 0x1100 && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew):
		return 1250 // ideographs, syllables, pictures
	}
	return 800
}

// clean returns a text of the caller as shown on one line.
func clean(text string) string { return plaintext.Line(plaintext.Sentence(text)) }

// shorten cuts a text so that it fits, and then ends it with an ellipsis.
func (f font) shorten(text string, room int) string {
	if f.width(text) <= room {
		return text
	}
	end, left := 0, f.thousandths(room)
	if f.bold {
		left = left * 14 / 15
	}
	left -= runeWidth('…')
	for i, r := range text {
		// A mark that belongs to the character before it is not cut off.
		if w := runeWidth(r); w > 0 {
			end = i
			if left -= w; left < 0 {
				break
			}
		}
	}
	return strings.TrimRight(text[:end], " ,;:.\u200d") + "…"
}

// wrap breaks a text into lines that fit. The last line is shortened if there
// would be more than most.
func (f font) wrap(text string, room, most int) []string {
	var lines []string
	for len(lines) < most-1 && f.width(text) > room {
		cut := f.breakAt(text, room)
		if cut == 0 {
			break
		}
		lines = append(lines, strings.TrimRight(text[:cut], " "))
		text = strings.TrimLeft(text[cut:], " ")
	}
	return append(lines, f.shorten(text, room))
}

// breakAt returns the place of the last blank before which a text fits, or
// where it must be broken without one.
func (f font) breakAt(text string, room int) int {
	blank, end := 0, 0
	left := f.thousandths(room)
	for i, r := range text {
		if r == ' ' {
			blank = i
		}
		w := runeWidth(r)
		if left -= w; left < 0 {
			break
		}
		if w > 0 {
			end = i
		}
	}
	if blank > 0 {
		return blank
	}
	return end
}
