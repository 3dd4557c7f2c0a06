package sample

import (
	"net/netip"
	"regexp"
	"strings"
)

var (
	isEmail              = regexp.MustCompile(`^[^\s@,;:<>"]+@([A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$`).MatchString
	isInternationalPhone = regexp.MustCompile(`^(\+|00)[1-9][0-9]{0,2}([ .()/-]{0,2}[0-9]){6,14}$`).MatchString
	isNationalPhone      = regexp.MustCompile(`^\(?[0-9]{2,5}\)?([ ./-]{0,2}[0-9]){4,10}$`).MatchString
	isICD10              = regexp.MustCompile(`^[A-TV-Z][0-9][0-9AB](\.?[0-9A-TV-Z]{1,4})?$`).MatchString
)

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
