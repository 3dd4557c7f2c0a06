package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// maxHops bounds how many modules a reference is followed through.
const maxHops = 16

// identifiers are the attributes by which other resources refer to a whole resource.
var identifiers = map[string]bool{
	"id": true, "resource_id": true, "versionless_id": true, "resource_versionless_id": true,
	"resource_manager_id": true, "role_definition_resource_id": true, "arn": true,
	"guardrail_id": true, "guardrail_arn": true,
}

// terraformReference is what one expression refers to, if that is one thing.
type terraformReference struct {
	module    string // module call, for an output
	kind      string // Terraform type; "var" for an input of the module
	name      string // of the resource, input or output
	index     string // of the resource or module call, if it is constant
	attribute string // of the resource
	keyed     bool   // the expression also uses each.key, each.value or count.index
}

// parseReference reads the references of an expression. Terraform lists each reference with all its
// prefixes ("azurerm_key_vault.main.id", "azurerm_key_vault.main"). It does not list literals and functions:
// "${x.id}/blobServices/default" looks like x.id, so what extends a resource's id counts as that resource.
func parseReference(expression document.Value) (terraformReference, bool) {
	var found terraformReference
	for _, e := range expression.Get("references").Elements() {
		text := e.Text()
		if head, _, _ := strings.Cut(text, "."); head == "each" || head == "count" {
			found.keyed = true
			continue
		}
		r, ok := splitReference(text)
		if !ok || found.kind != "" && !r.prefixOf(found) {
			return terraformReference{}, false
		}
		if found.kind == "" {
			r.keyed = found.keyed
			found = r
		}
	}
	return found, found.kind != ""
}

// splitReference splits one reference to a resource, a module's output or an input.
func splitReference(text string) (terraformReference, bool) {
	head, rest, ok := strings.Cut(text, ".")
	if !ok || head == "data" || head == "local" || head == "path" || head == "terraform" || head == "self" {
		return terraformReference{}, false
	}
	n := strings.IndexAny(rest, ".[")
	if n < 0 {
		n = len(rest)
	}
	r := terraformReference{kind: head, name: rest[:n], index: indexAt(rest[n:])}
	r.attribute = strings.TrimPrefix(rest[n+len(r.index):], ".")
	if head == "module" {
		r.module = r.name
		r.name, r.attribute, _ = strings.Cut(r.attribute, ".")
	}
	return r, true
}

// prefixOf reports whether r is another way to write the start of longer.
func (r terraformReference) prefixOf(longer terraformReference) bool {
	return r.kind == longer.kind && r.module == longer.module && (r.index == longer.index || r.index == "") &&
		(r.name == longer.name || r.module != "" && r.name == "") && strings.HasPrefix(longer.attribute, r.attribute)
}

// referenceScope is where a reference is resolved.
type referenceScope struct {
	scope []moduleStep // the module instance
	key   string       // index of the instance that refers, for each.key and count.index
	want  string       // the attribute already taken, behind an input or output
	whole bool         // a reference to the whole resource counts: the argument takes ids only
	names []string     // further attributes that identify a resource
	hops  int
}

// target returns the change whose identifier an expression is, nil if that cannot be said.
func (p *terraformPlan) target(expression document.Value, at referenceScope) *terraformChange {
	r, ok := parseReference(expression)
	if at.hops++; !ok || at.hops > maxHops {
		return nil
	}
	if r.attribute == "" {
		r.attribute = at.want
	}
	switch r.kind {
	case "var":
		return p.throughInput(r, at)
	case "module":
		return p.throughOutput(r, at)
	}
	if !identifiers[r.attribute] && !slices.Contains(at.names, r.attribute) && (r.attribute != "" || !at.whole || !r.keyed) {
		return nil
	}
	return p.instance(r, at)
}

// instance picks the instance of a block that a reference means.
func (p *terraformPlan) instance(r terraformReference, at referenceScope) *terraformChange {
	block := modulePrefix(at.scope) + r.kind + "." + r.name
	switch {
	case p.format == terraformName: // which has blocks, not instances
		return p.byAddress[block]
	case r.index != "":
		return p.byAddress[block+r.index]
	case r.keyed && p.byAddress[block] == nil:
		return p.byAddress[block+at.key]
	}
	return p.byAddress[block]
}

// throughInput follows var.x to the argument of the module call.
func (p *terraformPlan) throughInput(r terraformReference, at referenceScope) *terraformChange {
	last := len(at.scope) - 1
	if last < 0 {
		return nil
	}
	step := at.scope[last]
	at.scope, at.key, at.want = at.scope[:last], step.index, r.attribute
	return p.target(p.module(at.scope).At("module_calls", step.name, "expressions", r.name), at)
}

// throughOutput follows module.x.y to the output of the called module.
func (p *terraformPlan) throughOutput(r terraformReference, at referenceScope) *terraformChange {
	step := moduleStep{r.module, r.index}
	if r.keyed && r.index == "" {
		step.index = at.key
	}
	at.scope = append(slices.Clip(at.scope), step)
	at.want = r.attribute
	return p.target(p.module(at.scope).At("outputs", r.name, "expression"), at)
}

// withReferences returns attributes as they are, but for unknown identifiers of other resources, which
// become their addresses.
func (p *terraformPlan) withReferences(c *terraformChange, v, expression document.Value) document.Value {
	switch {
	case v.Has(document.Unknown):
		if t := p.target(expression, referenceScope{scope: c.scope, key: c.index}); t != nil {
			return document.StringValue(t.address).From(v)
		}
	case v.Kind() == document.Object && !expression.Get("references").Defined():
		members, argument := slices.Clone(v.Members()), finder(expression)
		for i, m := range members {
			members[i].Value = p.withReferences(c, m.Value, argument(m.Key.Text()))
		}
		return document.ObjectValue(members...).From(v)
	case v.Kind() == document.Array && v.Len() == 1:
		e := p.withReferences(c, v.Elements()[0], onlyExpression(expression))
		return document.ArrayValue(e).From(v)
	}
	return v
}

// onlyExpression returns the configuration of the only element of a value: its only block, or the expression of
// the whole list. Blocks of a set stand in another order than in the configuration, so with more than one
// nobody can say which is which.
func onlyExpression(expression document.Value) document.Value {
	if expression.Kind() != document.Array {
		return expression
	}
	if expression.Len() != 1 {
		return document.Value{}
	}
	return expression.Elements()[0]
}
