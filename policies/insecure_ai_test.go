package policies_test

// insecureAI are more insecure resources, of what serves and trains models.
const insecureAI = `[
{"type": "Agent", "id": "agent", "name": "agent", "properties": {
	"tools": [{"name": "run_shell", "effects": ["execute"], "approval": "none", "approver": "tbd"}],
	"records": {"prompts": false, "answers": false, "redaction": "none"}}},
{"type": "Microsoft.CognitiveServices/accounts", "id": "speech", "name": "speech", "kind": "SpeechServices", "properties": {
	"capabilities": [{"name": "CustomerManagedStorage"}], "userOwnedStorage": [{"resourceId": ""}]}},
{"type": "Microsoft.CognitiveServices/accounts", "id": "chat", "name": "chat", "kind": "OpenAI", "properties": {
	"restrictOutboundNetworkAccess": false, "allowedFqdnList": [],
	"privateEndpointConnections": [{"properties": {"privateLinkServiceConnectionState": {"status": "Pending"}}}]},
 "relations": {"private_endpoints": [{"properties": {"privateLinkServiceConnections": [{"properties": {"groupIds": ["vault"]}}]}}]}},
{"type": "Microsoft.CognitiveServices/accounts/raiPolicies", "id": "lax", "name": "lax", "properties": {"mode": "Deferred",
	"contentFilters": [{"name": "Hate", "source": "Prompt", "enabled": false, "blocking": true, "severityThreshold": "High"}]}},
{"type": "Microsoft.CognitiveServices/accounts/deployments", "id": "gpt", "name": "gpt", "properties": {
	"raiPolicyName": "lax", "model": {"name": "gpt-4.1"}},
 "relations": {"rai_policies": [{"name": "lax", "properties": {"mode": "Deferred", "contentFilters": []}}]}},
{"type": "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments", "id": "blue", "name": "blue", "properties": {
	"model": "azureml://registries/somebody/models/m/versions/1"}},
{"type": "Microsoft.Search/searchServices", "id": "srch", "name": "srch", "identity": {"type": "None"}, "properties": {}},
{"type": "Microsoft.MachineLearningServices/workspaces", "id": "hbi", "name": "hbi", "kind": "Default",
 "identity": {"type": "SystemAssigned"}, "properties": {
	"hbiWorkspace": true, "storageAccount": "st", "primaryUserAssignedIdentity": "", "managedNetwork": {"isolationMode": "Disabled"}},
 "relations": {"storage_account": {"properties": {"publicNetworkAccess": "Enabled"}}}},
{"type": "Microsoft.MachineLearningServices/workspaces", "id": "unsaid", "name": "unsaid", "kind": "Default",
 "tags": {"data_classification": "restricted"}, "properties": {"hbiWorkspace": false}},
{"type": "Microsoft.MachineLearningServices/workspaces/computes", "id": "ci", "name": "ci", "properties": {
	"computeType": "ComputeInstance", "properties": {"idleTimeBeforeShutdown": "", "subnet": {"id": ""}}},
 "relations": {"parent": {"properties": {"managedNetwork": {"isolationMode": "Disabled"}}}}},
{"type": "Microsoft.Storage/storageAccounts", "id": "st2", "name": "st2", "properties": {
	"privateEndpointConnections": [{"properties": {"privateLinkServiceConnectionState": {"status": "Rejected"}}}]},
 "relations": {"private_endpoints": [{"properties": {"privateLinkServiceConnections": [{"properties": {"groupIds": ["vault"]}}]}}]}}
]`
