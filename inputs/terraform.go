package inputs

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// TerraformPlan reads what "terraform show -json PLAN" and "tofu show -json PLAN" print: the resources as
// they will be after apply.
//
// resource_changes is the spine. Every managed object that will exist is one resource: unchanged, created,
// updated, replaced or imported. What is deleted or forgotten is left out, as are data sources, which only
// read what others manage, and deposed objects, which are leftovers about to be destroyed. Anything that is
// not a whole, successful plan is refused, because resources that a plan does not show cannot be judged.
//
// Attributes of the azurerm provider come out under their ARM names, by the table in azurerm_*.go, and those
// of azapi_resource have them already; all other resources keep their Terraform type and attributes. Values known only after apply carry
// [document.Unknown]; where the configuration says that such a value is the id of another resource of the
// plan, it is that resource's address instead. Sensitive values carry [document.Sensitive]. The plan's
// variables are never read: they hold secrets in clear.
//
// A large plan is read twice where it stands, and no more of it held than one resource.
var TerraformPlan = Format{
	Name: planName, Detect: isTerraformPlan, Read: readTerraformPlan, DetectBytes: isLargePlan, ReadLarge: readLargePlan,
}

const planName = "terraform-plan"

const planHint = `write the plan with "terraform plan -out=PLAN", then read "terraform show -json PLAN"`

// isTerraformPlan also recognises state files and broken plans, so that they are refused with the reason.
func isTerraformPlan(root document.Value) bool {
	has := func(key string) bool { return root.Get(key).Defined() }
	switch {
	case has("format_version") && has("terraform_version"):
		return true
	case has("format_version") || has("terraform_version"):
		return has("resource_changes") || has("planned_values")
	}
	return has("serial") && has("lineage")
}

func readTerraformPlan(f File) ([]*Resource, error) {
	if len(f.Documents) != 1 {
		return nil, &Error{Reason: fmt.Sprintf("a Terraform plan is one document, not %d", len(f.Documents)), Hint: planHint}
	}
	p := newTerraformPlan(f, planName)
	p.doc = f.Documents[0]
	if err := p.check(); err != nil {
		return nil, err
	}
	for _, e := range p.doc.Root.Get("resource_changes").Elements() {
		if _, err := p.take(p.doc, e); err != nil {
			return nil, err
		}
	}
	if err := p.compareWithPlannedValues(); err != nil {
		return nil, err
	}
	var resources []*Resource
	err := p.each(func(r *Resource) bool {
		resources = append(resources, r)
		return true
	})
	return resources, err
}

// terraformPlan is one plan while it is being read.
type terraformPlan struct {
	file   File
	doc    *document.Document // with all that is not about one resource
	format string

	changes   []*terraformChange          // the objects that will exist, in file order
	byAddress map[string]*terraformChange // the same, by address
	seen      map[string]bool             // the addresses of all managed objects, the vanishing ones too
	blocks    map[string]document.Value
	terraformIndex

	parts    map[string][]*terraformChange        // by the address of what they are parts of
	stray    map[string]map[string]document.Value // by type and member: what may belong to any of the type
	overlays map[string][]*terraformChange        // by the address of what they set attributes of
	merged   map[string]bool                      // the addresses of all overlays that are merged

	large *largePlan // where changes are read again from; nil if they are in memory
}

func newTerraformPlan(f File, format string) *terraformPlan {
	return &terraformPlan{
		file: f, format: format, byAddress: map[string]*terraformChange{}, seen: map[string]bool{}, blocks: map[string]document.Value{},
		terraformIndex: newTerraformIndex(),
	}
}

// errorAt says why the plan is not good input, at a value that is about no single resource.
func (p *terraformPlan) errorAt(v document.Value, hint, format string, args ...any) error {
	return planError(p.doc, v, hint, format, args...)
}

// planError says why a plan is not good input, at a value of a document.
func planError(doc *document.Document, v document.Value, hint, format string, args ...any) error {
	return &Error{Document: doc, Node: v.Node(), Reason: fmt.Sprintf(format, args...), Hint: hint}
}

// check refuses documents that are not a whole, successful plan.
func (p *terraformPlan) check() error {
	root := p.doc.Root
	if root.Kind() != document.Object {
		return p.errorAt(root, planHint, "a Terraform plan is an object, not %s", root.Kind())
	}
	if root.Get("lineage").Defined() && root.Get("serial").Defined() {
		return p.errorAt(root, planHint, "this is a Terraform state file, not a plan")
	}
	if root.Get("values").Defined() && !root.Get("resource_changes").Defined() {
		return p.errorAt(root.Get("values"), planHint, "this is a Terraform state, not a plan: it has values and no resource_changes")
	}
	if err := p.checkVersion(root); err != nil {
		return err
	}
	if err := p.checkWhole(root); err != nil {
		return err
	}
	if kind := root.Get("resource_changes").Kind(); kind == document.Undefined {
		return p.errorAt(root, planHint, "the plan has no resource_changes: it names no resource, or was cut down")
	} else if kind != document.Array {
		return p.errorAt(root.Get("resource_changes"), planHint, "resource_changes is %s, not an array", kind)
	}
	return nil
}

// checkVersion accepts format 1.x. Older plans do not say reliably which values are sensitive.
func (p *terraformPlan) checkVersion(root document.Value) error {
	version := root.Get("format_version")
	if version.Kind() != document.String {
		return p.errorAt(orPlace(version, root), planHint, "format_version is %s, not a string", version.Kind())
	}
	if major, _, _ := strings.Cut(version.Text(), "."); major != "1" {
		return p.errorAt(version, "use Terraform 1.1 or newer, or OpenTofu", "plan format %q is not supported, only 1.x is", version.Text())
	}
	return nil
}

// checkWhole refuses plans that stopped early, or leave out or defer some of their resources.
func (p *terraformPlan) checkWhole(root document.Value) error {
	errored, complete, deferred := root.Get("errored"), root.Get("complete"), root.Get("deferred_changes")
	for _, key := range []string{"errored", "complete"} {
		if v := root.Get(key); isSet(v) && v.Kind() != document.Boolean {
			return p.errorAt(v, planHint, "%s is %s, not a boolean", key, v.Kind())
		}
	}
	if isSet(deferred) && deferred.Kind() != document.Array {
		return p.errorAt(deferred, planHint, "deferred_changes is %s, not an array", deferred.Kind())
	}
	if errored.Bool() {
		return p.errorAt(errored, "fix what terraform plan reports and plan again", "the plan ended in an error: it does not show every resource")
	}
	if n := deferred.Len(); n > 0 {
		return p.errorAt(deferred, "apply what can be applied and plan again", "the plan defers %d changes: what they will be is not known", n)
	}
	if isSet(complete) && !complete.Bool() {
		return p.errorAt(complete, "plan without -target and -exclude", "the plan is not complete: it leaves out resources")
	}
	return nil
}

// isSet reports whether v is there, and not null.
func isSet(v document.Value) bool { return v.Defined() && v.Kind() != document.Null }

// orPlace returns v if it stands in a document, otherwise other.
func orPlace(v, other document.Value) document.Value {
	if v.Node() != 0 {
		return v
	}
	return other
}
