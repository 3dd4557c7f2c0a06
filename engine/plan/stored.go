package plan

import (
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/util"
)

// OPA's storage finds things by path, and a path is text: a reference into base data finds the member "2" of an
// object under the number 2, and element 2 of an array under the string "2". That holds for the reference as it
// is written and only for what is stored: not after an assignment, and not for what `with` puts in its place.

// isStored says that a local holds base data as a reference reached it.
func (c *compiler) isStored(l ir.Local) bool { return l == ir.Data || c.stored[l] }

// reaches notes whether a local is a further step of a reference into base data.
func (c *compiler) reaches(l ir.Local, stored bool) {
	switch {
	case !stored:
		delete(c.stored, l)
	case c.stored == nil:
		c.stored = map[ir.Local]bool{l: true}
	default:
		c.stored[l] = true
	}
}

// namesMember says that a key is the same for OPA's storage as for any other value: a text that is no number.
func namesMember(key operand) bool {
	if key.local >= 0 || key.constant.kind != String {
		return false
	}
	_, isIndex := util.Atoi(key.constant.text())
	return !isIndex
}

// lookupStored is lookup in what a reference into base data reached.
func lookupStored(v, key Value) Value {
	switch {
	case v.kind == Object && v.form == made && v.object().stored:
		if key.kind == Number {
			key = text(key.Text())
		}
	case v.kind == Array && v.form == made && v.array().stored:
		if key.kind != Number && key.kind != String {
			return Value{}
		}
		if i, ok := util.Atoi(key.Text()); ok && i >= 0 && i < v.Len() {
			return v.array().elems[i]
		}
		return Value{}
	}
	return lookup(v, key)
}

// dotStored is dot for a reference into base data.
func dotStored(from int, key operand, target int) op {
	return func(_ *Machine, f []Value) ctl {
		f[target] = lookupStored(f[from], key.get(f))
		if f[target].kind == Undefined {
			return 1
		}
		return 0
	}
}

// detached is v as a value that is not stored: a copy if anything in it is.
func (m *Machine) detached(v Value) Value {
	if v.form != made || v.kind != Array && v.kind != Object {
		return v
	}
	m.charge(v.Len())
	if v.kind == Array {
		out := m.pool.array()
		for _, e := range v.array().elems {
			out.add(m.detached(e))
		}
		return arrayOf(out)
	}
	out := m.pool.object()
	for i, k := range v.object().keys {
		out.append(k, m.detached(v.object().vals[i]))
	}
	return objectOf(out)
}
