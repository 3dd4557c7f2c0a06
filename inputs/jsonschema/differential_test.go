package jsonschema_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	reference "github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/jsonschema"
)

// referenceFiles lets the reference read what reader reads.
type referenceFiles func(string) ([]byte, error)

const referenceBase = "test:///"

func (f referenceFiles) Load(url string) (any, error) {
	text, err := f(strings.TrimPrefix(url, referenceBase))
	if err != nil {
		return nil, err
	}
	return reference.UnmarshalJSON(bytes.NewReader(text))
}

func compileReference(t testing.TB, name string, read func(string) ([]byte, error)) *reference.Schema {
	t.Helper()
	c := reference.NewCompiler()
	c.AssertFormat()
	c.UseLoader(referenceFiles(read))
	s, err := c.Compile(referenceBase + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// leaves returns every violation that the reference finds as place and keyword.
func leaves(e *reference.ValidationError) []string {
	at := strings.Join(e.InstanceLocation, "/")
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		var all []string
		for _, field := range k.Properties {
			all = append(all, strings.TrimPrefix(at+"/"+field, "/")+" additionalProperties")
		}
		return all
	case *kind.FalseSchema:
		return []string{at + " false"}
	}
	if len(e.Causes) == 0 {
		path := e.ErrorKind.KeywordPath()
		return []string{at + " " + path[len(path)-1]}
	}
	var all []string
	for _, cause := range e.Causes {
		all = append(all, leaves(cause)...)
	}
	return all
}

func violations(found []jsonschema.Violation) []string {
	var all []string
	for _, v := range found {
		var steps []string
		for step := range strings.SplitSeq(strings.TrimPrefix(v.Path.String(), "/"), "/") {
			steps = append(steps, strings.NewReplacer("~1", "/", "~0", "~").Replace(step))
		}
		all = append(all, strings.Join(steps, "/")+" "+v.Keyword)
	}
	return all
}

// ownTime tells whether a text is a time to the reference only: it takes leap seconds and lower case.
func ownTime(v document.Value) bool {
	for _, e := range v.All() {
		text := e.Text()
		if len(text) >= 20 && (text[10] == 't' || strings.HasSuffix(text, "z") || strings.Contains(text, ":60")) {
			return true
		}
	}
	return false
}

// FuzzValidate compares with a library for JSON Schema: it must find the same violations at the same places.
func FuzzValidate(f *testing.F) {
	for _, seed := range []string{
		`{"kind":"a","name":"AAAA","count":-1,"share":0.25,"day":"2026-02-30","time":"2026-01-31T09:00:00Z","list":[{"item":{"x":1}}]}`,
		`{"kind":"b","name":"é","texts":{"":1,"/":"~"},"step":-1,"fixed":"","never":[],"any":{},"nothing":0,"flag":"","inner":{"y":{}}}`,
		`{"kind":"b","name":"","step":true,"count":1e2,"share":-0.0,"list":[null,{"other":false}],"time":"2026-01-31T9:00:00Z"}`,
		`{"apiVersion":"tipstaff/v1","kind":"Dataset","metadata":{"name":"a b","labels":{"b":1}},"spec":{"retention_days":-1,"access":[{"rolle":1}]}}`,
		`{"apiVersion":"tipstaff/v1","kind":"LogStream","metadata":{"name":"a","x":1},"spec":{"malformed":0,"first":true,"kind_of":"x"}}`,
		`{"apiVersion":"tipstaff/v2","kind":"Model","metadata":[],"spec":[1e300,null,{"":""}]}`,
		`{"apiVersion":"tipstaff/v1","kind":"AccessRequest","spec":{"time":"now","subject":{"roles":[1]},"approvals":[{}]}}`,
		`[]`, `null`, `{}`,
	} {
		f.Add([]byte(seed))
	}
	schemas := []struct {
		name string
		read func(string) ([]byte, error)
	}{
		{"everything.json", reader(files)},
		{"descriptor.schema.json", func(name string) ([]byte, error) { return os.ReadFile("../" + name) }},
		{"report.schema.json", func(name string) ([]byte, error) { return os.ReadFile("../../engine/report/" + name) }},
	}
	ours, theirs := make([]*jsonschema.Schema, len(schemas)), make([]*reference.Schema, len(schemas))
	for i, s := range schemas {
		var err error
		if ours[i], err = jsonschema.Compile(s.name, s.read); err != nil {
			f.Fatal(err)
		}
		theirs[i] = compileReference(f, s.name, s.read)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		doc, err := document.ParseJSON(text, document.DefaultLimits, nil)
		if err != nil || ownTime(doc.Root) {
			return
		}
		for i, s := range schemas {
			var want []string
			if invalid, ok := errors.AsType[*reference.ValidationError](theirs[i].Validate(doc.Root.Interface())); ok {
				want = leaves(invalid)
			}
			got := violations(ours[i].Validate(doc.Root))
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s of %s:\ngot  %q\nwant %q", s.name, text, got, want)
			}
		}
	})
}
