package sample

import (
	"net/netip"
	"regexp"
	"strings"
	"sync"
)

var (
	isEmail              = matcher(`^[^\s@,;:<>"]+@([A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$`)
	isInternationalPhone = matcher(`^(\+|00)[1-9][0-9]{0,2}([ .()/-]{0,2}[0-9]){6,14}$`)
	isNationalPhone      = matcher(`^\(?[0-9]{2,5}\)?([ ./-]{0,2}[0-9]){4,10}$`)
	isICD10              = matcher(`^[A-TV-Z][0-9][0-9AB](\.?[0-9A-TV-Z]{1,4})?$`)
)

// matcher reports whether a text matches a pattern, which is compiled when the first text comes.
func matcher(pattern string) func(text string) bool {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return func(text string) bool { return compiled().MatchString(text) }
}

func isIP(text string) bool {
	a, err := netip.ParseAddr(text)
	return err == nil && !a.IsUnspecified()
}

// isSSN reports whether a text is a US social security number, written with dashes.
func isSSN(text string) bool {
	return len(text) == 11 && text[3] == '-' && text[6] == '-' && isPlainSSN(text[:3]+text[4:6]+text[7:])
}

// isPlainSSN reports whether nine digits may be a US social security number: some areas, and zeros, were never given
// out.
func isPlainSSN(text string) bool {
	if len(text) != 9 || !allDigits(text) {
		return false
	}
	area := text[:3]
	return area != "000" && area != "666" && area[0] != '9' && text[3:5] != "00" && text[5:] != "0000"
}

// isBirthDate reports whether a text is a date on which somebody could be born whose data is in a table.
func isBirthDate(text string) bool {
	if len(text) > dateLength && strings.ContainsRune(" T", rune(text[dateLength])) {
		text = text[:dateLength]
	}
	const first, last = 1900, 2100
	y, ok := year(text, append([]string{"20060102"}, dateLayouts...))
	return ok && y >= first && y <= last
}
