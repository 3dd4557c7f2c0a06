package engine_test

import (
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs"
)

func TestInventory(t *testing.T) {
	e := load(t, map[string]string{
		"r.rego": rule("r", "aws_thing", `import data.lib.owners

deny contains {"message": $"{count(owners.all)} owners", "path": ["properties"]} if count(owners.all) > 1`),
		"lib/owners/owners.rego": `package lib.owners

all contains o.id if {
	some o in data.inventory.aws_owner
	o.properties.active
}`,
	})
	owner := func(id, active string) string {
		return `{"type": "AWS_owner", "id": "` + id + `", "name": "o", "properties": {"active": ` + active + `}}`
	}
	const thing = `{"type": "aws_thing", "id": "t", "name": "t", "properties": {}}`
	tests := []struct {
		name   string
		owners []string
		want   engine.Outcome
	}{
		{"one", []string{owner("a", "true")}, engine.Pass},
		{"two", []string{owner("a", "true"), owner("b", "true")}, engine.Fail},
		{"one of two", []string{owner("a", "true"), owner("b", "false")}, engine.Pass},
		{"one and one unknown", []string{owner("a", "true"), owner("b", `"UNKNOWN"`)}, engine.Unknown},
		{"two and one unknown", []string{owner("a", "true"), owner("b", "true"), owner("c", `"UNKNOWN"`)}, engine.Fail},
	}
	for _, test := range tests {
		resources := []*inputs.Resource{resource(t, thing)}
		for _, text := range test.owners {
			r := resource(t, text)
			r.Value = replaceUnknown(r.Value)
			resources = append(resources, r)
		}
		report := check(t, e, resources...)
		if got := report.Evaluations[0].Outcome; got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestDataRefs(t *testing.T) {
	files := map[string]string{
		"r.rego": rule("r", "aws_thing", `import data.facts.limits

deny contains {"message": "x"} if {
	some region in limits.regions
	input.resource.properties.region == region
}`),
		"facts/limits/data.yaml": "other: []\n",
	}
	_, err := tryLoad(files, nil)
	if err == nil || !strings.Contains(err.Error(), "r.rego:13: nothing supplies data.facts.limits.regions") {
		t.Errorf("got %v", err)
	}
	files["facts/limits/data.yaml"] = "regions: []\n"
	if _, err := tryLoad(files, nil); err != nil {
		t.Error(err)
	}
}
