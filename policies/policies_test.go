package policies_test

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/tipstaff/tipstaff/policies"
)

func load(t *testing.T) bundle.Bundle {
	t.Helper()
	loader, err := bundle.NewFSLoader(policies.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	b, err := bundle.NewCustomReader(loader).WithProcessAnnotations(true).WithRegoVersion(ast.RegoV1).Read()
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Modules) == 0 {
		t.Fatal("the bundle holds no modules")
	}
	return b
}

func isTest(m bundle.ModuleFile) bool { return strings.HasSuffix(m.Path, "_test.rego") }

// isRule reports whether a module has a deny set of its own: it is a rule, not a library or a decision.
func isRule(m bundle.ModuleFile) bool {
	return !isTest(m) && slices.ContainsFunc(m.Parsed.Rules, func(r *ast.Rule) bool {
		return r.Head.Name == "deny" && r.Head.RuleKind() == ast.MultiValue
	})
}

func TestEveryFileIsRead(t *testing.T) {
	err := fs.WalkDir(policies.Bundle, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if ext := path.Ext(p); ext != ".rego" && ext != ".go" && !slices.Contains([]string{"data.yaml", "data.json"}, d.Name()) {
			t.Errorf("%s is neither Rego nor data: a bundle leaves it out without a word", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPackagesAreFolders(t *testing.T) {
	modules := load(t).Modules
	tested := map[string]bool{}
	for _, m := range modules {
		tested[m.Parsed.Package.Path.String()] = true
	}
	for _, m := range modules {
		folder := strings.ReplaceAll(strings.Trim(path.Dir(m.Path), "/"), "/", ".")
		want := "data." + folder
		if isTest(m) {
			want += "_test"
		} else if !tested[want+"_test"] {
			t.Errorf("%s has no test beside it", m.Path)
		}
		if got := m.Parsed.Package.Path.String(); got != want {
			t.Errorf("%s is %s, want %s", m.Path, got, want)
		}
	}
}

// TestControlsAreKnown fails for a rule that supports a control which no catalogue has.
func TestControlsAreKnown(t *testing.T) {
	b := load(t)
	catalogues, _ := b.Data["controls"].(map[string]any)
	rules := 0
	for _, m := range b.Modules {
		if !isRule(m) {
			continue
		}
		rules++
		for framework, ids := range controlsOf(t, m) {
			catalogue, _ := catalogues[framework].(map[string]any)
			known, _ := catalogue["controls"].(map[string]any)
			for _, id := range ids {
				if title, _ := known[id].(string); title == "" {
					t.Errorf("%s supports %s %s, which controls/%s does not have", m.Path, framework, id, framework)
				}
			}
		}
	}
	if rules == 0 {
		t.Error("there are no rules")
	}
}

func controlsOf(t *testing.T, m bundle.ModuleFile) map[string][]string {
	t.Helper()
	controls := map[string][]string{}
	for _, a := range m.Parsed.Annotations {
		frameworks, _ := a.Custom["controls"].(map[string]any)
		for framework, ids := range frameworks {
			list, ok := ids.([]any)
			if !ok || len(list) == 0 {
				t.Errorf("%s: controls.%s is not a list of ids", m.Path, framework)
			}
			for _, id := range list {
				text, ok := id.(string)
				if !ok {
					t.Errorf("%s: control %v of %s is not a string", m.Path, id, framework)
				}
				controls[framework] = append(controls[framework], text)
			}
		}
	}
	return controls
}

// TestRego runs the tests of the bundle. Every line of a rule must be covered.
func TestRego(t *testing.T) {
	b := load(t)
	modules := map[string]*ast.Module{}
	for _, m := range b.Modules {
		modules[m.Path] = m.Parsed
	}
	store := inmem.NewFromObject(b.Data)
	coverage := cover.New()
	txn, err := store.NewTransaction(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Abort(context.Background(), txn)
	results, err := tester.NewRunner().SetStore(store).SetModules(modules).SetCoverageQueryTracer(coverage).RaiseBuiltinErrors(true).
		RunTests(context.Background(), txn)
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for r := range results {
		ran++
		if r.Fail || r.Error != nil || r.Skip {
			t.Errorf("%s: %s", r.Location, r)
		}
	}
	if ran == 0 {
		t.Error("there are no tests")
	}
	for file, report := range coverage.Report(modules).Files {
		for _, line := range report.NotCovered {
			t.Errorf("%s: lines %d to %d are not covered by tests", file, line.Start.Row, line.End.Row)
		}
	}
}
