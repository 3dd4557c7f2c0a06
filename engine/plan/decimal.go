package plan

import "cmp"

// decimal is a number as digits and how many of them stand behind the point.
type decimal struct {
	n     int64
	scale int
}

// maxDigits fit into an int64.
const maxDigits = 18

// compareDecimals compares numbers of few digits and without exponent exactly.
func compareDecimals(a, b Value) (int, bool) {
	x, ok := a.decimal()
	y, also := b.decimal()
	if !ok || !also {
		return 0, false
	}
	for ; x.scale < y.scale; x.scale++ {
		if magnitude(x.n) >= 1e17 {
			return 0, false
		}
		x.n *= 10
	}
	for ; y.scale < x.scale; y.scale++ {
		if magnitude(y.n) >= 1e17 {
			return 0, false
		}
		y.n *= 10
	}
	return cmp.Compare(x.n, y.n), true
}

func (v Value) decimal() (decimal, bool) {
	if v.form == made {
		return decimal{n: v.n}, true
	}
	s := v.text()
	negative := len(s) > 0 && s[0] == '-'
	if negative {
		s = s[1:]
	}
	if len(s) > maxDigits {
		return decimal{}, false
	}
	var d decimal
	point := -1
	for i := range len(s) {
		c := s[i] - '0'
		switch {
		case c <= 9:
			d.n = d.n*10 + int64(c)
		case s[i] == '.' && point < 0:
			point = i
		default:
			return decimal{}, false
		}
	}
	if point >= 0 {
		d.scale = len(s) - point - 1
	}
	if negative {
		d.n = -d.n
	}
	return d, true
}
