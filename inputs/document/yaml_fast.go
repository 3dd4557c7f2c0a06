package document

import "bytes"

// yamlFast reads the plain part of YAML in one pass: block mappings and sequences, scalars and flow collections
// on one line, literal block scalars, comments and --- lines. It gives up on everything else, mistakes
// included: then the full parser decides. What it accepts, it reads exactly as the full parser does.
type yamlFast struct {
	b        []byte
	at       int // offset of what is read next
	indent   int // column, from 0, of the block that starts at the offset; noBlock between documents
	node     Node
	depth    int
	maxDepth int
	open     bool // a scalar of the document depends on its schema

	values   arena[Value]
	members  arena[Member]
	text     arena[byte]
	unquoted []byte // the scalar being read, when it is not as it is written

	elements []Value  // of the sequences being read
	fields   []Member // of the mappings being read
	slots    []slot
}

// maxFastDepth is well below the depth from which on the full parser refuses.
const maxFastDepth = 1000

// noBlock is the indentation at the end of the file and at a --- line.
const noBlock = -1

// fast returns the documents of f, false if it gives up.
func (f *yamlFile) fast() ([]*Document, bool) {
	if f.bangs || bytes.IndexByte(f.b, '\t') >= 0 || bytes.IndexByte(f.b, '\r') >= 0 {
		return nil, false
	}
	p := yamlFast{b: f.b, maxDepth: min(f.limits.Depth, maxFastDepth)}
	p.elements, p.fields = make([]Value, 0, 8), make([]Member, 0, min(4+len(f.b)/32, 32))
	var docs []*Document
	p.line()
	for index := 0; p.at < len(p.b); index++ {
		if index == f.limits.Documents || p.indent == noBlock && !p.marker() {
			return nil, false
		}
		if p.indent == noBlock {
			continue // an empty document
		}
		p.node, p.open = 0, false
		root, ok := p.block(p.indent)
		if !ok || p.indent != noBlock {
			return nil, false
		}
		schema := f.choose(fastHeader(root))
		if p.open {
			settle(&root, schema)
		}
		docs = append(docs, &Document{Root: root, Index: index, source: f})
	}
	return docs, true
}

// fastHeader is header for a root whose scalars may not be settled.
func fastHeader(root Value) Header {
	h := Header{}
	for _, m := range root.Members() {
		if text := m.Value.Text(); m.Value.Kind() == String && text != "" && (isText(text) || kubernetesScalar(text).Kind() == String) {
			h[m.Key.Text()] = text
		}
	}
	return h
}

// marker goes behind a --- line; false if there is more on it than a comment.
func (p *yamlFast) marker() bool {
	p.at += len("---")
	return p.lineEnd()
}

// line moves to the first line from p.at on, the start of one, that is neither empty nor only a comment.
func (p *yamlFast) line() {
	b, i := p.b, p.at
	for i < len(b) {
		start := i
		for i < len(b) && b[i] == ' ' {
			i++
		}
		if i == len(b) {
			break
		}
		if b[i] != '\n' && b[i] != '#' {
			p.at, p.indent = i, i-start
			if i == start && isMarker(b[i:]) {
				p.indent = noBlock
			}
			return
		}
		i = nextLine(b, i)
	}
	p.at, p.indent = len(b), noBlock
}

func isMarker(b []byte) bool {
	return len(b) >= 3 && string(b[:3]) == "---" && (len(b) == 3 || b[3] == ' ' || b[3] == '\n')
}

// nextLine returns the offset of the line behind the one that i is on.
func nextLine(b []byte, i int) int {
	if end := bytes.IndexByte(b[i:], '\n'); end >= 0 {
		return i + end + 1
	}
	return len(b)
}

// lineEnd moves to the next line with contents, if there is no more than a comment on this one.
func (p *yamlFast) lineEnd() bool {
	i := p.at
	for i < len(p.b) && p.b[i] == ' ' {
		i++
	}
	if i < len(p.b) && p.b[i] != '\n' && (p.b[i] != '#' || i == p.at) {
		return false
	}
	p.at = nextLine(p.b, i)
	p.line()
	return true
}
