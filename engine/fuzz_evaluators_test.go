package engine_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// FuzzEvaluators judges generated resources of every type with all rules of the repository and both evaluators.
// The reports must be the same to the letter. The text is put somewhere into the resources if it is JSON.
func FuzzEvaluators(f *testing.F) {
	f.Add(uint64(1), `null`)
	f.Add(uint64(2), `{"a": [1.0, -0, 1e400, "\u0000", {"": {}}]}`)
	g := newResourceGenerator(f)
	f.Fuzz(func(t *testing.T, seed uint64, text string) {
		g.compare(t, seed, text)
	})
}

// TestGeneratedResources does so for a fixed number of seeds, and makes sure that the rules have things to find.
func TestGeneratedResources(t *testing.T) {
	g, counts := newResourceGenerator(t), engine.Counts{}
	for seed := range uint64(8) {
		c := g.compare(t, seed, `{"a": 1.0}`)
		counts.Evaluations += c.Evaluations
		counts.Pass += c.Pass
		counts.Fail += c.Fail
		counts.Unknown += c.Unknown
	}
	t.Logf("%+v", counts)
	if counts.Evaluations < 1500 || min(counts.Pass, counts.Fail, counts.Unknown) < counts.Evaluations/25 {
		t.Errorf("too little to compare: %+v", counts)
	}
}

// resourceGenerator makes resources of the types that the rules are about.
type resourceGenerator struct {
	engines []*engine.Engine
	types   []string
	seeds   map[string][]document.Value // examples by lower-case type
	words   []string                    // names and strings in policies
}

func newResourceGenerator(t testing.TB) *resourceGenerator {
	g := &resourceGenerator{seeds: map[string][]document.Value{}}
	files := os.DirFS("../policies")
	for _, evaluator := range engine.Evaluators {
		e, err := engine.Load(context.Background(), engine.Config{
			Bundles: []engine.Bundle{{Name: engine.Embedded, FS: files}}, Evaluator: evaluator,
		})
		if err != nil {
			t.Fatal(err)
		}
		g.engines = append(g.engines, e)
	}
	for _, r := range g.engines[0].Rules() {
		g.types = append(g.types, r.Resources...)
	}
	slices.Sort(g.types)
	g.types = slices.Compact(g.types)
	g.words = wordsOf(t, files)
	reader := &inputs.Reader{
		Formats: []inputs.Format{inputs.TerraformPlan, inputs.Descriptor, inputs.Kubernetes, inputs.Graph, inputs.PredictionLog, inputs.AccessLog},
		Limits:  document.DefaultLimits,
	}
	for item := range reader.Read(context.Background(), []string{"../inputs/examples"}) {
		if r := item.Resource; r != nil {
			g.seeds[strings.ToLower(r.Type)] = append(g.seeds[strings.ToLower(r.Type)], r.Value)
		}
	}
	return g
}

var word = regexp.MustCompile(`\.([a-z][a-z_A-Z]+)|"([^"\n]{1,30})"`)

// wordsOf is the names of attributes and the strings in policies: what their rules look at and for.
func wordsOf(t testing.TB, files fs.FS) []string {
	var words []string
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".rego") || strings.HasSuffix(path, "_test.rego") {
			return err
		}
		text, err := fs.ReadFile(files, path)
		for _, m := range word.FindAllStringSubmatch(string(text), -1) {
			words = append(words, m[1]+m[2])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// compare judges two resources of every type.
func (g *resourceGenerator) compare(t *testing.T, seed uint64, text string) engine.Counts {
	r := &randomResource{Rand: rand.New(rand.NewPCG(seed, 1)), words: g.words}
	if d, err := document.ParseJSON([]byte(text), document.Limits{Bytes: 1 << 14}, nil); err == nil {
		r.extra = d.Root
	}
	var resources []*inputs.Resource
	for _, kind := range g.types {
		for range 2 {
			resources = append(resources, r.resource(kind, g.seeds[strings.ToLower(kind)], len(resources)))
		}
	}
	var reports [2]string
	var counts engine.Counts
	for i, e := range g.engines {
		report := e.Check(context.Background(), items(resources...), engine.CheckOptions{Command: "check", Now: testTime, Started: testTime, Evaluations: true})
		encoded, err := json.MarshalIndent(report, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		reports[i], counts = string(encoded), report.Counts
	}
	if reports[0] != reports[1] {
		t.Errorf("seed %d: the evaluators disagree: %s", seed, around(reports[0], reports[1]))
	}
	return counts
}

// around is where a and b begin to differ.
func around(a, b string) string {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	cut := func(s string) string { return s[max(0, at-600):min(len(s), at+300)] }
	return fmt.Sprintf("%s\n--- and ---\n%s", cut(a), cut(b))
}
