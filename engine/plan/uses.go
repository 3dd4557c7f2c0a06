package plan

import (
	"reflect"

	"github.com/open-policy-agent/opa/v1/ir"
)

// uses counts where each local of a function stands, for statements that need not store what only the next
// one reads. Copies that are not made count as their source.
type uses struct {
	aliases map[ir.Local]ir.Local
	all     map[int]int // as an operand or otherwise
	direct  map[int]int // otherwise: assigned, changed, or read by a statement that takes no constant
	changed map[int]int // as a container that something is added to
}

var (
	localType   = reflect.TypeFor[ir.Local]()
	operandType = reflect.TypeFor[ir.Operand]()
)

func usesOf(blocks []*ir.Block, aliases map[ir.Local]ir.Local) *uses {
	u := &uses{aliases: aliases, all: map[int]int{}, direct: map[int]int{}, changed: map[int]int{}}
	u.in(reflect.ValueOf(blocks))
	return u
}

// in goes through a part of a plan. It knows no statements: whatever holds a local uses it.
func (u *uses) in(x reflect.Value) {
	switch x.Type() {
	case localType:
		u.local(ir.Local(x.Int()), u.all, u.direct)
		return
	case operandType:
		if l, ok := x.Interface().(ir.Operand).Value.(ir.Local); ok {
			u.local(l, u.all)
		}
		return
	case locationType:
		return
	}
	switch x.Kind() { //nolint:exhaustive // everything else holds no local
	case reflect.Interface:
		if !x.IsNil() {
			u.in(x.Elem())
		}
	case reflect.Pointer:
		if x.IsNil() {
			return
		}
		if s, ok := reflect.TypeAssert[*ir.AssignVarStmt](x); ok && u.isAlias(s) {
			return
		}
		u.change(x.Interface())
		u.in(x.Elem())
	case reflect.Slice:
		for i := range x.Len() {
			u.in(x.Index(i))
		}
	case reflect.Struct:
		for i := range x.NumField() {
			u.in(x.Field(i))
		}
	}
}

func (u *uses) change(x any) {
	switch s := x.(type) {
	case *ir.ArrayAppendStmt:
		u.local(s.Array, u.changed)
	case *ir.SetAddStmt:
		u.local(s.Set, u.changed)
	case *ir.ObjectInsertStmt:
		u.local(s.Object, u.changed)
	case *ir.ObjectInsertOnceStmt:
		u.local(s.Object, u.changed)
	}
}

func (u *uses) isAlias(s *ir.AssignVarStmt) bool {
	_, ok := u.aliases[s.Target]
	return ok
}

func (u *uses) local(l ir.Local, counts ...map[int]int) {
	if source, ok := u.aliases[l]; ok {
		l = source
	}
	for _, count := range counts {
		count[int(l)]++
	}
}
