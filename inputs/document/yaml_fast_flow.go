package document

// flow reads a flow collection on one line.
func (p *yamlFast) flow() (Value, bool) {
	p.node++
	if p.depth++; p.depth > p.maxDepth {
		return Value{}, false
	}
	defer func() { p.depth-- }()
	p.at++
	if p.b[p.at-1] == '[' {
		return p.flowSequence()
	}
	return p.flowMapping()
}

func (p *yamlFast) flowSequence() (Value, bool) {
	node, first := p.node, len(p.elements)
	for p.flowSkip() != ']' || len(p.elements) > first {
		v, ok := p.flowValue()
		if !ok {
			return Value{}, false
		}
		p.elements = append(p.elements, v)
		c := p.flowSkip()
		if c == ']' {
			break
		}
		if c != ',' {
			return Value{}, false
		}
		p.at++
	}
	p.at++
	return p.array(node, first), true
}

func (p *yamlFast) flowMapping() (Value, bool) {
	node, first := p.node, len(p.fields)
	keys := keySet{first: first, stack: &p.slots}
	for p.flowSkip() != '}' || len(p.fields) > first {
		at := len(p.fields)
		if !p.key(&keys) {
			return Value{}, false
		}
		p.flowSkip()
		v, ok := p.flowValue()
		if !ok {
			return Value{}, false
		}
		p.fields[at].Value = v
		c := p.flowSkip()
		if c == '}' {
			break
		}
		if c != ',' {
			return Value{}, false
		}
		p.at++
	}
	p.at++
	keys.done()
	return p.object(node, first), true
}

// flowSkip moves behind spaces and returns what follows, 0 at the end of the file.
func (p *yamlFast) flowSkip() byte {
	for p.at < len(p.b) && p.b[p.at] == ' ' {
		p.at++
	}
	if p.at == len(p.b) {
		return 0
	}
	return p.b[p.at]
}

// flowValue reads a value in a flow collection.
func (p *yamlFast) flowValue() (Value, bool) {
	switch p.flowSkip() {
	case '[', '{':
		return p.flow()
	case '"', '\'':
		return p.quoted()
	}
	start := p.at
	for p.at < len(p.b) && p.b[p.at] == '-' { // an option, or a number below zero
		p.at++
	}
	end := nameEnd(p.b, p.at)
	if end == p.at {
		return Value{}, false
	}
	p.at = end
	return p.resolve(start, end)
}
