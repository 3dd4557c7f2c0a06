package artifact

import "strings"

// resolve returns the import of a name from a module.
func (p *pickle) resolve(module, name string) value {
	i := p.x.addImport(imported{
		module: module, name: name, opcode: p.op.name, offset: p.at, member: p.place.member, count: 1,
		listed: listing(module, name),
	})
	return value{kind: importValue, text: printable(module + "." + name), box: &box{made: i}}
}

// stackGlobal imports what the last two texts name.
func (p *pickle) stackGlobal(value) {
	name, module := p.pop(), p.pop()
	if p.failed != nil {
		return
	}
	if name.kind != textValue || module.kind != textValue || name.long || module.long {
		p.problem(unresolvedImport, "the names of an import are %s and %s", module.describe(), name.describe())
		p.push(value{})
		return
	}
	p.push(p.resolve(module.text, name.text))
}

// extension imports what a number stands for, in a registry that only the reading program has.
func (p *pickle) extension(a value) {
	p.problem(extensionCode, "extension code %d stands for an import that is not in the file", a.number)
	p.push(value{})
}

// reduce calls what is below the last value, with that.
func (p *pickle) reduce(value) {
	arguments, f := p.pop(), p.pop()
	p.call(f, arguments)
}

func (p *pickle) newObjEx(value) {
	_, arguments, class := p.pop(), p.pop(), p.pop()
	p.call(class, arguments)
}

// obj calls what is right above the mark, with the rest.
func (p *pickle) obj(value) {
	items := p.popMark()
	if len(items) == 0 {
		if p.failed == nil {
			p.underflow()
		}
		return
	}
	p.call(items[0], collection(tupleValue, items[1:]...))
}

func (p *pickle) inst(a value) {
	class := p.resolve(a.text, a.items[0].text)
	arguments := p.popMark()
	p.call(class, collection(tupleValue, arguments...))
}

// call pushes what a call would return.
func (p *pickle) call(f, arguments value) {
	if p.failed != nil {
		return
	}
	made := value{kind: madeValue, text: f.text, box: &box{}}
	if arguments.box != nil {
		made.items = arguments.items
	}
	if f.kind == importValue {
		f.made.called = true
		p.called = true
	} else {
		p.problem(callOfValue, "%s calls %s", p.op.name, f.describe())
		made.kind = otherValue
	}
	p.push(made)
}

// build gives a value its state, which for what is imported changes the module or class itself.
func (p *pickle) build(value) {
	state, v := p.pop(), p.peek()
	if p.failed != nil {
		return
	}
	p.checkState(v, state)
	if v.box != nil {
		v.state = state
	}
	if v.kind == madeValue && v.text == arrayWrapper {
		p.pop()
		p.wrapped = &state
	}
}

func (p *pickle) checkState(v, state value) {
	switch v.kind {
	case importValue:
		p.problem(buildOnImport, "BUILD sets attributes of %s itself", v.text)
	case madeValue, otherValue:
		if name := dunderIn(state); name != "" {
			p.problem(buildDunder, "BUILD sets %s of %s", name, v.describe())
		}
	default:
		p.problem(buildOnValue, "BUILD sets attributes of %s", v.describe())
	}
}

// dunderIn returns a special attribute that a state sets; the state may be a pair of two.
func dunderIn(state value) string {
	if state.box == nil {
		return ""
	}
	if state.dunder != "" || state.kind != tupleValue {
		return state.dunder
	}
	for _, half := range state.items {
		if half.box != nil && half.dunder != "" {
			return half.dunder
		}
	}
	return ""
}

// extend adds values to a collection.
func (p *pickle) extend(values ...value) {
	if p.failed != nil {
		return
	}
	v := p.peek()
	p.changes(v)
	v.add(values...)
}

// setItems sets keys, each with the value behind it.
func (p *pickle) setItems(values ...value) {
	if p.failed != nil {
		return
	}
	if len(values)%2 != 0 {
		p.failed = wrong(malformed, "%s has a key without a value", p.op.name)
		return
	}
	v := p.peek()
	p.changes(v)
	if v.kind == dictValue {
		v.set(values...)
	}
}

// changes notes that something is put into what is imported.
func (p *pickle) changes(v value) {
	switch {
	case p.failed != nil:
	case v.kind == importValue:
		p.problem(changeOfImport, "%s changes %s itself", p.op.name, v.text)
	case v.kind == intValue || v.kind == textValue || v.kind == bytesValue || v.kind == tupleValue:
		p.problem(malformed, "%s on %s", p.op.name, v.describe())
	}
}

// addImport adds an import, or counts it if it is known.
func (x *inspection) addImport(i imported) *imported {
	key := [3]string{i.member, i.module, i.name}
	if known := x.byName[key]; known != nil {
		known.count += i.count
		known.called = known.called || i.called
		return known
	}
	if len(x.imports) == maxImports {
		x.problem(place{member: i.member}, limitReached, i.offset, "more than %d imports", maxImports)
	}
	x.byName[key] = &i
	if len(x.imports) < maxImports {
		x.imports = append(x.imports, &i)
	}
	return &i
}

// isName reports whether a text could be the name of something in Python.
func isName(s string) bool {
	return s != "" && !strings.ContainsAny(s, " \t\r\n(){}[]<>'\"=,;:/\\")
}
