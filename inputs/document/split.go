package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// Part is one value of a document that is read a part at a time. It is valid until the next one is.
type Part struct {
	Path     []string // the keys that lead to it, [Element] for an element of an array
	Document *Document
	Bytes    []byte // its text
	Place    Place
}

// Element stands in paths for any element of an array. It is no key: keys are valid UTF-8.
const Element = "\xff"

// Place is where a value stands in a longer text: what it takes to read it again.
type Place struct {
	Offset int64 // of its first byte
	Size   int   // in bytes
	Start  Position
	Depth  int // how many arrays and objects are around it
}

// Split reads one JSON document of any size, as strictly as [ParseJSON] does, and gives each every value in it, in
// order, unless it is an object or array of which enter is true: then the values in that are given. It holds one value at a
// time. limits bound one value, and not the document. An error is a [*SyntaxError], what r returned, or
// what each returned.
func Split(r io.Reader, limits Limits, symbols *Symbols, enter func(path []string, kind Kind) bool, each func(Part) error) error {
	limits = limits.OrDefault()
	s := &splitter{r: r, limits: limits, place: fileStart, enter: enter, each: each, b: make([]byte, 0, splitWindow)}
	s.decoder.maxDepth, s.decoder.symbols = limits.Depth, symbols
	if err := s.mark(); err != nil {
		return err
	}
	c, err := s.skip()
	switch {
	case err != nil:
		return err
	case c == 0 && s.at == len(s.b):
		return s.fail("there is no JSON here: the file is empty", "")
	}
	if err := s.value(c); err != nil {
		return err
	}
	if _, err := s.skip(); err != nil {
		return err
	}
	if s.at < len(s.b) {
		s.begin()
		return s.decoder.trailing()
	}
	return nil
}

// splitWindow is how much of a document is in memory, unless a value in it is larger.
const splitWindow = 256 << 10

// splitter is a document while it is read.
type splitter struct {
	r       io.Reader
	limits  Limits
	decoder decoder
	doc     jsonDocument
	enter   func(path []string, kind Kind) bool
	each    func(Part) error
	path    []string

	b      []byte // the window
	at     int    // of the next byte, in the window
	offset int64  // of the window in the document
	ended  bool   // the window ends where the document does
	placed int    // what is before it in the window is before place
	place  Position
}

// mark skips a byte order mark.
func (s *splitter) mark() error {
	for len(s.b) < len(bomUTF8) && !s.ended {
		if err := s.more(); err != nil {
			return err
		}
	}
	if bytes.HasPrefix(s.b, bomUTF8) {
		s.at, s.placed = len(bomUTF8), len(bomUTF8)
	}
	return nil
}

// more reads on. What is before the next byte is no longer needed.
func (s *splitter) more() error {
	s.locate()
	if s.at > 0 {
		s.offset += int64(s.at)
		s.b = s.b[:copy(s.b, s.b[s.at:])]
		s.at, s.placed = 0, 0
	}
	if len(s.b) == cap(s.b) {
		s.b = slices.Grow(s.b, cap(s.b))
	}
	n, err := io.ReadFull(s.r, s.b[len(s.b):cap(s.b)])
	s.b = s.b[:len(s.b)+n]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		s.ended, err = true, nil
	}
	return err
}

// locate moves place to the next byte.
func (s *splitter) locate() {
	passed := s.b[s.placed:s.at]
	if bytes.IndexByte(passed, '\n') < 0 && bytes.IndexByte(passed, '\r') < 0 {
		s.place.Column += codePoints(passed)
	} else {
		s.place = positionIn(passed, len(passed), s.place)
	}
	s.placed = s.at
}

// begin has the decoder read on from the next byte.
func (s *splitter) begin() {
	s.locate()
	s.decoder.reset(s.b[s.at:], s.place)
	s.decoder.depth = len(s.path)
}

func (s *splitter) fail(reason, hint string) error {
	s.begin()
	return s.decoder.fail(0, reason, hint)
}

// skip moves to the next byte that is not white space and returns it, 0 at the end.
func (s *splitter) skip() (byte, error) {
	for {
		s.decoder.b, s.decoder.at = s.b, s.at
		c := s.decoder.skip()
		s.at = s.decoder.at
		if s.at < len(s.b) || s.ended {
			return c, nil
		}
		if err := s.more(); err != nil {
			return 0, err
		}
	}
}

// decode has the decoder read what starts at the next byte. What is not whole in the window is read once more, with
// more of the document, and so is what is wrong: it may be wrong only because it is not whole.
func (s *splitter) decode(read func(*decoder) (Value, *SyntaxError)) (Value, error) {
	for {
		s.begin()
		v, wrong := read(&s.decoder)
		size := s.decoder.at
		whole := wrong == nil && size < len(s.decoder.b)
		switch {
		case !whole && !s.ended && int64(len(s.decoder.b)) <= s.limits.Bytes:
			if err := s.more(); err != nil {
				return v, err
			}
			continue
		case int64(size) > s.limits.Bytes, wrong != nil && wrong.Hint == hintTruncated && !s.ended:
			return v, s.fail(fmt.Sprintf("a value of more than %d bytes", s.limits.Bytes), "")
		}
		seen := s.decoder.b
		if whole {
			seen = seen[:size]
		}
		if (wrong != nil || s.decoder.seen&highBits != 0) && !utf8.Valid(seen) {
			wrong = s.decoder.fail(invalidUTF8(seen), "invalid UTF-8", hintUTF8)
		}
		if wrong != nil {
			return v, wrong
		}
		s.at += size
		return v, nil
	}
}

// value reads the value that starts with c, the next byte.
func (s *splitter) value(c byte) error {
	entered := c == '{' && s.enter(s.path, Object) || c == '[' && s.enter(s.path, Array)
	switch {
	case entered && len(s.path) == s.limits.Depth:
		return s.fail(tooDeep(s.limits.Depth), "")
	case entered && c == '{':
		return s.object()
	case entered:
		return s.array()
	}
	root, err := s.decode((*decoder).next)
	if err != nil {
		return err
	}
	from := s.at - s.decoder.at
	text := s.b[from:s.at:s.at]
	s.doc = jsonDocument{Document: Document{Root: root}, b: text, start: s.decoder.start, nodes: s.decoder.node}
	s.doc.source = &s.doc
	return s.each(Part{
		Path: s.path, Document: &s.doc.Document, Bytes: text,
		Place: Place{Offset: s.offset + int64(from), Size: len(text), Start: s.decoder.start, Depth: len(s.path)},
	})
}

// next reads a value, if there is one.
func (d *decoder) next() (Value, *SyntaxError) {
	if len(d.b) == 0 {
		return Value{}, d.unexpected("a value")
	}
	return d.value()
}

func (s *splitter) array() error {
	s.at++
	c, err := s.skip()
	if err != nil || c == ']' {
		s.at++
		return err
	}
	s.path = append(s.path, Element)
	for {
		if err := s.value(c); err != nil {
			return err
		}
		if c, err = s.skip(); err != nil {
			return err
		}
		if c == ']' {
			break
		}
		if c, err = s.comma(c, ']'); err != nil {
			return err
		}
	}
	s.path = s.path[:len(s.path)-1]
	s.at++
	return nil
}

// comma reads a comma, which is to be c, and returns what follows it.
func (s *splitter) comma(c, closing byte) (byte, error) {
	if c != ',' {
		s.begin()
		return 0, s.decoder.unexpected(fmt.Sprintf("a comma or %c", closing))
	}
	s.at++
	c, err := s.skip()
	if err == nil && c == closing {
		err = s.fail(fmt.Sprintf("a comma with nothing behind it, before %c", closing), "remove it: JSON allows no trailing comma")
	}
	return c, err
}

func (s *splitter) object() error {
	s.at++
	c, err := s.skip()
	if err != nil || c == '}' {
		s.at++
		return err
	}
	s.path = append(s.path, "")
	keys := map[string]Position{}
	for {
		if c, err = s.key(keys); err != nil {
			return err
		}
		if err := s.value(c); err != nil {
			return err
		}
		if c, err = s.skip(); err != nil {
			return err
		}
		if c == '}' {
			break
		}
		if _, err = s.comma(c, '}'); err != nil {
			return err
		}
	}
	s.path = s.path[:len(s.path)-1]
	s.at++
	return nil
}

// key reads a key, which becomes the end of the path, and the colon. It returns what follows.
func (s *splitter) key(keys map[string]Position) (byte, error) {
	v, err := s.decode((*decoder).aKey)
	if err != nil {
		return 0, err
	}
	key := string([]byte(v.Text())) // the window moves on
	if first, ok := keys[key]; ok {
		return 0, &SyntaxError{
			s.decoder.start, fmt.Sprintf("the key %s is already there at line %d, column %d", quote(key), first.Line, first.Column),
			"remove one of the two: readers disagree on which one counts",
		}
	}
	keys[key] = s.decoder.start
	s.path[len(s.path)-1] = key
	c, err := s.skip()
	switch {
	case err != nil:
		return 0, err
	case c != ':':
		s.begin()
		return 0, s.decoder.unexpected("a colon")
	}
	s.at++
	return s.skip()
}

// aKey reads a key.
func (d *decoder) aKey() (Value, *SyntaxError) {
	if len(d.b) == 0 || d.b[0] != '"' {
		return Value{}, d.unexpected("a key in double quotes")
	}
	return d.string(0)
}
