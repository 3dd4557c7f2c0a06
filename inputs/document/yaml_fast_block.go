package document

// block reads the mapping or sequence that starts at p.at in the given column.
func (p *yamlFast) block(column int) (Value, bool) {
	p.node++
	if p.depth++; p.depth > p.maxDepth {
		return Value{}, false
	}
	defer func() { p.depth-- }()
	if p.dash() {
		return p.sequence(column)
	}
	return p.mapping(column)
}

// dash reports whether an element of a sequence starts here.
func (p *yamlFast) dash() bool {
	return p.at < len(p.b) && p.b[p.at] == '-' && (p.at+1 == len(p.b) || p.b[p.at+1] == ' ' || p.b[p.at+1] == '\n')
}

func (p *yamlFast) sequence(column int) (Value, bool) {
	node, first := p.node, len(p.elements)
	for more := true; more; more = p.indent == column && p.dash() {
		p.at++
		v, ok := p.element(column)
		if !ok {
			return Value{}, false
		}
		p.elements = append(p.elements, v)
	}
	return p.array(node, first), p.indent <= column
}

// element reads what stands behind a dash.
func (p *yamlFast) element(column int) (Value, bool) {
	dash := p.at - 1
	if p.lineEnd() {
		if p.indent > column {
			return p.block(p.indent)
		}
		return p.null(), true
	}
	for p.b[p.at] == ' ' {
		p.at++
	}
	if p.dash() || p.keyEnd(p.at) > 0 {
		return p.block(column + p.at - dash)
	}
	return p.inline(column)
}

// array returns the elements that were read since there were first of them.
func (p *yamlFast) array(node Node, first int) Value {
	elements := p.elements[first:]
	p.elements = p.elements[:first]
	return Value{headOf(Array, node), int64(len(elements)), p.values.take(elements, first+(len(p.b)-p.at)/64)}
}

func (p *yamlFast) mapping(column int) (Value, bool) {
	node, first := p.node, len(p.fields)
	keys := keySet{first: first, stack: &p.slots}
	for more := true; more; more = p.indent == column {
		at := len(p.fields)
		if !p.key(&keys) {
			return Value{}, false
		}
		v, ok := p.value(column)
		if !ok {
			return Value{}, false
		}
		p.fields[at].Value = v
	}
	keys.done()
	return p.object(node, first), p.indent <= column
}

// object returns the members that were read since there were first of them.
func (p *yamlFast) object(node Node, first int) Value {
	fields := p.fields[first:]
	p.fields = p.fields[:first]
	return Value{headOf(Object, node), int64(len(fields)), p.members.take(fields, first+(len(p.b)-p.at)/24)}
}

// value reads what stands behind a key and its colon.
func (p *yamlFast) value(column int) (Value, bool) {
	if p.lineEnd() {
		if p.indent > column || p.indent == column && p.dash() {
			return p.block(p.indent)
		}
		return p.null(), true
	}
	for p.b[p.at] == ' ' {
		p.at++
	}
	return p.inline(column)
}

// inline reads a scalar or a flow collection, and moves to the next line with contents. The parent gives up if
// that is further in, because it might belong to the scalar.
func (p *yamlFast) inline(parent int) (Value, bool) {
	var v Value
	var ok bool
	switch c := p.b[p.at]; c {
	case '|', '>':
		return p.lines(parent)
	case '[', '{':
		v, ok = p.flow()
	case '"', '\'':
		v, ok = p.quoted()
	default:
		v, ok = p.plain()
	}
	return v, ok && p.lineEnd()
}

func (p *yamlFast) null() Value {
	p.node++
	return NullValue().at(p.node)
}
