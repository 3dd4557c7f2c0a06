package document

// placed is the source of a document of which only places are known.
type placed []Span

// Placed returns a document for values that were read from a file in no language of documents, such as a table: node
// n, counted from 1, stands at the nth place. It has no text, so that no line of the file is ever quoted.
func Placed(places []Span) *Document {
	return &Document{source: placed(places)}
}

func (p placed) span(_ int, n Node) (Span, bool) {
	if n == 0 || int(n) > len(p) {
		return Span{}, false
	}
	return p[n-1], true
}

func (placed) lineTable() *lineTable { return &lineTable{} }

// Placed returns v as node n of a document that [Placed] made.
func (v Value) Placed(n Node) Value { return v.at(n) }
