package sample

import (
	"strings"
	"unicode"
)

// wordsOf returns the words in the name of a column, in lower case, with a blank around each: cardNumber, card_number
// and CARD-NUMBER are the same two words.
func wordsOf(name string) string {
	var b strings.Builder
	b.WriteByte(' ')
	before := ' '
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
		case unicode.IsUpper(r) && (unicode.IsLower(before) || unicode.IsDigit(before)):
			b.WriteByte(' ')
		}
		if r != ' ' || before != ' ' {
			b.WriteRune(unicode.ToLower(r))
		}
		before = r
	}
	if before != ' ' {
		b.WriteByte(' ')
	}
	return b.String()
}

// says reports whether one of the phrases is among the words, or is all of them written as one word.
func says(words string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(words, " "+p+" ") || strings.TrimSpace(words) == strings.ReplaceAll(p, " ", "") {
			return true
		}
	}
	return false
}
