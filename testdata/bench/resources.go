package main

import "math/rand/v2"

// The five kinds of resources, by ARM type.
const (
	vaults     = "Microsoft.KeyVault/vaults"
	accounts   = "Microsoft.Storage/storageAccounts"
	cognitive  = "Microsoft.CognitiveServices/accounts"
	workspaces = "Microsoft.MachineLearningServices/workspaces"
	searches   = "Microsoft.Search/searchServices"
)

// resource is one resource as Azure Resource Graph returns it.
type resource struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	Type          string `json:"type"`
	TenantID      string `json:"tenantId"`
	Kind          string `json:"kind"`
	Location      string `json:"location"`
	ResourceGroup string `json:"resourceGroup"`
	Subscription  string `json:"subscriptionId"`
	SKU           object `json:"sku"`
	Identity      object `json:"identity"`
	Tags          object `json:"tags"`
	Properties    object `json:"properties"`
}

type object map[string]any

const (
	tenant       = "11111111-2222-3333-4444-555555555555"
	subscription = "66666666-7777-8888-9999-000000000000"
	group        = "/subscriptions/" + subscription + "/resourceGroups/rg-ai"
)

// dice decides where the faults are.
type dice struct{ *rand.Rand }

// set gives an attribute its good value, or in one of five cases one of the faults or none at all.
func (d dice) set(o object, key string, good any, faults ...any) {
	if d.IntN(5) > 0 {
		o[key] = good
		return
	}
	if i := d.IntN(len(faults) + 1); i < len(faults) {
		o[key] = faults[i]
	}
}
