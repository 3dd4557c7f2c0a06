package document

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

const hintTruncated = "the file may have been cut off while it was written or copied"

// maxNodes bounds the size of a document whatever the limits are: nodes are numbered with 32 bits.
const maxNodes = 1<<32 - 1

func (l Limits) size(b []byte) error {
	if limit := min(l.Bytes, maxNodes); int64(len(b)) > limit {
		return &SyntaxError{Position{1, 1}, fmt.Sprintf("the file is larger than %d bytes", limit), ""}
	}
	return nil
}

func tooDeep(limit int) string { return fmt.Sprintf("nested deeper than %d levels", limit) }

func (d *decoder) fail(at int, reason, hint string) *SyntaxError {
	return &SyntaxError{positionIn(d.b, at, d.start), reason, hint}
}

// place returns "line 3, column 5" for an offset, to point at a second place in a reason.
func (d *decoder) place(at int) string {
	p := positionIn(d.b, at, d.start)
	return fmt.Sprintf("line %d, column %d", p.Line, p.Column)
}

func (d *decoder) endsInside(what string, open int) *SyntaxError {
	return d.fail(d.at, fmt.Sprintf("the file ends inside %s that starts at %s", what, d.place(open)), hintTruncated)
}

// separator is the error for something else than a comma or the closing bracket behind a value.
func (d *decoder) separator(what string, closing byte, open int) *SyntaxError {
	if d.at == len(d.b) {
		return d.endsInside(what, open)
	}
	return d.unexpected(fmt.Sprintf("a comma or %c", closing))
}

func (d *decoder) missingColon(open int) *SyntaxError {
	if d.at == len(d.b) {
		return d.endsInside("an object", open)
	}
	return d.unexpected("a colon")
}

func (d *decoder) trailingComma() *SyntaxError {
	comma := bytes.LastIndexByte(d.b[:d.at], ',')
	return d.fail(comma, "a comma with nothing behind it", "remove it: JSON allows no trailing comma")
}

func (d *decoder) trailing() *SyntaxError {
	hint := ""
	if c := d.b[d.at]; c == '{' || c == '[' {
		hint = "one file holds one JSON document"
	}
	return d.fail(d.at, "more text behind the end of the document: "+d.glimpse(d.at), hint)
}

func (d *decoder) duplicate(at, first int, key Value) *SyntaxError {
	return d.fail(at, fmt.Sprintf("the key %s is already there at %s", quote(key.Text()), d.place(first)),
		"remove one of the two: readers disagree on which one counts")
}

// keyAt returns where member i of the object at open has its key; the object is read as far as that.
func (d *decoder) keyAt(open, i int) int {
	s := extents{b: d.b, at: open + 1}
	for ; ; i-- {
		s.skip()
		if i == 0 {
			return s.at
		}
		s.member()
	}
}

// control is the error for a control character at i in the string that starts at open.
func (d *decoder) control(open, i int) *SyntaxError {
	if d.b[i] == '\n' || d.b[i] == '\r' {
		return d.fail(open, "the string that starts here is not closed on its line", `a line break in a string is written \n`)
	}
	return d.fail(i, fmt.Sprintf("control character U+%04X in a string", d.b[i]), fmt.Sprintf(`write it as \u%04x`, d.b[i]))
}

func (d *decoder) badNumber(at int) *SyntaxError {
	text := string(d.b[d.at:])
	digits := strings.TrimPrefix(text, "-")
	switch {
	case at == len(d.b):
		return d.fail(d.at, "the file ends inside a number", hintTruncated)
	case strings.HasPrefix(digits, "Infinity"):
		return d.fail(d.at, "-Infinity is not a JSON number", hintNaN)
	case len(digits) > 1 && digits[0] == '0' && digits[1]|0x20 == 'x':
		return d.fail(d.at, "JSON has no hexadecimal numbers", "write it in decimal")
	case len(digits) > 1 && digits[0] == '0' && '0' <= digits[1] && digits[1] <= '9':
		return d.fail(d.at, "a number with leading zeros", "remove them, or write it as a string")
	}
	return d.fail(d.at, "not a number: "+d.glimpse(d.at), "")
}

const hintNaN = "write null, or a string"

// knownMistakes are beginnings of what is not JSON, with what to do about them.
var knownMistakes = []struct{ prefix, reason, hint string }{
	{"//", "a comment", "JSON has no comments: remove it"},
	{"/*", "a comment", "JSON has no comments: remove it"},
	{"#", "a comment", "JSON has no comments: remove it"},
	{"'", "a string in single quotes", "use double quotes"},
	{"NaN", "NaN is not a JSON number", hintNaN},
	{"nan", "NaN is not a JSON number", hintNaN},
	{"Infinity", "Infinity is not a JSON number", hintNaN},
	{"+Infinity", "Infinity is not a JSON number", hintNaN},
	{"inf", "Infinity is not a JSON number", hintNaN},
	{"+", "a number with a plus sign", "remove the sign"},
	{".", "a number without digits before the point", "write 0.5, not .5"},
	{"True", "True is not JSON", "write true"},
	{"False", "False is not JSON", "write false"},
	{"None", "None is not JSON", "write null"},
	{"undefined", "undefined is not JSON", "write null, or leave the key out"},
	{"\ufeff", "a byte order mark inside the file", "remove it: only the first character may be one"},
	{"{{", "a template placeholder", "render the template first"},
	{"\x00", "a NUL byte", "a binary file, or UTF-16 without byte order mark? " + hintUTF8},
}

// unexpected is the error for something else than what is wanted.
func (d *decoder) unexpected(wanted string) *SyntaxError {
	if d.at == len(d.b) {
		return d.fail(d.at, "the file ends where "+wanted+" should be", hintTruncated)
	}
	rest := string(d.b[d.at:min(d.at+16, len(d.b))])
	for _, m := range knownMistakes {
		if strings.HasPrefix(rest, m.prefix) {
			return d.fail(d.at, m.reason+" where "+wanted+" should be", m.hint)
		}
	}
	return d.fail(d.at, fmt.Sprintf("%s where %s should be", d.glimpse(d.at), wanted), "")
}

// glimpse returns the word or character at an offset, quoted.
func (d *decoder) glimpse(at int) string {
	end := at
	for end < len(d.b) && end-at < 20 && wordByte(d.b, end) {
		end++
	}
	if end == at {
		_, size := utf8.DecodeRune(d.b[at:])
		end += size
	}
	return quote(string(d.b[at:end]))
}

// wordByte reports whether b[i] is a character that words and numbers are made of.
func wordByte(b []byte, i int) bool {
	if i >= len(b) {
		return false
	}
	c := b[i]
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '.' || c == '+' || c == '-'
}

// quote returns s in double quotes for a message, with at most 60 characters of it.
func quote(s string) string {
	if len(s) > 60 {
		cut := 60
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strconv.Quote(s)
}
