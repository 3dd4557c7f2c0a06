package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/arm"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// armExample is a template with its parameters, or what it would change.
type armExample struct {
	name   string
	format inputs.Format
	files  [][]byte // what is read, and its parameters
}

var armExamples = []struct {
	name, parameters string
	format           inputs.Format
}{
	{"main.json", "main.parameters.json", arm.Template},
	{"vaults.json", "vaults.parameters.json", arm.Template},
	{"legacy.json", "", arm.Template},
	{"what-if.json", "", inputs.WhatIf},
}

func readARMExamples(t *testing.T) []armExample {
	t.Helper()
	var all []armExample
	for _, x := range armExamples {
		e := armExample{name: x.name, format: x.format}
		for _, name := range []string{x.name, x.parameters} {
			if name == "" {
				continue
			}
			b, err := os.ReadFile(filepath.Join("..", "..", "inputs", "examples", "arm", name))
			if err != nil {
				t.Fatal(err)
			}
			e.files = append(e.files, b)
		}
		all = append(all, e)
	}
	return all
}

// resources returns what the files of the example describe; false if they cannot be read.
func (x armExample) resources(files [][]byte) ([]*inputs.Resource, bool) {
	var documents []*document.Document
	for _, b := range files {
		d, err := document.ParseJSON(b, document.DefaultLimits, nil)
		if err != nil {
			return nil, false
		}
		documents = append(documents, d)
	}
	f := inputs.File{Path: x.name, Documents: documents[:1]}
	if len(documents) > 1 {
		f.Parameters = &inputs.Parameters{Path: "parameters", Document: documents[1]}
	}
	all, err := x.format.Read(f)
	for _, r := range all {
		r.File, r.Format = x.name, x.format.Name
	}
	return all, err == nil
}

// outcomes are what the rules say of the resources, by rule and id.
func outcomes(e *engine.Engine, resources []*inputs.Resource) map[string]engine.Outcome {
	all := map[string]engine.Outcome{}
	for _, v := range judgeAll(e, resources).Evaluations {
		all[v.Rule+" "+v.Resource.ID] = v.Outcome
	}
	return all
}

// armRepairs are the attributes whose loss mends the fault, by rule: Azure keeps deleted vaults for 90 days unless
// told otherwise, and the module for vaults is right about all that its parameters do not say.
var armRepairs = map[string][]string{
	"key_vault.soft_delete_retention":   {"softDeleteRetentionInDays", "properties", "retentionInDays"},
	"key_vault.purge_protection":        {"purgeProtection"},
	"key_vault.public_network_disabled": {"offices"},
}

// TestARMDamageNeverPasses damages the ARM examples and their parameters in 10,000 ways: cut off, a byte flipped, a
// member or element deleted, a value replaced by one of another kind. What failed before must not pass then. A flip
// that turns one value into another of its kind is no damage but another template, and is not counted.
func TestARMDamageNeverPasses(t *testing.T) {
	e := embedded(t)
	random := rand.New(rand.NewPCG(4, 1)) // the same every time
	examples := readARMExamples(t)
	var failed []map[string]engine.Outcome
	for _, x := range examples {
		resources, ok := x.resources(x.files)
		if !ok {
			t.Fatalf("%s cannot be read", x.name)
		}
		failed = append(failed, outcomes(e, resources))
	}
	seen := map[string]bool{}
	tried, judged := map[string]int{}, 0
	for n := 0; n < 10_000; {
		i := random.IntN(len(examples))
		x := examples[i]
		files := slices.Clone(x.files)
		j := random.IntN(len(files))
		d := damage(random, files[j])
		if d.damaged == nil {
			continue
		}
		n++
		tried[d.kind]++
		files[j] = d.damaged
		key := x.name + string(bytes.Join(files, []byte{0}))
		if seen[key] {
			continue
		}
		seen[key] = true
		resources, ok := x.resources(files)
		if !ok {
			continue
		}
		judged++
		after := outcomes(e, resources)
		for what, outcome := range after {
			rule, _, _ := strings.Cut(what, " ")
			if failed[i][what] == engine.Fail && outcome == engine.Pass && !slices.Contains(armRepairs[rule], d.key) && !failsElsewhere(after, what) {
				t.Errorf("%s: %s passes: %s", x.name, what, d.change)
			}
		}
	}
	t.Logf("tried %v, judged %d", tried, judged)
	if judged < 1_500 || len(tried) != 4 {
		t.Errorf("tried %v, judged only %d", tried, judged)
	}
}

// failsElsewhere reports whether a rule fails on a second resource with the same id.
func failsElsewhere(all map[string]engine.Outcome, what string) bool {
	for other, outcome := range all {
		if outcome == engine.Fail && strings.HasPrefix(other, what+"[") {
			return true
		}
	}
	return false
}

// damagedFile is a file after something has happened to it.
type damagedFile struct {
	kind, change string
	damaged      []byte // nil if nothing has
	key          string // the last key on the way to what is no longer there
}

func damage(random *rand.Rand, b []byte) damagedFile {
	switch random.IntN(4) {
	case 0:
		at := 1 + random.IntN(len(b)-2)
		return damagedFile{kind: "truncate", change: fmt.Sprintf("cut off at %d", at), damaged: b[:at]}
	case 1:
		return flip(random, b)
	}
	d, err := document.ParseJSON(b, document.DefaultLimits, nil)
	if err != nil {
		return damagedFile{}
	}
	var paths []document.Path
	for path := range d.Root.All() {
		if len(path) > 0 {
			paths = append(paths, path)
		}
	}
	path := paths[random.IntN(len(paths))]
	old, _ := d.Root.Find(path)
	r := damagedFile{kind: "delete", change: "deleted " + path.String()}
	with := document.Value{}
	if random.IntN(2) == 0 {
		with = otherKinds[random.IntN(len(otherKinds))]
		if with.Kind() == old.Kind() {
			return damagedFile{}
		}
		r = damagedFile{kind: "retype", change: fmt.Sprintf("replaced %s by %s", path, with.AppendJSON(nil))}
	}
	for _, step := range path {
		if !step.IsIndex {
			r.key = step.Key
		}
	}
	r.damaged = replace(d.Root, path, with).AppendJSON(nil)
	return r
}

// otherKinds are what values are replaced by.
var otherKinds = []document.Value{
	document.NullValue(), document.BoolValue(true), document.NumberValue("17"), document.StringValue("damaged"), document.ArrayValue(),
	document.ObjectValue(document.Field("damaged", document.BoolValue(true))),
}

// flip changes one bit; not if that makes another file with the same keys and kinds.
func flip(random *rand.Rand, b []byte) damagedFile {
	at, bit := random.IntN(len(b)), random.IntN(8)
	flipped := bytes.Clone(b)
	flipped[at] ^= 1 << bit
	key := ""
	if d, err := document.ParseJSON(flipped, document.DefaultLimits, nil); err == nil {
		old, err := document.ParseJSON(b, document.DefaultLimits, nil)
		if err != nil || sameShape(old.Root, d.Root) {
			return damagedFile{}
		}
		key = lostKey(old.Root, d.Root)
	}
	return damagedFile{kind: "flip", key: key, change: fmt.Sprintf("bit %d of byte %d flipped: %.40q", bit, at, flipped[max(at-20, 0):]), damaged: flipped}
}

func sameShape(a, b document.Value) bool {
	if a.Kind() != b.Kind() || a.Len() != b.Len() {
		return false
	}
	for i, e := range a.Elements() {
		if !sameShape(e, b.Elements()[i]) {
			return false
		}
	}
	for i, m := range a.Members() {
		if m.Key.Text() != b.Members()[i].Key.Text() || !sameShape(m.Value, b.Members()[i].Value) {
			return false
		}
	}
	return true
}

// lostKey returns the first key of a that b does not have in the same place.
func lostKey(a, b document.Value) string {
	for i, e := range a.Elements() {
		if i < b.Len() {
			if key := lostKey(e, b.Elements()[i]); key != "" {
				return key
			}
		}
	}
	for _, m := range a.Members() {
		other := b.Get(m.Key.Text())
		if other == (document.Value{}) {
			return m.Key.Text()
		}
		if key := lostKey(m.Value, other); key != "" {
			return key
		}
	}
	return ""
}
