package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// WhatIf is the format of what a deployment would change, as az deployment group what-if --no-pretty-print and
// the REST API print it: the resources as they will be, changes[].after.
//
// What is deleted is left out, and so is what the deployment does not touch (Ignore). Of a change that does not
// show what will be (Unsupported, or a result with nothing but ids) the properties are unknown, and so is every
// string that is an expression still, or stars in the place of a secret. A result that did not succeed is an
// error.
var WhatIf = Format{Name: whatIfName, Detect: whatIfDetect, Read: whatIfRead}

const whatIfName = "what-if"

// whatIfChanges returns the changes of a result; undefined if it is none.
func whatIfChanges(root document.Value) []document.Value {
	if inner := graphMember(root, "properties"); inner.Kind() == document.Object && graphMember(root, "status").Defined() {
		root = inner // the REST API puts them one level further down
	}
	var all []document.Value
	for _, name := range []string{"changes", "potentialChanges"} {
		all = append(all, graphMember(root, name).Elements()...)
	}
	return all
}

// whatIfDetect looks for changes that have a type and say of what; a result without changes has a status and
// the list all the same.
func whatIfDetect(root document.Value) bool {
	if root.Kind() != document.Object || graphMember(root, "status").Kind() != document.String {
		return false
	}
	changes := whatIfChanges(root)
	for _, c := range changes {
		if graphMember(c, "changeType").Kind() == document.String {
			return true
		}
	}
	return len(changes) == 0 && (isList(root, "changes") || isList(graphMember(root, "properties"), "changes"))
}

func isList(v document.Value, name string) bool { return graphMember(v, name).Kind() == document.Array }

func whatIfRead(f File) ([]*Resource, error) {
	var all []*Resource
	for _, d := range f.Documents {
		r := graphReader{file: f.Path, document: d, seen: map[string]bool{}}
		if err := r.whatIf(); err != nil {
			return nil, err
		}
		for _, resource := range r.resources {
			resource.Format, resource.Observed = whatIfName, false
		}
		all = append(all, r.resources...)
	}
	return all, nil
}

// whatIf reads the changes of one result.
func (r *graphReader) whatIf() error {
	root := r.document.Root
	if !whatIfDetect(root) {
		return r.fail(root, "this is not what a deployment would change", "run az deployment group what-if --no-pretty-print")
	}
	if status := graphMember(root, "status"); !strings.EqualFold(status.Text(), "Succeeded") {
		return r.fail(status, "the deployment could not be predicted: its status is "+status.Text(), "mend the template and ask again")
	}
	if failure := graphMember(root, "error"); failure.Defined() {
		return r.fail(failure, "the deployment could not be predicted", "mend the template and ask again")
	}
	for _, c := range whatIfChanges(root) {
		if err := r.change(c); err != nil {
			return err
		}
	}
	return nil
}

// whatIfKinds are the types of changes in lower case, and whether something is there afterwards that the
// deployment has to do with.
var whatIfKinds = map[string]bool{
	"create": true, "modify": true, "deploy": true, "nochange": true, "noeffect": true, "unsupported": true,
	"delete": false, "ignore": false, "detach": false,
}

// change reads one change.
func (r *graphReader) change(c document.Value) error {
	kind, id := graphMember(c, "changeType"), graphMember(c, "resourceId")
	stays, known := whatIfKinds[strings.ToLower(kind.Text())]
	switch {
	case c.Kind() != document.Object, !kind.Defined():
		return r.fail(c, "this is not a change: it has no changeType", "")
	case !known:
		return r.fail(kind, "there is no type of changes "+kind.Text(), "")
	case !stays:
		return nil
	}
	after := graphMember(c, "after")
	if after.Defined() && !graphIsResource(after) {
		return r.fail(after, "what will be is no Azure resource: it needs an id that starts with / and a type", "")
	}
	if !after.Defined() {
		kind := whatIfType(id.Text())
		if kind == "" {
			return r.fail(c, "the change does not say of which resource it is", "resourceId is an id that starts with /")
		}
		after = document.ObjectValue(document.Field("id", id), document.Field("type", document.StringValue(kind).From(id))).From(c)
	}
	return r.add(whatIfKnown(after))
}

// whatIfType returns the type of the resource with an id, "" if it is none.
func whatIfType(id string) string {
	i := graphProvider(id)
	if i < 0 {
		return ""
	}
	parts := strings.Split(id[i+len("/providers/"):], "/")
	if len(parts) < 3 || len(parts)%2 == 0 {
		return ""
	}
	kind := parts[:1:1]
	for n := 1; n < len(parts); n += 2 {
		kind = append(kind, parts[n])
	}
	return strings.Join(kind, "/")
}

// whatIfKnown returns v with what could not be evaluated marked as unknown.
func whatIfKnown(v document.Value) document.Value {
	switch v.Kind() {
	case document.String:
		s := v.Text()
		switch {
		case strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]"):
			return v.With(document.Unknown)
		case s != "" && strings.Trim(s, "*") == "" && len(s) > 2:
			return v.With(document.Unknown | document.Sensitive)
		}
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, e := range v.Elements() {
			elements = append(elements, whatIfKnown(e))
		}
		return document.ArrayValue(elements...).From(v)
	case document.Object:
		members := make([]document.Member, 0, v.Len())
		for _, m := range v.Members() {
			members = append(members, document.Member{Key: m.Key, Value: whatIfKnown(m.Value)})
		}
		return document.ObjectValue(members...).From(v)
	}
	return v
}
