package document

import "sort"

// Pieces makes a document of some parts of a longer one, which need not be in memory: values from different parts can
// then stand in one document. Its root has no place but the start of the file.
type Pieces struct {
	limits  Limits
	symbols *Symbols
	doc     Document
	all     []piece // by their nodes
	next    Node
}

// piece is a part. Its nodes follow those of the part before.
type piece struct {
	before Node // the last node that is not in it
	*jsonDocument
}

// NewPieces returns a document without parts. limits bound one part.
func NewPieces(limits Limits, symbols *Symbols) *Pieces {
	p := &Pieces{limits: limits.OrDefault(), symbols: symbols, next: 1}
	p.doc.source = p
	return p
}

// Add decodes a part from its text, which is that of a [Part] with the same place, and must not change.
func (p *Pieces) Add(text []byte, at Place) (Value, error) {
	if err := p.limits.size(text); err != nil {
		return Value{}, err
	}
	d := decoder{b: text, start: at.Start, maxDepth: p.limits.Depth, depth: at.Depth, node: p.next, symbols: p.symbols}
	d.share()
	root, err := d.document()
	if err != nil {
		return Value{}, err
	}
	p.all = append(p.all, piece{p.next, &jsonDocument{b: text, start: at.Start, nodes: d.node - p.next}})
	p.next = d.node
	return root, nil
}

// Document returns the document, whose root is an object with the given members. Parts can still be added.
func (p *Pieces) Document(members ...Member) *Document {
	p.doc.Root = ObjectValue(members...).at(1)
	return &p.doc
}

func (p *Pieces) span(_ int, n Node) (Span, bool) {
	if n == 1 {
		return Span{Start: fileStart, End: fileStart}, true
	}
	i := sort.Search(len(p.all), func(i int) bool { return p.all[i].before >= n }) - 1
	if i < 0 {
		return Span{}, false
	}
	return p.all[i].span(0, n-p.all[i].before)
}

// line returns a line that stands in a part as a whole.
func (p *Pieces) line(n, limit int) (string, bool) {
	for _, e := range p.all {
		e.span(0, 1) // makes the table of lines
		if last := e.start.Line + len(e.table.lines.starts) - 1; e.start.Line <= n && n < last {
			return e.table.lines.text(n, limit)
		}
	}
	return "", false
}
