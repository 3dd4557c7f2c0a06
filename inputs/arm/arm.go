// Package arm reads Azure Resource Manager templates: JSON as people write it, and as bicep build makes it.
//
// What comes in is a decoded template. What goes out is one resource for each thing that deploying the
// template would create or change, in file order: `copy` loops are expanded, children and the contents of
// nested deployments follow the resource that holds them, and every expression has been replaced by its
// value. A value that stood in a parameter or variable keeps the place of the expression that used it, so
// that a finding lands on the attribute of the resource.
//
// Nothing is invented. Parameters count with what a file of parameters gives them (main.parameters.json for
// main.json, or the one that the reader was told), else with their defaultValue; without either they are unknown,
// as is all that only the server knows (list*, resourceGroup, uniqueString, guid, utcNow, …) and all that is
// computed from it, unless the result is the same whatever it turns out to be. The value of a securestring or
// secureObject parameter is sensitive, and one that comes from a Key Vault is unknown as well. A malformed
// expression, a name that is not declared, a function that is called with too many arguments or with one that it
// cannot take, a missing type, name, apiVersion or resources, and going over a limit are errors with their place.
// So are parameters that the template does not declare or would not take: they stand in their file. What the
// server might never come to evaluate (the other branch of an if, what follows in an and, or or coalesce, a resource
// whose condition is not known) is not an error for its types: it is unknown.
//
// Choices that are not obvious:
//
//   - A resource whose condition is false is left out; one whose condition is not known is judged. Its
//     children do not inherit the condition: Azure does not do that either.
//   - A loop whose count is not known yields one representative, in which copyIndex() is unknown.
//   - An id is relative to its provider ("Microsoft.KeyVault/vaults/kv-ai/keys/k1"), and resourceId() and its
//     family evaluate to that form, so references join. An extension resource has its scope in front, as in
//     "Microsoft.KeyVault/vaults/kv-ai/providers/Microsoft.Insights/diagnosticSettings/audit".
//   - The subscription and the resource group in an id are not known: what a function makes of an id is known only
//     where they do not matter. split(id, '/') has its parts, in a template whose schema says what it is deployed to.
//   - reference() is known for a resource of the same template that is made once and for certain: the members that
//     it is declared with have the values that they are declared with, its other members are unknown, and so is the
//     whole. The outputs of a nested deployment are what its template says.
//   - items() sorts by key, sort() by its lambda; where the order is up to the server the result is unknown.
//   - guid and uniqueString have no published results to compare with: they are unknown, but the same for the same
//     arguments.
//   - A name that cannot be evaluated is written as its expression, in brackets, after parameters and variables
//     have been followed: "Microsoft.KeyVault/vaults/kv-[parameters('env')]". The same expression names the
//     same resource, so references still join although nobody knows the name. If that fails too (newGuid), it
//     is the JSON pointer: "Microsoft.KeyVault/vaults/[resources/3]". The second resource with an id that is
//     already taken has its pointer behind it.
//   - Members that are null are absent, as for the server. The value of a Key Vault secret is dropped.
//   - A nested deployment is a resource of type Microsoft.Resources/deployments. If its template is linked,
//     it cannot be seen: properties.template is unknown.
package arm

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const formatName = "arm"

// Template is the format of ARM templates.
var Template = inputs.Format{Name: formatName, Detect: detect, Read: read, Parameters: ".parameters.json"}

// The limits of one file. Azure's own are 800 copies and 800 resources.
const (
	maxCopies    = 800
	maxResources = 10_000
	maxDepth     = 500       // of names that need other names, and nested deployments
	maxCost      = 5_000_000 // evaluation steps
	maxText      = 1 << 20   // bytes of one string
)

// detect tells templates by their schema, whatever the date and target scope, or by the two members that
// nothing else has together. Parameter files have another schema and no resources.
func detect(root document.Value) bool {
	if root.Kind() != document.Object {
		return false
	}
	if strings.Contains(strings.ToLower(member(root, "$schema").Text()), "deploymenttemplate.json") {
		return true
	}
	return member(root, "contentVersion").Kind() == document.String && isContainer(member(root, "resources"))
}

func isContainer(v document.Value) bool {
	return v.Kind() == document.Array || v.Kind() == document.Object
}

func read(f inputs.File) ([]*inputs.Resource, error) {
	var all []*inputs.Resource
	for _, d := range f.Documents {
		if !detect(d.Root) {
			return nil, &inputs.Error{
				Document: d, Node: d.Root.Node(), Reason: "this is not an ARM template",
				Hint: "a template has a $schema that names deploymentTemplate.json",
			}
		}
		r := &run{file: f.Path, document: d, ids: map[string]bool{}, functions: functions, parameters: f.Parameters}
		r.template(d.Root)
		if r.err != nil {
			return nil, r.err
		}
		all = append(all, r.resources...)
	}
	return all, nil
}

// run is the reading of one template with all that is nested in it.
type run struct {
	file       string
	parameters *inputs.Parameters
	document   *document.Document
	resources  []*inputs.Resource
	ids        map[string]bool // that are taken, in lower case
	functions  map[string]function
	cost       int
	depth      int
	// tentative counts what is being evaluated that the server might never come to.
	tentative int
	err       *inputs.Error // the first
}

// fail notes why the template cannot be read, at the value that is wrong. Everything still under way comes
// to an end with unknown values that nobody will see.
func (r *run) fail(at document.Value, reason, hint string) {
	if r.err == nil {
		r.err = &inputs.Error{Document: r.document, Node: at.Node(), Reason: reason, Hint: hint}
	}
}

// spend takes n steps from the budget and reports whether the reading may go on.
func (r *run) spend(n int, at document.Value) bool {
	r.cost += n
	if r.cost > maxCost {
		r.fail(at, "evaluating the template takes too many steps", "split the template")
	}
	return r.err == nil
}

// enter goes one level deeper and reports whether it may; leave must follow in either case.
func (r *run) enter(at document.Value) bool {
	r.depth++
	if r.depth > maxDepth {
		r.fail(at, "names in this template lead to each other too deeply", "")
	}
	return r.err == nil
}

func (r *run) leave() { r.depth-- }

// member returns the member of an object by a name in which case does not matter; the exact one wins.
func member(v document.Value, name string) document.Value {
	if exact := v.Get(name); exact != (document.Value{}) {
		return exact
	}
	for _, m := range v.Members() {
		if strings.EqualFold(m.Key.Text(), name) {
			return m.Value
		}
	}
	return document.Value{}
}
