package inputs

import (
	"encoding/json"
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
	"days":        {`30`, `"P30D"`},
	"hours":       {`8`, `"PT8H"`},
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
	"conditions": {
		`[{"category":"Administrative","status":"","caller":null,"levels":["Error"],"statuses":[]}]`,
		`[{"equals":"Administrative","field":"category"},{"containsAny":["Error"],"field":"level"}]`,
	},
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
	p := newTerraformPlan(File{}, planName)
	for _, e := range doc.Root.Get("resource_changes").Elements() {
		if _, err := p.take(doc, e); err != nil {
			t.Fatal(err)
		}
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

// TestAzurermRowsAreInSchemas asserts that what a row writes into properties has the name that policies are
// checked against, wherever the type has a schema.
func TestAzurermRowsAreInSchemas(t *testing.T) {
	checked := 0
	for kind, mapped := range azurermTypes {
		text, ok := Schema(mapped.arm)
		if !ok {
			continue
		}
		var schema map[string]any
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatal(err)
		}
		checked++
		for _, row := range mapped.rows {
			path, inside := strings.CutPrefix(row.to, "properties.")
			if !inside {
				continue
			}
			paths := []string{path}
			for _, part := range row.as.rows {
				paths = append(paths, path+"."+part.to)
			}
			for _, p := range paths {
				if !inSchema(schema, strings.Split(p, ".")) {
					t.Errorf("%s: %s is not in the schema of %s", kind, p, mapped.arm)
				}
			}
		}
	}
	if checked < 15 {
		t.Errorf("only %d types have a schema", checked)
	}
}

// inSchema follows keys through properties and items; an object that lists none has any.
func inSchema(schema map[string]any, path []string) bool {
	if items, ok := schema["items"].(map[string]any); ok {
		schema = items
	}
	properties, ok := schema["properties"].(map[string]any)
	if !ok || len(path) == 0 {
		return true
	}
	next, ok := properties[path[0]].(map[string]any)
	return ok && inSchema(next, path[1:])
}
