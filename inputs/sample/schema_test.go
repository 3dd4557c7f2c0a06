package sample_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/sample"
)

// TestSchema validates what is said about files of all kinds against the schema that rules are compiled with.
func TestSchema(t *testing.T) {
	text, ok := inputs.Schema("DatasetSample")
	if !ok {
		t.Fatal("there is no schema")
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("test:///schema", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("test:///schema")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"a.csv":     csvOf("customer_id,full_name,x", cards(25), cards(25), cards(25)),
		"a.parquet": parquetOf(t, payouts(30)),
		"b.parquet": parquetOf(t, payouts(3), parquet.WithEncryption(&parquet.EncryptionConfig{FooterKey: []byte("not-a-real-key-!")})),
	}
	for name, b := range files {
		r, err := inspect(name, b)
		if err != nil || r == nil {
			t.Fatalf("%s: %v, %v", name, r, err)
		}
		if r.Type != "DatasetSample" || r.ID != name || r.Value.Get("type").Text() != r.Type || r.Value.Get("id").Text() != name {
			t.Errorf("the resource is %s %q %q", r.Type, r.ID, r.Name)
		}
		properties := r.Value.Get("properties")
		var known any = properties.Interface()
		if m, ok := known.(map[string]any); ok && isUnknown(properties.Get("detected_classes")) {
			delete(m, "detected_classes") // what is unknown has no type
			delete(m, "sensitive_data_detected")
		}
		if err := schema.Validate(known); err != nil {
			t.Errorf("%s: %v", properties.AppendJSON(nil), err)
		}
	}
}

// TestKinds looks up every kind that can be detected in the facts that rules rank it by.
func TestKinds(t *testing.T) {
	facts, err := os.ReadFile("../../policies/facts/classification/data.yaml")
	if err != nil {
		t.Fatal(err)
	}
	kinds := sample.Kinds()
	if len(kinds) < 15 {
		t.Fatalf("only %v", kinds)
	}
	for _, kind := range kinds {
		if !strings.Contains(string(facts), "\n  "+kind+": {level:") {
			t.Errorf("%s is not in the facts", kind)
		}
	}
}
