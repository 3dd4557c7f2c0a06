package artifact

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// argument is how the bytes behind an opcode are read.
type argument uint8

const (
	noArgument argument = iota
	fixed1              // a number of so many bytes
	fixed2
	fixed4
	signed4
	fixed8
	eightBytes  // that mean nothing here
	textLine    // up to a newline
	intLine     // a number in decimals
	longLine    // the same with an L behind it
	floatLine   //
	quotedLine  // a text as Python writes it
	escapedLine // a text with \u escapes
	twoLines    // module and name
	text1       // as many bytes as a number of one byte says
	text4
	text8
	bytes1
	bytes4
	bytes8
	string1 // the same for strings of Python 2, which are either
	string4
	long1 // a number
	long4
)

// sized are the arguments that start with their size: in how many bytes, and what they make.
var sized = map[argument]struct {
	size int
	kind valueKind
}{
	text1: {1, textValue}, text4: {4, textValue}, text8: {8, textValue},
	bytes1: {1, bytesValue}, bytes4: {4, bytesValue}, bytes8: {8, bytesValue},
	string1: {1, textValue}, string4: {4, textValue}, long1: {1, intValue}, long4: {4, intValue},
}

var widths = map[argument]int{fixed1: 1, fixed2: 2, fixed4: 4, signed4: 4, fixed8: 8, eightBytes: 8}

// read reads the argument of an opcode.
func (p *pickle) read(a argument) (value, error) {
	if a == noArgument {
		return value{}, nil
	}
	if width := widths[a]; width > 0 {
		n, err := p.s.number(width)
		if a == signed4 {
			n = uint64(int64(int32(uint32(n)))) //nolint:gosec // the four bytes are a signed number
		}
		return value{kind: intValue, number: int64(n)}, err //nolint:gosec // wraps for sizes that no file has, which are refused
	}
	if form, ok := sized[a]; ok {
		return p.readSized(form.size, form.kind)
	}
	return p.readLine(a)
}

func (p *pickle) readSized(width int, kind valueKind) (value, error) {
	at := p.s.pos
	n, err := p.s.number(width)
	if err != nil {
		return value{}, err
	}
	if n > math.MaxInt64 || p.s.left() >= 0 && int64(n) > p.s.left() {
		return value{}, wrong(truncated, "a value of %d bytes does not fit into the rest", n)
	}
	v := value{kind: kind, number: int64(n)}
	start := p.s.peek(int(min(v.number, peekSize)))
	if kind != intValue && mayImport(start, v.number) || bytes.HasPrefix(start, latin1Proto) {
		return v, p.inner(&v, at)
	}
	if v.number > maxText {
		v.long = true
		return v, p.s.skip(v.number)
	}
	b, err := p.s.take(v.number)
	if kind == intValue {
		return longInt(b), err
	}
	p.keep(&v, b)
	return v, err
}

// inner reads a value that may be a pickle.
func (p *pickle) inner(v *value, at int64) error {
	if v.number <= maxText {
		b, err := p.s.take(v.number)
		p.keep(v, b)
		p.nested(asBytes(inMemory(b)), at)
		return err
	}
	v.long = true
	part, done := p.s.part(v.number)
	p.nested(asBytes(part), at)
	return done()
}

// latin1Proto is how a pickle starts that was made a text: protocols below 3 have no bytes.
var latin1Proto = []byte("\u0080")

// asBytes returns what a text stands for that is bytes in Latin-1, and anything else as it is.
func asBytes(s *stream) *stream {
	if bytes.HasPrefix(s.peek(len(latin1Proto)), latin1Proto) {
		return forwards(&latin1{s.r}, -1)
	}
	return s
}

// latin1 reads UTF-8 as the bytes that its characters stand for.
type latin1 struct{ r *bufio.Reader }

// Read reads as [io.Reader] says.
func (l *latin1) Read(b []byte) (int, error) {
	for i := range b {
		c, _, err := l.r.ReadRune()
		if err != nil {
			return i, err
		}
		b[i] = byte(c) //nolint:gosec // others are no Latin-1, and no pickle
	}
	return len(b), nil
}

// keep keeps a text, if there is room.
func (p *pickle) keep(v *value, b []byte) {
	if v.long = p.kept > maxKept || len(b) > maxText; !v.long {
		p.kept += len(b)
		v.text = string(b)
	}
}

// longInt reads a number in two's complement.
func longInt(b []byte) value {
	v := value{kind: intValue, long: len(b) > 8}
	if len(b) == 0 || v.long {
		v.text = string(b)
		return v
	}
	eight := bytes.Repeat([]byte{byte(int8(b[len(b)-1]) >> 7)}, 8) //nolint:gosec // the sign
	copy(eight, b)
	v.number = int64(binary.LittleEndian.Uint64(eight)) //nolint:gosec // two's complement
	return v
}

func (p *pickle) readLine(a argument) (value, error) {
	at := p.s.pos
	line, size, err := p.s.line(maxLine)
	if err != nil {
		return value{}, err
	}
	switch a {
	case intLine, longLine:
		return lineInt(strings.TrimSuffix(string(line), "L"))
	case floatLine:
		return lineFloat(string(line))
	case twoLines:
		return p.readNames(line, size)
	case quotedLine:
		line = bytes.TrimSpace(line)
		if size <= maxLine && (len(line) < 2 || line[0] != line[len(line)-1] || line[0] != '\'' && line[0] != '"') {
			return value{}, wrong(malformed, "a string is not in quotes")
		}
		line = unescape(bytes.Trim(line, `'"`))
	case escapedLine:
		line = unescape(line)
	default:
	}
	v := value{kind: textValue, number: size}
	p.keep(&v, line)
	if size > maxLine && startsPickle(line) {
		p.problem(limitReached, "a text of %d bytes that could be a pickle is longer than %d", size, maxLine)
	} else if mayImport(line, size) {
		p.nested(inMemory(line), at)
	}
	return v, nil
}

// readNames reads the name of an import, whose module was read. It is in the items of the value.
func (p *pickle) readNames(module []byte, size int64) (value, error) {
	name, nameSize, err := p.s.line(maxText)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = nil // Python imports the module first, and only then misses the name
	case err == nil && (size > maxText || nameSize > maxText):
		err = wrong(unresolvedImport, "the name of an import is longer than %d bytes", maxText)
	}
	return value{kind: textValue, text: string(module), box: &box{items: []value{{kind: textValue, text: string(name)}}}}, err
}

func lineFloat(line string) (value, error) {
	_, err := strconv.ParseFloat(strings.TrimSpace(line), 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return value{}, wrong(malformed, "a float is none")
	}
	return value{kind: plainValue}, nil
}

// lineInt reads a number as Python's int does. 00 and 01 are booleans.
func lineInt(line string) (value, error) {
	line = strings.TrimSpace(line)
	n, err := strconv.ParseInt(strings.TrimLeft(line, "+"), 10, 64)
	if err == nil {
		return value{kind: intValue, number: n}, nil
	}
	if intPattern().MatchString(line) {
		return value{kind: intValue, long: true, text: line}, nil
	}
	return value{}, wrong(malformed, "an integer is none")
}

var intPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[+-]?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9_]+)$`)
})

var escape = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)`)
})

// simpleEscapes are the escapes of one letter.
var simpleEscapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'a': 7, 'b': 8, 'v': 11, 'f': 12}

// unescape replaces what Python's escapes stand for, those of bytes and of text alike.
func unescape(line []byte) []byte {
	if bytes.IndexByte(line, '\\') < 0 {
		return line
	}
	return escape().ReplaceAllFunc(line, func(found []byte) []byte {
		c := found[1]
		switch {
		case c == 'x' && len(found) > 2:
			n, _ := strconv.ParseUint(string(found[2:]), 16, 8)
			return []byte{byte(n)}
		case (c == 'u' || c == 'U') && len(found) > 2:
			n, _ := strconv.ParseUint(string(found[2:]), 16, 31)
			return utf8.AppendRune(nil, rune(n))
		case c >= '0' && c <= '7':
			n, _ := strconv.ParseUint(string(found[1:]), 8, 16)
			return []byte{byte(n)} //nolint:gosec // what is larger wraps for Python too
		case simpleEscapes[c] != 0:
			return []byte{simpleEscapes[c]}
		}
		return found[1:]
	})
}
