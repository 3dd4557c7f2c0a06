package plan

import (
	"reflect"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestLayout makes sure that values of package document can be read where they are; TestFromDocument reads some.
func TestLayout(t *testing.T) {
	tests := map[string]struct{ ours, theirs reflect.Type }{
		"values":  {reflect.TypeFor[Value](), reflect.TypeFor[document.Value]()},
		"members": {reflect.TypeFor[field](), reflect.TypeFor[document.Member]()},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if test.ours.Size() != test.theirs.Size() || test.ours.Align() != test.theirs.Align() {
				t.Fatalf("%v, in a document %v", test.ours, test.theirs)
			}
		})
	}
	for _, mark := range []document.Mark{document.Unknown, document.Sensitive} {
		if form(mark)&made != 0 {
			t.Errorf("mark %b of a document means made", mark)
		}
	}
}

// TestFromDocument compares values with what they were in a document.
func TestFromDocument(t *testing.T) {
	symbols := document.NewSymbols("a", "b")
	d, err := document.ParseJSON([]byte(`{"a": [null, true, "b", 1.50], "b": {"c": -7}}`), document.DefaultLimits, symbols)
	if err != nil {
		t.Fatal(err)
	}
	values := []document.Value{document.UnknownValue(), document.StringValue("s").With(document.Sensitive), document.NumberValue("1").With(document.Unknown)}
	for _, v := range d.Root.All() {
		values = append(values, v)
	}
	for _, want := range values {
		got := FromDocument(want)
		n, p := want.Raw()
		if got.kind != Kind(want.Kind()) || got.node != want.Node() || got.sym != want.Symbol() || got.n != n || got.p != p {
			t.Errorf("%v became %v", want, got)
		}
		if !got.isRead() || (got.form&hidden != 0) != want.Has(document.Unknown) {
			t.Errorf("%v is of form %b", want, got.form)
		}
		if got.Text() != want.Text() || got.Len() != want.Len() || got.Defined() != want.Defined() {
			t.Errorf("%v became %q with %d elements, defined %t", want, got.Text(), got.Len(), got.Defined())
		}
	}
}

// TestBaseDataIsNoInput makes sure that looking at base data is never taken for looking at the input.
func TestBaseDataIsNoInput(t *testing.T) {
	d, err := document.ParseJSON([]byte(`{"a": ["b", 1, null, true, {"c": "d"}]}`), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	var look func(v Value)
	look = func(v Value) {
		if v.Node() != 0 {
			t.Errorf("%v has node %d", ToTerm(v), v.Node())
		}
		for i := range v.Len() {
			look(v.item(i))
		}
	}
	look(Load(d.Root))
}
