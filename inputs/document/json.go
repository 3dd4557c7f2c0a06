package document

import "sync"

// ParseJSON decodes the one JSON document in b: RFC 8259 in UTF-8, or in UTF-16 with a byte order mark. The
// document keeps b, which must not change afterwards. symbols may be nil. Beyond RFC 8259 it refuses
// duplicate keys, lone surrogates, and numbers that no float64 comes near. An error is a [*SyntaxError].
func ParseJSON(b []byte, limits Limits, symbols *Symbols) (*Document, error) {
	limits = limits.OrDefault()
	if err := limits.size(b); err != nil {
		return nil, err
	}
	text, err := Text(b)
	if err != nil {
		return nil, err
	}
	return parseJSON(text, limits, symbols, 1)
}

// ParseJSONLine decodes b as [ParseJSON] does, as the given line of a longer file: errors and spans carry
// that line. b has no byte order mark.
func ParseJSONLine(b []byte, limits Limits, symbols *Symbols, line int) (*Document, error) {
	limits = limits.OrDefault()
	if err := limits.size(b); err != nil {
		return nil, err
	}
	if at := invalidUTF8(b); at < len(b) {
		return nil, &SyntaxError{positionIn(b, at, line), "invalid UTF-8", hintUTF8}
	}
	return parseJSON(b, limits, symbols, line)
}

// jsonDocument is a document with what its spans are found from, in one allocation.
type jsonDocument struct {
	Document
	b     []byte
	line  int
	once  sync.Once
	table *spanTable
}

func parseJSON(b []byte, limits Limits, symbols *Symbols, line int) (*Document, error) {
	d := decoder{b: b, line: line, maxDepth: limits.Depth, symbols: symbols}
	var scratch struct { // keeps small documents from growing slices
		elements [8]Value
		fields   [32]Member
		keysAt   [32]uint32
	}
	d.elements, d.fields, d.keysAt = scratch.elements[:0], scratch.fields[:0], scratch.keysAt[:0]
	d.values.next = min(8+len(b)/64, largestChunk)
	d.members.next = min(8+len(b)/32, largestChunk)
	root, err := d.document()
	if err != nil {
		return nil, err
	}
	doc := &jsonDocument{Document: Document{Root: root}, b: b, line: line}
	doc.locate = doc.span
	doc.lines = func() *lineTable { return doc.table.lines }
	return &doc.Document, nil
}

// decoder turns the bytes of one JSON document into values. b is valid UTF-8.
type decoder struct {
	b        []byte
	at       int // offset of the next byte
	line     int // number of the first line
	depth    int
	maxDepth int
	node     Node
	symbols  *Symbols

	values    arena[Value]
	members   arena[Member]
	text      arena[byte]
	unescaped []byte // the string being read, when it has escapes

	elements []Value  // of the arrays being read
	fields   []Member // of the objects being read
	keysAt   []uint32 // where the keys of fields start
}

func (d *decoder) document() (Value, *SyntaxError) {
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
		v, err := d.string()
		v.node = d.node
		return v, err
	case c == '{':
		return d.object()
	case c == '[':
		return d.array()
	case c == '-' || '0' <= c && c <= '9':
		return d.number()
	case c == 't':
		return d.literal("true", Value{kind: Boolean, n: 1})
	case c == 'f':
		return d.literal("false", Value{kind: Boolean})
	case c == 'n':
		return d.literal("null", Value{kind: Null})
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
	v.node = d.node
	return v, nil
}

func (d *decoder) array() (Value, *SyntaxError) {
	v, open, first := Value{kind: Array, node: d.node}, d.at, len(d.elements)
	if err := d.enter(); err != nil {
		return v, err
	}
	if d.skip() == ']' {
		d.leave()
		return v, nil
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
	v.p = d.values.take(d.elements[first:])
	d.elements = d.elements[:first]
	return v, nil
}

func (d *decoder) object() (Value, *SyntaxError) {
	v, open, first := Value{kind: Object, node: d.node}, d.at, len(d.fields)
	if err := d.enter(); err != nil {
		return v, err
	}
	if d.skip() == '}' {
		d.leave()
		return v, nil
	}
	keys := keySet{first: first}
	for {
		if err := d.member(&keys, open); err != nil {
			return v, err
		}
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
	v.n = int64(len(d.fields) - first)
	v.p = d.members.take(d.fields[first:])
	d.fields, d.keysAt = d.fields[:first], d.keysAt[:first]
	return v, nil
}

// member reads one key and its value onto d.fields.
func (d *decoder) member(keys *keySet, open int) *SyntaxError {
	at := d.at
	if at == len(d.b) {
		return d.endsInside("an object", open)
	}
	if d.b[at] != '"' {
		return d.unexpected("a key in double quotes")
	}
	key, err := d.string()
	if err != nil {
		return err
	}
	if d.symbols != nil {
		key.sym = d.symbols.byText[key.Text()]
	}
	if i := keys.add(d.fields, key.Text()); i >= 0 {
		return d.duplicate(at, int(d.keysAt[i]), key)
	}
	if d.skip() != ':' {
		return d.missingColon(open)
	}
	d.at++
	if d.skip(); d.at == len(d.b) {
		return d.endsInside("an object", open)
	}
	value, err := d.value() // its own members come and go on d.fields meanwhile
	if err != nil {
		return err
	}
	d.fields = append(d.fields, Member{key, value})
	d.keysAt = append(d.keysAt, uint32(at))
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
