package plan

import "github.com/open-policy-agent/opa/v1/ir"

// aliases finds copies that need not be made. Plans copy every variable into a local of its own. If a copy
// and its source are both assigned by one statement only, they never differ where the copy is read, and the
// source is read instead. Locals that `with` replaces, or that are asked whether they are defined, keep
// their copies. It also says how many statements assign each local.
func aliases(params []ir.Local, blocks []*ir.Block) (copies map[ir.Local]ir.Local, assigned map[ir.Local]int) {
	a := &assignments{count: map[ir.Local]int{ir.Input: 2, ir.Data: 2}, copies: map[ir.Local]ir.Local{}}
	for _, p := range params {
		a.assigned(p)
	}
	a.blocks(blocks)
	for to, from := range a.copies {
		if a.count[to] != 1 || a.count[from] != 1 {
			delete(a.copies, to)
		}
	}
	for to, from := range a.copies {
		for next, ok := a.copies[from]; ok; next, ok = a.copies[from] {
			from = next
		}
		a.copies[to] = from
	}
	return a.copies, a.count
}

// assignments counts the statements that assign each local; other reasons to keep it count as one more.
type assignments struct {
	count  map[ir.Local]int
	copies map[ir.Local]ir.Local
}

func (a *assignments) assigned(locals ...ir.Local) {
	for _, l := range locals {
		a.count[l]++
	}
}

func (a *assignments) blocks(blocks []*ir.Block) {
	for _, b := range blocks {
		for _, s := range b.Stmts {
			a.nested(s)
			a.stmt(s)
		}
	}
}

func (a *assignments) nested(s ir.Stmt) {
	switch s := s.(type) {
	case *ir.BlockStmt:
		a.blocks(s.Blocks)
	case *ir.NotStmt:
		a.blocks([]*ir.Block{s.Block})
	case *ir.ScanStmt:
		a.assigned(s.Key, s.Value)
		a.blocks([]*ir.Block{s.Block})
	case *ir.WithStmt:
		a.assigned(s.Local, s.Local)
		a.blocks([]*ir.Block{s.Block})
	}
}

func (a *assignments) stmt(s ir.Stmt) {
	switch s := s.(type) {
	case *ir.AssignVarStmt:
		if from, ok := s.Source.Value.(ir.Local); ok && from != s.Target {
			a.copies[s.Target] = from
		}
		a.assigned(s.Target)
	case *ir.CallStmt:
		a.assigned(s.Result)
	case *ir.CallDynamicStmt:
		a.assigned(s.Result)
	case *ir.DotStmt:
		a.assigned(s.Target)
	case *ir.LenStmt:
		a.assigned(s.Target)
	case *ir.ObjectMergeStmt:
		a.assigned(s.Target)
	case *ir.MakeArrayStmt:
		a.assigned(s.Target)
	case *ir.MakeObjectStmt:
		a.assigned(s.Target)
	case *ir.MakeSetStmt:
		a.assigned(s.Target)
	case *ir.MakeNullStmt:
		a.assigned(s.Target)
	case *ir.MakeNumberIntStmt:
		a.assigned(s.Target)
	case *ir.MakeNumberRefStmt:
		a.assigned(s.Target)
	default:
		a.kept(s)
	}
}

// kept counts the locals of statements that assign more than once, or look at what was assigned before.
func (a *assignments) kept(s ir.Stmt) {
	switch s := s.(type) {
	case *ir.AssignVarOnceStmt:
		a.assigned(s.Target, s.Target)
	case *ir.AssignIntStmt:
		a.assigned(s.Target, s.Target)
	case *ir.ResetLocalStmt:
		a.assigned(s.Target, s.Target)
	case *ir.IsDefinedStmt:
		a.assigned(s.Source, s.Source)
	case *ir.IsUndefinedStmt:
		a.assigned(s.Source, s.Source)
	}
}
