package document_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

func TestPlaced(t *testing.T) {
	span := document.Span{Start: document.Position{Line: 1, Column: 7}, End: document.Position{Line: 1, Column: 12}}
	d := document.Placed([]document.Span{{}, span})
	v := document.StringValue("email").Placed(2)
	if got, ok := d.Span(v.Node()); !ok || got != span {
		t.Errorf("node %d stands at %v, %t", v.Node(), got, ok)
	}
	for _, n := range []document.Node{0, 3} {
		if got, ok := d.Span(n); ok {
			t.Errorf("node %d stands at %v", n, got)
		}
	}
	if line, ok := d.Line(1, 100); ok {
		t.Errorf("line 1 is shown: %q", line)
	}
}
