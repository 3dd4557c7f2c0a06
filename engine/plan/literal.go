package plan

import "github.com/open-policy-agent/opa/v1/ir"

// literal recognises constants that a plan builds statement by statement, scalars and containers of them. They
// are built once, for all evaluations; who reads them as an operand needs no local. The closure is for those
// who read the local itself.
func (c *compiler) literal(stmts []ir.Stmt) (op, int, error) {
	l := literals{compiler: c}
	n := l.fold(stmts)
	return l.stores(), n, l.err
}

// literals are the constants at the beginning of some statements.
type literals struct {
	*compiler
	targets []int
	err     error
}

// stores puts them into their locals; nil if nobody reads those.
func (l *literals) stores() op {
	var ops []op
	for _, to := range l.targets {
		if l.uses.direct[to] > 1+l.uses.changed[to] {
			v := l.constants[to]
			ops = append(ops, func(_ *Machine, f []Value) ctl {
				f[to] = v
				return 0
			})
		}
	}
	if len(ops) == 0 {
		return nil
	}
	return sequence(ops)
}

func (l *literals) found(target ir.Local, v Value) {
	to := l.local(target)
	if l.constants == nil {
		l.constants = map[int]Value{}
	}
	l.constants[to] = v
	l.targets = append(l.targets, to)
}

// fold is how many statements make the constant that stmts begin with; 0 if that is none.
func (l *literals) fold(stmts []ir.Stmt) int {
	target, v := l.begun(stmts[0])
	if !v.Defined() || l.err != nil || l.assigned[target] != 1 {
		return 0
	}
	n, changes := 1, l.uses.changed[l.local(target)]
	for changes > 0 {
		switch {
		case n == len(stmts):
			return 0
		case l.changes(stmts[n], target, v):
			n, changes = n+1, changes-1
			continue
		}
		more := l.fold(stmts[n:])
		if more == 0 {
			return 0
		}
		n += more
	}
	l.found(target, frozen(v))
	return n
}

// begun is the value that a statement begins to make.
func (l *literals) begun(s ir.Stmt) (target ir.Local, v Value) {
	switch s := s.(type) {
	case *ir.MakeNullStmt:
		return s.Target, null()
	case *ir.MakeNumberIntStmt:
		return s.Target, integer(s.Value)
	case *ir.MakeNumberRefStmt:
		var text string
		text, l.err = l.str(s.Index)
		return s.Target, number(text)
	case *ir.MakeArrayStmt:
		return s.Target, arrayOf(&array{})
	case *ir.MakeObjectStmt:
		return s.Target, objectOf(&object{})
	case *ir.MakeSetStmt:
		return s.Target, setOf(&set{})
	}
	return 0, Value{}
}

// changes makes the change of a statement to v, the value of target, if it is one by constants.
func (l *literals) changes(s ir.Stmt, target ir.Local, v Value) bool {
	switch s := s.(type) {
	case *ir.ArrayAppendStmt:
		if value, ok := l.constant(s.Value); ok && s.Array == target && v.kind == Array {
			v.array().add(value)
			return true
		}
	case *ir.SetAddStmt:
		if value, ok := l.constant(s.Value); ok && s.Set == target && v.kind == Set {
			v.set().add(value)
			return true
		}
	case *ir.ObjectInsertStmt:
		key, ok := l.constant(s.Key)
		value, also := l.constant(s.Value)
		if ok && also && s.Object == target && v.kind == Object {
			v.object().put(key, value)
			return true
		}
	}
	return false
}

func (l *literals) constant(o ir.Operand) (Value, bool) {
	x, err := l.operand(o)
	return x.constant, err == nil && x.local < 0
}

// frozen is v in a form in which any number of machines may read it: nothing in it is made when it is needed.
func frozen(v Value) Value {
	switch {
	case v.kind == Object:
		v.object().sort()
		v.object().frozen = true
	case v.kind == Set:
		v.set().sort()
		v.set().frozen = true
	case v.kind == Array:
		v.array().frozen = true
	}
	return v
}

// isFrozen reports whether v is a container that no evaluation made, with nothing of any input in it.
func (v *Value) isFrozen() bool {
	switch {
	case v.form&made == 0 || v.kind < Array:
		return false
	case v.kind == Array:
		return v.array().frozen
	}
	return v.table().frozen
}
