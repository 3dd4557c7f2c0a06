package engine_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
)

func TestLoadErrors(t *testing.T) {
	const deny = `deny contains {"message": "x"} if input.resource.properties.a`
	good := rule("r", "aws_thing", deny)
	edit := func(old, replacement string) map[string]string {
		if !strings.Contains(good, old) {
			t.Fatalf("%q is not in the rule", old)
		}
		return map[string]string{"r.rego": strings.Replace(good, old, replacement, 1)}
	}
	tests := []struct {
		name       string
		files      map[string]string
		namespaces []string
		file       string
		line       int
		reason     string
	}{
		{"no files", map[string]string{}, nil, "test", 0, "no rules"},
		{"only data", map[string]string{"data.yaml": "a: 1"}, nil, "test", 0, "no rules"},
		{"wrong extension", map[string]string{"r.rego.txt": good}, nil, "test/r.rego.txt", 0, "neither a .rego module"},
		{"upper-case extension", map[string]string{"r.Rego": good}, nil, "test/r.Rego", 0, "neither a .rego module"},
		{"data under another name", map[string]string{"r.rego": good, "waivers.json": "{}"}, nil, "test/waivers.json", 0, "neither a .rego module"},
		{"syntax error", edit("deny contains", "deny contain"), nil, "test/r.rego", 10, ""},
		{"no metadata", map[string]string{"r.rego": "package test.r\n\n" + deny}, nil, "test/r.rego", 1, "no metadata"},
		{"unknown metadata key", edit("#   severity: high", "#   severity: high\n#   severty: low"), nil, "test/r.rego", 6, "severty"},
		{"unknown severity", edit("severity: high", "severity: hihg"), nil, "test/r.rego", 1, "hihg"},
		{"no title", edit("# title: r must hold\n", ""), nil, "test/r.rego", 1, "no title"},
		{"no remediation", edit("#   remediation: Mend it.\n", ""), nil, "test/r.rego", 1, "no custom.remediation"},
		{"no resources", edit("#   resources: [aws_thing]\n", ""), nil, "test/r.rego", 1, "no custom.resources"},
		{"unknown Azure type", edit("[aws_thing]", "[Microsoft.Nothing/things]"), nil, "test/r.rego", 1, "unknown resource type"},
		{"unknown own type", edit("[aws_thing]", "[Datset]"), nil, "test/r.rego", 1, "unknown resource type"},
		{"unknown framework", edit("#   severity: high", "#   severity: high\n#   controls: {nist: [A]}"), nil, "test/r.rego", 1, "unknown framework"},
		{"misspelt deny", edit("deny contains", "denny contains"), nil, "test/r.rego", 8, "no deny"},
		{"deny is a boolean", edit(`deny contains {"message": "x"} if`, "deny if"), nil, "test/r.rego", 10, "must be a set"},
		{"deny is a string", edit(`deny contains {"message": "x"} if`, `deny := "x" if`), nil, "test/r.rego", 10, "must be a set"},
		{"misspelt input", edit("input.resource.properties", "input.resuorce.properties"), nil, "test/r.rego", 10, "undefined ref"},
		{"misspelt attribute of a resource", edit("input.resource.properties", "input.resource.propertys"), nil, "test/r.rego", 10, "undefined ref"},
		{
			"misspelt attribute of pods",
			map[string]string{"r.rego": rule("r", "Workload", `deny contains {"message": "x"} if input.resource.pods[_].spec.hostNetwrok`)},
			nil, "test/r.rego", 10, "undefined ref",
		},
		{"pods of what runs none", edit("input.resource.properties.a", "input.resource.pods"), nil, "test/r.rego", 10, "undefined ref"},
		{"network", edit("input.resource.properties.a", `http.send({"method": "get", "url": "http://localhost"})`), nil, "test/r.rego", 10, "undefined function http.send"},
		{"network through with", edit("input.resource.properties.a", `count(input.resource.properties.a) with count as http.send`), nil, "test/r.rego", 10, ""},
		{"clock", edit("input.resource.properties.a", "time.now_ns() > 5"), nil, "test/r.rego", 10, "undefined function time.now_ns"},
		{"environment", edit("input.resource.properties.a", "opa.runtime().env"), nil, "test/r.rego", 10, "undefined function"},
		{"file through a schema", edit("input.resource.properties.a", `json.match_schema({}, {"$ref": "file:///etc/passwd"})`), nil, "test/r.rego", 10, "undefined function"},
		{"schemas annotation", edit("# custom:", "# schemas:\n#   - input: {\"$ref\": \"file:///etc/passwd\"}\n# custom:"), nil, "test/r.rego", 4, "schemas"},
		{"two files, one package", map[string]string{"a.rego": good, "b.rego": good}, nil, "test/b.rego", 8, "is also in"},
		{"duplicate data", map[string]string{"r.rego": good, "f/data.yaml": "a: 1\na: 2"}, nil, "test/f/data.yaml", 2, ""},
		{"data given twice", map[string]string{"r.rego": good, "f/data.yaml": "a: 1", "data.json": `{"f": {"a": 2}}`}, nil, "test/f/data.yaml", 0, "given twice"},
		{"broken data", map[string]string{"r.rego": good, "data.json": `{"a": 1,}`}, nil, "test/data.json", 1, ""},
		{"misspelt namespace", map[string]string{"p.rego": "package main\ndeny contains \"x\" if input.bad"}, []string{"mian"}, "--namespace", 0, "mian"},
		{"namespace of a library", map[string]string{"p.rego": "package main\nx := 1"}, []string{"main"}, "--namespace", 0, "main"},
		{"conftest near miss", map[string]string{"p.rego": "package main\ndenied contains \"x\" if input.bad"}, []string{"main"}, "test/p.rego", 2, "never be evaluated"},
		{"conftest boolean", map[string]string{"p.rego": "package main\ndeny if input.bad"}, []string{"main"}, "test/p.rego", 2, "must be a set"},
		{
			"comprehensions nested too deep",
			edit("input.resource.properties.a", strings.Repeat("[1 | ", 12)+"true"+strings.Repeat("]", 12)), nil, "test/r.rego", 1, "nested",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := tryLoad(test.files, test.namespaces)
			var e *engine.LoadError
			if !errors.As(err, &e) {
				t.Fatalf("got %v, want a *LoadError", err)
			}
			if e.File != test.file || e.Line != test.line || !strings.Contains(e.Reason, test.reason) {
				t.Errorf("got %s:%d %q (%s), want %s:%d …%s…", e.File, e.Line, e.Reason, e.Hint, test.file, test.line, test.reason)
			}
		})
	}
}

func TestConftestRules(t *testing.T) {
	e, err := tryLoad(map[string]string{"p.rego": `package main
deny contains "hostNetwork" if input.spec.hostNetwork == true
deny_x contains {"msg": "days"} if to_number(input.days) > 5
warn contains msg if { input.old; msg := "old" }`}, []string{"main"})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		document string
		want     engine.Outcome
		findings int
	}{
		{`{"spec": {"hostNetwork": false}, "days": "3"}`, engine.Pass, 0},
		{`{"spec": {"hostNetwork": true}, "days": "9", "old": true}`, engine.Fail, 3},
		{`{"days": "9x"}`, engine.Error, 1},
		{`[1]`, engine.Pass, 0},
	}
	for _, test := range tests {
		r := resource(t, test.document)
		r.Type, r.ID = engine.DocumentType, "test.json"
		report := check(t, e, r)
		if report.Verdict != test.want || len(report.Findings) != test.findings || report.Counts.Evaluations != 3 {
			t.Errorf("%s: got %s with %+v, want %s with %d findings", test.document, report.Verdict, report.Findings, test.want, test.findings)
		}
	}
}

// TestConftestFiles loads a package of several files, which conftest's users commonly have: all of them count,
// and each rule once.
func TestConftestFiles(t *testing.T) {
	e, err := tryLoad(map[string]string{
		"a.rego":     "package main\nimport data.lib.names\ndeny contains names.a if input.a",
		"b.rego":     "package main\ndeny contains \"b\" if input.b\nwarn contains \"w\" if input.w",
		"names.rego": "package lib.names\na := \"a\"",
		"more.rego":  "package lib.names\nb := \"b\"",
	}, []string{"main"})
	if err != nil {
		t.Fatal(err)
	}
	r := resource(t, `{"a": true, "b": true, "w": true}`)
	r.Type, r.ID = engine.DocumentType, "test.json"
	report := check(t, e, r)
	if len(report.Findings) != 3 || report.Counts.Evaluations != 2 {
		t.Errorf("got %+v, %+v", report.Counts, report.Findings)
	}
}

// TestWorkloads: a rule on workloads judges every type that has pods, and names each of them once.
func TestWorkloads(t *testing.T) {
	e := load(t, map[string]string{"r.rego": rule("r", "Pod, Workload, aws_thing", `deny contains {"message": "x"} if input.resource.pods[_].spec.hostPID`)})
	types := e.Rules()[0].Resources
	for _, want := range []string{"Pod", "apps/Deployment", "kubeflow.org/PyTorchJob", "aws_thing"} {
		if n := len(slices.DeleteFunc(slices.Clone(types), func(t string) bool { return t != want })); n != 1 {
			t.Errorf("%s is there %d times in %v", want, n, types)
		}
	}
	report := check(t, e, resource(t, `{"type": "kubeflow.org/PyTorchJob", "id": "a", "name": "a", "pods": [{"spec": {"hostPID": true}}]}`))
	if report.Verdict != engine.Fail {
		t.Errorf("got %s", report.Verdict)
	}
}

func TestNothingEvaluated(t *testing.T) {
	e := load(t, map[string]string{"r.rego": rule("r", "aws_thing", `deny contains {"message": "x"} if input.resource.properties.a`)})
	for name, report := range map[string]*engine.Report{
		"no resources":      check(t, e),
		"no rule for type":  check(t, e, resource(t, `{"type": "aws_other", "id": "a", "name": "a", "properties": {}}`)),
		"cased differently": check(t, e, resource(t, `{"type": "AWS_Thing2", "id": "a", "name": "a", "properties": {}}`)),
	} {
		if report.Verdict != engine.Error || len(report.Errors) != 1 || report.Errors[0].Code != engine.CodeNothing {
			t.Errorf("%s: got %s %+v", name, report.Verdict, report.Errors)
		}
	}
}
