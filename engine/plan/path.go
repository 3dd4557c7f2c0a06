package plan

import (
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ir"
)

// path is lookups of constant keys one below the other, as in input.resource.properties.sku. What it passes
// through is stored nowhere.
type path struct {
	from, target int
	steps        []step
}

// step is one lookup of a path.
type step struct {
	key   Value
	hash  uint64
	plain bool // the key is one of Contract.Plain
	run   bool // the key is Contract.Run
	site  int  // its number among all steps of the program
}

// path recognises a path at the beginning of stmts, and says how many of them it is made of: none if what is
// looked at must be logged.
func (c *compiler) path(stmts []ir.Stmt) (path, int, error) {
	var p path
	if c.options.Reads {
		return p, 0, nil
	}
	for n, stmt := range stmts {
		dot, ok := stmt.(*ir.DotStmt)
		if !ok {
			return p, n, nil
		}
		source, key, err := c.pair(dot.Source, dot.Key)
		if err != nil {
			return p, n, err
		}
		if source.local < 0 || key.local >= 0 || key.constant.kind != String || n > 0 && !c.continues(&p, source) {
			return p, n, nil
		}
		local, _ := dot.Source.Value.(ir.Local)
		stored := c.isStored(local)
		if stored && !namesMember(key) {
			return p, n, nil
		}
		c.reaches(dot.Target, stored)
		if n == 0 {
			p.from = source.local
		}
		p.target = c.local(dot.Target)
		p.steps = append(p.steps, c.step(key.constant))
		c.share(&p)
	}
	return p, len(stmts), nil
}

// continues says that source is what p found, and that nothing else reads that.
func (c *compiler) continues(p *path, source operand) bool {
	return source.local == p.target && c.passing(p.target)
}

// passing says that a local is assigned and read once.
func (c *compiler) passing(local int) bool {
	return local > int(ir.Data) && c.uses.all[local] == 2 && c.uses.direct[local] == 1
}

func (c *compiler) step(key Value) step {
	contract := &c.options.Contract
	c.sites++
	return step{
		key: key, hash: hash(key), site: c.sites - 1,
		plain: contract.isPlain(key), run: contract.Run != "" && key.text() == contract.Run,
	}
}

// share has the last step of a path from the input remember with those of other paths that begin in the same way.
func (c *compiler) share(p *path) {
	if p.from != int(ir.Input) {
		return
	}
	var b strings.Builder
	for i := range p.steps {
		b.WriteString(strconv.Quote(p.steps[i].key.text()))
	}
	last := &p.steps[len(p.steps)-1]
	if site, ok := c.shared[b.String()]; ok {
		last.site = site
		return
	}
	c.shared[b.String()] = last.site
}

// op stores what p leads to, and leaves the block if that is nothing.
func (p path) op() op {
	return func(m *Machine, f []Value) ctl {
		v := m.follow(&f[p.from], p.steps)
		f[p.target] = *v
		if v.kind == Undefined {
			return 1
		}
		return 0
	}
}

// follow is what a path leads to from v. It must be copied before anything else happens.
func (m *Machine) follow(v *Value, steps []step) *Value {
	for i := range steps {
		s := &steps[i]
		switch {
		case v.kind != Object:
			v = m.beside(v, s)
		case !v.isRead():
			v = m.memberMade(v.object(), s)
		default:
			if m.marks&MarkInput == 0 {
				m.touch(v, s.plain)
			}
			v = m.memberRead(v, s)
		}
		if v.kind == Undefined {
			m.missing(*v)
			return v
		}
		if s.run {
			m.reached(v)
		}
	}
	return v
}

// beside is what a key leads to in a v that is no object: an element of a set, or nothing.
func (m *Machine) beside(v *Value, s *step) *Value {
	if v.kind == Set {
		if i := v.set().find(s.key); i >= 0 {
			return &v.set().keys[i]
		}
	}
	if v.isRead() {
		m.touch(v, s.plain)
	}
	return &m.none
}

// memberRead is a member of an object that was read. Most objects that a step comes upon have their members
// in the same order, so it looks first where it found the key before.
func (m *Machine) memberRead(v *Value, s *step) *Value {
	if v.n >= large {
		return m.memberMade(m.searchable(*v).object(), s)
	}
	members, h := v.members(), m.hint(s.site)
	if i := int(h.at); i < len(members) {
		if h.object == uintptr(v.p) && h.begun == m.begun {
			return &members[i].value
		}
		if members[i].key.isText(&s.key) {
			h.object, h.begun = uintptr(v.p), m.begun
			return &members[i].value
		}
	}
	for i := range members {
		if members[i].key.isText(&s.key) {
			*h = hint{object: uintptr(v.p), begun: m.begun, at: uint8(i)}
			return &members[i].value
		}
	}
	return &m.none
}

// memberMade is a member of an object that a plan built or that was loaded.
func (m *Machine) memberMade(o *object, s *step) *Value {
	h := m.hint(s.site)
	if i := int(h.at); i < len(o.keys) && o.keys[i].isText(&s.key) {
		return &o.vals[i]
	}
	i := o.findHashed(s.key, s.hash)
	if i < 0 {
		return &m.none
	}
	*h = hint{at: uint8(min(i, 1<<8-1))}
	return &o.vals[i]
}

// hint is where a step found its key last: at a position, in an object of an input. The object is only compared:
// a hint keeps no input.
type hint struct {
	object uintptr
	begun  uint64 // which input it was
	at     uint8
}

func (m *Machine) hint(site int) *hint {
	if site >= len(m.hints) {
		m.hints = append(m.hints, make([]hint, site+64-len(m.hints))...)
	}
	return &m.hints[site]
}

// isText reports whether v is the string constant.
func (v *Value) isText(constant *Value) bool {
	if v.n != constant.n || v.kind != String {
		return false
	}
	if v.sym != 0 && constant.sym != 0 {
		return v.sym == constant.sym
	}
	return v.p == constant.p || v.text() == constant.text()
}
