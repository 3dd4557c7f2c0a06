package document

// Decoder decodes JSON documents one after the other into the same memory: a document is valid until the
// next call, and so is every value in it. It is for requests and records, of which each is judged before the
// next one is read. A Decoder is used by one goroutine at a time.
type Decoder struct {
	limits  Limits
	decoder decoder
	doc     jsonDocument
}

// NewDecoder returns a decoder with limits and symbols as [ParseJSON] takes them.
func NewDecoder(limits Limits, symbols *Symbols) *Decoder {
	d := &Decoder{limits: limits.OrDefault()}
	d.decoder.maxDepth, d.decoder.symbols = d.limits.Depth, symbols
	return d
}

// ParseJSON decodes as the function [ParseJSON] does. It makes the document that it returned before invalid.
func (d *Decoder) ParseJSON(b []byte) (*Document, error) {
	if err := d.limits.size(b); err != nil {
		return nil, err
	}
	text, err := unmarked(b)
	if err != nil {
		return nil, err
	}
	return d.parse(text, fileStart)
}

// ParseJSONLine decodes as the function [ParseJSONLine] does. It makes the document that it returned before
// invalid.
func (d *Decoder) ParseJSONLine(b []byte, line int) (*Document, error) {
	if err := d.limits.size(b); err != nil {
		return nil, err
	}
	return d.parse(b, Position{line, 1})
}

func (d *Decoder) parse(b []byte, start Position) (*Document, error) {
	d.decoder.reset(b, start)
	root, err := d.decoder.document()
	if err != nil {
		return nil, err
	}
	d.doc = jsonDocument{Document: Document{Root: root}, b: b, start: start, nodes: d.decoder.node}
	d.doc.source = &d.doc
	return &d.doc.Document, nil
}

// reset makes d ready for b, with the memory it has.
func (d *decoder) reset(b []byte, start Position) {
	d.b, d.at, d.start, d.depth, d.node, d.seen = b, 0, start, 0, 0, 0
	d.values.reset()
	d.members.reset()
	d.text.reset()
	d.elements, d.fields, d.slots = reused(d.elements), reused(d.fields), reused(d.slots)
	d.unescaped = reused(d.unescaped)
}
