package document

import "strings"

// isText reports whether text is a string in every schema, at a glance.
func isText(text string) bool {
	switch c := text[0]; c | 0x20 {
	case 'n', 't', 'f', 'y', 'o':
		return len(text) > len("false")
	default:
		if c == '+' || c == '-' || '0' <= c && c <= '9' {
			return isNoNumber(text)
		}
		return c != '~' && c != '.'
	}
}

// isNoNumber reports whether text, which starts with a digit or a sign, is not a number in any schema, at a
// glance: it has a second point, a sign that stands behind neither exponent nor base, or another character.
func isNoNumber(text string) bool {
	if len(text) > 1 && text[1] == '.' {
		return false // perhaps an infinity
	}
	points := 0
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
		case c == '.':
			points++
		case c == '+' || c == '-':
			if strings.IndexByte("eEbB_", text[i-1]) < 0 {
				return true
			}
		case strings.IndexByte("abcdefABCDEFxXoO_", c) < 0:
			return true
		}
	}
	return points > 1
}
