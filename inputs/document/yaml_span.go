package document

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// span finds a node of one document in the text. The first call parses the whole file again, with places.
func (f *yamlFile) span(index int, n Node) (Span, bool) {
	f.once.Do(func() {
		f.tables = map[int]*spanTable{}
		// No error: the file was accepted before.
		_ = f.each(func(index int, root *yaml.Node) error {
			c := f.converter(root)
			c.places = &yamlPlaces{file: f}
			if _, err := c.value(root); err != nil {
				return err
			}
			f.tables[index] = &spanTable{c.places.nodes, f.lineTable()}
			return nil
		})
	})
	t := f.tables[index]
	if t == nil {
		return Span{}, false
	}
	return t.span(n)
}

func (f *yamlFile) line(n, limit int) (string, bool) { return f.lineTable().text(n, limit) }

func (f *yamlFile) lineTable() *lineTable {
	if f.lines == nil {
		f.lines = newLineTable(f.b, fileStart)
	}
	return f.lines
}

// yamlPlaces collects where nodes stand while they are converted.
type yamlPlaces struct {
	file    *yamlFile
	nodes   []extent
	open    []int  // indices in nodes of the values being converted
	pending extent // the key of the next value
}

// key says that n is the key of the next value.
func (p *yamlPlaces) key(n *yaml.Node) {
	p.pending.key = uint32(p.file.start(n))
	p.pending.keyEnd = uint32(p.file.end(n))
}

func (p *yamlPlaces) start(n *yaml.Node) {
	p.pending.start = uint32(p.file.start(n))
	p.open = append(p.open, len(p.nodes))
	p.nodes = append(p.nodes, p.pending)
	p.pending = extent{}
}

func (p *yamlPlaces) end(n *yaml.Node, _ Value) {
	i := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	p.nodes[i].end = max(uint32(p.file.end(n)), p.nodes[i].start)
}

// at says that a node stands where its alias is; what is below it stands where the anchor is.
func (p *yamlPlaces) at(alias *yaml.Node, n Node) {
	if int(n) <= len(p.nodes) {
		p.nodes[n-1].start, p.nodes[n-1].end = uint32(p.file.start(alias)), uint32(p.file.end(alias))
	}
}

// tagged reports whether a tag without a name stands before n.
func (f *yamlFile) tagged(n *yaml.Node) bool {
	at := f.lineTable().offset(Position{n.Line, n.Column})
	if n.Anchor != "" && at < len(f.b) && f.b[at] == '&' {
		at = blanks(f.b, wordEnd(f.b, at))
	}
	return at < len(f.b) && f.b[at] == '!'
}

// start returns the offset of a node behind its anchor and tag.
func (f *yamlFile) start(n *yaml.Node) int {
	at := f.lineTable().offset(Position{n.Line, n.Column})
	if n.Anchor == "" && n.Style&yaml.TaggedStyle == 0 {
		return at
	}
	for at < len(f.b) && (f.b[at] == '&' || f.b[at] == '!') {
		end := wordEnd(f.b, at)
		next := blanks(f.b, end)
		if n.Kind == yaml.ScalarNode && n.Value == "" && next > end && !quotedAt(f.b, next) {
			return end // nothing but properties
		}
		at = next
	}
	return at
}

// end returns the offset behind a node.
func (f *yamlFile) end(n *yaml.Node) int {
	at := f.start(n)
	switch {
	case at >= len(f.b):
		return len(f.b)
	case n.Kind == yaml.AliasNode:
		return min(at+1+len(n.Value), len(f.b))
	case n.Kind == yaml.ScalarNode:
		return f.scalarEnd(n, at)
	case n.Style&yaml.FlowStyle != 0:
		return f.flowEnd(n, at)
	case len(n.Content) > 0:
		return f.end(n.Content[len(n.Content)-1])
	}
	return at
}

func (f *yamlFile) scalarEnd(n *yaml.Node, at int) int {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return quoteEnd(f.b, at, '\\')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return quoteEnd(f.b, at, '\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		for at < len(f.b) && f.b[at] != '\n' && f.b[at] != '\r' && f.b[at] != ' ' {
			at++ // the indicators
		}
		if i := bytes.IndexAny(f.b[at:], "\r\n"); i >= 0 && n.Value != "" {
			return wordsEnd(f.b, at+i, at, n.Value)
		}
		return at
	}
	return wordsEnd(f.b, at, at, n.Value)
}

// wordsEnd returns the offset behind the words of text, which stand in b from at on with any white space
// between them; otherwise if there are none.
func wordsEnd(b []byte, at, otherwise int, text string) int {
	end := otherwise
	for _, want := range text {
		if unicode.IsSpace(want) && want <= ' ' {
			continue
		}
		at = spacesEnd(b, at)
		got, size := utf8.DecodeRune(b[at:])
		if got != want {
			break
		}
		at += size
		end = at
	}
	return end
}

func spacesEnd(b []byte, at int) int {
	for at < len(b) && b[at] <= ' ' {
		at++
	}
	return at
}

// quoteEnd returns the offset behind the quoted scalar at an offset, in which escape stands before what
// does not end it.
func quoteEnd(b []byte, at int, escape byte) int {
	quote := b[at]
	for at++; at < len(b); at++ {
		switch {
		case b[at] == escape && (escape == '\\' || at+1 < len(b) && b[at+1] == quote):
			at++
		case b[at] == quote:
			return at + 1
		}
	}
	return len(b)
}

// flowEnd returns the offset behind the closing bracket of a flow collection.
func (f *yamlFile) flowEnd(n *yaml.Node, at int) int {
	if f.b[at] != '[' && f.b[at] != '{' { // a pair in a sequence: [a: b]
		return f.end(n.Content[len(n.Content)-1])
	}
	closing := byte(']')
	if n.Kind == yaml.MappingNode {
		closing = '}'
	}
	if at++; len(n.Content) > 0 {
		at = max(at, f.end(n.Content[len(n.Content)-1]))
	}
	for at < len(f.b) && f.b[at] != closing {
		if f.b[at] == '#' {
			at = lineStop(f.b, at)
			continue
		}
		at++
	}
	return min(at+1, len(f.b))
}

// blanks returns the offset of what follows white space and comments.
func blanks(b []byte, at int) int {
	for {
		at = spacesEnd(b, at)
		if at == len(b) || b[at] != '#' {
			return at
		}
		at = lineStop(b, at)
	}
}

func lineStop(b []byte, at int) int {
	if i := bytes.IndexAny(b[at:], "\r\n"); i >= 0 {
		return at + i
	}
	return len(b)
}

// wordEnd returns the offset of the first white space from at on; commas and brackets end a word in flow
// collections and cannot be in an anchor.
func wordEnd(b []byte, at int) int {
	for at < len(b) && b[at] > ' ' && !bytes.ContainsRune([]byte(",[]{}"), rune(b[at])) {
		at++
	}
	return at
}

func quotedAt(b []byte, at int) bool {
	return at < len(b) && (b[at] == '"' || b[at] == '\'' || b[at] == '|' || b[at] == '>')
}
