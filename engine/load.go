package engine

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/tipstaff/tipstaff/engine/cache"
	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// Config says what an [Engine] is made of.
type Config struct {
	Bundles []Bundle // policies and their data; at least one rule must be among them
	Data    []Bundle // data only; overrides what the bundles say
	// Namespaces names packages to run the way conftest does: deny, violation and warn over whole documents,
	// without metadata. A nil slice runs none; [AllNamespaces] runs every package that has such rules.
	Namespaces []string
	// Evaluator is what evaluates rules; "" is [EvaluatorPlan].
	Evaluator Evaluator
	// CompileTimeout bounds the compilation, which OPA cannot cancel; 0 means 10 seconds.
	CompileTimeout time.Duration
	// Cache, if set, is where policies that were loaded before are found again, compiled.
	Cache cache.Dir
	// Build identifies the program whose Cache it is: what another one kept is not used.
	Build string
	// Compiling, if set, is called before a policy is compiled, which takes memory and time.
	Compiling func()
}

// AllNamespaces is the only element of a [Config].Namespaces that stands for every package with conftest rules.
const AllNamespaces = "*"

// Engine judges resources and requests. It is immutable and safe for concurrent use.
type Engine struct {
	rules                    []*loadedRule            // by id
	byType                   map[string][]*loadedRule // lower-case resource type -> rules, by id
	decisions                []*decisionRule
	effectQuery              *lazyQuery // every effect of every decision rule
	rulePlans, decisionPlans *lazyProgram
	reference                *reference
	store                    *lazyStore
	info                     PolicyInfo

	base          document.Value // data, without the inventory
	usesInventory bool           // some rule refers to data.inventory
	evaluator     Evaluator
	planData      plan.Value // data for plans
	cache         cache.Dir
	identity      string // of the policy, in the cache
}

// Rules returns the description of every rule, by id.
func (e *Engine) Rules() []*Rule {
	rules := make([]*Rule, 0, len(e.rules))
	for _, r := range e.rules {
		rules = append(rules, r.Rule)
	}
	return rules
}

// Policy identifies what was loaded.
func (e *Engine) Policy() PolicyInfo { return e.info }

// Load parses, checks and compiles the bundles, or finds them in the cache. Every error is a [*LoadError] with
// file and line.
func Load(ctx context.Context, c Config) (*Engine, error) {
	files, digest, err := sources(append(slices.Clone(c.Bundles), c.Data...), withoutTests)
	if err != nil {
		return nil, err
	}
	identity := c.identity(digest)
	p, known := recall(c.Cache, identity)
	if !known {
		if p, err = load(ctx, c, files); err != nil {
			return nil, err
		}
		p.remember(c.Cache, identity)
	}
	e := &Engine{
		rules: p.rules, byType: byType(p.rules), decisions: p.decisions,
		effectQuery: &lazyQuery{}, rulePlans: &lazyProgram{}, decisionPlans: &lazyProgram{},
		reference: &reference{compiler: p.compiler, compile: func() (*ast.Compiler, error) {
			again, err := load(context.WithoutCancel(ctx), c, files)
			if err != nil {
				return nil, err
			}
			return again.compiler, nil
		}},
		base: p.base, usesInventory: p.usesInventory, evaluator: c.Evaluator, cache: c.Cache, identity: identity,
		info: PolicyInfo{Digest: digest, Rules: len(p.rules), Source: bundleNames(c.Bundles)},
	}
	e.use(p.base)
	return e, nil
}

// loaded is a policy that was checked.
type loaded struct {
	rules         []*loadedRule
	decisions     []*decisionRule
	base          document.Value // data
	usesInventory bool           // some rule refers to data.inventory
	compiler      *ast.Compiler  // nil if it was found in the cache
}

// load parses, checks and compiles files.
func load(ctx context.Context, c Config, files []source) (*loaded, error) {
	if c.Compiling != nil {
		c.Compiling()
	}
	base, err := data(files)
	if err != nil {
		return nil, err
	}
	modules, err := parseModules(files)
	if err != nil {
		return nil, err
	}
	set, err := classify(modules, c)
	if err != nil {
		return nil, err
	}
	if err := set.checkControls(base); err != nil {
		return nil, err
	}
	compiler, err := compile(ctx, modules, set, c.CompileTimeout)
	if err != nil {
		return nil, err
	}
	if c.Namespaces == nil {
		if err := checkDataRefs(compiler, modules, base); err != nil {
			return nil, err
		}
	}
	usesInput(compiler, set.rules)
	return &loaded{set.rules, set.decisions, base, usesInventory(compiler, set.rules), compiler}, nil
}

// use makes data what rules find under data.
func (e *Engine) use(data document.Value) {
	e.store = &lazyStore{data: data}
	e.planData = plan.Load(data)
}

// reference is the policy for OPA's interpreter, compiled when it is first needed.
type reference struct {
	once     sync.Once
	compile  func() (*ast.Compiler, error)
	compiler *ast.Compiler
	err      error

	planning sync.RWMutex // locked for a plan, which sets a mode of the compiler that other queries read
}

func (r *reference) get() (*ast.Compiler, error) {
	r.once.Do(func() {
		if r.compiler == nil {
			r.compiler, r.err = r.compile()
		}
	})
	return r.compiler, r.err
}

// lazyStore is data for OPA's interpreter, converted when it is first needed.
type lazyStore struct {
	once  sync.Once
	data  document.Value
	store storage.Store
}

func (s *lazyStore) get() storage.Store {
	s.once.Do(func() {
		s.store = inmem.NewFromObjectWithOpts(plainObject(s.data), inmem.OptReturnASTValuesOnRead(true))
	})
	return s.store
}

// byType indexes rules by lower-case resource type.
func byType(rules []*loadedRule) map[string][]*loadedRule {
	index := map[string][]*loadedRule{}
	for _, r := range rules {
		for _, t := range r.Resources {
			index[strings.ToLower(t)] = append(index[strings.ToLower(t)], r)
		}
	}
	return index
}

func bundleNames(bundles []Bundle) string {
	names := make([]string, 0, len(bundles))
	for _, b := range bundles {
		names = append(names, b.Name)
	}
	return strings.Join(names, ",")
}

// parsed is one module and the file it came from.
type parsed struct {
	source
	module *ast.Module
	id     string // the package path without "data.", "key_vault.purge_protection"
}

// parseModules parses every module, on all processors.
func parseModules(files []source) ([]*parsed, error) {
	var modules []*parsed
	for _, s := range files {
		if s.isModule() {
			modules = append(modules, &parsed{source: s})
		}
	}
	errs := make([]error, len(modules))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, m := range modules {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wg.Done() }()
			errs[i] = m.parse()
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return modules, nil
}

func (m *parsed) parse() error {
	module, err := ast.ParseModuleWithOpts(m.file(), string(m.bytes), ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities()})
	if err != nil {
		return compileError(err)
	}
	if module == nil {
		return &LoadError{File: m.file(), Reason: "the module is empty"}
	}
	if depth := comprehensionDepth(module); depth > maxComprehensionDepth {
		return &LoadError{
			File: m.file(), Line: 1, Evaluated: true,
			Reason: fmt.Sprintf("comprehensions are nested %d deep, more than %d", depth, maxComprehensionDepth),
			Hint:   "each level multiplies the time to compile; name the inner ones as rules",
		}
	}
	m.module = module
	m.id = strings.TrimPrefix(module.Package.Path.String(), "data.")
	return nil
}

// maxComprehensionDepth bounds nesting because OPA's compiler takes about three times as long for each
// further level, and cannot be cancelled (open-policy-agent/opa#9088).
const maxComprehensionDepth = 6

func comprehensionDepth(node any) int {
	deepest, depth := 0, 0
	visitor := ast.NewBeforeAfterVisitor(
		func(x any) bool {
			if isComprehension(x) {
				depth++
				deepest = max(deepest, depth)
			}
			return false
		},
		func(x any) {
			if isComprehension(x) {
				depth--
			}
		})
	visitor.Walk(node)
	return deepest
}

func isComprehension(x any) bool {
	switch x.(type) {
	case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
		return true
	default:
		return false
	}
}

// plainObject converts data to what the store takes.
func plainObject(v document.Value) map[string]any {
	object, ok := v.Interface().(map[string]any)
	if !ok {
		return map[string]any{}
	}
	return object
}
