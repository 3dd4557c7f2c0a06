package plan

import "github.com/open-policy-agent/opa/v1/ir"

// exit is early exit: in a rule whose bodies all give the same constant, the first that succeeds decides.
// The plan does not say so, it assigns the constant to a result local in every body.
type exit struct {
	result ir.Local
	value  ir.Val
}

// exitOf finds out whether a function may stop at its first success. A constant for its result itself is the
// default, which comes after every body.
func exitOf(result ir.Local, blocks []*ir.Block) *exit {
	var found *exit
	same := true
	eachAssignOnce(blocks, func(s *ir.AssignVarOnceStmt) {
		source, local := s.Source.Value.(ir.Local)
		e := exit{result: s.Target, value: s.Source.Value}
		switch {
		case s.Target == result:
			same = same && (!local || found != nil && source == found.result)
		case local:
			same = false
		case found == nil:
			found = &e
		default:
			same = same && *found == e
		}
	})
	if !same {
		return nil
	}
	return found
}

// eachAssignOnce visits every AssignVarOnce below blocks.
func eachAssignOnce(blocks []*ir.Block, visit func(*ir.AssignVarOnceStmt)) {
	for _, b := range blocks {
		for _, s := range b.Stmts {
			switch s := s.(type) {
			case *ir.AssignVarOnceStmt:
				visit(s)
			case *ir.BlockStmt:
				eachAssignOnce(s.Blocks, visit)
			case *ir.ScanStmt:
				eachAssignOnce([]*ir.Block{s.Block}, visit)
			case *ir.NotStmt:
				eachAssignOnce([]*ir.Block{s.Block}, visit)
			case *ir.WithStmt:
				eachAssignOnce([]*ir.Block{s.Block}, visit)
			}
		}
	}
}
