package document_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

type object = map[string]any

// benchmarkTexts are documents of the sizes and shapes that are read most.
func benchmarkTexts(tb testing.TB) map[string][]byte {
	tb.Helper()
	return map[string][]byte{
		"request":  compact(tb, accessRequest()),
		"log":      compact(tb, logLine()),
		"resource": compact(tb, searchService(7)),
		"template": []byte(resource),
		"plan":     compact(tb, terraformPlan(5000)),
	}
}

func compact(tb testing.TB, v any) []byte {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func accessRequest() object {
	return object{
		"subject": object{"type": "user", "id": "user-00042", "properties": object{
			"department": "risk", "employee": true, "clearance": "confidential",
		}},
		"action": object{"name": "datasets/read"},
		"resource": object{"type": "workspace", "id": "ws-rg-07", "properties": object{
			"scope": "rg-07", "classification": "internal", "region": "westeurope",
		}},
		"context": object{
			"purpose": "fraud-detection", "ip": "198.51.100.17", "session": "2f1c9f0e-74b5-4c06-9a37-5d1e0c6b8a11",
		},
	}
}

func logLine() object {
	return object{
		"time": "2026-11-02T09:15:27.318Z", "level": "info", "service": "inference-gateway", "request_id": "req-0000042",
		"model": "credit-scoring", "version": "3.2.1", "user": "user-00042", "status": 200, "latency_ms": 41.7,
		"tokens": object{"input": 812, "output": 96}, "region": "westeurope", "message": "scored one application",
		"labels": []string{"production", "eu"}, "pii": false, "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
	}
}

// searchService is a resource of about 1.5 KB as Azure returns it.
func searchService(i int) object {
	group := "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-ai-" + fmt.Sprint(i)
	name := fmt.Sprintf("srch-ai-%03d", i)
	return object{
		"id": group + "/providers/Microsoft.Search/searchServices/" + name, "name": name,
		"type": "Microsoft.Search/searchServices", "location": "westeurope",
		"tags":     object{"environment": "production", "costCentre": "cc-4711", "owner": "ml-platform@example.com"},
		"sku":      object{"name": "standard"},
		"identity": object{"type": "SystemAssigned", "principalId": "22222222-2222-2222-2222-222222222222", "tenantId": "11111111-1111-1111-1111-111111111111"},
		"properties": object{
			"replicaCount": 3, "partitionCount": 1, "hostingMode": "default", "status": "running", "statusDetails": "",
			"provisioningState": "Succeeded", "publicNetworkAccess": "disabled", "disableLocalAuth": true,
			"networkRuleSet":                  object{"ipRules": []any{object{"value": "203.0.113.0/24"}, object{"value": "198.51.100.17"}}, "bypass": "AzureServices"},
			"encryptionWithCmk":               object{"enforcement": "Enabled", "encryptionComplianceStatus": "Compliant"},
			"authOptions":                     nil,
			"disabledDataExfiltrationOptions": []string{"All"},
			"semanticSearch":                  "standard",
			"privateEndpointConnections": []any{object{
				"id": group + "/providers/Microsoft.Search/searchServices/" + name + "/privateEndpointConnections/pe-1",
				"properties": object{
					"privateEndpoint":   object{"id": group + "/providers/Microsoft.Network/privateEndpoints/pe-1"},
					"provisioningState": "Succeeded", "privateLinkServiceConnectionState": object{"status": "Approved", "actionsRequired": "None"},
				},
			}},
			"sharedPrivateLinkResources": []any{},
		},
	}
}

// terraformPlan is what terraform show -json prints for n new resources, about 4 KB for each.
func terraformPlan(n int) object {
	changes, planned := make([]any, n), make([]any, n)
	for i := range n {
		name := fmt.Sprintf("r%04d", i+1)
		after := object{
			"name": name, "region": "eu-central-1", "timeouts": nil, "description": strings.Repeat("generated for a comparison; ", 20),
			"policy": fmt.Sprintf("{\"Version\":\"2012-10-17\",\"Statement\":[%s]}", strings.Repeat("{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:ListBucket\"],\"Resource\":\"arn:aws:s3:::bucket/*\"},", 3)),
			"tags":   object{"owner": "ml-platform@example.com", "cost_centre": "cc-4711", "note": "géré par l’équipe"},
		}
		for a := range 24 {
			after[fmt.Sprintf("attribute_%02d_enabled", a)] = []any{true, false, nil, a * 1000, "SystemAssigned", []any{}}[a%6]
		}
		about := func(extra object) object {
			extra["address"], extra["mode"], extra["type"], extra["name"] = "aws_s3_bucket."+name, "managed", "aws_s3_bucket", name
			extra["provider_name"] = "registry.terraform.io/hashicorp/aws"
			return extra
		}
		changes[i] = about(object{"change": object{
			"actions": []string{"create"}, "before": nil, "after": after, "after_unknown": object{"id": true, "arn": true},
			"before_sensitive": false, "after_sensitive": object{"tags": object{}},
		}})
		planned[i] = about(object{"schema_version": 1, "values": after, "sensitive_values": object{"tags": object{}}})
	}
	return object{
		"format_version": "1.2", "terraform_version": "1.13.4", "complete": true, "resource_changes": changes,
		"planned_values": object{"root_module": object{"resources": planned}},
	}
}
