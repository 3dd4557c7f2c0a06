package sample

import "strings"

// luhn reports whether the last digit is the check digit of ISO/IEC 7812-1.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// mod97 returns what is left of a number when it is divided by 97, as ISO/IEC 7064 MOD 97-10 does it: letters count
// as two digits, A as 10.
func mod97(text string) int {
	rest := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest
}

// mod11and10 reports whether the last digit is the check digit of ISO/IEC 7064 MOD 11,10.
func mod11and10(digits string) bool {
	product := 10
	last := len(digits) - 1
	for i := range last {
		sum := (int(digits[i]-'0') + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return (product+int(digits[last]-'0'))%10 == 1
}

// weighted11 reports whether the last of ten digits makes the sum, each digit weighed by its place from 10 down to 1, a
// multiple of 11. A check digit of ten does not exist.
func weighted11(digits string) bool {
	sum := 0
	for i := range len(digits) {
		sum += int(digits[i]-'0') * (len(digits) - i)
	}
	return sum%11 == 0
}

// The tables of Verhoeff's checksum: the multiplication of the symmetries of a pentagon, and the permutation by place.
var (
	pentagon = [10]string{
		"0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
		"5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
	}
	permutation = [8]string{
		"0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
	}
)

func verhoeff(digits string) bool {
	check := byte('0')
	for i := range len(digits) {
		d := digits[len(digits)-1-i]
		check = pentagon[check-'0'][permutation[i%8][d-'0']-'0']
	}
	return check == '0'
}

// digitsOf returns the digits of a text in which there is nothing but digits and single separators between them, of
// one kind; false for any other text.
func digitsOf(text, separators string) (string, bool) {
	var b strings.Builder
	var used byte
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			b.WriteByte(c)
		case i == 0 || i == len(text)-1 || text[i-1] == c || used != 0 && used != c || strings.IndexByte(separators, c) < 0:
			return "", false
		default:
			used = c
		}
	}
	return b.String(), b.Len() > 0
}

func allDigits(text string) bool {
	_, ok := digitsOf(text, "")
	return ok
}
