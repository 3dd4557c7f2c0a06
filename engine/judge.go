package engine

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// loadedRule is a rule with what evaluates it.
type loadedRule struct {
	*Rule
	path             ast.Ref // data.key_vault.purge_protection
	deny             string  // name of the rule in the package that holds the findings
	hasNotApplicable bool
	namespace        string // of conftest rules
	usesInventory    bool   // refers to data.inventory
	usesRun          bool   // may refer to input.run
	usesRelations    bool   // may refer to input.resource.relations

	denials, exemption *part
}

// newLoadedRule returns the rule in the package at path whose findings are in the set called deny.
func newLoadedRule(r *Rule, path ast.Ref, deny string) *loadedRule {
	return &loadedRule{Rule: r, path: path, deny: deny, denials: newPart(path, deny), exemption: newPart(path, "not_applicable")}
}

// lazyQuery is a prepared query, prepared on first use: a run needs the rules of its resource types only.
type lazyQuery struct {
	once  sync.Once
	query rego.PreparedEvalQuery
	err   error
}

// get returns the query for a term: a reference, or a literal that holds some.
func (q *lazyQuery) get(ctx context.Context, e *Engine, term ast.Value) (rego.PreparedEvalQuery, error) {
	q.once.Do(func() {
		var compiler *ast.Compiler
		if compiler, q.err = e.reference.get(); q.err != nil {
			return
		}
		e.reference.planning.RLock()
		defer e.reference.planning.RUnlock()
		q.query, q.err = rego.New(
			rego.ParsedQuery(ast.NewBody(ast.NewExpr(ast.NewTerm(term)))),
			rego.Compiler(compiler), rego.Store(e.store.get()), rego.StrictBuiltinErrors(true),
		).PrepareForEval(context.WithoutCancel(ctx)) // for all runs, not only this one
	})
	return q.query, q.err
}

// subject is one resource as a judge sees it.
type subject struct {
	resource  *inputs.Resource
	related   []related
	value     document.Value // input.resource, with relations
	input     *ast.Term      // {"resource": tracked value, "run": …}
	sensitive *sensitive     // what must not be shown, once it is known
}

// judge evaluates rules on resources. It belongs to one goroutine; the engine is shared. It must be closed.
type judge struct {
	engine      *Engine
	joined      *joined
	run         *ast.Term
	now         time.Time
	log         readLog
	convert     converter
	interpreter *interpreter
	timer       *time.Timer
	// keepReads says that the reads of every evaluation are wanted, and not only where they matter.
	keepReads bool
	// inventoryKnown says that data.inventory holds everything, and nothing unknown.
	inventoryKnown bool
	timeout        time.Duration
	machine        *plan.Machine      // runs the plans; nil if OPA evaluates
	prover         *plan.Machine      // runs the plans where OPA evaluates and something is unknown
	at             *subject           // what the machine is at
	runValue       document.Value     // input.run
	input          [2]document.Member // of the machine: resource and run
	kinds          map[string]*kind
}

func newJudge(e *Engine, j *joined, now time.Time, command string) *judge {
	judge := &judge{engine: e, joined: j, now: now, timeout: evalTimeout, kinds: map[string]*kind{}}
	judge.convert = converter{keys: map[string]*ast.Term{}, log: &judge.log}
	judge.runValue = document.ObjectValue(
		document.Field("now", document.StringValue(now.UTC().Format(time.RFC3339))),
		document.Field("command", document.StringValue(command)))
	judge.run = (&converter{keys: judge.convert.keys}).term(judge.runValue, nil)
	judge.input = [2]document.Member{document.Field("resource", document.Value{}), document.Field("run", judge.runValue)}
	if e.evaluator != EvaluatorOPA && len(e.rules) > 0 {
		judge.machine = e.machine(now, e.ruleProgram)
	}
	judge.interpreter = newInterpreter()
	judge.timer = time.NewTimer(judge.timeout)
	judge.timer.Stop()
	return judge
}

// close ends the judge's interpreter, once it has no question left.
func (j *judge) close() { close(j.interpreter.questions) }

// judged is the outcome of one rule on one resource.
type judged struct {
	rule     *loadedRule
	outcome  Outcome
	denials  []denial
	err      error
	unknown  []document.Path // unknown attributes that the outcome depends on
	reads    []read
	vacuous  bool
	usesRun  bool // the outcome may be another one at another time
	resource *subject
}

// subject returns r, which is of kind k, as it is judged.
func (j *judge) subject(r *inputs.Resource, k *kind) *subject {
	s := &subject{resource: r, value: r.Value}
	if j.joined != nil && !r.Record {
		s.related = j.joined.of(r, k.relations)
		s.value = withRelations(r.Value, s.related)
	}
	return s
}

// tracked returns s with its input for the interpreter.
func (j *judge) tracked(s *subject) *subject {
	switch root := (&place{}); {
	case s.input != nil:
	case s.resource.Type == DocumentType: // policies for whole documents see nothing else
		s.input = j.convert.term(s.value, root)
	default:
		s.input = ast.ObjectTerm(
			ast.Item(ast.StringTerm("resource"), j.convert.term(s.value, root)),
			ast.Item(ast.StringTerm("run"), j.run))
	}
	return s
}

// withRelations returns resource with a member relations.
func withRelations(resource document.Value, all []related) document.Value {
	if len(all) == 0 {
		return resource
	}
	own := resource.Members()
	room := make([]document.Member, len(own)+1+len(all)) // of both objects
	fields, members := room[:0:len(own)+1], room[len(own)+1:][:0]
	for _, m := range own {
		if m.Key.Text() != "relations" && (m.Value.Kind() != document.Undefined || m.Value.Has(document.Unknown)) {
			fields = append(fields, m)
		}
	}
	for _, rel := range all {
		members = append(members, document.Field(rel.name, rel.value()))
	}
	return document.ObjectValue(append(fields, document.Field("relations", document.ObjectValue(members...)))...)
}

func (r related) value() document.Value {
	switch {
	case !r.known:
		return document.UnknownValue()
	case r.single && len(r.resources) == 0:
		return document.NullValue()
	case r.single:
		return r.resources[0].Value
	}
	values := make([]document.Value, 0, len(r.resources))
	for _, other := range r.resources {
		values = append(values, other.Value)
	}
	return document.ArrayValue(values...)
}

// evaluate settles the outcome of result's rule on its resource.
func (j *judge) evaluate(ctx context.Context, result *judged) {
	if j.keepReads || !j.byPlan(ctx, result) {
		j.byOPA(ctx, result)
	}
}

// byOPA is evaluate with OPA's interpreter.
func (j *judge) byOPA(ctx context.Context, result *judged) {
	rule, s := result.rule, result.resource
	result.usesRun = rule.usesRun
	if rule.hasNotApplicable && j.exempt(ctx, rule, s, result) {
		return
	}
	mayNotApply := rule.hasNotApplicable && j.log.unknown
	set, err := j.ask(ctx, rule.denials, s)
	if errors.Is(err, errStuck) {
		result.fail(err)
		return // the log is still being written
	}
	if j.keepReads || j.log.unknown {
		result.reads = slices.Clone(j.log.reads)
	}
	switch {
	case err != nil:
		result.fail(err)
		return
	case j.log.unknown:
		j.underUnknown(ctx, result)
	default:
		result.settle(set)
	}
	j.lessen(result)
	if result.outcome == Fail && mayNotApply {
		result.outcome, result.denials = Unknown, nil
	}
	result.vacuous = result.outcome == Pass && readsNothing(j.log.reads)
}

// lessen makes a pass unknown that was found by looking through an inventory which is not complete.
func (j *judge) lessen(result *judged) {
	if result.outcome == Pass && result.rule.usesInventory && !j.inventoryKnown {
		result.outcome = Unknown
	}
}

// ask evaluates a part of a rule on s with OPA, and logs what was read.
func (j *judge) ask(ctx context.Context, p *part, s *subject) (any, error) {
	j.log.reset()
	query, err := p.query.get(ctx, j.engine, p.ref)
	if err != nil {
		return nil, err
	}
	return j.eval(ctx, query, j.tracked(s))
}

// settle gives the outcome of a deny set that depends on nothing unknown.
func (r *judged) settle(set any) {
	found, err := denials(r.rule, set)
	switch {
	case err != nil:
		r.fail(err)
	case len(found) > 0:
		r.outcome, r.denials = Fail, found
	default:
		r.outcome = Pass
	}
}

// exempt reports whether not_applicable settled the outcome. If it read something unknown it did not: the
// rule may or may not apply.
func (j *judge) exempt(ctx context.Context, rule *loadedRule, s *subject, result *judged) bool {
	value, err := j.ask(ctx, rule.exemption, s)
	switch {
	case errors.Is(err, errStuck): // before looking at the log, which is still being written
		result.fail(err)
		return true
	case errors.Is(err, errUndefined), j.log.unknown:
		return false
	case err != nil:
		result.fail(err)
		return true
	case value == true:
		result.outcome, result.reads = NotApplicable, slices.Clone(j.log.reads)
		return true
	default:
		return false
	}
}

func (r *judged) fail(err error) { r.outcome, r.err = Error, err }

// readsNothing reports whether no attribute but the resource's identity was read.
func readsNothing(reads []read) bool {
	for _, r := range reads {
		if r.at.parent != nil || r.kind == readWhole {
			return false
		}
		if !slices.Contains(plainAttributes, r.key) {
			return false
		}
	}
	return true
}
