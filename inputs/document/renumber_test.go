package document_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

func TestRenumber(t *testing.T) {
	d, err := document.ParseJSON([]byte(`{"a": [1, {"b": null}], "c": {}, "d": "x"}`), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	twice := document.ObjectValue(document.Field("one", d.Root), document.Field("two", d.Root), document.Field("none", document.UnknownValue()))
	v, places := twice.Renumber()
	if got, want := string(v.AppendJSON(nil)), string(twice.AppendJSON(nil)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	seen := map[document.Node]string{}
	for path, value := range v.All() {
		if other, ok := seen[value.Node()]; ok || value.Node() == 0 {
			t.Errorf("%s and %s are both node %d", path, other, value.Node())
		}
		seen[value.Node()] = path.String()
		if got := places.Path(value.Node()); got.String() != path.String() {
			t.Errorf("node %d: got %s, want %s", value.Node(), got, path)
		}
	}
	if len(seen) != len(places) || len(seen) != 16 {
		t.Errorf("%d nodes, %d places", len(seen), len(places))
	}
	if !v.Get("none").Has(document.Unknown) || d.Root.Node() != 1 || twice.Get("two").Node() != 1 {
		t.Error("the original changed, or a mark is lost")
	}
}
