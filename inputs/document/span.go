package document

// extent is where one node stands, as offsets; key and keyEnd are equal for elements and roots.
type extent struct{ key, keyEnd, start, end uint32 }

// spanTable holds the places of all nodes of a document, node 1 first.
type spanTable struct {
	nodes []extent
	lines *lineTable
}

func (t *spanTable) span(n Node) (Span, bool) {
	if n == 0 || int(n) > len(t.nodes) {
		return Span{}, false
	}
	e := t.nodes[n-1]
	s := Span{Start: t.lines.position(int(e.start)), End: t.lines.position(int(e.end))}
	if e.keyEnd > e.key {
		s.Key, s.KeyEnd = t.lines.position(int(e.key)), t.lines.position(int(e.keyEnd))
	}
	return s, true
}

// span finds a node in the bytes. The first call reads all of them and remembers where the nodes are.
func (d *jsonDocument) span(_ int, n Node) (Span, bool) {
	d.once.Do(func() {
		s := extents{b: d.b, nodes: make([]extent, 0, d.nodes)}
		s.value(0, 0)
		d.table = &spanTable{s.nodes, newLineTable(d.b, d.start)}
	})
	return d.table.span(n)
}

func (d *jsonDocument) line(n, limit int) (string, bool) { return d.table.lines.text(n, limit) }

// extents walks the bytes of a document that was decoded before, so it checks nothing, and numbers nodes
// as the decoder does.
type extents struct {
	b     []byte
	at    int
	nodes []extent
}

func (s *extents) value(key, keyEnd int) {
	c := s.skip()
	i := len(s.nodes)
	s.nodes = append(s.nodes, extent{key: uint32(key), keyEnd: uint32(keyEnd), start: uint32(s.at)})
	switch c {
	case '{':
		s.object()
	case '[':
		s.array()
	case '"':
		s.string()
	default:
		for wordByte(s.b, s.at) {
			s.at++
		}
	}
	s.nodes[i].end = uint32(s.at)
}

func (s *extents) object() {
	s.at++
	for s.skip() != '}' {
		s.member()
	}
	s.at++
}

func (s *extents) member() {
	key := s.at
	s.string()
	end := s.at
	s.skip()
	s.at++ // the colon
	s.value(key, end)
	if s.skip() == ',' {
		s.at++
	}
}

func (s *extents) array() {
	s.at++
	for s.skip() != ']' {
		s.value(0, 0)
		if s.skip() == ',' {
			s.at++
		}
	}
	s.at++
}

func (s *extents) string() {
	i, _ := plain(s.b, s.at+1)
	for s.b[i] != '"' {
		i, _ = plain(s.b, i+2)
	}
	s.at = i + 1
}

func (s *extents) skip() byte {
	for s.b[s.at] <= ' ' {
		s.at++
	}
	return s.b[s.at]
}
