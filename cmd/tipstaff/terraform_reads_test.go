package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

// TestRulesReadWhatFormatsSupply follows what every rule reads of the examples: an Azure attribute must be one that
// the azurerm table supplies, so that no rule is blind to plans, or one of those below with the reason why not.
// Attributes of other types are in their schemas, or the rule does not compile.
func TestRulesReadWhatFormatsSupply(t *testing.T) {
	e := embedded(t)
	read := map[string]map[string]string{} // type -> path -> a rule that reads it
	for _, v := range judgeAll(e, examples(t)).Evaluations {
		if !strings.HasPrefix(v.Resource.Type, "Microsoft.") {
			continue
		}
		if read[v.Resource.Type] == nil {
			read[v.Resource.Type] = map[string]string{}
		}
		for _, r := range v.Reads {
			if p := dottedPath(r.Path); !strings.HasPrefix(p, "relations") {
				read[v.Resource.Type][p] = v.Rule
			}
		}
	}
	for _, rule := range e.Rules() {
		for _, kind := range rule.Resources {
			if strings.HasPrefix(kind, "Microsoft.") && read[kind] == nil {
				t.Errorf("%s names %s, of which there is no example", rule.ID, kind)
			}
		}
	}
	used := map[string]bool{}
	count := 0
	for kind, paths := range read {
		supplied := inputs.TerraformPaths(kind)
		if reason := notInTerraform[kind]; reason != "" && supplied == nil {
			used[reason] = true
			continue
		}
		if supplied == nil {
			t.Errorf("the azurerm table does not have %s", kind)
		}
		for _, p := range sortedPaths(paths) {
			count++
			reason := notInTerraform[kind+" "+p]
			if reason == "" {
				reason = notInTerraform[p]
			}
			switch ok := supplies(supplied, p); {
			case !ok && reason == "":
				t.Errorf("%s reads %s of %s, which no Terraform attribute becomes", paths[p], p, kind)
			case !ok:
				used[reason] = true
			}
		}
	}
	for key, reason := range notInTerraform {
		if !used[reason] {
			t.Errorf("%s needs no reason", key)
		}
	}
	if count < 80 {
		t.Errorf("only %d attributes were read", count)
	}
}

// notInTerraform says why an attribute cannot come from azurerm, by path or by type and path; or no attribute, by type.
var notInTerraform = map[string]string{
	"api_version":                           "azurerm chooses the version itself",
	"properties.privateEndpointConnections": "only what runs shows its connections",
	"Microsoft.CognitiveServices/accounts/deployments properties.model.assetId":                          "azurerm deploys by format, name and version alone",
	"Microsoft.CognitiveServices/accounts/deployments properties.model.publisher":                        "azurerm names the format, and so the publisher",
	"Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments":                           "azurerm cannot make one; azapi can, and is read",
	"Microsoft.Resources/deployments":                                                                    "azurerm takes templates as text, which is not read",
	"Microsoft.CognitiveServices/accounts properties.capabilities":                                       "only an account that runs shows what it is capable of",
	"Microsoft.MachineLearningServices/workspaces/computes properties.properties.idleTimeBeforeShutdown": "azurerm cannot set it",
	"Microsoft.Network/networkSecurityGroups/securityRules properties.securityRules":                     "of groups; a rule for both types asks for it on either",
	"Microsoft.Insights/components properties.disableLocalAuth":                                          "templates spell DisableLocalAuth both ways; azurerm fills the other",
}

// dottedPath writes a path with [] for every index.
func dottedPath(path []any) string {
	var b strings.Builder
	for _, step := range path {
		if key, ok := step.(string); ok {
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(key)
		} else {
			b.WriteString("[]")
		}
	}
	return b.String()
}

func sortedPaths(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// always are the attributes of every resource.
var always = []string{"type", "id", "name"}

// supplies reports whether a path is one of those supplied, leads to one, or lies in one that is a list or holds
// anything.
func supplies(supplied []string, path string) bool {
	if slices.Contains(always, path) {
		return true
	}
	path = strings.TrimSuffix(path, "[]")
	return slices.ContainsFunc(supplied, func(s string) bool {
		if open, ok := strings.CutSuffix(s, "*"); ok {
			return strings.HasPrefix(path, open)
		}
		return s == path || strings.HasPrefix(s, path+".") || strings.HasPrefix(s, path+"[]")
	})
}
