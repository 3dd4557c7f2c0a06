package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Transforms of references and of blocks.

// ref is the id of another resource: its address, if the resource is in the plan, otherwise the id.
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

// identities makes the object whose keys are ids that ARM has for a list of identities.
var identityObject = azurermTransform{name: "identities", apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
	if at.value.Kind() != document.Array {
		return document.Value{}, kindError("a list of ids")
	}
	var members []document.Member
	for _, e := range at.value.Elements() {
		one := azurermCursor{value: e}
		if at.value.Len() == 1 {
			one.expression = onlyExpression(at.expression)
		}
		id := m.identifier(one)
		switch {
		case id.Has(document.Unknown):
			return document.UnknownValue().From(at.value), nil
		case id.Kind() != document.String:
			return document.Value{}, kindError("a list of ids")
		}
		members = append(members, document.Field(id.Text(), document.ObjectValue().From(e)))
	}
	if len(members) == 0 {
		return document.Value{}, nil
	}
	return document.ObjectValue(members...).From(at.value), nil
}}

// each makes an array of the blocks of one type.
func eachBlock(rows ...azurermRow) azurermTransform {
	return eachBlockOf(func(document.Value) bool { return true }, rows)
}

// eachOf is each for the blocks that fit. No blocks is nothing set.
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

// groupByName is the address of the network security group that a rule names: rules have the name of their
// group, not its id.
var groupNamed = azurermTransform{name: "groupByName", resolves: true, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
	const group = "azurerm_network_security_group"
	if r, ok := parseReference(at.expression); ok && r.kind == group {
		if t := m.plan.instance(r, referenceScope{scope: m.change.scope, key: m.change.index}); t != nil {
			return document.StringValue(t.address).From(at.value), nil
		}
	}
	var found []*terraformChange
	for _, c := range m.plan.changes {
		if c.kind == group && equalText(c.after.Get("name"), at.value) &&
			equalText(c.after.Get("resource_group_name"), at.holder.Get("resource_group_name")) {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return document.Value{}, nil
	}
	return document.StringValue(found[0].address).From(at.value), nil
}}

func equalText(a, b document.Value) bool {
	return a.Text() != "" && strings.EqualFold(a.Text(), b.Text())
}
