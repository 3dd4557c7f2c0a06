package engine

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestBuiltinsAreClassified compares builtins.txt with what this release of OPA has.
func TestBuiltinsAreClassified(t *testing.T) {
	class := builtins()
	for _, b := range ast.CapabilitiesForThisVersion().Builtins {
		if _, ok := class[b.Name]; !ok {
			t.Errorf("builtins.txt does not say whether policies may use %s", b.Name)
		}
		delete(class, b.Name)
	}
	for name := range class {
		t.Errorf("OPA has no %s", name)
	}
	allowed := capabilities()
	if n := len(allowed.Builtins); n < 100 || allowed.AllowNet == nil || len(allowed.AllowNet) != 0 {
		t.Errorf("%d built-ins, network %v", n, allowed.AllowNet)
	}
	for _, b := range allowed.Builtins {
		if b.Nondeterministic {
			t.Errorf("%s is not deterministic", b.Name)
		}
	}
}
