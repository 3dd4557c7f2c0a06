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

// tracked is an object that reports what is read of it. It stands in for the plain object it embeds
// wherever OPA's interpreter takes an ast.Object; the embedded interface brings the unexported method.
type tracked struct {
	ast.Object
	log     *readLog
	at      *place
	unknown map[string]bool // keys whose value is not known
}

func (t *tracked) whole() ast.Object {
	t.log.reads = append(t.log.reads, read{t.at, "", readWhole})
	if len(t.unknown) > 0 {
		t.log.unknown = true
	}
	return t.Object
}

// Get returns the member k, and logs it.
func (t *tracked) Get(k *ast.Term) *ast.Term {
	v := t.Object.Get(k)
	key, ok := k.Value.(ast.String)
	if !ok {
		return v
	}
	r := read{at: t.at, key: string(key)}
	switch {
	case v != nil:
	case t.unknown[r.key]:
		r.kind, t.log.unknown = readUnknown, true
	default:
		r.kind = readAbsent
	}
	t.log.reads = append(t.log.reads, r)
	return v
}

// Find follows a reference through t.
func (t *tracked) Find(path ast.Ref) (ast.Value, error) {
	if len(path) == 0 {
		return t, nil
	}
	v := t.Get(path[0])
	if v == nil {
		return t.Object.Find(path[:1]) // the error that OPA expects for a missing key
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
