package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestResult is the result of one Rego test.
type TestResult struct {
	Name   string // package and rule, "key_vault.purge_protection_test.test_deny"
	File   string
	Line   int
	Passed bool
	Reason string // why it did not pass
}

// TestReport is the results of all Rego tests of a bundle.
type TestReport struct {
	Results   []TestResult
	Coverage  float64             // percent of the lines of rules and libraries that some test evaluated
	Uncovered map[string][]string // file -> line ranges that no test evaluated
}

// Test runs every test_ rule of the bundles, with strict built-in errors and the built-ins that policies may
// use, and measures which lines they cover.
func Test(ctx context.Context, bundles []Bundle) (*TestReport, error) {
	modules, base, err := testModules(bundles)
	if err != nil {
		return nil, err
	}
	return runTests(ctx, modules, inmem.NewFromObject(plainObject(base)))
}

// testModules parses all modules of the bundles, tests too, and reads their data.
func testModules(bundles []Bundle) (map[string]*ast.Module, document.Value, error) {
	files, _, err := sources(bundles, withTests)
	if err != nil {
		return nil, document.Value{}, err
	}
	base, err := data(files)
	if err != nil {
		return nil, base, err
	}
	modules := map[string]*ast.Module{}
	for _, s := range files {
		if !s.isModule() {
			continue
		}
		m := &parsed{source: s}
		if err := m.parse(); err != nil {
			return nil, base, err
		}
		modules[s.file()] = m.module
	}
	return modules, base, nil
}

func runTests(ctx context.Context, modules map[string]*ast.Module, store storage.Store) (*TestReport, error) {
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, txn)
	coverage := cover.New()
	results, err := tester.NewRunner().
		SetCompiler(ast.NewCompiler().WithCapabilities(capabilities()).WithStrict(true)).
		SetStore(store).SetModules(modules).SetCoverageQueryTracer(coverage).RaiseBuiltinErrors(true).
		SetParallel(1).RunTests(ctx, txn)
	if err != nil {
		return nil, compileError(err)
	}
	report := &TestReport{Uncovered: map[string][]string{}}
	for r := range results {
		report.Results = append(report.Results, newTestResult(r))
	}
	slices.SortFunc(report.Results, func(a, b TestResult) int { return strings.Compare(a.Name, b.Name) })
	report.cover(coverage.Report(modules))
	return report, nil
}

// skipped is the reason of a test that did not run.
const skipped = "skipped"

func newTestResult(r *tester.Result) TestResult {
	t := TestResult{Name: strings.TrimPrefix(r.Package, "data.") + "." + r.Name, Passed: r.Pass()}
	if r.Location != nil {
		t.File, t.Line = r.Location.File, r.Location.Row
	}
	switch {
	case r.Error != nil:
		t.Reason = r.Error.Error()
	case r.Skip:
		t.Reason = skipped
	case !t.Passed:
		t.Reason = "the test is not true"
	}
	return t
}

// cover keeps the coverage of everything but the tests themselves.
func (t *TestReport) cover(c cover.Report) {
	covered, all := 0, 0
	for file, f := range c.Files {
		if strings.HasSuffix(file, "_test.rego") {
			continue
		}
		covered += f.CoveredLines
		all += f.CoveredLines + f.NotCoveredLines
		for _, r := range f.NotCovered {
			t.Uncovered[file] = append(t.Uncovered[file], fmt.Sprintf("%d-%d", r.Start.Row, r.End.Row))
		}
	}
	t.Coverage = 100
	if all > 0 {
		t.Coverage = 100 * float64(covered) / float64(all)
	}
}
