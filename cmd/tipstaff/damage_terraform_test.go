package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
)

// mutatedFiles are the files of the Terraform example that are damaged. Values of variables are what people set:
// another name in them is another setting, not damage.
var mutatedFiles = []string{"main.tf", "history.tf", "monitoring.tf.json", "variables.tf"}

// textDamage is one way to damage a file.
var textDamage = []func(r *rand.Rand, b []byte) []byte{
	func(r *rand.Rand, b []byte) []byte { // a byte is lost
		i := r.IntN(len(b))
		return slices.Delete(b, i, i+1)
	},
	func(r *rand.Rand, b []byte) []byte { // a byte is another one
		b[r.IntN(len(b))] = byte(' ' + r.IntN(95))
		return b
	},
	func(r *rand.Rand, b []byte) []byte { // two bytes are swapped
		i := r.IntN(len(b) - 1)
		b[i], b[i+1] = b[i+1], b[i]
		return b
	},
	func(r *rand.Rand, b []byte) []byte { // the end is lost
		return b[:r.IntN(len(b))]
	},
	func(r *rand.Rand, b []byte) []byte { // a piece is there twice
		i := r.IntN(len(b) - 1)
		j := i + 1 + r.IntN(min(40, len(b)-i-1))
		return slices.Insert(b, i, slices.Clone(b[i:j])...)
	},
	func(r *rand.Rand, b []byte) []byte { // an expression that nobody can know
		i := r.IntN(len(b))
		at := strings.Index(string(b[i:]), " = ")
		if at < 0 {
			return b
		}
		at += i + len(" = ")
		end := at + max(0, strings.IndexByte(string(b[at:]), '\n'))
		return slices.Replace(b, at, end, []byte(`file("expression")`)...)
	},
}

// TestTerraformDamageNeverPasses damages the Terraform example in 10,000 ways: a rule that failed on a resource
// must not pass on it, unless the file could not be read, which is an error.
func TestTerraformDamageNeverPasses(t *testing.T) {
	e := embedded(t)
	d := newTerraformDamage(t)
	whole, ok := readTerraformIn(t, d.dir)
	if !ok {
		t.Fatal("the example cannot be read")
	}
	failed := map[string]bool{}
	for _, v := range judgeAll(e, whole).Evaluations {
		if v.Outcome == engine.Fail {
			failed[v.Rule+" "+v.Resource.ID] = true
		}
	}
	if len(failed) < 8 {
		t.Fatalf("only %d failures to begin with: %v", len(failed), slices.Sorted(maps.Keys(failed)))
	}
	batches := 100
	if testing.Short() {
		batches = 5
	}
	for range batches {
		var damaged []*inputs.Resource
		what := map[string]string{}
		for range 100 {
			damaged = append(damaged, d.damage(t, what)...)
		}
		checkDamaged(t, e, damaged, failed, what)
	}
	if least := batches * 20; d.refused < least || d.judged < least {
		t.Errorf("%d refused and %d judged are not worth much", d.refused, d.judged)
	}
	t.Logf("%d refused, %d judged", d.refused, d.judged)
}

// terraformDamage is a copy of the Terraform example, and what became of damaged ones.
type terraformDamage struct {
	dir             string
	originals       map[string][]byte
	random          *rand.Rand
	refused, judged int
}

func newTerraformDamage(t *testing.T) *terraformDamage {
	t.Helper()
	d := &terraformDamage{dir: t.TempDir(), originals: map[string][]byte{}, random: rand.New(rand.NewPCG(1, 2))}
	for _, name := range append(slices.Clone(mutatedFiles), "terraform.tfvars") {
		b, err := os.ReadFile(filepath.Join("..", "..", "inputs", "examples", "terraform", "claims", name))
		if err != nil {
			t.Fatal(err)
		}
		d.originals[name] = b
		d.write(t, name, b)
	}
	return d
}

func (d *terraformDamage) write(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(d.dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// damage reads the example with one file damaged; what says how, by what is then behind the names of resources.
func (d *terraformDamage) damage(t *testing.T, what map[string]string) []*inputs.Resource {
	t.Helper()
	name := mutatedFiles[d.random.IntN(len(mutatedFiles))]
	kind := d.random.IntN(len(textDamage))
	b := textDamage[kind](d.random, slices.Clone(d.originals[name]))
	d.write(t, name, b)
	resources, ok := readTerraformIn(t, d.dir)
	d.write(t, name, d.originals[name])
	if !ok {
		d.refused++
		return nil
	}
	d.judged++
	suffix := fmt.Sprintf(" #%d", d.judged)
	what[suffix] = fmt.Sprintf("%s damaged in way %d:\n%s", name, kind, newLines(d.originals[name], b))
	for _, r := range resources {
		r.Within = suffix
		r.Name += suffix
	}
	return resources
}

// checkDamaged judges damaged resources, whose names end in what was done to them.
func checkDamaged(t *testing.T, e *engine.Engine, damaged []*inputs.Resource, failed map[string]bool, what map[string]string) {
	t.Helper()
	found := map[string]bool{}
	items := func(yield func(inputs.Item) bool) {
		for _, r := range damaged {
			if !yield(inputs.Item{Resource: r}) {
				return
			}
		}
	}
	options := engine.CheckOptions{Command: "check", Now: scriptTime, Started: scriptTime}
	for _, f := range e.Check(context.Background(), items, options).Findings {
		found[f.Rule+" "+f.Resource.ID+f.Resource.Name] = true
	}
	for _, r := range damaged {
		for _, rule := range e.Rules() {
			if failed[rule.ID+" "+r.ID] && !found[rule.ID+" "+r.ID+r.Name] {
				t.Errorf("%s on %s: passes with %s", rule.ID, r.ID, what[r.Within])
			}
		}
	}
}

// readTerraformIn reads the Terraform files of a directory; false if something was wrong with one.
func readTerraformIn(t *testing.T, dir string) ([]*inputs.Resource, bool) {
	t.Helper()
	var resources []*inputs.Resource
	reader := &inputs.Reader{Formats: formats}
	for item := range reader.Read(context.Background(), []string{dir}) {
		switch {
		case item.Err != nil:
			return nil, false
		case item.Resource != nil:
			resources = append(resources, item.Resource)
		}
	}
	return resources, true
}

// newLines is the lines of b that are not in a.
func newLines(a, b []byte) string {
	var lines []string
	for line := range strings.Lines(string(b)) {
		if !strings.Contains(string(a), line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[:min(len(lines), 5)], "")
}
