package document

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	bomUTF8    = []byte("\xEF\xBB\xBF")
	bomUTF16LE = []byte("\xFF\xFE")
	bomUTF16BE = []byte("\xFE\xFF")
	bomUTF32LE = []byte("\xFF\xFE\x00\x00")
	bomUTF32BE = []byte("\x00\x00\xFE\xFF")
)

const hintUTF8 = "save the file as UTF-8"

// Text returns the contents of a text file as UTF-8 without byte order mark. UTF-16 with a byte order mark,
// which PowerShell's > writes, is transcoded; everything else must be valid UTF-8. The result is b itself
// where nothing had to be changed. An error is a [*SyntaxError].
func Text(b []byte) ([]byte, error) {
	b, err := unmarked(b)
	if err == nil && !utf8.Valid(b) {
		return nil, &SyntaxError{positionIn(b, invalidUTF8(b), fileStart), "invalid UTF-8", hintUTF8}
	}
	return b, err
}

// unmarked does as Text, but does not look whether UTF-8 is valid.
func unmarked(b []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(b, bomUTF32LE), bytes.HasPrefix(b, bomUTF32BE):
		return nil, &SyntaxError{Position{1, 1}, "the file is UTF-32", hintUTF8}
	case bytes.HasPrefix(b, bomUTF16LE):
		return transcode(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, bomUTF16BE):
		return transcode(b[2:], binary.BigEndian)
	}
	return bytes.TrimPrefix(b, bomUTF8), nil
}

// invalidUTF8 returns the offset of the first byte that is not valid UTF-8.
func invalidUTF8(b []byte) int {
	at := 0
	for at < len(b) {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		at += size
	}
	return at
}

func transcode(b []byte, order binary.ByteOrder) ([]byte, error) {
	out := make([]byte, 0, len(b)/2+len(b)/8)
	for i := 0; i+1 < len(b); i += 2 {
		r := rune(order.Uint16(b[i:]))
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if i+3 < len(b) {
				low = rune(order.Uint16(b[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				return nil, &SyntaxError{positionIn(out, len(out), fileStart), "invalid UTF-16: half of a surrogate pair", hintUTF8}
			}
			i += 2
		}
		out = utf8.AppendRune(out, r)
	}
	if len(b)%2 != 0 {
		return nil, &SyntaxError{positionIn(out, len(out), fileStart), "invalid UTF-16: the file ends inside a character", hintUTF8}
	}
	return out, nil
}
