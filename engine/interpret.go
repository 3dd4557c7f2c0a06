package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/tipstaff/tipstaff/engine/plan"
)

// evalTimeout bounds one rule on one resource; evalGrace is how long the interpreter then has to notice.
const (
	evalTimeout = 2 * time.Second
	evalGrace   = time.Second
)

var (
	errUndefined = errors.New("the rule is undefined")
	errTimeout   = fmt.Errorf("the rule ran longer than %s", evalTimeout)
	errTooLong   = fmt.Errorf("the rule ran longer than %d steps", plan.DefaultBudget)
	// errStuck is a rule that the interpreter does not stop: some built-ins never look at the clock. What
	// runs it is left behind, so its judge and the log it writes must not be used again.
	errStuck = fmt.Errorf("the rule ran longer than %s and could not be stopped", evalTimeout+evalGrace)
)

// eval runs one query on one subject, logging reads. OPA compares objects by their concrete type, so a
// policy that compares a literal object with one of the input's panics on a tracked one: such a rule is run
// again without tracking, and counts as having read the whole resource.
func (j *judge) eval(ctx context.Context, query rego.PreparedEvalQuery, s *subject) (any, error) {
	value, err := j.interpret(ctx, query, s.input)
	if _, ok := errors.AsType[*panicError](err); !ok || s.resource == nil {
		return value, err
	}
	j.log.reset()
	j.log.reads = append(j.log.reads, read{at: &place{}, kind: readWhole})
	j.log.unknown = len(unknownPaths(s.value)) > 0
	return j.interpret(ctx, query, j.plainInput(s))
}

// plainInput is the input of s without tracking.
func (j *judge) plainInput(s *subject) *ast.Term {
	c := converter{keys: j.convert.keys}
	if s.resource.Type == DocumentType {
		return c.term(s.value, nil)
	}
	return ast.ObjectTerm(
		ast.Item(ast.StringTerm("resource"), c.term(s.value, nil)),
		ast.Item(ast.StringTerm("run"), j.run))
}

// panicError is a panic of the interpreter.
type panicError struct{ value any }

func (e *panicError) Error() string { return fmt.Sprintf("the interpreter panicked: %v", e.value) }

// interpreter runs queries one after the other on a goroutine of its own, whose stack has grown to what
// queries need: growing one for every query takes longer than most queries.
type interpreter struct {
	questions chan question
	answers   chan answer
}

// question is one query to run.
type question struct {
	query  rego.PreparedEvalQuery
	input  ast.Value
	now    time.Time
	cancel topdown.Cancel
}

// answer is what one query gave.
type answer struct {
	value any
	err   error
}

// newInterpreter starts an interpreter. It ends when questions is closed.
func newInterpreter() *interpreter {
	i := &interpreter{questions: make(chan question), answers: make(chan answer, 1)}
	go func() {
		for q := range i.questions {
			i.answers <- q.answer()
		}
	}()
	return i
}

// interpret runs one query on one input, and does not wait for it longer than it may take.
func (j *judge) interpret(ctx context.Context, query rego.PreparedEvalQuery, input *ast.Term) (any, error) {
	cancel := topdown.NewCancel()
	j.interpreter.questions <- question{query, input.Value, j.now, cancel}
	j.timer.Reset(j.timeout)
	defer j.timer.Stop()
	var err error
	select {
	case a := <-j.interpreter.answers:
		return a.value, a.err
	case <-j.timer.C:
		err = errTimeout
	case <-ctx.Done():
		err = ctx.Err()
	}
	cancel.Cancel()
	j.timer.Reset(evalGrace)
	select {
	case <-j.interpreter.answers:
		return nil, err
	case <-j.timer.C:
		return nil, errStuck
	}
}

// answer runs the query to its end. Rule indexing and early exit are off: with them OPA skips expressions
// whose errors we must see.
func (q question) answer() (a answer) {
	defer func() {
		if v := recover(); v != nil {
			a = answer{err: &panicError{v}}
		}
	}()
	results, err := q.query.Eval(context.Background(), rego.EvalParsedInput(q.input), rego.EvalTime(q.now),
		rego.EvalExternalCancel(q.cancel), rego.EvalRuleIndexing(false), rego.EvalEarlyExit(false), rego.EvalSortSets(true))
	switch {
	case err != nil:
		return answer{err: evalError(err)}
	case len(results) != 1:
		return answer{err: errUndefined}
	default:
		return answer{value: results[0].Expressions[0].Value}
	}
}

// evalError describes an error of the interpreter without the input values that OPA quotes in it.
func evalError(err error) error {
	if e, ok := errors.AsType[*topdown.Error](err); ok && e.Location != nil {
		return fmt.Errorf("%s at %s:%d", strings.TrimPrefix(e.Code, "eval_"), e.Location.File, e.Location.Row)
	}
	return err
}
