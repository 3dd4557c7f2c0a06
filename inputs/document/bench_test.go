package document_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// resource is a key vault of about 1.2 KB, as ARM templates hold them.
const resource = `{
  "type": "Microsoft.KeyVault/vaults",
  "apiVersion": "2023-07-01",
  "name": "kv-ai-prod",
  "location": "westeurope",
  "tags": {
    "environment": "production",
    "owner": "ml-platform@example.com",
    "hidden-link:/app-insights-resource-id": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg"
  },
  "properties": {
    "sku": { "family": "A", "name": "premium" },
    "tenantId": "11111111-1111-1111-1111-111111111111",
    "enabledForDeployment": false,
    "enabledForDiskEncryption": false,
    "enabledForTemplateDeployment": false,
    "enableSoftDelete": true,
    "softDeleteRetentionInDays": 90,
    "enablePurgeProtection": true,
    "enableRbacAuthorization": true,
    "publicNetworkAccess": "Disabled",
    "networkAcls": {
      "bypass": "AzureServices",
      "defaultAction": "Deny",
      "ipRules": [ { "value": "203.0.113.0/24" }, { "value": "198.51.100.17/32" } ],
      "virtualNetworkRules": []
    },
    "accessPolicies": [
      {
        "tenantId": "11111111-1111-1111-1111-111111111111",
        "objectId": "22222222-2222-2222-2222-222222222222",
        "permissions": { "keys": ["get", "list", "wrapKey", "unwrapKey"], "secrets": ["get"], "certificates": [] }
      }
    ]
  }
}`

// BenchmarkJSON compares with encoding/json in the same run, which checks less and makes maps.
func BenchmarkJSON(b *testing.B) {
	symbols := document.NewSymbols("type", "name", "properties", "enablePurgeProtection")
	for name, text := range benchmarkTexts(b) {
		want, err := standard(text)
		if err != nil {
			b.Fatal(err)
		}
		doc, err := document.ParseJSON(text, document.DefaultLimits, nil)
		if err != nil || !reflect.DeepEqual(doc.Root.Interface(), want) {
			b.Fatalf("%s: the decoders disagree (%v)", name, err)
		}
		decoder := document.NewDecoder(document.DefaultLimits, symbols)
		runs := map[string]func() error{
			"decoder":  func() error { _, err := decoder.ParseJSON(text); return err },
			"document": func() error { _, err := document.ParseJSON(text, document.DefaultLimits, nil); return err },
			"symbols":  func() error { _, err := document.ParseJSON(text, document.DefaultLimits, symbols); return err },
			"standard": func() error { _, err := standard(text); return err },
		}
		for run, parse := range runs {
			b.Run(fmt.Sprintf("%s/%s", name, run), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					if err := parse(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkSpan(b *testing.B) {
	doc, err := document.ParseJSON(benchmarkTexts(b)["plan"], document.DefaultLimits, nil)
	if err != nil {
		b.Fatal(err)
	}
	last := document.Node(0)
	for _, v := range doc.Root.All() {
		last = v.Node()
	}
	for b.Loop() {
		if _, ok := doc.Span(last); !ok {
			b.Fatal("no span")
		}
	}
}

// BenchmarkYAML compares with the way by the syntax tree, in the same run.
func BenchmarkYAML(b *testing.B) {
	service, err := yaml.Marshal(searchService(7))
	if err != nil {
		b.Fatal(err)
	}
	deployment := "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: model\n  labels: {app: model}\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n" +
		strings.Repeat("        - name: server\n          image: registry.example.com/model:1.2\n          securityContext:\n            runAsNonRoot: true\n            readOnlyRootFilesystem: yes\n", 10)
	for name, text := range map[string][]byte{"resource": service, "deployment": []byte(deployment)} {
		if _, fast, _, err := document.BothYAML(text, document.DefaultLimits, func(document.Header) document.Schema { return document.Core }); !fast || err != nil {
			b.Fatalf("%s is not read fast (%v)", name, err)
		}
		for way, parse := range map[string]func([]byte, document.Limits, document.Schema) ([]*document.Document, error){"fast": document.ParseYAML, "slow": document.SlowYAML} {
			b.Run(name+"/"+way, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := parse(text, document.DefaultLimits, document.Kubernetes); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
