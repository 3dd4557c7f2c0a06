package inputs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// samples are values that each transform can take, and what must come out, in JSON.
var samples = map[string]struct{ in, out string }{
	"":            {`"x"`, `"x"`},
	"negated":     {`false`, `true`},
	"enabled":     {`false`, `"Disabled"`},
	"switched":    {`true`, `"enabled"`},
	"trusted":     {`true`, `"AzureServices"`},
	"location":    {`"West Europe"`, `"westeurope"`},
	"epoch":       {`"2027-01-31T00:00:00Z"`, `1801353600`},
	"joined":      {`["A","B"]`, `"A, B"`},
	"wrapped":     {`["10.0.0.0/8"]`, ``},
	"inList":      {`"x"`, `["x"]`},
	"storageSKU":  {`"Standard","account_replication_type":"LRS"`, `"Standard_LRS"`},
	"ref":         {`"/subscriptions/x"`, `"/subscriptions/x"`},
	"identities":  {`["/subscriptions/x"]`, `{"/subscriptions/x":{}}`},
	"groupByName": {`"NSG","resource_group_name":"rg"`, `"azurerm_network_security_group.nsg"`},
	"presence":    {`[{}]`, ``},
	"constant":    {``, ``},
	"each":        {``, ``},
	"rotation":    {`[{"notify_before_expiry":"P7D"}]`, `[{"action":{"type":"notify"},"trigger":{"timeBeforeExpiry":"P7D"}}]`},
	"conditions": {`[{"category":"Administrative","status":"","caller":null,"levels":["Error"],"statuses":[]}]`,
		`[{"equals":"Administrative","field":"category"},{"containsAny":["Error"],"field":"level"}]`},
	"keyURL": {`"https://kv.vault.azure.net/keys/k/1"`, ``},
}

// allRows are the tables by Terraform type.
func allRows(t *testing.T) map[string][]azurermRow {
	t.Helper()
	all := map[string][]azurermRow{}
	for kind, mapped := range azurermTypes {
		all[kind] = mapped.rows
	}
	for kind, o := range azurermOverlays {
		all[kind] = o.rows
	}
	if len(all) < 30 {
		t.Fatalf("only %d tables", len(all))
	}
	return all
}

// TestAzurermRows takes a value through every row by itself, and through every row of blocks.
func TestAzurermRows(t *testing.T) {
	for kind, rows := range allRows(t) {
		for _, row := range rows {
			t.Run(kind+"/"+row.from+"/"+row.to, func(t *testing.T) {
				if row.as.name != "each" {
					checkRow(t, kind, row, row, func(s string) string { return s })
					return
				}
				if len(row.as.rows) == 0 {
					t.Fatal("no rows for the blocks")
				}
				for _, part := range row.as.rows {
					checkRow(t, kind, row, part, func(s string) string { return blocks(row, s) })
				}
			})
		}
	}
}

// blocks writes attributes with one block of the kind that a row takes.
func blocks(row azurermRow, attributes string) string {
	if strings.HasPrefix(row.to, "properties.manual") {
		attributes = `{"is_manual_connection":true,` + attributes[1:]
	}
	if row.from == "" {
		return attributes
	}
	return nested(row.from, "["+attributes+"]")
}

// checkRow takes a sample through row; part is the row for the sample itself, in blocks if around puts it in
// some.
func checkRow(t *testing.T, kind string, row, part azurermRow, around func(string) string) {
	t.Helper()
	sample, ok := samples[part.as.name]
	if !ok {
		t.Fatalf("no sample for transform %q", part.as.name)
	}
	after := "{}"
	if part.from != "" {
		after = nested(part.from, sample.in)
	}
	after = around(after)
	after = strings.Replace(after, ",}", "}", 1)
	v, doc := mapped(t, kind, []azurermRow{row}, after)
	path := dotted(row.to)
	if row.as.name == "each" {
		path = append(path.Index(0), dotted(part.to)...)
	}
	got, steps := v.Find(path)
	if steps != len(path) {
		t.Fatalf("%s: nothing at %s", after, path)
	}
	if sample.out != "" && plainText(got) != sample.out {
		t.Errorf("%s: got %s, want %s", after, plainText(got), sample.out)
	}
	checkInside(t, doc, got.Node(), row.from)
}

// checkInside asserts that a node stands in the attribute it was derived from.
func checkInside(t *testing.T, doc *document.Document, node document.Node, from string) {
	t.Helper()
	source := doc.Root.Get("resource_changes").Elements()[0].At("change", "after")
	if from != "" {
		source = source.Get(strings.Split(from, ".")[0])
	}
	outer, ok := doc.Span(source.Node())
	if !ok {
		t.Fatal("the source has no place")
	}
	inner, ok := doc.Span(node)
	if !ok || inner.Start.Column < outer.Start.Column || inner.End.Column > outer.End.Column {
		t.Errorf("stands at %v, not inside its source at %v", inner, outer)
	}
}

// nested writes attributes that have in at a dotted path through blocks.
func nested(path, in string) string {
	parts := strings.Split(path, ".")
	text := fmt.Sprintf(`{%q:%s}`, parts[len(parts)-1], in)
	for _, part := range slices.Backward(parts[:len(parts)-1]) {
		text = fmt.Sprintf(`{%q:[%s]}`, part, text)
	}
	return text
}

// mapped maps the attributes of one resource, all on one line.
func mapped(t *testing.T, kind string, rows []azurermRow, after string) (document.Value, *document.Document) {
	t.Helper()
	text := fmt.Sprintf(`{"format_version":"1.2","resource_changes":[{"address":"%[1]s.x","mode":"managed","type":%[1]q,"name":"x",`+
		`"change":{"actions":["create"],"after":%[2]s}},`+
		`{"address":"azurerm_network_security_group.nsg","mode":"managed","type":"azurerm_network_security_group","name":"nsg",`+
		`"change":{"actions":["no-op"],"after":{"name":"nsg","resource_group_name":"rg"}}}]}`, kind, after)
	doc, err := document.ParseJSON([]byte(text), document.DefaultLimits, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &terraformPlan{doc: doc}
	if err := p.readChanges(); err != nil {
		t.Fatal(err)
	}
	p.indexIDs()
	c := p.changes[0]
	m := &azurermMapping{plan: p, change: c, root: azurermCursor{value: c.after}, into: newARMTree(c.after), top: true}
	if err := m.apply(rows); err != nil {
		t.Fatal(err)
	}
	return m.into.build(), doc
}

func dotted(path string) document.Path {
	var p document.Path
	for key := range strings.SplitSeq(path, ".") {
		p = p.Key(key)
	}
	return p
}

// TestAzurermRowsDoNotOverlap asserts that two rows of one type write the same place only if that is
// declared, and that no row writes into what another one writes.
func TestAzurermRowsDoNotOverlap(t *testing.T) {
	for kind, rows := range allRows(t) {
		first := map[string]bool{}
		for _, row := range rows {
			if first[row.to] != row.fallback {
				t.Errorf("%s: row %s -> %s: fallback is %v, a row above writes the same: %v", kind, row.from, row.to, row.fallback, first[row.to])
			}
			first[row.to] = true
		}
		for to := range first {
			for other := range first {
				if strings.HasPrefix(other, to+".") {
					t.Errorf("%s: one row writes %s, another %s inside it", kind, to, other)
				}
			}
		}
	}
}

// TestAzurermFallbacks asserts that the first known value of several rows wins, in both orders.
func TestAzurermFallbacks(t *testing.T) {
	tests := []struct{ name, kind, after, at, want string }{
		{"new name", "azurerm_key_vault", `{"rbac_authorization_enabled":true,"enable_rbac_authorization":false}`, "properties.enableRbacAuthorization", `true`},
		{"old name", "azurerm_key_vault", `{"rbac_authorization_enabled":null,"enable_rbac_authorization":true}`, "properties.enableRbacAuthorization", `true`},
		{"constant", "azurerm_key_vault", `{}`, "properties.enableSoftDelete", `true`},
		{"before the constant", "azurerm_key_vault", `{"soft_delete_enabled":false}`, "properties.enableSoftDelete", `false`},
		{"negated pair", "azurerm_cosmosdb_account", `{"local_authentication_enabled":false}`, "properties.disableLocalAuth", `true`},
		{"no blocks", "azurerm_monitor_diagnostic_setting", `{"enabled_log":[],"log":[{"category":"AuditEvent","enabled":false}]}`, "properties.logs", `[{"category":"AuditEvent","enabled":false}]`},
		{"ACR 3", "azurerm_container_registry", `{"encryption":[{"enabled":false}]}`, "properties.encryption.status", `"disabled"`},
		{"ACR 4", "azurerm_container_registry", `{"encryption":[{"key_vault_key_id":"k"}]}`, "properties.encryption.status", `"enabled"`},
		{"scope", "azurerm_role_definition", `{"scope":"/subscriptions/x"}`, "properties.assignableScopes", `["/subscriptions/x"]`},
		{"scopes", "azurerm_role_definition", `{"scope":"/subscriptions/x","assignable_scopes":["/y"]}`, "properties.assignableScopes", `["/y"]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, _ := mapped(t, tt.kind, azurermTypes[tt.kind].rows, tt.after)
			got, steps := v.Find(dotted(tt.at))
			if steps != len(dotted(tt.at)) || plainText(got) != tt.want {
				t.Errorf("got %s, want %s", plainText(got), tt.want)
			}
		})
	}
}

// TestAzurermBlocks covers the rows that make arrays of blocks.
func TestAzurermBlocks(t *testing.T) {
	tests := []struct{ name, kind, after, at, want string }{
		{"access policies", "azurerm_key_vault", `{"access_policy":[{"object_id":"o","tenant_id":"t","key_permissions":["Get"],"secret_permissions":[],"application_id":""}]}`,
			"properties.accessPolicies", `[{"objectId":"o","permissions":{"keys":["Get"],"secrets":[]},"tenantId":"t"}]`},
		{"no access policies", "azurerm_key_vault", `{"access_policy":[]}`, "properties", `{"enableSoftDelete":true}`},
		{"one access policy", "azurerm_key_vault_access_policy", `{"key_vault_id":"/v","object_id":"o","certificate_permissions":["All"]}`,
			"properties.accessPolicies", `[{"objectId":"o","permissions":{"certificates":["All"]}}]`},
		{"permissions", "azurerm_role_definition", `{"permissions":[{"actions":["*"],"not_data_actions":["x"]}]}`, "properties.permissions", `[{"actions":["*"],"notDataActions":["x"]}]`},
		{"logs", "azurerm_monitor_diagnostic_setting", `{"enabled_log":[{"category":"","category_group":"audit","retention_policy":[{"enabled":true,"days":365}]}]}`,
			"properties.logs", `[{"categoryGroup":"audit","enabled":true,"retentionPolicy":{"days":365,"enabled":true}}]`},
		{"metrics", "azurerm_monitor_diagnostic_setting", `{"enabled_metric":[{"category":"AllMetrics"}]}`, "properties.metrics", `[{"category":"AllMetrics","enabled":true}]`},
		{"metrics 3", "azurerm_monitor_diagnostic_setting", `{"metric":[{"category":"AllMetrics","enabled":false}]}`, "properties.metrics", `[{"category":"AllMetrics","enabled":false}]`},
		{"filters", "azurerm_cognitive_account_rai_policy", `{"content_filter":[{"name":"Hate","filter_enabled":true,"block_enabled":false,"severity_threshold":"Low","source":"Prompt"}]}`,
			"properties.contentFilters", `[{"blocking":false,"enabled":true,"name":"Hate","severityThreshold":"Low","source":"Prompt"}]`},
		{"owned storage", "azurerm_cognitive_account", `{"storage":[{"storage_account_id":"/s","identity_client_id":"c"}]}`, "properties.userOwnedStorage", `[{"identityClientId":"c","resourceId":"/s"}]`},
		{"subnets", "azurerm_cognitive_account", `{"network_acls":[{"virtual_network_rules":[{"subnet_id":"/n","ignore_missing_vnet_service_endpoint":false}]}]}`,
			"properties.networkAcls.virtualNetworkRules", `[{"id":"/n","ignoreMissingVnetServiceEndpoint":false}]`},
		{"storage exceptions", "azurerm_storage_account", `{"network_rules":[{"private_link_access":[{"endpoint_resource_id":"/e","endpoint_tenant_id":"t"}]}]}`,
			"properties.networkAcls.resourceAccessRules", `[{"resourceId":"/e","tenantId":"t"}]`},
		{"registry", "azurerm_container_registry", `{"network_rule_set":[{"ip_rule":[{"action":"Allow","ip_range":"10.0.0.0/8"}]}]}`, "properties.networkRuleSet.ipRules", `[{"action":"Allow","value":"10.0.0.0/8"}]`},
		{"cosmos subnets", "azurerm_cosmosdb_account", `{"virtual_network_rule":[{"id":"/n","ignore_missing_vnet_service_endpoint":true}]}`, "properties.virtualNetworkRules", `[{"id":"/n","ignoreMissingVNetServiceEndpoint":true}]`},
		{"cosmos regions", "azurerm_cosmosdb_account", `{"geo_location":[{"location":"North Europe","failover_priority":0}]}`, "properties.locations", `[{"failoverPriority":0,"locationName":"northeurope"}]`},
		{"cosmos capabilities", "azurerm_cosmosdb_account", `{"capabilities":[{"name":"EnableServerless"}]}`, "properties.capabilities", `[{"name":"EnableServerless"}]`},
		{"cosmos filter of azurerm 3", "azurerm_cosmosdb_account", `{"ip_range_filter":"10.0.0.1, 10.0.0.2"}`, "properties.ipRules", `[{"ipAddressOrRange":"10.0.0.1"},{"ipAddressOrRange":"10.0.0.2"}]`},
		{"automatic connection", "azurerm_private_endpoint", `{"private_service_connection":[{"is_manual_connection":false,"name":"c","private_connection_resource_id":"/kv","subresource_names":["vault"]}]}`,
			"properties", `{"privateLinkServiceConnections":[{"name":"c","properties":{"groupIds":["vault"],"privateLinkServiceId":"/kv"}}]}`},
		{"manual connection", "azurerm_private_endpoint", `{"private_service_connection":[{"is_manual_connection":true,"private_connection_resource_alias":"a"}]}`,
			"properties", `{"manualPrivateLinkServiceConnections":[{"properties":{"privateLinkServiceId":"a"}}]}`},
		{"security rules", "azurerm_network_security_group", `{"security_rule":[{"name":"r","access":"Allow","source_address_prefixes":["*"]}]}`,
			"properties.securityRules", `[{"name":"r","properties":{"access":"Allow","sourceAddressPrefixes":["*"]}}]`},
		{"extensions", "azurerm_security_center_subscription_pricing", `{"extension":[{"name":"e"}]}`, "properties.extensions", `[{"isEnabled":"True","name":"e"}]`},
		{"action groups", "azurerm_monitor_activity_log_alert", `{"action":[{"action_group_id":"/g"}]}`, "properties.actions.actionGroups", `[{"actionGroupId":"/g"}]`},
		{"rotation", "azurerm_key_vault_key", `{"rotation_policy":[{"automatic":[{"time_after_creation":"P90D"}],"notify_before_expiry":null}]}`,
			"properties.rotationPolicy.lifetimeActions", `[{"action":{"type":"rotate"},"trigger":{"timeAfterCreate":"P90D"}}]`},
		{"AI services", "azurerm_ai_services", `{}`, "kind", `"AIServices"`},
		{"cluster", "azurerm_machine_learning_compute_cluster", `{}`, "properties.computeType", `"AmlCompute"`},
		{"instance", "azurerm_machine_learning_compute_instance", `{}`, "properties.computeType", `"ComputeInstance"`},
		{"managed HSM", "azurerm_key_vault_managed_hardware_security_module", `{}`, "properties.enableSoftDelete", `true`},
		{"custom role", "azurerm_role_definition", `{}`, "properties.type", `"CustomRole"`},
		{"key name", "azurerm_cognitive_account", `{"customer_managed_key":[{"key_vault_key_id":"https://kv.vault.azure.net/keys/k"}]}`,
			"properties.encryption", `{"keySource":"Microsoft.KeyVault","keyVaultProperties":{"keyName":"k","keyVaultUri":"https://kv.vault.azure.net"}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, _ := mapped(t, tt.kind, azurermTypes[tt.kind].rows, tt.after)
			got, steps := v.Find(dotted(tt.at))
			if steps != len(dotted(tt.at)) || plainText(got) != tt.want {
				t.Errorf("got %s, want %s", plainText(got), tt.want)
			}
		})
	}
}

// plainText writes a value as JSON with sorted keys.
func plainText(v document.Value) string {
	switch v.Kind() {
	case document.String:
		return fmt.Sprintf("%q", v.Text())
	case document.Number:
		return v.Text()
	case document.Boolean:
		return fmt.Sprint(v.Bool())
	case document.Array:
		var parts []string
		for _, e := range v.Elements() {
			parts = append(parts, plainText(e))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case document.Object:
		var parts []string
		for _, m := range v.Members() {
			parts = append(parts, fmt.Sprintf("%q:%s", m.Key.Text(), plainText(m.Value)))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",") + "}"
	}
	if v.Has(document.Unknown) {
		return "unknown"
	}
	return v.Kind().String()
}
