package plan_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/tipstaff/tipstaff/engine/plan"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// prove proves what the rule p of the package test is.
func prove(t *testing.T, rule string, input document.Value) (plan.Proof, error) {
	t.Helper()
	policy, err := planOf(t.Context(), "data.test.p = x", map[string]string{"test.rego": "package test\n" + rule})
	if err != nil {
		t.Fatal(err)
	}
	program, err := plan.Link(policy, plan.Options{Strict: true, Unknown: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := program.Rule("test", "p")
	if err != nil {
		t.Fatal(err)
	}
	m := program.NewMachine(plan.Value{})
	m.Begin(input)
	return m.Prove(t.Context(), r)
}

func TestProve(t *testing.T) {
	input := document.ObjectValue(
		document.Field("known", document.StringValue("Deny")),
		document.Field("unknown", document.UnknownValue()),
		document.Field("list", document.ArrayValue(document.StringValue("a"), document.UnknownValue())),
		document.Field("deep", document.ObjectValue(
			document.Field("x", document.UnknownValue()), document.Field("y", document.StringValue("b")))))
	const depends = "…"
	tests := map[string]struct {
		rule    string
		want    string // the value; with depends behind it if there may be more
		unknown string
	}{
		"nothing unknown":             {`p contains 1 if input.known == "Deny"`, "{1}", ""},
		"a test of it":                {`p contains 1 if input.unknown == "Deny"`, "set()" + depends, "/unknown"},
		"a test below it":             {`p contains 1 if input.unknown.x.y == "Deny"`, "set()" + depends, "/unknown"},
		"negated":                     {`p contains 1 if not input.unknown`, "set()" + depends, "/unknown"},
		"impossible for another one":  {`p contains 1 if { input.unknown == 1; input.known == "x" }`, "set()", "/unknown"},
		"certain for another one":     {"p contains 1 if h\nh if input.unknown\nh if input.known", "{1}", "/unknown"},
		"certain either way":          {"p contains 1 if not h\nh if { input.unknown; input.known == 1 }", "{1}", "/unknown"},
		"one finding of two":          {"p contains 1 if input.known\np contains 2 if input.unknown", "{1}" + depends, "/unknown"},
		"in the finding":              {"p contains input.unknown if input.known", "set()" + depends, "/unknown"},
		"an element":                  {`p contains i if some i, "a" in input.list`, "{0}" + depends, "/list/1"},
		"a loop over it":              {`p contains i if some i in input.unknown`, "set()" + depends, "/unknown"},
		"every element":               {"p contains 1 if not h\nh if every x in input.list { x == \"a\" }", "set()" + depends, "/list/1"},
		"one element fails":           {"p contains 1 if not h\nh if every x in input.list { x == \"b\" }", "{1}", "/list/1"},
		"a member beside it":          {`p contains 1 if input.deep.y == "b"`, "{1}", ""},
		"a member got beside it":      {`p contains 1 if object.get(input.deep, "y", "") == "b"`, "{1}", ""},
		"got at the end of a path":    {`p contains 1 if object.get(input.deep, ["y"], 1) == "b"`, "{1}", ""},
		"got on the way":              {`p contains 1 if object.get(input, ["deep", "x", "z"], 1) == 1`, "set()" + depends, "/deep/x"},
		"sets of what holds it":       {`p contains 1 if count({x | some x in [{"id": 1, "u": input.deep}, {"id": 2, "u": input.deep}]}) == 2`, "{1}", ""},
		"sets that may be one":        {`p contains 1 if count({x | some x in [{"u": input.deep}, {"u": {"y": "b"}}]}) == 2`, "set()" + depends, "/deep/x"},
		"got or else":                 {`p contains 1 if object.get(input.deep, "x", 1) == 1`, "set()" + depends, "/deep/x"},
		"the type of its container":   {`p contains 1 if is_object(input.deep)`, "{1}", ""},
		"its container":               {`p contains 1 if input.deep == {"y": "b"}`, "set()" + depends, "/deep/x"},
		"of another type":             {`p contains 1 if input.deep == "b"`, "set()", ""},
		"counted":                     {`p contains 1 if count(input.list) == 2`, "set()" + depends, "/list/1"},
		"a built-in":                  {`p contains 1 if startswith(input.unknown, "x")`, "set()" + depends, "/unknown"},
		"a built-in that may fail":    {`p contains 1 if to_number(input.unknown) > 1`, "set()" + depends, "/unknown"},
		"a function of it":            {"p contains 1 if f(input.deep)\nf(x) if x.y == \"b\"", "{1}", ""},
		"a function of it, else":      {"p contains f(input.deep)\nf(x) := 1 if x.x == 1\nelse := 1", "{1}", "/deep/x"},
		"a default":                   {"p contains 1 if d == false\ndefault d := false\nd if input.unknown", "set()" + depends, "/unknown"},
		"a default that is no matter": {"p contains 1 if is_boolean(d)\ndefault d := false\nd if input.unknown", "{1}", "/unknown"},
		"one of two":                  {"p contains 1 if c == 3\nc := 1 if input.unknown\nc := 2 if not input.unknown", "set()", "/unknown"},
		"one of two, or none":         {"p contains 1 if not c < 3\nc := 1 if input.unknown\nc := 2 if not input.unknown", "set()", "/unknown"}, // OPA asks for c before the negation
		"more than some":              {`p contains 1 if count(input.list) > 0`, "{1}", "/list/1"},
		"in an object":                {"p contains 1 if o.a == 2\no[\"a\"] := input.unknown\no[\"b\"] := 2", "set()" + depends, "/unknown"},
		"one of two lists":            {"p contains 1 if count(l) > 2\nl := [x | some x in [1, 2]; input.unknown != x]", "set()", "/unknown"},
		"a comprehension":             {`p contains 1 if "a" in {x | some x in input.list}`, "set()" + depends, "/list/1"},
		"an else that hides it":       {"p contains c\nc := 1 if input.known\nelse := 2 if input.unknown", "{1}", ""},
		"a value that is one":         {"p := 1 if input.unknown", "undefined" + depends, "/unknown"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			proof, err := prove(t, test.rule, input)
			if err != nil {
				t.Fatal(err)
			}
			got := "undefined"
			if proof.Certain.Defined() {
				got = plan.ToTerm(proof.Certain).String()
			}
			if proof.More {
				got += depends
			}
			var unknown []string
			for _, p := range proof.Unknown {
				unknown = append(unknown, p.String())
			}
			if names := strings.Join(unknown, " "); got != test.want || names != test.unknown {
				t.Errorf("got %s and %q, want %s and %q", got, names, test.want, test.unknown)
			}
		})
	}
}

// proofs counts what became of generated proofs.
type proofs struct {
	tried, proved, settled, checked, kept int
}

// FuzzProve makes a part of the input of a generated policy unknown, and then holds what is proved against many values
// for that part.
func FuzzProve(f *testing.F) {
	f.Add(uint64(1), []byte{})
	f.Add(uint64(7), []byte("any bytes"))
	h := newHarvest(f)
	f.Fuzz(func(t *testing.T, seed uint64, choices []byte) {
		(&proofs{}).try(t, newChooser(seed, choices), h)
	})
}

func TestGeneratedProofs(t *testing.T) {
	s, h := &proofs{}, newHarvest(t)
	for seed := range uint64(policiesToTry) {
		s.try(t, newChooser(seed, nil), h)
	}
	t.Logf("%+v", *s)
	if s.proved < s.tried/2 || s.settled < s.proved/4 || s.checked < 2*s.settled || s.kept == 0 {
		t.Error("too little is proved")
	}
}

func (s *proofs) try(t *testing.T, c *chooser, h *harvest) {
	g := newModule(c, h)
	policy := map[string]string{"gen.rego": g.source.String()}
	data, err := document.ParseJSON([]byte(`{"d": `+c.document()+`, "gen": {"base": `+c.document()+`}}`), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range g.rules {
		planned, err := planOf(t.Context(), "x = data.gen."+r.name, policy)
		if err != nil {
			return // OPA does not accept the policy
		}
		program, err := plan.Link(planned, plan.Options{Strict: true, Unknown: true})
		if err != nil {
			continue
		}
		rule, err := program.Rule("gen", r.name)
		if err != nil {
			continue
		}
		s.hold(t, c, trial{program.NewMachine(plan.Load(data.Root)), rule, g.source.String(), r.name})
	}
}

// trial is a rule to be proved.
type trial struct {
	machine      *plan.Machine
	rule         plan.Rule
	source, name string
}

// hold proves a rule with a part of its input unknown, and compares with what it gives for many values of that part.
func (s *proofs) hold(t *testing.T, c *chooser, r trial) {
	input := inputOf(t, c)
	places := slices.DeleteFunc(leaves(input), func(p document.Path) bool { return len(p) == 0 })
	if len(places) == 0 {
		return
	}
	place := places[c.below(len(places))]
	place = place[:1+c.below(len(place))]
	s.tried++
	r.machine.Begin(replaced(input, place, document.UnknownValue()))
	proof, err := r.machine.Prove(t.Context(), r.rule)
	if err != nil {
		return
	}
	s.proved++
	certain := plan.ToTerm(proof.Certain)
	isSet := proof.Certain.Kind() == plan.Set
	if proof.More && (!isSet || proof.Certain.Len() == 0) {
		return
	}
	s.settled++
	for i := range 8 {
		other := at(input, place)
		switch {
		case i == 1 && !place[len(place)-1].IsIndex:
			other = document.Value{} // absent
		case i > 1:
			other = inputOf(t, c)
			if members := leaves(other); len(members) > 0 && i > 3 {
				other = at(other, members[c.below(len(members))])
			}
		}
		r.machine.Begin(replaced(input, place, other))
		value, err := r.machine.Value(t.Context(), r.rule)
		if err != nil {
			continue
		}
		s.checked++
		term := plan.ToTerm(value)
		ok := sameTerm(certain, term)
		if proof.More {
			ok = term != nil && certain.Value.(ast.Set).Diff(term.Value.(ast.Set)).Len() == 0
			s.kept++
		}
		if !ok {
			t.Errorf("%s is proved to be %v (more: %t) with %v of %v unknown, and is %v if that is %v\n%s",
				r.name, certain, proof.More, place, written(input), term, written(other), r.source)
		}
	}
}

func sameTerm(a, b *ast.Term) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Value.Compare(b.Value) == 0
}

func written(v document.Value) string {
	if v.Kind() == document.Undefined {
		return "absent"
	}
	return plan.ToTerm(plan.FromDocument(v)).String()
}

func inputOf(t *testing.T, c *chooser) document.Value {
	d, err := document.ParseJSON([]byte(c.document()), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d.Root
}

func leaves(v document.Value) []document.Path {
	var all []document.Path
	for p := range v.All() {
		all = append(all, slices.Clone(p))
	}
	return all
}

// at is what stands at a place in v.
func at(v document.Value, place document.Path) document.Value {
	for _, step := range place {
		if step.IsIndex {
			v = v.Elements()[step.Index]
			continue
		}
		for _, m := range v.Members() {
			if m.Key.Text() == step.Key {
				v = m.Value
				break
			}
		}
	}
	return v
}

// replaced is v with another value at a place.
func replaced(v document.Value, place document.Path, other document.Value) document.Value {
	if len(place) == 0 {
		return other
	}
	if step := place[0]; step.IsIndex {
		elements := slices.Clone(v.Elements())
		elements[step.Index] = replaced(elements[step.Index], place[1:], other)
		return document.ArrayValue(elements...)
	}
	var members []document.Member
	for _, m := range v.Members() {
		if m.Key.Text() == place[0].Key {
			m.Value = replaced(m.Value, place[1:], other)
			if m.Value.Kind() == document.Undefined && !m.Value.Has(document.Unknown) {
				continue
			}
		}
		members = append(members, m)
	}
	return document.ObjectValue(members...)
}

// TestProofGivesUp on what it does not follow, rather than say something.
func TestProofGivesUp(t *testing.T) {
	input := document.ObjectValue(document.Field("unknown", document.UnknownValue()))
	for name, rule := range map[string]string{
		"with":                  `p contains 1 if { input.unknown; input.x with input.x as 1 }`,
		"an error of a builtin": `p contains 1 if { input.unknown; to_number("x") }`,
	} {
		t.Run(name, func(t *testing.T) {
			if proof, err := prove(t, rule, input); err == nil {
				t.Errorf("%+v, want an error", proof)
			}
		})
	}
	for rule, want := range map[string]error{
		`p contains 1 if { input.unknown; input.x with input.x as 1 }`:                                                                                     plan.ErrNoProof,
		`p contains 1 if { input.unknown; l := split("` + strings.Repeat("x", 99) + `", ""); some a in l; some b in l; some c in l; some d in l; a != d }`: plan.ErrBudget,
	} {
		if _, err := prove(t, rule, input); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}
