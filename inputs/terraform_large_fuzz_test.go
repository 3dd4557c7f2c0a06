package inputs

import (
	"bytes"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// FuzzLargePlan reads plans as a whole and in parts: what is refused one way is refused the other way, and otherwise
// the resources are the same.
func FuzzLargePlan(f *testing.F) {
	for _, plan := range []string{
		`{"format_version":"1.2","terraform_version":"1.13.4","resource_changes":{}}`,
		`{"format_version":"1.2","terraform_version":"1.13.4","planned_values":[],"resource_changes":[]}`,
		`{"format_version":"1.2","terraform_version":"1.13.4","planned_values":{"root_module":{"resources":[{"address":"a.b"}]}},"resource_changes":[]}`,
		`{"format_version":"1.2","terraform_version":"1.13.4","planned_values":{"root_module":{"child_modules":[1]}},"resource_changes":[]}`,
		`{"format_version":"1.2","terraform_version":"1.13.4","resource_changes":[{"mode":"data"},{"mode":"managed"}]}`,
		`{"format_version":"1.2","terraform_version":"1.13.4","resource_changes":[{"mode":"managed","address":"aws_s3_bucket.a",` +
			`"type":"aws_s3_bucket","name":"a","change":{"actions":["create"],"after":{"bucket":"x"},"after_unknown":{"id":true}}}]}`,
	} {
		f.Add([]byte(plan))
	}
	f.Fuzz(func(t *testing.T, plan []byte) { bothWays(t, plan) })
}

// TestLargePlanIsRefusedAsSmallOnes does the same with plans that were damaged.
func TestLargePlanIsRefusedAsSmallOnes(t *testing.T) {
	plan, err := os.ReadFile("testdata/terraform/ai_platform.json")
	if err != nil {
		t.Fatal(err)
	}
	random, read := rand.New(rand.NewPCG(4, 22)), 0
	for range 600 {
		b := bytes.Clone(plan)
		for range 1 + random.IntN(3) {
			at := random.IntN(len(b))
			switch random.IntN(4) {
			case 0:
				b[at] ^= 1 << random.IntN(8)
			case 1:
				b[at] = `{}[],:"0`[random.IntN(8)]
			case 2:
				b = append(b[:at:at], b[min(len(b), at+random.IntN(30)):]...)
			case 3:
				b = b[:max(at, len(b)/2)]
			}
		}
		read += bothWays(t, b)
	}
	if read < 20 {
		t.Errorf("only %d of the damaged plans can be read", read)
	}
}

// bothWays reads a plan both ways, and returns 1 if it can be read.
func bothWays(t *testing.T, plan []byte) int {
	t.Helper()
	if bytes.HasPrefix(plan, []byte("\xff\xfe")) || bytes.HasPrefix(plan, []byte("\xfe\xff")) {
		return 0 // UTF-16 is never read in parts
	}
	want, wantErr := readAsWhole(plan)
	var got []*Resource
	err := readLargePlan(File{Path: "plan.json"}, Bytes{ReaderAt: bytes.NewReader(plan), Size: int64(len(plan))}, func(r *Resource) bool {
		got = append(got, r)
		return true
	})
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("in parts: %v; as a whole: %v", err, wantErr)
	}
	if err != nil {
		return 0
	}
	if len(got) != len(want) {
		t.Fatalf("%d resources, want %d", len(got), len(want))
	}
	for i, r := range got {
		compareResources(t, r, want[i])
	}
	return 1
}

func readAsWhole(plan []byte) ([]*Resource, error) {
	doc, err := document.ParseJSON(plan, document.DefaultLimits, nil)
	if err != nil {
		return nil, err
	}
	if !isTerraformPlan(doc.Root) {
		return nil, ErrNotInput
	}
	return readTerraformPlan(File{Path: "plan.json", Documents: []*document.Document{doc}})
}

// compareResources asserts that two resources are the same, with marks and places.
func compareResources(t *testing.T, got, want *Resource) {
	t.Helper()
	if got.ID != want.ID || got.Type != want.Type || got.Name != want.Name || !reflect.DeepEqual(got.Value.Interface(), want.Value.Interface()) {
		t.Fatalf("got %s %s %v\nwant %s %s %v", got.Type, got.ID, got.Value.Interface(), want.Type, want.ID, want.Value.Interface())
	}
	type seen struct {
		unknown, sensitive, placed bool
		start, end                 document.Position
	}
	look := func(r *Resource) map[string]seen {
		all := map[string]seen{}
		for path, v := range r.Value.All() {
			span, ok := r.Document.Span(v.Node())
			all[path.String()] = seen{v.Has(document.Unknown), v.Has(document.Sensitive), ok, span.Start, span.End}
		}
		return all
	}
	if g, w := look(got), look(want); !reflect.DeepEqual(g, w) {
		for path, at := range w {
			if g[path] != at {
				t.Errorf("%s: got %+v, want %+v", path, g[path], at)
			}
		}
		t.FailNow()
	}
}
