package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// findOverlays finds what the resources that only set attributes of others are about. Those are merged into the others,
// but for those about a resource that is not in the plan or cannot be told, and a second one about the same resource,
// which azurerm does not support.
func (p *terraformPlan) findOverlays() {
	p.overlays, p.merged = map[string][]*terraformChange{}, map[string]bool{}
	taken := map[string]bool{}
	for _, c := range p.changes {
		o, ok := azurermOverlays[c.kind]
		if !ok {
			continue
		}
		target := p.overlaid(c, o)
		if target == nil || azurermTypes[target.kind].arm == "" || taken[c.kind+" "+target.address] {
			continue
		}
		p.overlays[target.address] = append(p.overlays[target.address], c)
		p.merged[c.address], taken[c.kind+" "+target.address] = true, true
	}
}

// overlay merges what other resources set on c into it.
func (p *terraformPlan) overlay(c *terraformChange, into *armTree) error {
	for _, other := range p.overlays[c.address] {
		o := azurermOverlays[other.kind]
		for _, path := range o.discard {
			into.drop(path)
		}
		set := p.mapping(other, into)
		set.root.value = p.inFileOf(c, other, other.after)
		if err := set.apply(o.rows); err != nil {
			return err
		}
	}
	return nil
}

// overlaid returns the resource that an overlay is about, nil if that cannot be said.
func (p *terraformPlan) overlaid(c *terraformChange, o azurermOverlay) *terraformChange {
	t := p.byAddress[p.ids[strings.ToLower(c.whole.Text())]]
	if c.whole.Has(document.Unknown) {
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
