package inputs

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// azurermType is how resources of one azurerm type come out.
type azurermType struct {
	arm  string // the ARM type
	rows []azurermRow
}

// azurermRow takes one attribute to where ARM has it. null and "" are how azurerm writes what is not set, so
// they are absent in the result. What has no row is left out: credentials above all, and what only Terraform
// knows.
type azurermRow struct {
	from string // dotted path in the attributes; blocks of one element are entered. "": the resource itself
	to   string // dotted path in input.resource
	as   azurermTransform
	// fallback is for an older or a second name of what a row above takes to the same place: it is used only
	// if that row found nothing, or nothing known.
	fallback bool
}

// azurermOverlay is a resource that only sets attributes of another one, and is merged into it. What it
// sets wins, as it does in Azure: it is applied after the resource it is about.
type azurermOverlay struct {
	target  string   // the attribute that holds the id of the other resource
	of      []string // the types the other resource may have
	discard []string // paths of what the overlay replaces as a whole
	rows    []azurermRow
}

// azurermCursor is a value in the attributes of a resource, with its expression in the configuration.
type azurermCursor struct {
	value, expression document.Value
	holder            document.Value // the object that value is an attribute of
}

// azurermMapping turns the attributes of one object, a resource or a block in it, into ARM's shape.
type azurermMapping struct {
	plan   *terraformPlan
	change *terraformChange
	root   azurermCursor
	into   *armTree
	top    bool // the object is a resource
}

// mapping is the mapping of a resource.
func (p *terraformPlan) mapping(c *terraformChange, into *armTree) *azurermMapping {
	return &azurermMapping{plan: p, change: c, root: azurermCursor{value: c.after, expression: c.expressions}, into: into, top: true}
}

// find follows a dotted path through blocks.
func (m *azurermMapping) find(path string) (azurermCursor, error) {
	at := m.root
	if path == "" {
		return at, nil
	}
	for key := range strings.SplitSeq(path, ".") {
		if at.value.Kind() == document.Array {
			if at.value.Len() > 1 {
				return at, m.errorAt(at.value, "", "%s has %d blocks where azurerm has one, before %s of %s",
					m.change.address, at.value.Len(), key, path)
			}
			at = at.only()
		}
		if at.value.Has(document.Unknown) || !isSet(at.value) {
			return at, nil
		}
		if at.value.Kind() != document.Object {
			return at, m.errorAt(at.value, "", "%s has %s where azurerm has a block, before %s of %s",
				m.change.address, at.value.Kind(), key, path)
		}
		at = azurermCursor{value: at.value.Get(key), expression: at.expression.Get(key), holder: at.value}
	}
	return at, nil
}

// errorAt is an error at a value of the resource.
func (m *azurermMapping) errorAt(v document.Value, hint, format string, args ...any) error {
	return &Error{Document: m.change.doc, Node: v.Node(), Reason: fmt.Sprintf(format, args...), Hint: hint}
}

// only is the one element of an array, or nothing if it is empty.
func (c azurermCursor) only() azurermCursor {
	e := azurermCursor{expression: onlyExpression(c.expression), holder: c.value}
	if c.value.Len() > 0 {
		e.value = c.value.Elements()[0]
	}
	return e
}

// apply applies rows in order.
func (m *azurermMapping) apply(rows []azurermRow) error {
	for _, row := range rows {
		at, err := m.find(row.from)
		if err != nil {
			return err
		}
		v, err := m.convert(row, at)
		if err != nil {
			return err
		}
		if v.Defined() || v.Has(document.Unknown) {
			m.into.set(row, v, at.holder)
		}
	}
	return nil
}

// convert returns undefined for what is not set.
func (m *azurermMapping) convert(row azurermRow, at azurermCursor) (document.Value, error) {
	v := at.value
	switch unknown := v.Has(document.Unknown); {
	case unknown && m.unset(row):
		return document.Value{}, nil
	case unknown && !row.as.resolves:
		return v, nil
	case !unknown && (!isSet(v) || v.Kind() == document.String && v.Text() == ""):
		return document.Value{}, nil
	case row.as.apply == nil:
		return v, nil
	}
	out, err := row.as.apply(m, at)
	if want, ok := errors.AsType[kindError](err); ok {
		return out, m.errorAt(v, "", "%s of %s is %s where azurerm has %s", row.from, m.change.address, v.Kind(), string(want))
	}
	return out, err
}

// unset reports whether an unknown attribute is one that nobody set: the provider leaves it to Azure's
// default, as a template does that does not mention it. That holds for single attributes only. Blocks may be
// dynamic, and the configuration section does not show those.
func (m *azurermMapping) unset(row azurermRow) bool {
	return m.top && row.from != "" && !strings.Contains(row.from, ".") && !row.as.block &&
		m.root.expression.Kind() == document.Object && !m.root.expression.Get(row.from).Defined()
}

// each yields the resources of the plan in file order, until yield returns false. All changes have been taken in.
func (p *terraformPlan) each(yield func(*Resource) bool) error {
	for _, c := range p.changes {
		if !c.written {
			c.expressions = p.block(c.scope, c.kind, c.name).Get("expressions")
		}
	}
	p.indexIDs()
	p.attach()
	p.findOverlays()
	for _, c := range p.changes {
		if p.merged[c.address] {
			continue
		}
		r, err := p.one(c)
		if err != nil {
			return err
		}
		if !yield(r) {
			return nil
		}
	}
	p.claim()
	return nil
}

// one returns the resource that a change describes, with all that others set on it.
func (p *terraformPlan) one(c *terraformChange) (*Resource, error) {
	if p.large != nil {
		if err := p.large.load(p, c); err != nil {
			return nil, err
		}
		defer p.large.unload(p, c)
	}
	t, ok := azurermTypes[c.kind]
	if !ok {
		return p.unmapped(c)
	}
	m := p.mapping(c, newARMTree(c.after))
	if err := m.apply(t.rows); err != nil {
		return nil, err
	}
	if c.written {
		m.into.complete(c.kind, c.after)
	}
	if err := p.overlay(c, m.into); err != nil {
		return nil, err
	}
	return p.resource(c, t.arm, m.into.members()), nil
}

// unmapped returns a resource that is ARM already, or keeps its Terraform type.
func (p *terraformPlan) unmapped(c *terraformChange) (*Resource, error) {
	arm, members, ok, err := p.azapi(c)
	switch {
	case err != nil:
		return nil, err
	case ok:
		return p.resource(c, arm, members), nil
	}
	return p.resource(c, c.kind, p.plainMembers(c)), nil
}

// plainMembers are the members of a resource that keeps its Terraform type.
func (p *terraformPlan) plainMembers(c *terraformChange) []document.Member {
	members := []document.Member{document.Field("name", c.after.Get("name"))}
	location := c.after.Get("location")
	if location.Kind() == document.String && strings.HasPrefix(c.kind, "azurerm_") {
		location = azureLocation(location)
	}
	if isSet(location) || location.Has(document.Unknown) {
		members = append(members, document.Field("location", location))
	}
	if tags := c.after.Get("tags"); isSet(tags) || tags.Has(document.Unknown) {
		members = append(members, document.Field("tags", tags))
	}
	return append(members, document.Field("properties", p.withAttached(c, p.properties(c))))
}

// resource puts type, id and name before the other members. A resource whose name is not known, or must not
// be printed, goes by its Terraform name.
func (p *terraformPlan) resource(c *terraformChange, kind string, members []document.Member) *Resource {
	name := document.StringValue(c.name).From(c.element.Get("name"))
	all := []document.Member{
		document.Field("type", document.StringValue(kind).From(c.element.Get("type"))),
		document.Field("id", c.element.Get("address")),
		{},
	}
	for _, m := range members {
		if m.Key.Text() != "name" {
			all = append(all, m)
		} else if v := m.Value; v.Text() != "" && !v.Has(document.Sensitive) {
			name = v
		}
	}
	all[2] = document.Field("name", name)
	value := document.ObjectValue(all...).From(c.element)
	if c.written {
		value = converted(value, kind)
	}
	return &Resource{
		Type: kind, ID: c.address, Name: p.lasting(name.Text()), Value: value, // findings keep the names
		Document: c.doc, Node: c.element.Node(), File: c.file, Format: p.format, Written: p.writtenAs(c),
	}
}
