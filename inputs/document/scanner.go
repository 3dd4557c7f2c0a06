package document

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
	spaces   = ' ' * eachByte
)

// skip moves to the next byte that is not white space and returns it, 0 at the end.
func (d *decoder) skip() byte {
	if d.at < len(d.b) && d.b[d.at] > ' ' {
		return d.b[d.at]
	}
	return d.skipSpace()
}

func (d *decoder) skipSpace() byte {
	b, i := d.b, d.at
	for i < len(b) {
		c := b[i]
		if c > ' ' || c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			d.at = i
			return c
		}
		i++
		if i+8 <= len(b) { // indentation
			i += bits.TrailingZeros64(binary.LittleEndian.Uint64(b[i:])^spaces) / 8
		}
	}
	d.at = i
	return 0
}

// plain returns the offset of the first byte from i on that is a quote, a backslash or a control
// character, the length of b if there is none; and all bytes before it ored, in eights, perhaps with some
// behind it. It looks at eight bytes at a time.
func plain(b []byte, i int) (end int, seen uint64) {
	for i+8 <= len(b) {
		w := binary.LittleEndian.Uint64(b[i:])
		seen |= w
		quote, slash := w^('"'*eachByte), w^('\\'*eachByte)
		// The lowest high bit set marks the first byte that is zero in quote or slash, or below 0x20 in w.
		// Bits above it may be wrong, they are borrows.
		found := ((quote - eachByte) &^ quote) | ((slash - eachByte) &^ slash) | ((w - 0x20*eachByte) &^ w)
		if found &= highBits; found != 0 {
			return i + bits.TrailingZeros64(found)/8, seen
		}
		i += 8
	}
	for i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= ' ' {
		seen |= uint64(b[i])
		i++
	}
	return i, seen
}

// plain returns the offset of the first byte from i on that is not just part of a string.
func (d *decoder) plain(i int) int {
	end, seen := plain(d.b, i)
	d.seen |= seen
	return end
}

// string reads a string as the given node; the next byte is its opening quote. Without escapes it aliases d.b.
func (d *decoder) string(node Node) (Value, *SyntaxError) {
	start := d.at + 1
	i := d.plain(start)
	if i == len(d.b) || d.b[i] != '"' {
		return d.escaped(node, start, i)
	}
	d.at = i + 1
	return Value{headOf(String, node), int64(i - start), unsafe.Pointer(&d.b[start])}, nil
}

// escaped reads the rest of a string that is plain up to i only.
func (d *decoder) escaped(node Node, start, i int) (Value, *SyntaxError) {
	d.unescaped = append(d.unescaped[:0], d.b[start:i]...)
	for {
		switch {
		case i == len(d.b):
			return Value{}, d.fail(start-1, "the file ends inside the string that starts here", hintTruncated)
		case d.b[i] == '"':
			d.at = i + 1
			return Value{headOf(String, node), int64(len(d.unescaped)), d.text.take(d.unescaped, (len(d.b)-d.at)/64)}, nil
		case d.b[i] < ' ':
			return Value{}, d.control(start-1, i)
		}
		next, err := d.escape(i)
		if err != nil {
			return Value{}, err
		}
		i = d.plain(next)
		d.unescaped = append(d.unescaped, d.b[next:i]...)
	}
}

var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape appends what the escape sequence at i means and returns the offset behind it.
func (d *decoder) escape(i int) (int, *SyntaxError) {
	if i+1 == len(d.b) {
		return 0, d.fail(i, "the file ends inside an escape sequence", hintTruncated)
	}
	if c := escapes[d.b[i+1]]; c != 0 {
		d.unescaped = append(d.unescaped, c)
		return i + 2, nil
	}
	if d.b[i+1] != 'u' {
		return 0, d.fail(i, "invalid escape sequence", `a backslash itself is written \\`)
	}
	r, ok := hex4(d.b, i+2)
	if !ok {
		return 0, d.fail(i, `\u needs four hexadecimal digits`, "")
	}
	size := 6
	if utf16.IsSurrogate(r) {
		low, _ := hex4(d.b, i+8)
		if i+8 > len(d.b) || d.b[i+6] != '\\' || d.b[i+7] != 'u' {
			low = 0
		}
		if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
			return 0, d.fail(i, "half of a surrogate pair, which is no character", "")
		}
		size = 12
	}
	d.unescaped = utf8.AppendRune(d.unescaped, r)
	return i + size, nil
}

// hex4 reads four hexadecimal digits at i.
func hex4(b []byte, i int) (rune, bool) {
	if i+4 > len(b) {
		return 0, false
	}
	r := rune(0)
	for _, c := range b[i : i+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
