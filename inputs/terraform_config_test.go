package inputs

import (
	"slices"
	"testing"
)

func TestParseModule(t *testing.T) {
	tests := []struct {
		address string
		want    []moduleStep // nil: refused
	}{
		{"module.a", []moduleStep{{"a", ""}}},
		{"module.a.module.b", []moduleStep{{"a", ""}, {"b", ""}}},
		{"module.a[0].module.b[1]", []moduleStep{{"a", "[0]"}, {"b", "[1]"}}},
		{`module.a["x.y"].module.b`, []moduleStep{{"a", `["x.y"]`}, {"b", ""}}},
		{`module.a["]"]`, []moduleStep{{"a", `["]"]`}}},
		{`module.a["\"]"].module.b`, []moduleStep{{"a", `["\"]"]`}, {"b", ""}}},
		{"", nil},
		{"a", nil},
		{"module.", nil},
		{"module.a.", nil},
		{"module.a.b", nil},
		{"module.a[", nil},
		{`module.a["x]`, nil},
		{"module.a[0]b", nil},
	}
	for _, tt := range tests {
		t.Run(tt.address, func(t *testing.T) {
			got, ok := parseModule(tt.address)
			if ok != (tt.want != nil) || !slices.Equal(got, tt.want) {
				t.Errorf("got %v, %v, want %v", got, ok, tt.want)
			}
			if ok && modulePrefix(got) != tt.address+"." {
				t.Errorf("written again it is %q", modulePrefix(got))
			}
		})
	}
}
