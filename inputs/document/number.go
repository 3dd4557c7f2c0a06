package document

import (
	"fmt"
	"strconv"
	"unsafe"
)

// Bounds of a number. Beyond them float64 arithmetic, which policies fall back to, is infinite or zero, and
// exact arithmetic costs memory out of proportion to the text.
const (
	maxDigits   = 308
	maxExponent = 308
)

// number reads a number; the next byte is a minus sign or a digit.
func (d *decoder) number() (Value, *SyntaxError) {
	end, ok := numberEnd(d.b, d.at)
	if !ok || wordByte(d.b, end) {
		return Value{}, d.badNumber(end)
	}
	text := d.b[d.at:end]
	if reason := numberBounds(text); reason != "" {
		return Value{}, d.fail(d.at, reason, "write it as a string")
	}
	v := Value{headOf(Number, d.node), int64(len(text)), unsafe.Pointer(&d.b[d.at])}
	d.at = end
	return v, nil
}

// numberEnd returns the offset behind the RFC 8259 number at i; where the number is not one, the offset of
// what is wrong and false.
func numberEnd(b []byte, i int) (int, bool) {
	if i < len(b) && b[i] == '-' {
		i++
	}
	if i < len(b) && b[i] == '0' {
		i++
	} else {
		first := i
		if i = digitsEnd(b, i); i == first {
			return i, false
		}
	}
	if i < len(b) && b[i] == '.' {
		first := i + 1
		if i = digitsEnd(b, first); i == first {
			return i, false
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		first := i
		if i = digitsEnd(b, i); i == first {
			return i, false
		}
	}
	return i, true
}

func digitsEnd(b []byte, i int) int {
	for i < len(b) && '0' <= b[i] && b[i] <= '9' {
		i++
	}
	return i
}

// numberBounds returns why a well-formed number is refused nevertheless, "" if it is not.
func numberBounds(text []byte) string {
	if len(text) < 16 && !hasExponent(text) {
		return ""
	}
	digits, at := 0, 0
	for ; at < len(text) && text[at]|0x20 != 'e'; at++ {
		if text[at] != '.' && text[at] != '-' {
			digits++
		}
	}
	if digits > maxDigits {
		return fmt.Sprintf("a number of %d digits: at most %d are read", digits, maxDigits)
	}
	if at == len(text) {
		return ""
	}
	exponent, err := strconv.Atoi(string(text[at+1:]))
	if err != nil || exponent > maxExponent || exponent < -maxExponent {
		return fmt.Sprintf("a number with an exponent beyond ±%d", maxExponent)
	}
	if _, err := strconv.ParseFloat(string(text), 64); err != nil {
		return "a number beyond 1.8e308"
	}
	return ""
}

func hasExponent(text []byte) bool {
	for _, c := range text {
		if c|0x20 == 'e' {
			return true
		}
	}
	return false
}
