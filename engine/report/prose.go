package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// columns measures text the same way on every machine: the environment has no say in it.
var columns = &runewidth.Condition{StrictEmojiNeutral: true}

// wrap breaks text, which is escaped, between words into lines of at most width columns, the first of at
// most first; a word that is wider than a whole line is broken. No line but the first starts with ::, which even
// after an indent starts a command in a CI log.
func wrap(text string, first, width int) []string {
	lines := []string{""}
	room := first
	for word := range strings.FieldsSeq(text) {
		line := lines[len(lines)-1]
		if line != "" && fits(word, room-columns.StringWidth(line)-1) {
			lines[len(lines)-1] = line + " " + word
			continue
		}
		if line != "" || room < width && !fits(word, room) {
			lines, room, word = append(lines, ""), width, guard(word)
		}
		for !fits(word, room) {
			head := fit(word, room)
			lines[len(lines)-1] = head
			lines, room, word = append(lines, ""), width, guard(word[len(head):])
		}
		lines[len(lines)-1] = word
	}
	return lines
}

func guard(word string) string {
	if strings.HasPrefix(word, "::") {
		return `\u{3a}` + word[1:]
	}
	return word
}

// fits reports whether text takes at most width columns. It looks no further than width: a word may be
// megabytes long.
func fits(text string, width int) bool {
	for _, r := range text {
		if width -= columns.RuneWidth(r); width < 0 {
			return false
		}
	}
	return width >= 0
}

// fit returns the longest start of text that takes at most width columns, and at least one character.
func fit(text string, width int) string {
	taken := 0
	for i, r := range text {
		taken += columns.RuneWidth(r)
		if taken > width && i > 0 {
			return text[:i]
		}
	}
	return text
}

// clip shortens text, which is escaped, to width columns and marks that it did.
func clip(text string, width int) string {
	if fits(text, width) {
		return text
	}
	return fit(text, width-1) + "…"
}

// maxProse is how many characters of one text are printed.
const maxProse = 4000

// abridge cuts a text that nobody would read to its end, and says how much it cut.
func abridge(text string) string {
	start, more := runes(text, 0, maxProse)
	if !more {
		return text
	}
	return fmt.Sprintf("%s… (%d more characters; the json report has them)", start, utf8.RuneCountInString(text)-maxProse)
}

// firstParagraph returns text up to its first empty line.
func firstParagraph(text string) string {
	paragraph, _, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\n\n")
	return strings.Join(strings.Fields(paragraph), " ")
}

// shorten cuts text to at most limit characters and marks that it did.
func shorten(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit-1]) + "…"
}
