package sample

import (
	"strconv"
	"strings"
)

// issuers are the ranges that the numbers of cards start with, and how long such a number is.
var issuers = []struct{ from, to, digits, least, most int }{
	{4, 4, 1, 13, 19},       // Visa
	{51, 55, 2, 16, 16},     // Mastercard
	{2221, 2720, 4, 16, 16}, // Mastercard
	{34, 34, 2, 15, 15},     // American Express
	{37, 37, 2, 15, 15},     // American Express
	{6011, 6011, 4, 16, 19}, // Discover
	{644, 659, 3, 16, 19},   // Discover
	{3528, 3589, 4, 16, 19}, // JCB
	{300, 305, 3, 14, 19},   // Diners Club
	{3095, 3095, 4, 14, 19}, // Diners Club
	{36, 36, 2, 14, 19},     // Diners Club
	{38, 39, 2, 14, 19},     // Diners Club
	{62, 62, 2, 16, 19},     // UnionPay
}

// isCard reports whether a text is the number of a payment card. Numbers that went through a floating point column
// end in .0.
func isCard(text string) bool {
	digits, ok := digitsOf(strings.TrimSuffix(text, ".0"), " -")
	if !ok {
		return false
	}
	for _, i := range issuers {
		if len(digits) < i.least || len(digits) > i.most {
			continue
		}
		if n, err := strconv.Atoi(digits[:i.digits]); err == nil && n >= i.from && n <= i.to {
			return luhn(digits)
		}
	}
	return false
}

// ibanLengths are how long an IBAN of each country is.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21, "CR": 22, "CY": 28,
	"CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
	"GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28,
	"LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15,
	"PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24,
	"TR": 26, "UA": 29, "VG": 24, "XK": 20,
}

func isIBAN(text string) bool {
	text = strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	if len(text) < 4 || ibanLengths[text[:2]] != len(text) || !allDigits(text[2:4]) || !alphanumeric(text) {
		return false
	}
	return mod97(text[4:]+text[:4]) == 1
}

func alphanumeric(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

func isNHSNumber(text string) bool {
	digits, ok := digitsOf(text, " -")
	return ok && len(digits) == 10 && strings.Trim(digits, digits[:1]) != "" && weighted11(digits)
}

// dniLetters are the control letters, by what is left of the number when it is divided by how many there are.
const dniLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

// isDNI reports whether a text is a Spanish DNI, eight digits and a letter, or a NIE, which has X, Y or Z for its first
// digit.
func isDNI(text string) bool {
	text = strings.ToUpper(strings.ReplaceAll(text, "-", ""))
	if len(text) != 9 {
		return false
	}
	if i := strings.IndexByte("XYZ", text[0]); i >= 0 {
		text = strconv.Itoa(i) + text[1:]
	}
	n, err := strconv.Atoi(text[:8])
	return err == nil && allDigits(text[:8]) && text[8] == dniLetters[n%len(dniLetters)]
}

// isSteuerID reports whether a text is a German tax number for persons. One of its first ten digits is there two or
// three times, any other once at most.
func isSteuerID(text string) bool {
	digits, ok := digitsOf(text, " ")
	if !ok || len(digits) != 11 || digits[0] == '0' {
		return false
	}
	repeated := 0
	for d := '0'; d <= '9'; d++ {
		switch n := strings.Count(digits[:10], string(d)); {
		case n > 3:
			return false
		case n > 1:
			repeated++
		}
	}
	return repeated == 1 && mod11and10(digits)
}

// isNIR reports whether a text is a French social security number: sex, year, month, department, commune, order and a
// key of two digits. The departments of Corsica have a letter.
func isNIR(text string) bool {
	text = strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	if len(text) != 15 || strings.IndexByte("123478", text[0]) < 0 {
		return false
	}
	number := text[:13]
	switch number[5:7] {
	case "2A":
		number = number[:5] + "19" + number[7:]
	case "2B":
		number = number[:5] + "18" + number[7:]
	}
	if !allDigits(number) || !allDigits(text[13:]) {
		return false
	}
	month, _ := strconv.Atoi(number[3:5])
	if month == 0 || month > 12 && month < 20 || month > 42 && month < 50 {
		return false
	}
	key, _ := strconv.Atoi(text[13:])
	return key == 97-mod97(number)
}

func isAadhaar(text string) bool {
	digits, ok := digitsOf(text, " -")
	return ok && len(digits) == 12 && digits[0] >= '2' && verhoeff(digits)
}
