package report

import (
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
	for _, word := range strings.Fields(text) {
		line := lines[len(lines)-1]
		if line != "" && columns.StringWidth(line)+1+columns.StringWidth(word) <= room {
			lines[len(lines)-1] = line + " " + word
			continue
		}
		if line != "" || room < width && columns.StringWidth(word) > room {
			lines, room, word = append(lines, ""), width, guard(word)
		}
		for columns.StringWidth(word) > room {
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
	if columns.StringWidth(text) <= width {
		return text
	}
	return fit(text, width-1) + "…"
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
