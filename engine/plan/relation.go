package plan

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ir"
)

// relation is a built-in function that says whether something holds of one operand or of two. Like a native it
// gives up (false) on everything out of the ordinary. Tests by a relation make no value.
type relation func(m *Machine, a, b *Value) (holds, ok bool)

// relations are those that policies test most.
var relations = map[string]relation{
	"equal": ordered(func(c int) bool { return c == 0 }),
	"neq":   ordered(func(c int) bool { return c != 0 }),
	"lt":    ordered(func(c int) bool { return c < 0 }),
	"lte":   ordered(func(c int) bool { return c <= 0 }),
	"gt":    ordered(func(c int) bool { return c > 0 }),
	"gte":   ordered(func(c int) bool { return c >= 0 }),

	"is_array":   isKind(Array),
	"is_boolean": isKind(Boolean),
	"is_null":    isKind(Null),
	"is_number":  isKind(Number),
	"is_object":  isKind(Object),
	"is_set":     isKind(Set),
	"is_string":  isKind(String),

	"contains":   ofTexts(strings.Contains),
	"startswith": ofTexts(strings.HasPrefix),
	"endswith":   ofTexts(strings.HasSuffix),

	"internal.member_2": member,
}

func ordered(holds func(int) bool) relation {
	return func(_ *Machine, a, b *Value) (bool, bool) { return holds(compare(*a, *b)), true }
}

func isKind(k Kind) relation {
	return func(_ *Machine, a, _ *Value) (bool, bool) { return a.kind == k, true }
}

func ofTexts(holds func(a, b string) bool) relation {
	return func(_ *Machine, a, b *Value) (bool, bool) {
		if a.kind != String || b.kind != String {
			return false, false
		}
		return holds(a.text(), b.text()), true
	}
}

// member says whether a collection holds a value.
func member(m *Machine, x, in *Value) (holds, ok bool) {
	if in.kind == Set {
		return in.set().find(*x) >= 0, true
	}
	m.charge(in.Len())
	for i := range in.Len() {
		if v := in.item(i); v.kind == x.kind && equal(v, *x) {
			return true, true
		}
	}
	return false, true
}

// native is a relation as a function with a value.
func (r relation) native(m *Machine, args []Value) (Value, bool) {
	holds, ok := r(m, &args[0], &args[len(args)-1])
	return boolean(holds), ok
}

// test is a call of a relation with the test that it holds.
type test struct {
	*builtin
	holds  relation
	args   []operand
	a, b   operand
	path   *path // leads to a or to b, if there is one
	result int   // the local for the value; -1 if nobody reads it
}

func (c *compiler) test(s *ir.CallStmt, args []operand, p *path) (op, error) {
	b, err := c.newBuiltin(s, args)
	if err != nil {
		return nil, err
	}
	t := &test{builtin: b, holds: relations[s.Func], args: args, a: args[0], b: args[len(args)-1], path: p, result: c.local(s.Result)}
	if c.passing(t.result) {
		t.result = -1
	}
	return t.run, nil
}

func (t *test) run(m *Machine, f []Value) ctl {
	a, b := t.a.at(f), t.b.at(f)
	if t.path != nil {
		v := m.follow(&f[t.path.from], t.path.steps)
		if v.kind == Undefined {
			return 1
		}
		if t.a.local == t.path.target {
			a = v
		}
		if t.b.local == t.path.target {
			b = v
		}
	}
	if !t.glances && !m.whole(a) || a != b && !m.whole(b) || !m.spend(1) {
		return failed
	}
	holds, ok := t.holds(m, a, b)
	switch {
	case !ok:
		return t.slowly(m, f)
	case t.result >= 0:
		f[t.result] = boolean(holds)
	}
	if holds {
		return 0
	}
	return 1
}

// slowly makes the call with the value in hand, for OPA to say what it gives.
func (t *test) slowly(m *Machine, f []Value) ctl {
	if t.path != nil {
		f[t.path.target] = *m.follow(&f[t.path.from], t.path.steps)
	}
	v, k := t.call(m, f, t.args)
	switch {
	case k != 0:
		return k
	case t.result >= 0:
		f[t.result] = v
	}
	if v.kind == Undefined || v.isFalse() {
		return 1
	}
	return 0
}
