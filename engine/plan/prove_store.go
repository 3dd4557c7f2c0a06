package plan

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ir"
)

// store follows the statements that store a value in a local.
func (b *body) store(stmt ir.Stmt, s *state) error {
	switch x := stmt.(type) {
	case *ir.AssignVarStmt:
		s.put(int(x.Target), b.used(s, x.Source))
	case *ir.AssignVarOnceStmt:
		b.once(x, s)
	case *ir.AssignIntStmt:
		s.put(int(x.Target), sure(integer(x.Value)))
	case *ir.MakeNullStmt:
		s.put(int(x.Target), sure(null()))
	case *ir.MakeNumberIntStmt:
		s.put(int(x.Target), sure(integer(x.Value)))
	case *ir.MakeNumberRefStmt:
		s.put(int(x.Target), sure(number(b.m.program.linker.strings[x.Index])))
	case *ir.ResetLocalStmt:
		s.put(int(x.Target), possible{})
	case *ir.LenStmt:
		s.put(int(x.Target), b.length(b.operand(s, x.Source)))
	case *ir.MakeArrayStmt:
		s.put(int(x.Target), possible{v: arrayOf(&array{}), fresh: true})
	case *ir.MakeObjectStmt:
		s.put(int(x.Target), possible{v: objectOf(&object{}), fresh: true})
	case *ir.MakeSetStmt:
		s.put(int(x.Target), possible{v: setOf(&set{}), fresh: true})
	case *ir.ArrayAppendStmt:
		return b.extend(s, int(x.Array), b.used(s, x.Value), appended)
	case *ir.SetAddStmt:
		return b.setAdd(s, int(x.Set), b.used(s, x.Value))
	case *ir.ObjectInsertStmt:
		return b.insert(s, x.Object, x.Key, x.Value)
	case *ir.ObjectInsertOnceStmt:
		return b.insert(s, x.Object, x.Key, x.Value)
	default:
		return ErrNoProof
	}
	return nil
}

// once stores the value of a rule. A second, different value is a conflict; as this is no error before it happens,
// what follows is for the other cases.
func (b *body) once(x *ir.AssignVarOnceStmt, s *state) {
	v, old := b.used(s, x.Source), s.get(int(x.Target))
	if !old.undefined() && !old.absent {
		v = either(old, v)
	}
	s.put(int(x.Target), v)
}

func (b *body) length(p possible) possible {
	if p.open || p.absent || p.some != nil || p.among != nil {
		return possible{open: true}
	}
	n := b.m.length(p.v)
	if p.v.kind != Object && p.v.kind != Array {
		return sure(integer(int64(n)))
	}
	lengths := possible{v: integer(int64(n))}
	for i := range p.v.Len() {
		if key, val := p.v.entry(i); !val.Defined() && val.form&hidden != 0 {
			b.places.touch(p.v, key)
			n++
			lengths = either(lengths, sure(integer(int64(n))))
		}
	}
	return lengths
}

// extend changes a container under construction to what change makes of it.
func (b *body) extend(s *state, local int, v possible, change func(to, v Value) Value) error {
	into := s.get(local)
	switch {
	case !into.fresh:
		return ErrNoProof
	case into.open:
		return nil
	case v.open || v.absent || v.some != nil || v.among != nil:
		into.v, into.among, into.open = Value{}, nil, true
	case into.among != nil:
		into.among = slices.Clone(into.among)
		for i, to := range into.among {
			if err := b.spend(to.Len()); err != nil {
				return err
			}
			into.among[i] = change(to, v.v)
		}
	default:
		if err := b.spend(into.v.Len()); err != nil {
			return err
		}
		into.v = change(into.v, v.v)
	}
	s.put(local, into)
	return nil
}

func appended(to, v Value) Value {
	old := to.array()
	return arrayOf(&array{elems: append(slices.Clip(old.elems), v), weight: old.weight + 1 + weight(v)})
}

// insert adds a member to an object. Whether it is there is not known if it has another value already.
func (b *body) insert(s *state, local ir.Local, k, v ir.Operand) error {
	key, value := b.operand(s, k), b.used(s, v)
	switch {
	case !key.isKnown():
		value = possible{open: true}
	case value.isKnown():
	case value.v.Defined() && !value.absent: // what hides something
	default:
		value = sure(unsaid())
	}
	return b.extend(s, int(local), value, func(to, v Value) Value {
		o := &object{}
		for i := range to.Len() {
			o.append(to.member(i))
		}
		if i := o.find(key.v); i >= 0 {
			if !alike(o.vals[i], v) {
				o.vals[i] = unsaid()
			}
			return objectOf(o)
		}
		o.append(key.v, v)
		return objectOf(o)
	})
}

// setAdd adds an element to a set.
func (b *body) setAdd(s *state, local int, v possible) error {
	into := s.get(local)
	elements, isSet := into.elements()
	if !into.fresh || !isSet {
		return ErrNoProof
	}
	if err := b.spend(len(elements)); err != nil {
		return err
	}
	// What hides something is an element of its own if it differs from all others in what is known.
	single := v.v.Defined() && !v.absent && !slices.ContainsFunc(elements, func(w Value) bool { return !alike(v.v, w) && !differ(v.v, w) })
	if !single {
		b.places.touchAll(v.v)
		b.places.touchAll(setOf(&set{table: table{keys: elements}}))
	}
	switch {
	case !single && into.some == nil:
		into.some, into.v = &some{elements}, Value{}
	case !single || slices.ContainsFunc(elements, func(w Value) bool { return alike(v.v, w) }):
	case into.some != nil:
		into.some = &some{append(slices.Clip(elements), v.v)}
	default:
		all := &set{}
		for _, w := range append(slices.Clip(elements), v.v) {
			all.insert(w)
		}
		into.v = setOf(all)
	}
	s.put(local, into)
	return nil
}
