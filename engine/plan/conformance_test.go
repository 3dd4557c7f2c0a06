package plan_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/test/cases"
	"github.com/open-policy-agent/opa/v1/test/cases/testdata"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// conformanceCases is how many cases OPA has: none may get lost.
const conformanceCases = 2400

// TestConformance runs all of OPA's own cases. What differs is listed, with the reason, and only that may.
func TestConformance(t *testing.T) {
	all := loadCases(t)
	if len(all) != conformanceCases {
		t.Fatalf("OPA has %d cases, want %d", len(all), conformanceCases)
	}
	exceptions := loadExceptions(t)
	work := make(chan cases.TestCase)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for c := range work {
				judge(t, c, exceptions[c.Note])
			}
		})
	}
	for _, c := range all {
		if len(c.Env) > 0 {
			continue
		}
		work <- c
	}
	close(work)
	wait.Wait()
	for _, c := range all {
		if len(c.Env) > 0 {
			for k, v := range c.Env {
				t.Setenv(k, v)
			}
			judge(t, c, exceptions[c.Note])
		}
		delete(exceptions, c.Note)
	}
	for note := range exceptions {
		t.Errorf("%s: an exception for a case that does not exist", note)
	}
	t.Logf("%d cases", len(all))
}

// judge runs a case, which must succeed exactly if there is no reason why it should not.
func judge(t *testing.T, c cases.TestCase, reason string) {
	err := runCase(t.Context(), c)
	switch {
	case err != nil && reason == "":
		t.Errorf("%s | %v", c.Note, strings.ReplaceAll(err.Error(), "\n", " "))
	case err == nil && reason != "":
		t.Errorf("%s: succeeds, but is listed as an exception: %s", c.Note, reason)
	}
}

func loadCases(t testing.TB) []cases.TestCase {
	var all []cases.TestCase
	err := fs.WalkDir(testdata.V1, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := testdata.V1.ReadFile(path)
		if err != nil {
			return err
		}
		var s cases.Set
		if err := util.Unmarshal(content, &s); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, s.Cases...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// loadExceptions reads lines of a note, a tab and a reason.
func loadExceptions(t *testing.T) map[string]string {
	content, err := os.ReadFile("testdata/conformance_exceptions.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		note, reason, ok := strings.Cut(line, "\t")
		if !ok || out[note] != "" {
			t.Errorf("%q: want a note that is not there yet, a tab, and a reason", line)
		}
		out[note] = reason
	}
	return out
}

// runCase evaluates a case and says what is not as it should be.
func runCase(ctx context.Context, c cases.TestCase) error {
	modules := map[string]string{}
	for i, m := range c.Modules {
		modules[fmt.Sprintf("test-%d.rego", i)] = m
	}
	capabilities := ast.CapabilitiesForThisVersion(ast.CapabilitiesExperimentalKeywords(c.ExperimentalKeywords))
	policy, err := planOf(ctx, c.Query, modules, rego.Capabilities(capabilities))
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	image, err := plan.Image(policy, nil)
	if err != nil {
		return err
	}
	program, err := plan.CompileImage(image, plan.Options{Strict: c.StrictError})
	if err != nil {
		return err
	}
	data, input, err := documentsOf(c)
	if err != nil {
		return err
	}
	got, err := program.NewMachine(data).EvalValue(ctx, input)
	if err != nil || c.WantResult == nil {
		return checkError(c, err)
	}
	return checkResult(c, got)
}

func documentsOf(c cases.TestCase) (data, input plan.Value, err error) {
	if c.Data != nil {
		raw, err := json.Marshal(*c.Data)
		if err != nil {
			return data, input, err
		}
		d, err := document.ParseJSON(raw, document.DefaultLimits, nil)
		if err != nil {
			return data, input, err
		}
		data = plan.Load(d.Root)
	}
	switch {
	case c.InputTerm != nil:
		input, err = plan.FromTerm(ast.MustParseTerm(*c.InputTerm))
	case c.Input != nil:
		raw, err := json.Marshal(*c.Input)
		if err != nil {
			return data, input, err
		}
		d, err := document.ParseJSON(raw, document.DefaultLimits, nil)
		if err != nil {
			return data, input, err
		}
		input = plan.FromDocument(d.Root)
	}
	return data, input, err
}

func checkError(c cases.TestCase, err error) error {
	if err == nil {
		return errors.New("no error")
	}
	e, ok := errors.AsType[*topdown.Error](err)
	switch {
	case c.WantError == nil && c.WantErrorCode == nil:
		return fmt.Errorf("unexpected: %w", err)
	case !ok:
		return fmt.Errorf("not an error of an evaluation: %w", err)
	case c.WantErrorCode != nil && e.Code != *c.WantErrorCode:
		return fmt.Errorf("want code %s: %w", *c.WantErrorCode, err)
	case c.WantError != nil && !strings.Contains(e.Error(), *c.WantError):
		return fmt.Errorf("want text %q: %w", *c.WantError, err)
	}
	return nil
}

func checkResult(c cases.TestCase, got plan.Value) error {
	want := ast.NewSet()
	for _, bindings := range *c.WantResult {
		v, err := ast.InterfaceToValue(bindings)
		if err != nil {
			return err
		}
		want.Add(ast.NewTerm(v))
	}
	have := ast.NewSet()
	for i := range got.Len() {
		v, err := bindingsOf(c, plan.ToTerm(got.At(i)))
		if err != nil {
			return err
		}
		have.Add(v)
	}
	if want.Compare(have) != 0 {
		return fmt.Errorf("want %v have %v", want, have)
	}
	return nil
}

// bindingsOf is one solution as JSON, without variables that the compiler made up.
func bindingsOf(c cases.TestCase, solution *ast.Term) (*ast.Term, error) {
	out := ast.NewObject()
	return ast.NewTerm(out), solution.Value.(ast.Object).Iter(func(k, v *ast.Term) error {
		name := string(k.Value.(ast.String))
		if strings.HasPrefix(name, "__local") || strings.HasPrefix(name, "$") {
			return nil
		}
		x, err := ast.JSON(v.Value)
		if err != nil {
			return err
		}
		if list, ok := x.([]any); ok && c.SortBindings {
			slices.SortFunc(list, util.Compare)
		}
		value, err := ast.InterfaceToValue(x)
		out.Insert(k, ast.NewTerm(value))
		return err
	})
}
