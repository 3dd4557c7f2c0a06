package plan_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/types"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// register makes f a built-in function of one operand.
func register(name string, f topdown.BuiltinFunc) {
	ast.RegisterBuiltin(&ast.Builtin{Name: name, Decl: types.NewFunction(types.Args(types.A), types.A)})
	topdown.RegisterBuiltinFunc(name, f)
}

// TestStuck calls a function that does not stop when it is told to. No time passes.
func TestStuck(t *testing.T) {
	var until chan struct{}
	register("test.wait", func(_ topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		if operands[0].Value.Compare(ast.Boolean(true)) == 0 {
			<-until
		}
		return iter(operands[0])
	})
	synctest.Test(t, func(t *testing.T) {
		until = make(chan struct{})
		defer close(until)
		m := machineOf(t, "p if test.wait(input) == 7", plan.Options{})
		if got := evalOf(t, m, document.NumberValue("7")); got.Len() != 1 {
			t.Error("undefined, though the function returned")
		}
		start := time.Now()
		_, err := m.Eval(t.Context(), document.BoolValue(true))
		if e, ok := errors.AsType[*topdown.Error](err); !ok || e.Code != topdown.CancelErr || !errors.Is(err, plan.ErrStuck) {
			t.Errorf("got %v, want %v", err, plan.ErrStuck)
		}
		if waited := time.Since(start); waited != 2*time.Second {
			t.Errorf("waited for %v", waited)
		}
		if _, err := m.Eval(t.Context(), document.NumberValue("7")); !errors.Is(err, plan.ErrStuck) {
			t.Errorf("used again: %v, want %v", err, plan.ErrStuck)
		}
		if waited := time.Since(start); waited != 2*time.Second {
			t.Errorf("waited for %v in the end", waited)
		}
	})
}

// TestForeignPanic ends the evaluation, not the process.
func TestForeignPanic(t *testing.T) {
	register("test.panic", func(topdown.BuiltinContext, []*ast.Term, func(*ast.Term) error) error { panic("at the disco") })
	m := machineOf(t, "p if test.panic(input)\np if input", plan.Options{})
	if _, err := m.Eval(t.Context(), document.BoolValue(true)); err == nil || !strings.Contains(err.Error(), "panicked: at the disco") {
		t.Errorf("got %v", err)
	}
}
