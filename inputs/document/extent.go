package document

import "sync"

// Extent is where a node stands in a text, in bytes; Key and KeyEnd are equal for what has no key.
type Extent struct{ Key, KeyEnd, Start, End int }

// FromExtents returns the document that an adapter has decoded from a text in another language than JSON and
// YAML: node n stands at extents[n-1]. The document keeps both; the text must not change.
func FromExtents(text []byte, root Value, extents []Extent) *Document {
	nodes := make([]extent, len(extents))
	for i, e := range extents {
		nodes[i] = extent{uint32(e.Key), uint32(e.KeyEnd), uint32(e.Start), uint32(e.End)}
	}
	return &Document{Root: root, source: &extentTable{text: text, nodes: nodes}}
}

// Placed returns v as node n of a document that is made with [FromExtents].
func (v Value) Placed(n Node) Value { return v.at(n) }

// extentTable is a spanTable whose lines are counted when they are asked for.
type extentTable struct {
	text  []byte
	nodes []extent
	once  sync.Once
	table *spanTable
}

func (t *extentTable) span(_ int, n Node) (Span, bool) {
	t.once.Do(func() { t.table = &spanTable{t.nodes, newLineTable(t.text, fileStart)} })
	return t.table.span(n)
}

func (t *extentTable) line(n, limit int) (string, bool) { return t.table.lines.text(n, limit) }
