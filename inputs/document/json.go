package document

import (
	"sync"
	"unicode/utf8"
	"unsafe"
)

// ParseJSON decodes the one JSON document in b: RFC 8259 in UTF-8, or in UTF-16 with a byte order mark. The
// document keeps b, which must not change afterwards. symbols may be nil. Beyond RFC 8259 it refuses
// duplicate keys, lone surrogates, and numbers that no float64 comes near. An error is a [*SyntaxError].
func ParseJSON(b []byte, limits Limits, symbols *Symbols) (*Document, error) {
	limits = limits.OrDefault()
	if err := limits.size(b); err != nil {
		return nil, err
	}
	text, err := unmarked(b)
	if err != nil {
		return nil, err
	}
	return parseJSON(text, limits, symbols, fileStart)
}

// ParseJSONLine decodes b as [ParseJSON] does, as the given line of a longer file: errors and spans carry
// that line. b has no byte order mark.
func ParseJSONLine(b []byte, limits Limits, symbols *Symbols, line int) (*Document, error) {
	limits = limits.OrDefault()
	if err := limits.size(b); err != nil {
		return nil, err
	}
	return parseJSON(b, limits, symbols, Position{line, 1})
}

// jsonDocument is a document with what its spans are found from, in one allocation.
type jsonDocument struct {
	Document
	b     []byte
	start Position // of the first byte
	nodes Node     // how many there are
	once  sync.Once
	table *spanTable
}

func parseJSON(b []byte, limits Limits, symbols *Symbols, start Position) (*Document, error) {
	d := decoder{b: b, start: start, maxDepth: limits.Depth, symbols: symbols}
	d.share()
	root, err := d.document()
	if err != nil {
		return nil, err
	}
	doc := &jsonDocument{Document: Document{Root: root}, b: b, start: start, nodes: d.node}
	doc.source = doc
	return &doc.Document, nil
}

// decoder turns the bytes of one JSON document into values.
type decoder struct {
	b        []byte
	at       int      // offset of the next byte
	start    Position // of the first byte
	depth    int
	maxDepth int
	node     Node
	seen     uint64 // all words of strings ored: the high bits tell whether one was not ASCII
	symbols  *Symbols

	values    arena[Value]
	members   arena[Member]
	text      arena[byte]
	unescaped []byte // the string being read, when it has escapes

	elements []Value  // of the arrays being read
	fields   []Member // of the objects being read
	shared   bool     // what is behind them is the room of those that were read
	slots    []slot   // of the keys of the objects being read that have many
}

// document reads all of d.b.
func (d *decoder) document() (Value, error) {
	root, err := d.root()
	// Only strings can hold more than ASCII, and what is wrong outside of them may be the encoding.
	if (err != nil || d.seen&highBits != 0) && !utf8.Valid(d.b) {
		err = d.fail(invalidUTF8(d.b), "invalid UTF-8", hintUTF8)
	}
	if err != nil {
		return Value{}, err
	}
	return root, nil
}

func (d *decoder) root() (Value, *SyntaxError) {
	if d.skip() == 0 && d.at == len(d.b) {
		return Value{}, d.fail(d.at, "there is no JSON here: the file is empty", "")
	}
	root, err := d.value()
	if err != nil {
		return Value{}, err
	}
	if d.skip(); d.at < len(d.b) {
		return Value{}, d.trailing()
	}
	return root, nil
}

// value reads one value; the next byte is its first, and there is one.
func (d *decoder) value() (Value, *SyntaxError) {
	d.node++
	switch c := d.b[d.at]; {
	case c == '"':
		return d.string(d.node)
	case c == '{':
		return d.object()
	case c == '[':
		return d.array()
	case c == '-' || '0' <= c && c <= '9':
		return d.number()
	case c == 't':
		return d.literal("true", BoolValue(true))
	case c == 'f':
		return d.literal("false", BoolValue(false))
	case c == 'n':
		return d.literal("null", NullValue())
	}
	return Value{}, d.unexpected("a value")
}

func (d *decoder) literal(word string, v Value) (Value, *SyntaxError) {
	rest := d.b[d.at:]
	if len(rest) < len(word) && word[:len(rest)] == string(rest) {
		return v, d.fail(d.at, "the file ends inside "+word, hintTruncated)
	}
	if len(rest) < len(word) || string(rest[:len(word)]) != word || wordByte(rest, len(word)) {
		return v, d.unexpected("a value")
	}
	d.at += len(word)
	return v.at(d.node), nil
}

func (d *decoder) array() (Value, *SyntaxError) {
	v, open, first := Value{head: headOf(Array, d.node)}, d.at, len(d.elements)
	if err := d.enter(); err != nil {
		return v, err
	}
	if d.skip() == ']' {
		d.leave()
		return v, nil
	}
	if d.elements == nil {
		d.elements = make([]Value, 0, 8)
	}
	for {
		if d.at == len(d.b) {
			return v, d.endsInside("an array", open)
		}
		e, err := d.value()
		if err != nil {
			return v, err
		}
		d.elements = append(d.elements, e)
		c := d.skip()
		if c == ']' {
			break
		}
		if c != ',' {
			return v, d.separator("an array", ']', open)
		}
		d.at++
		if d.skip() == ']' {
			return v, d.trailingComma()
		}
	}
	d.leave()
	v.n = int64(len(d.elements) - first)
	v.p = d.values.take(d.elements[first:], first+(len(d.b)-d.at)/64)
	d.elements = d.elements[:first]
	return v, nil
}

func (d *decoder) object() (Value, *SyntaxError) {
	v, open, first := Value{head: headOf(Object, d.node)}, d.at, len(d.fields)
	if err := d.enter(); err != nil {
		return v, err
	}
	if d.skip() == '}' {
		d.leave()
		return v, nil
	}
	keys := keySet{first: first, stack: &d.slots}
	for {
		if err := d.key(&keys, open); err != nil {
			return v, err
		}
		at := len(d.fields) - 1
		value, err := d.value() // its own members come and go on d.fields meanwhile
		if err != nil {
			return v, err
		}
		d.fields[at].Value = value
		c := d.skip()
		if c == '}' {
			break
		}
		if c != ',' {
			return v, d.separator("an object", '}', open)
		}
		d.at++
		if d.skip() == '}' {
			return v, d.trailingComma()
		}
	}
	d.leave()
	keys.done()
	v.n = int64(len(d.fields) - first)
	if d.depth > 0 {
		v.p = d.keep(first)
		return v, nil
	}
	v.p = unsafe.Pointer(unsafe.SliceData(d.fields)) // the root can stay where it is
	d.fields = d.fields[:0]
	return v, nil
}

// key reads a key onto d.fields, and what stands between it and its value.
func (d *decoder) key(keys *keySet, open int) *SyntaxError {
	at := d.at
	if at == len(d.b) {
		return d.endsInside("an object", open)
	}
	if d.b[at] != '"' {
		return d.unexpected("a key in double quotes")
	}
	key, err := d.string(0)
	if err != nil {
		return err
	}
	text := key.Text()
	hash := hashOf(text)
	if d.symbols != nil {
		key.head |= uint64(d.symbols.at(text, hash).symbol) << symbolShift
	}
	if i := keys.add(d.fields, text, hash); i >= 0 {
		return d.duplicate(at, d.keyAt(open, i-keys.first), key)
	}
	d.push(Member{Key: key})
	if d.skip() != ':' {
		return d.missingColon(open)
	}
	d.at++
	if d.skip(); d.at == len(d.b) {
		return d.endsInside("an object", open)
	}
	return nil
}

func (d *decoder) enter() *SyntaxError {
	if d.depth++; d.depth > d.maxDepth {
		return d.fail(d.at, tooDeep(d.maxDepth), "")
	}
	d.at++
	return nil
}

func (d *decoder) leave() {
	d.depth--
	d.at++
}
