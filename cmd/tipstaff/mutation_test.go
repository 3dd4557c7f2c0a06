package main

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/policies"
)

// mutated are the examples that are spoiled before they are read, and how often.
var mutated = []string{
	"supply_chain/bom.json", "supply_chain/hotline.spdx.json", "supply_chain/note-summary/README.md", "supply_chain/lapse/MLmodel",
	"data/contract.odcs.yaml", "data/manifest.json", "data/schema.yml", "data/events.jsonl",
	"kubernetes/serving.yaml", "kubernetes/rbac.yaml",
	"azure/resources.json", "azure/role-assignments.json", "azure/role-definitions.json", "azure/key-vault-audit.jsonl",
	"logs/access.jsonl",
	"descriptors/datasets.yaml", "descriptors/models.yaml", "descriptors/pipelines.yaml", "descriptors/access.yaml", "descriptors/logs.yaml",
}

const mutationsEach = 600

// mended are the attributes, by rule, in which the fault is: deleting what is in them deletes the fault. So does
// cutting a YAML file off before it, for YAML has no end that could be missing.
var mended = map[string]string{
	"governance.classified":             "/columns",
	"governance.derived_classification": "/derived_from",
	"governance.sensitive_implies_high": "/sensitive_data",
	"governance.do_not_sell":            "/shared_with",
}

// stated are the attributes, by rule, whose value is the fault: where another one is stated, or none, nothing is wrong.
var stated = map[string]string{
	"encryption.secret_in_environment":        "/spec",
	"governance.access_record_complete":       "/user_id",
	"governance.do_not_sell":                  "/do_not_sell",
	"governance.special_category_dpia":        "/sensitive_data",
	"key_vault.access_policy_least_privilege": "/accessPolicies",
	"monitoring.audit_refused_access":         "/category",
	"rbac.kubernetes_wildcard":                "/rules",
	"rbac.no_custom_owner":                    "/permissions",
	"rbac.no_wildcard_data_actions":           "/permissions",
	"supply_chain.acr_hygiene":                "/adminUserEnabled",
	"supply_chain.image_pinned":               "/steps",
}

// TestMutationNeverPasses cuts, flips, deletes and retypes what is in files, ten thousand times: a rule that
// failed on a resource must not pass on it then.
func TestMutationNeverPasses(t *testing.T) {
	all := embedded(t)
	for _, name := range mutated {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("..", "..", "inputs", "examples", filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			m := mutation{t: t, path: filepath.Join(t.TempDir(), filepath.FromSlash(name)), text: text, failed: map[[2]string]bool{}}
			m.start(all)
			random := rand.New(rand.NewPCG(4, uint64(len(text))))
			for range mutationsEach {
				m.try(m.mutate(random))
			}
			if m.judged < mutationsEach/10 {
				t.Errorf("judged only %d of %d mutations", m.judged, mutationsEach)
			}
			t.Logf("%d failures: %d mutations, %d unreadable, %d judged", len(m.failed), mutationsEach, m.unreadable, m.judged)
		})
	}
}

// mutation is one file that is spoiled again and again.
type mutation struct {
	t                  *testing.T
	engine             *engine.Engine // with the rules that fail only
	path               string
	text               []byte
	parts              []part             // of the file
	before             map[string]said    // of each resource
	failed             map[[2]string]bool // rule and resource
	unreadable, judged int
}

// said is what the attributes of a resource are, by their names.
type said map[string]string

// start judges the file as it is.
func (m *mutation) start(all *engine.Engine) {
	resources, err := m.read(m.text)
	if err != nil || len(resources) == 0 {
		m.t.Fatalf("%d resources, %v", len(resources), err)
	}
	m.parts, m.before = partsOf(resources, m.text), saidOf(resources)
	failing := map[string]bool{}
	for _, v := range judgeAll(all, resources).Evaluations {
		if v.Outcome == engine.Fail {
			m.failed[[2]string{v.Rule, v.Resource.ID}] = true
			failing[v.Rule] = true
		}
	}
	if len(failing) == 0 {
		m.t.Fatal("nothing fails")
	}
	m.engine = only(m.t, all, failing)
}

// only returns an engine with some of the rules of another.
func only(t *testing.T, all *engine.Engine, rules map[string]bool) *engine.Engine {
	t.Helper()
	bundle := fstest.MapFS{}
	err := fs.WalkDir(policies.Bundle, ".", func(p string, d fs.DirEntry, err error) error {
		id := strings.ReplaceAll(path.Dir(p), "/", ".")
		other := slices.ContainsFunc(all.Rules(), func(r *engine.Rule) bool { return r.ID == id && !rules[id] })
		if err != nil || d.IsDir() || other {
			return err
		}
		text, err := policies.Bundle.ReadFile(p)
		bundle[p] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Load(context.Background(), engine.Config{Bundles: []engine.Bundle{{Name: engine.Embedded, FS: bundle}}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// read reads text as the file is read in its directory.
func (m *mutation) read(text []byte) ([]*inputs.Resource, error) {
	if err := os.MkdirAll(filepath.Dir(m.path), 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(m.path, text, 0o600); err != nil {
		return nil, err
	}
	var resources []*inputs.Resource
	var wrong error
	reader := &inputs.Reader{Formats: formats}
	for item := range reader.Read(context.Background(), []string{filepath.Dir(m.path)}) {
		switch {
		case item.Err != nil:
			wrong = item.Err
		case item.Resource != nil:
			resources = append(resources, item.Resource)
		}
	}
	return resources, wrong
}

func saidOf(resources []*inputs.Resource) map[string]said {
	all := map[string]said{}
	for _, r := range resources {
		all[r.ID] = said{}
		for _, p := range r.Value.Get("properties").Members() {
			if name := "/" + p.Key.Text(); name != "/original" {
				all[r.ID][name] = fmt.Sprintf("%t %s", p.Value.Has(document.Unknown), p.Value.AppendJSON(nil))
			}
		}
	}
	return all
}

// changedIn returns the attributes that are not what they were.
func changedIn(before, after said) map[string][2]string {
	changed := map[string][2]string{}
	for name := range before {
		if before[name] != after[name] {
			changed[name] = [2]string{before[name], after[name]}
		}
	}
	for name := range after {
		if _, ok := before[name]; !ok {
			changed[name] = [2]string{"", after[name]}
		}
	}
	return changed
}

// try judges a spoiled file, if it can be read and says anything else than before.
func (m *mutation) try(text []byte, how string) {
	resources, err := m.read(text)
	if err != nil {
		m.unreadable++
		return
	}
	after := saidOf(resources)
	if len(resources) == 0 || reflect.DeepEqual(after, m.before) {
		return
	}
	m.judged++
	for _, v := range judgeAll(m.engine, resources).Evaluations {
		id := v.Resource.ID
		if v.Outcome != engine.Pass && v.Outcome != engine.NotApplicable || !m.failed[[2]string{v.Rule, id}] {
			continue
		}
		if in := stated[v.Rule]; in != "" && after[id][in] != m.before[id][in] {
			continue
		}
		if in := mended[v.Rule]; (how == deleted || how == truncated) && after[id][in] != m.before[id][in] {
			continue
		}
		m.t.Errorf("%s: %s on %s: %s with %v", how, v.Rule, id, v.Outcome, changedIn(m.before[id], after[id]))
	}
}
