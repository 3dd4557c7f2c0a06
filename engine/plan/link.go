package plan

import (
	"fmt"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// linker knows the functions of a policy and compiles those that are needed.
type linker struct {
	*source
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
	plan    planned
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

// newLinker declares the functions of a source, so that calls can refer to those still to come.
func newLinker(s *source, o Options) (*linker, error) {
	if o.Budget == 0 {
		o.Budget = DefaultBudget
	}
	l := &linker{
		source: s, options: o, byName: make(map[string]*function, len(s.funcs)), shared: map[string]int{},
		capabilities: sync.OnceValue(func() *ast.Capabilities { return ast.CapabilitiesForThisVersion() }),
	}
	for i, f := range s.funcs {
		if len(f.params) < 2 || l.byName[f.name] != nil {
			return nil, &UnsupportedError{Stmt: "function " + f.name}
		}
		fn := &function{name: f.name, plan: f, memo: i}
		for _, p := range f.params {
			fn.params = append(fn.params, int(p))
		}
		l.byName[f.name] = fn
		l.order = append(l.order, fn)
		l.paths.insert(f.path, fn)
	}
	return l, nil
}

// body compiles the blocks of the plan with a name and what they call, and gives the size of their frame. The
// name of the only plan may be "".
func (l *linker) body(name string) (op, int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range l.plans {
		if p.name != name && (name != "" || len(l.plans) != 1) {
			continue
		}
		blocks, err := p.blocks()
		if err != nil {
			return nil, 0, err
		}
		c := newCompiler(l)
		_, c.assigned = aliases(nil, blocks)
		c.uses = usesOf(blocks, nil)
		body, err := c.blocks(blocks)
		if err != nil {
			return nil, 0, err
		}
		return body, c.frame, l.link(c.callees)
	}
	return nil, 0, fmt.Errorf("no plan is named %q", name)
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
			fn.err = l.compile(fn)
		}
		if fn.err != nil {
			return fn.err
		}
		awaiting = append(awaiting, fn.callees...)
	}
	return nil
}

func (l *linker) compile(fn *function) error {
	if fn.plan.bad != "" {
		return &UnsupportedError{Stmt: fn.plan.bad, Location: fn.name}
	}
	return newCompiler(l).function(fn)
}
