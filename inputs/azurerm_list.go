package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Transforms of references and of blocks.

// idReference is the id of another resource: its address, if the resource is in the plan, otherwise the id.
var idReference = azurermTransform{name: "ref", resolves: true, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
	if k := at.value.Kind(); k != document.String && !at.value.Has(document.Unknown) {
		return document.Value{}, kindError("an id")
	}
	return m.identifier(at), nil
}}

// identifier returns the address of the resource that has an id, the id if there is none.
func (m *azurermMapping) identifier(at azurermCursor) document.Value {
	address := m.plan.ids[strings.ToLower(at.value.Text())]
	if at.value.Has(document.Unknown) {
		t := m.plan.target(at.expression, referenceScope{scope: m.change.scope, key: m.change.index, whole: true})
		if t != nil {
			address = t.address
		}
	}
	if address == "" {
		return at.value
	}
	return document.StringValue(address).From(at.value)
}

// identityObject makes the object whose keys are ids that ARM has for a list of identities. Terraform takes a
// list with one unknown element for unknown as a whole; the configuration still says whose id is in it. Keys
// are printed, so a sensitive id is not used as one.
var identityObject = azurermTransform{name: "identities", resolves: true, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
	ids := []azurermCursor{at}
	if at.value.Kind() == document.Array {
		ids = at.all()
	} else if !at.value.Has(document.Unknown) {
		return document.Value{}, kindError("a list of ids")
	}
	into := newARMTree(at.value)
	for _, e := range ids {
		id := m.identifier(e)
		switch {
		case id.Has(document.Unknown) || id.Has(document.Sensitive):
			return document.UnknownValue().From(at.value).From(id), nil
		case id.Kind() != document.String:
			return document.Value{}, kindError("a list of ids")
		}
		into.put(id.Text(), newARMTree(e.value))
	}
	if len(into.keys) == 0 {
		return document.Value{}, nil
	}
	return into.build(), nil
}}

// eachBlock makes an array of the blocks of one type.
func eachBlock(rows ...azurermRow) azurermTransform {
	return eachBlockOf(func(document.Value) bool { return true }, rows)
}

// eachBlockOf is each for the blocks that fit. No blocks is nothing set.
func eachBlockOf(fits func(block document.Value) bool, rows []azurermRow) azurermTransform {
	return azurermTransform{name: "each", block: true, rows: rows, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
		blocks := []azurermCursor{at}
		if at.value.Kind() == document.Array {
			blocks = at.all()
		}
		var out []document.Value
		for _, b := range blocks {
			if !b.value.Has(document.Unknown) && !fits(b.value) {
				continue
			}
			v, err := m.nested(b, rows)
			if err != nil {
				return v, err
			}
			out = append(out, v)
		}
		if len(out) == 0 {
			return document.Value{}, nil
		}
		return document.ArrayValue(out...).From(at.value), nil
	}}
}

// all are the elements of an array.
func (c azurermCursor) all() []azurermCursor {
	if c.value.Len() == 1 {
		return []azurermCursor{c.only()}
	}
	var all []azurermCursor
	for _, e := range c.value.Elements() {
		all = append(all, azurermCursor{value: e, holder: c.value})
	}
	return all
}

// nested maps one block.
func (m *azurermMapping) nested(block azurermCursor, rows []azurermRow) (document.Value, error) {
	if block.value.Has(document.Unknown) {
		return block.value, nil
	}
	if block.value.Kind() != document.Object {
		return document.Value{}, kindError("blocks")
	}
	n := &azurermMapping{plan: m.plan, change: m.change, root: block, into: newARMTree(block.value)}
	err := n.apply(rows)
	return n.into.build(), err
}

// groupNamed is the address of the network security group that a rule names: rules have the name of their
// group, not its id.
var groupNamed = azurermTransform{name: "groupByName", resolves: true, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
	if r, ok := parseReference(at.expression); ok && r.kind == securityGroupKind {
		if t := m.plan.instance(r, referenceScope{scope: m.change.scope, key: m.change.index}); t != nil {
			return document.StringValue(t.address).From(at.value), nil
		}
	}
	address := m.plan.groups[groupKey(at.holder, "network_security_group_name")]
	switch {
	case address != "":
		return document.StringValue(address).From(at.value), nil
	case at.value.Has(document.Unknown):
		return at.value, nil
	}
	return document.Value{}, nil
}}

const securityGroupKind = "azurerm_network_security_group"

// groupKey is what a network security group is known by; "" if that is not known.
func groupKey(attributes document.Value, name string) string {
	n, group := attributes.Get(name).Text(), attributes.Get("resource_group_name").Text()
	if n == "" || group == "" {
		return ""
	}
	return strings.ToLower(group + "/" + n)
}
