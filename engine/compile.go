package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

// compile compiles the modules with the allowed built-ins only, in strict mode, each against the schema of
// the input it gets.
func compile(ctx context.Context, modules []*parsed, set *ruleSet, timeout time.Duration) (*ast.Compiler, error) {
	byFile := make(map[string]*ast.Module, len(modules))
	annotated := map[string]bool{} // a package is annotated once, however many files it has
	for _, m := range modules {
		if schema, ok := set.schemas[m.id]; ok && !annotated[m.id] {
			annotateInput(m.module, schema)
			annotated[m.id] = true
		}
		byFile[m.file()] = m.module
	}
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, sharedSchema())
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithSchemas(schemas).
		WithUseTypeCheckAnnotations(true).WithStrict(set.strict())
	if timeout == 0 {
		timeout = 10 * time.Second
	}
	done := make(chan struct{})
	go func() { // the compiler cannot be cancelled (open-policy-agent/opa#9088): leave it behind
		defer close(done)
		compiler.Compile(byFile)
	}()
	deadline := time.NewTimer(timeout)
	defer deadline.Stop()
	select {
	case <-done:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-deadline.C:
		return nil, &LoadError{File: "policies", Reason: fmt.Sprintf("compiling took more than %s", timeout), Evaluated: true}
	}
	if compiler.Failed() {
		return nil, compileError(compiler.Errors)
	}
	return compiler, nil
}

// strict reports whether OPA's strict mode applies: to our own rules always, to other people's never, for
// theirs must run unchanged.
func (set *ruleSet) strict() bool { return len(set.rules) == 0 || set.rules[0].namespace == "" }

// annotateInput makes schema the type of input in every rule of module.
func annotateInput(module *ast.Module, schema any) {
	annotation := &ast.Annotations{
		Scope:    "package",
		Location: module.Package.Location,
		Schemas:  []*ast.SchemaAnnotation{{Path: ast.InputRootRef, Definition: &schema}},
	}
	module.Annotations = append(module.Annotations, annotation.Copy(module.Package))
}

// compileError turns OPA's errors into the first of them, with file, line and, where we know one, the way
// out.
func compileError(err error) error {
	var list ast.Errors
	if !errors.As(err, &list) || len(list) == 0 {
		return &LoadError{File: "policies", Reason: err.Error(), Evaluated: true}
	}
	first := list[0]
	e := &LoadError{File: "policies", Reason: first.Message, Hint: refusal(first.Message), Evaluated: true}
	if first.Location != nil {
		e.File, e.Line = first.Location.File, first.Location.Row
	}
	if first.Details != nil && e.Hint == "" {
		e.Hint = want(first.Details.Lines())
	}
	return e
}

// want picks what would have been right out of the details of a compile error.
func want(lines []string) string {
	for _, line := range lines {
		if text := strings.TrimSpace(line); strings.HasPrefix(text, "want") {
			return text
		}
	}
	return ""
}
