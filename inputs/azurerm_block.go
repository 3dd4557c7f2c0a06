package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

// Transforms of single blocks that ARM has as arrays of objects.

// blockTransform is a transform of a block that is there and known.
func blockTransform(name string, f func(m *azurermMapping, block azurermCursor) (document.Value, error)) azurermTransform {
	return azurermTransform{name: name, block: true, apply: func(m *azurermMapping, at azurermCursor) (document.Value, error) {
		if at.value.Kind() == document.Array {
			at = at.only()
		}
		switch {
		case at.value.Has(document.Unknown) || !isSet(at.value):
			return at.value, nil
		case at.value.Kind() != document.Object:
			return document.Value{}, kindError("a block")
		}
		return f(m, at)
	}}
}

// keyRotation makes the lifetime actions of a key: azurerm has a block for rotation, and an attribute for the
// warning before expiry.
var keyRotation = blockTransform("rotation", func(m *azurermMapping, policy azurermCursor) (document.Value, error) {
	if policy.value.Get("automatic").Has(document.Unknown) {
		return policy.value.Get("automatic"), nil
	}
	var actions []document.Value
	for _, rows := range [][]azurermRow{rotateRows, notifyRows} {
		action, err := m.nested(policy, rows)
		if err != nil {
			return action, err
		}
		if action.Get("trigger").Len() > 0 {
			actions = append(actions, action)
		}
	}
	if len(actions) == 0 {
		return document.Value{}, nil
	}
	return document.ArrayValue(actions...).From(policy.value), nil
})

var rotateRows = []azurermRow{
	{from: "", to: "action.type", as: constantText("rotate")},
	{from: "automatic.time_after_creation", to: "trigger.timeAfterCreate"},
	{from: "automatic.time_before_expiry", to: "trigger.timeBeforeExpiry"},
}

var notifyRows = []azurermRow{
	{from: "", to: "action.type", as: constantText("notify")},
	{from: "notify_before_expiry", to: "trigger.timeBeforeExpiry"},
}

// alertConditions makes the conditions of an alert, which must all hold. azurerm has one attribute for a
// single value of a field, and one for several.
var alertConditions = blockTransform("conditions", func(_ *azurermMapping, criteria azurermCursor) (document.Value, error) {
	var all []document.Value
	for _, m := range criteria.value.Members() {
		field, ok := conditionFields[m.Key.Text()]
		v, operator := m.Value, "equals"
		if v.Kind() == document.Array {
			operator = "containsAny"
		}
		if ok && (v.Has(document.Unknown) || v.Text() != "" || v.Len() > 0) {
			all = append(all, document.ObjectValue(
				document.Field("field", document.StringValue(field).From(v)),
				document.Field(operator, v),
			).From(v))
		}
	}
	return document.ArrayValue(all...).From(criteria.value), nil
})

var conditionFields = map[string]string{
	"category": "category", "caller": "caller", "operation_name": "operationName",
	"level": "level", "levels": "level", "status": "status", "statuses": "status",
	"sub_status": "subStatus", "sub_statuses": "subStatus",
	"resource_id": "resourceId", "resource_ids": "resourceId",
	"resource_group": "resourceGroup", "resource_groups": "resourceGroup",
	"resource_provider": "resourceProvider", "resource_providers": "resourceProvider",
	"resource_type": "resourceType", "resource_types": "resourceType",
}
