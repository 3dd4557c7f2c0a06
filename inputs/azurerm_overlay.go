package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// overlay merges the resources that only set attributes of others into those, and returns the addresses of
// the ones it merged. The rest stay resources of their own: those about a resource that is not in the plan or
// cannot be told, and a second one about the same resource, which azurerm does not support.
func (p *terraformPlan) overlay(mapped map[string]*azurermMapping) (map[string]bool, error) {
	merged, taken := map[string]bool{}, map[string]bool{}
	for _, c := range p.changes {
		o, ok := azurermOverlays[c.kind]
		if !ok {
			continue
		}
		target := p.overlaid(c, o)
		if target == nil || mapped[target.address] == nil || taken[c.kind+" "+target.address] {
			continue
		}
		into := mapped[target.address].into
		for _, path := range o.discard {
			into.drop(path)
		}
		set := p.mapping(c, into)
		set.root.value = p.inFileOf(target, c, c.after)
		if err := set.apply(o.rows); err != nil {
			return nil, err
		}
		merged[c.address], taken[c.kind+" "+target.address] = true, true
	}
	return merged, nil
}

// overlaid returns the resource that an overlay is about, nil if that cannot be said.
func (p *terraformPlan) overlaid(c *terraformChange, o azurermOverlay) *terraformChange {
	v := c.after.Get(o.target)
	t := p.byAddress[p.ids[strings.ToLower(v.Text())]]
	if v.Has(document.Unknown) {
		t = p.target(c.expressions.Get(o.target), referenceScope{scope: c.scope, key: c.index, whole: true})
	}
	if t == nil || !slices.Contains(o.of, t.kind) {
		return nil
	}
	return t
}

// azurermOverlays are the overlays by their Terraform type.
var azurermOverlays = map[string]azurermOverlay{
	"azurerm_storage_account_network_rules": {
		target: "storage_account_id", of: []string{"azurerm_storage_account"},
		discard: []string{"properties.networkAcls"}, rows: storageNetworkRules(""),
	},
	"azurerm_storage_account_customer_managed_key": {
		target: "storage_account_id", of: []string{"azurerm_storage_account"},
		discard: []string{
			"properties.encryption.keySource", "properties.encryption.keyvaultproperties", "properties.encryption.identity",
		},
		rows: storageKeyOverlay,
	},
	"azurerm_cognitive_account_customer_managed_key": {
		target: "cognitive_account_id", of: []string{"azurerm_cognitive_account", "azurerm_ai_services"},
		discard: []string{"properties.encryption"}, rows: cognitiveKeyOverlay,
	},
}
