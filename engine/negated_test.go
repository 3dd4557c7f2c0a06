package engine_test

import (
	"strings"
	"testing"
)

func TestNegatedCalls(t *testing.T) {
	tests := []struct {
		body    string
		refused bool
	}{
		{`_f if not is_string(input.resource.properties)`, true},
		{`_f if not startswith("a", input.resource.properties.y)`, true},
		{`_f if { some r in input.resource.properties; not is_string(r.y) }`, true},
		{`_f if not is_string(data.facts.x)`, true},
		{`_f if not is_string(lower(input.resource.name))`, true},
		{`_f if not input.resource.name in ["a"]`, true},
		{`_f if not is_string([input.resource.name])`, true},
		{"_f if not is_string(_value)\n_value := input.resource.name if input.resource.properties", true},
		{`_f if { some r in input.resource.properties; not is_string(r) }`, false},
		{"_f if not _g\n_g if is_string(input.resource.properties.x)", false},
		{`_f if not lower(input.resource.name) == "x"`, true},
		{`_f if not input.resource.properties.x != "x"`, true},
		{`_f if not input.resource.properties.x > 3`, true},
		{`_f if not input.resource.properties.x == "x"`, false},
		{`_f if not input.resource.properties`, false},
		{"_f if { some i, _ in input.resource.properties; not i in _listed }\n_listed contains i if some i, _ in input.resource.properties", false},
	}
	for _, test := range tests {
		_, err := tryLoad(map[string]string{"r.rego": rule("r", "aws_thing", "deny contains {\"message\": \"x\"} if _f\n\n"+test.body)}, nil)
		refused := err != nil && strings.Contains(err.Error(), "is undefined, and not true")
		if refused != test.refused || !refused && err != nil {
			t.Errorf("%s: got %v, want refused %t", test.body, err, test.refused)
		}
	}
}
