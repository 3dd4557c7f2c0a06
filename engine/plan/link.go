package plan

import (
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
)

// linker knows the functions of a policy and compiles those that are needed.
type linker struct {
	policy  *ir.Policy
	options Options
	byName  map[string]*function
	order   []*function
	paths   trie
	sites   int            // steps of paths so far
	shared  map[string]int // sites of paths from the input, by their keys
	// capabilities are for OPA's built-in functions, which only look at them; to list them takes long.
	capabilities func() *ast.Capabilities

	mu sync.Mutex // held while functions are compiled
}

// function is a planned rule or function.
type function struct {
	name    string
	plan    *ir.Func
	params  []int
	memo    int  // its slot among the memorised rules
	linked  bool // it was compiled, or err says why it cannot be
	err     error
	callees []*function

	frame     int
	memorised bool  // its values are kept by arguments, as those of a rule are
	inspected []int // locals that may be looked at before they are set
	body      op
}

// isRule says that fn has no parameters besides input and data, so that its value follows from those.
func (fn *function) isRule() bool { return len(fn.params) == 2 }

// declare makes all functions known, so that calls can refer to those still to come.
func (l *linker) declare() error {
	l.byName = make(map[string]*function, len(l.policy.Funcs.Funcs))
	for i, f := range l.policy.Funcs.Funcs {
		if len(f.Params) < 2 || l.byName[f.Name] != nil {
			return &UnsupportedError{Stmt: "function " + f.Name}
		}
		fn := &function{name: f.Name, plan: f, memo: i}
		for _, p := range f.Params {
			fn.params = append(fn.params, int(p))
		}
		l.byName[f.Name] = fn
		l.order = append(l.order, fn)
		l.paths.insert(f.Path, fn)
	}
	return nil
}

// plan compiles the body of a plan and what it calls.
func (l *linker) plan(p *ir.Plan) (op, int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := newCompiler(l)
	_, c.assigned = aliases(nil, p.Blocks)
	c.uses = usesOf(p.Blocks, nil)
	body, err := c.blocks(p.Blocks)
	if err != nil {
		return nil, 0, err
	}
	return body, c.frame, l.link(c.callees)
}

// rule finds the rule at a path below data, outside of any "with"; nil if there is none.
func (l *linker) rule(path []string) *function {
	at := l.paths.next[firstGeneration]
	for _, step := range path {
		if at == nil {
			return nil
		}
		at = at.next[step]
	}
	if at == nil {
		return nil
	}
	return at.fn
}

// firstGeneration begins the path of every function that OPA plans outside of a "with" of functions.
const firstGeneration = "g0"

// need compiles fn and what it calls, once.
func (l *linker) need(fn *function) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.link([]*function{fn})
}

// link sees to it that functions and all that they call can be run.
func (l *linker) link(awaiting []*function) error {
	seen := map[*function]bool{}
	for len(awaiting) > 0 {
		last := len(awaiting) - 1
		fn := awaiting[last]
		awaiting = awaiting[:last]
		if seen[fn] {
			continue
		}
		seen[fn] = true
		if !fn.linked {
			fn.linked = true
			fn.err = newCompiler(l).function(fn.plan, fn)
		}
		if fn.err != nil {
			return fn.err
		}
		awaiting = append(awaiting, fn.callees...)
	}
	return nil
}
