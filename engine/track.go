package engine

import (
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// place is where an object stands below input.resource, as a chain to the root.
type place struct {
	parent *place
	step   document.Step
}

func (p *place) key(k string) *place { return &place{p, document.Step{Key: k}} }
func (p *place) index(i int) *place  { return &place{p, document.Step{Index: i, IsIndex: true}} }

// path returns the steps from input.resource.
func (p *place) path() document.Path {
	if p == nil || p.parent == nil {
		return nil
	}
	return append(p.parent.path(), p.step)
}

// readKind says what became of a read.
type readKind uint8

const (
	readValue readKind = iota
	readAbsent
	readUnknown
	readWhole // the object as a whole: iterated, counted, compared, passed to a built-in
)

type read struct {
	at   *place
	key  string // of the member; "" for readWhole
	kind readKind
}

// readLog records what one evaluation read. The zero log is ready.
type readLog struct {
	reads   []read
	unknown bool // something unknown was read
}

func (l *readLog) reset() { l.reads, l.unknown = l.reads[:0], false }

// tracked is an object that reports what is read of it, and converts a member when it is read. It stands in
// for a plain object wherever OPA's interpreter takes an ast.Object; the embedded interface brings the
// unexported method, and is set once the object is needed as a whole.
type tracked struct {
	ast.Object
	convert *converter
	value   document.Value
	at      *place
	members []*ast.Term // those converted so far, as in value
}

// member returns the member with the given key: its term, nil if it is unknown or there is none, and its
// index, -1 if there is none.
func (t *tracked) member(key string) (*ast.Term, int) {
	for i, m := range t.value.Members() {
		if m.Key.Text() == key {
			return t.term(i, m), i
		}
	}
	return nil, -1
}

func (t *tracked) term(i int, m document.Member) *ast.Term {
	if t.members == nil {
		t.members = make([]*ast.Term, t.value.Len())
	}
	if t.members[i] == nil {
		below := t.at
		if container(m.Value) {
			below = t.at.key(m.Key.Text())
		}
		t.members[i] = t.convert.term(m.Value, below)
	}
	return t.members[i]
}

// whole returns t as a plain object, and logs that all of it was read.
func (t *tracked) whole() ast.Object {
	o := t.plain()
	log := t.convert.log
	log.reads = append(log.reads, read{t.at, "", readWhole})
	if o.Len() < t.value.Len() {
		log.unknown = true
	}
	return o
}

// plain returns t as a plain object of tracked members.
func (t *tracked) plain() ast.Object {
	if t.Object == nil {
		pairs := make([][2]*ast.Term, 0, t.value.Len())
		for i, m := range t.value.Members() {
			if v := t.term(i, m); v != nil {
				pairs = append(pairs, [2]*ast.Term{t.convert.key(m.Key.Text()), v})
			}
		}
		t.Object = ast.NewObject(pairs...)
	}
	return t.Object
}

// Get returns the member k, and logs it.
func (t *tracked) Get(k *ast.Term) *ast.Term {
	key, ok := k.Value.(ast.String)
	if !ok {
		return nil // all keys are strings
	}
	v, i := t.member(string(key))
	log := t.convert.log
	r := read{at: t.at, key: string(key)}
	switch {
	case v != nil:
	case i >= 0:
		r.kind, log.unknown = readUnknown, true
	default:
		r.kind = readAbsent
	}
	log.reads = append(log.reads, r)
	return v
}

// Find follows a reference through t.
func (t *tracked) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return t, nil
	}
	v := t.Get(path[0])
	if v == nil {
		return ast.NewObject().Find(path[:1]) // the error that OPA expects for a missing key
	}
	return v.Value.Find(path[1:])
}

// The remaining methods look at the whole object. Each hands its plain object on, because OPA compares
// objects by their concrete type.

func (t *tracked) Compare(other ast.Value) int {
	if o, ok := other.(*tracked); ok {
		other = o.whole()
	}
	return t.whole().Compare(other)
}

// IsGround is true: there are no variables in input.
func (t *tracked) IsGround() bool { return true }

// Hash agrees with that of the plain object. It is no read: objects with one hash are compared before
// anything follows from it.
func (t *tracked) Hash() int { return t.plain().Hash() }

func (t *tracked) StringLength() int     { return t.whole().StringLength() }
func (t *tracked) Insert(k, v *ast.Term) { t.whole().Insert(k, v) }

func (t *tracked) Copy() ast.Object                              { return t.whole().Copy() }
func (t *tracked) Len() int                                      { return t.whole().Len() }
func (t *tracked) Iter(f func(*ast.Term, *ast.Term) error) error { return t.whole().Iter(f) }
func (t *tracked) Until(f func(*ast.Term, *ast.Term) bool) bool  { return t.whole().Until(f) }
func (t *tracked) Foreach(f func(*ast.Term, *ast.Term))          { t.whole().Foreach(f) }
func (t *tracked) Diff(other ast.Object) ast.Object              { return t.whole().Diff(other) }
func (t *tracked) Intersect(other ast.Object) [][3]*ast.Term     { return t.whole().Intersect(other) }
func (t *tracked) Merge(other ast.Object) (ast.Object, bool)     { return t.whole().Merge(other) }
func (t *tracked) Filter(filter ast.Object) (ast.Object, error)  { return t.whole().Filter(filter) }
func (t *tracked) Keys() []*ast.Term                             { return t.whole().Keys() }
func (t *tracked) KeysIterator() ast.ObjectKeysIterator          { return t.whole().KeysIterator() }
func (t *tracked) MarshalJSON() ([]byte, error)                  { return jsonOf(t.whole()) }
func (t *tracked) String() string                                { return t.whole().String() }
func (t *tracked) Map(f func(k, v *ast.Term) (*ast.Term, *ast.Term, error)) (ast.Object, error) {
	return t.whole().Map(f)
}

func (t *tracked) MergeWith(other ast.Object, f func(v1, v2 *ast.Term) (*ast.Term, bool)) (ast.Object, bool) {
	return t.whole().MergeWith(other, f)
}

func jsonOf(o ast.Object) ([]byte, error) {
	v, err := ast.JSON(o)
	if err != nil {
		return nil, err
	}
	return marshal(v)
}
