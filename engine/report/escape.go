package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Escape returns text so that a terminal or a CI log shows what it holds and obeys none of it. Whatever is
// not visible becomes a visible escape: control characters (\n, \u{1b}), characters that change direction or
// show nothing (\u{202e}, \u{200b}), piles of accents, and bytes that are not UTF-8 (\x{ff}). The second # of
// ##[ and ##vso[, which start a command anywhere in a line, becomes \u{23}. Text without any of these is
// returned unchanged. Print something before it on its line: a line that starts with :: is a command too.
func Escape(text string) string {
	if plain(text) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		shown, size := show(text, i)
		b.WriteString(shown)
		i += size
	}
	return b.String()
}

func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || startsCommand(text, i) {
			return false
		}
	}
	return true
}

var commands = []string{"##[", "##vso["}

// startsCommand reports whether text[i] is the second # of the start of a command.
func startsCommand(text string, i int) bool {
	if i == 0 || text[i] != '#' || text[i-1] != '#' {
		return false
	}
	for _, c := range commands {
		if end := i - 1 + len(c); end <= len(text) && strings.EqualFold(text[i-1:end], c) {
			return true
		}
	}
	return false
}

var shortEscapes = map[rune]string{'\n': `\n`, '\r': `\r`, '\t': `\t`}

// show returns how the character at text[i] is shown, and its size there.
func show(text string, i int) (shown string, size int) {
	r, size := utf8.DecodeRuneInString(text[i:])
	if r == utf8.RuneError && size == 1 {
		return fmt.Sprintf(`\x{%02x}`, text[i]), size
	}
	if short, ok := shortEscapes[r]; ok {
		return short, size
	}
	if !visible(r) || startsCommand(text, i) || piledUp(text[:i], r) {
		return fmt.Sprintf(`\u{%x}`, r), size
	}
	return text[i : i+size], size
}

// maxMarks is how many combining marks one character may carry; no language needs more, and a pile of them
// covers the lines around it.
const maxMarks = 4

// piledUp reports whether r is a combining mark too many after the text before it.
func piledUp(before string, r rune) bool {
	for range maxMarks {
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			return false
		}
		last, size := utf8.DecodeLastRuneInString(before)
		r, before = last, before[:len(before)-size]
	}
	return unicode.In(r, unicode.Mn, unicode.Me)
}

// visible reports whether r shows as itself. The selectors of text and emoji style are let through: they
// belong to the visible character before them.
func visible(r rune) bool {
	switch r {
	case 0x3000, 0xfe0e, 0xfe0f: // ideographic space, text style, emoji style
		return true
	}
	return unicode.IsPrint(r) && !unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// escapeEncoded makes JSON safe to show: within strings, which is where all of these stand, it writes what
// [Escape] would not show as \uXXXX. What the JSON means does not change.
func escapeEncoded(encoded string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(encoded); {
		if c := encoded[i]; c < utf8.RuneSelf && c != '#' && c != '\x7f' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(encoded[i:])
		if !visible(r) || startsCommand(encoded, i) {
			b.WriteString(encoded[done:i])
			writeUnicodeEscape(&b, r)
			done = i + size
		}
		i += size
	}
	b.WriteString(encoded[done:])
	return b.String()
}

func writeUnicodeEscape(b *strings.Builder, r rune) {
	for _, unit := range utf16.Encode([]rune{r}) {
		fmt.Fprintf(b, `\u%04x`, unit)
	}
}
