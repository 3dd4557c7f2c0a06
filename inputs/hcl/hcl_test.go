package hcl_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/hcl"
)

// module parses files that are given as path, text, and so on.
func module(t *testing.T, files ...string) *hcl.Module {
	t.Helper()
	m := &hcl.Module{}
	for i := 0; i < len(files); i += 2 {
		path, text := files[i], []byte(files[i+1])
		if hcl.IsValues(path) {
			v, err := hcl.ParseValues(path, text)
			if err != nil {
				t.Fatal(err)
			}
			m.Values = append(m.Values, v)
			continue
		}
		f, err := hcl.Parse(path, text)
		if err != nil {
			t.Fatal(err)
		}
		m.Files = append(m.Files, f)
	}
	return m
}

// show writes a value with ? for what is unknown and ! behind what is sensitive.
func show(v document.Value) string {
	var text string
	switch v.Kind() {
	case document.Undefined:
		text = "undefined"
		if v.Has(document.Unknown) {
			text = "?"
		}
	case document.Object:
		var parts []string
		for _, m := range v.Members() {
			parts = append(parts, m.Key.Text()+":"+show(m.Value))
		}
		text = "{" + strings.Join(parts, " ") + "}"
	case document.Array:
		var parts []string
		for _, e := range v.Elements() {
			parts = append(parts, show(e))
		}
		text = "[" + strings.Join(parts, " ") + "]"
	default:
		text = string(v.AppendJSON(nil))
	}
	if v.Has(document.Sensitive) {
		text += "!"
	}
	return text
}

// TestValues evaluates the argument x of a resource.
func TestValues(t *testing.T) {
	const declared = `
variable "region" { default = "west" }
variable "none" {}
variable "typed" { 
  type = number
  default = "7"
}
variable "key" { 
  default = "hush"
  sensitive = true
}
variable "gone" {
  default = "x"
  ephemeral = true
}
variable "wrong" { 
  type = bool
  default = "perhaps"
}
variable "object" {
  type = object({ a = string, b = optional(bool, true) })
  default = { a = "A" }
}
locals {
  a = "${var.region}-1"
  b = "${local.a}-2"
  loop1 = local.loop2
  loop2 = local.loop1
  tags = { env = "dev", id = azurerm_x.y.id }
}
resource "azurerm_group" "g" {
  name = "rg-${var.region}"
  location = "west"
  other = "o"
}
resource "azurerm_group" "many" {
  count = 2
  name = "rg"
}
`
	tests := []struct{ name, expression, want string }{
		{"text", `"a"`, `"a"`},
		{"number", `1.50`, `1.5`},
		{"large number", `12345678901234567890`, `12345678901234567890`},
		{"a number that is too large", `1e999999`, `?`},
		{"boolean", `true`, `true`},
		{"null", `null`, `null`},
		{"list", `[1, "b", azurerm_x.y.id]`, `[1 "b" ?]`},
		{"object", `{ a = 1, "b" = azurerm_x.y.id, (var.region) = 2 }`, `{a:1 b:? west:2}`},
		{"object with a key that is unknown", `{ a = 1, (azurerm_x.y.id) = 2 }`, `?`},
		{"key twice", `{ a = 1, a = 2 }`, `{a:2}`},
		{"heredoc", "<<-E\n  a\n  ${var.region}\n  E\n", `"a\nwest\n"`},
		{"parentheses", `(("a"))`, `"a"`},
		{"default", `var.region`, `"west"`},
		{"without default", `var.none`, `?`},
		{"not declared", `var.nothing`, `?`},
		{"converted default", `var.typed`, `7`},
		{"default of another type", `var.wrong`, `?`},
		{"optional attribute", `var.object.b`, `true`},
		{"sensitive", `"${var.key}-1"`, `"hush-1"!`},
		{"ephemeral", `var.gone`, `?`},
		{"local", `local.b`, `"west-1-2"`},
		{"circle", `local.loop1`, `?`},
		{"local in part", `local.tags`, `{env:"dev" id:?}`},
		{"member of a local", `local.tags.env`, `"dev"`},
		{"local that is not declared", `local.nothing`, `?`},
		{"merged", `merge(local.tags, { a = 1 })`, `{a:1 env:"dev" id:?}`},
		{"condition", `var.typed > 5 ? "a" : "b"`, `"a"`},
		{"condition that is unknown", `var.none ? "a" : "b"`, `?`},
		{"condition that holds whatever is unknown", `azurerm_x.y.z.w[3] == 1 || true`, `true`},
		{"for", `[for s in ["a", "b"] : upper(s)]`, `["A" "B"]`},
		{"for over the unknown", `[for s in var.none : s]`, `?`},
		{"function", `lower(trimspace(" A "))`, `"a"`},
		{"replace", `replace("a-b", "-", "")`, `"ab"`},
		{"replace by a pattern", `replace("a-b", "/-/", "")`, `?`},
		{"file", `file("secret.txt")`, `?`},
		{"file in a template", `"x-${file("secret.txt")}"`, `?`},
		{"file in a condition", `fileexists("a") ? "a" : "b"`, `?`},
		{"try", `try(var.none.x, "fallback")`, `?`},
		{"time", `timestamp()`, `?`},
		{"another function", `uuid()`, `?`},
		{"each", `each.value`, `?`},
		{"module", `module.m.id`, `?`},
		{"data", `data.azurerm_x.y.id`, `?`},
		{"path", `path.module`, `?`},
		{"name of a resource", `azurerm_group.g.name`, `"rg-west"`},
		{"two of a resource", `"${azurerm_group.g.name}/${azurerm_group.g.location}"`, `"rg-west/west"`},
		{"another attribute of a resource", `azurerm_group.g.other`, `?`},
		{"one of several", `azurerm_group.many[0].name`, `?`},
		{"jsonencode", `jsonencode({ a = [1] })`, `"{\"a\":[1]}"`},
		{"jsonencode in part", `jsonencode({ a = var.none })`, `?`},
		{"wide format", `format("%999999999d", 1)`, `?`},
		{"division by zero", `1/0`, `?`},
		{"splat", `["a"][*]`, `["a"]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := module(t, "main.tf", declared, "x.tf", "resource \"a_b\" \"c\" {\n  x = "+tt.expression+"\n}\n")
			blocks := m.Blocks()
			if got := show(blocks[len(blocks)-1].Value.Get("x")); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestBlocks looks at what is in the resources of whole files.
func TestBlocks(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		want  string
	}{
		{"blocks", []string{"a.tf", `resource "a" "b" {
  y = 1
  x {
    z = 2
  }
  x {}
  v {}
}`}, `a.b{y:1 x:[{z:2} {}] v:[{}]}`},
		{"meta", []string{"a.tf", `resource "a" "b" {
  count = 3
  provider = a.b
  depends_on = [c.d]
  lifecycle { ignore_changes = all }
  provisioner "local-exec" { command = "rm" }
}`}, `a.b{}`},
		{"dynamic", []string{"a.tf", `resource "a" "b" {
  x { z = 1 }
  dynamic "x" {
    for_each = []
    content {}
  }
}`}, `a.b{x:?}`},
		{"count 0", []string{"a.tf", `resource "a" "b" { count = 0 }`}, ``},
		{"count by a variable", []string{"a.tf", `variable "n" { default = 0 }
resource "a" "b" { count = var.n }`}, `a.b{}`},
		{"values", []string{"a.tf", `variable "v" { default = 1 }
resource "a" "b" { x = var.v }`, "b.auto.tfvars", `v = 3`, "terraform.tfvars", `v = 2`}, `a.b{x:3}`},
		{"values in JSON", []string{"a.tf", `variable "v" {}
resource "a" "b" { x = var.v }`, "terraform.tfvars.json", `{"v": {"a": ["${x}"]}}`}, `a.b{x:{a:["${x}"]}}`},
		{"values for another environment", []string{"a.tf", `variable "v" { default = 1 }
variable "w" { default = 1 }
resource "a" "b" { 
  x = var.v
  y = var.w
}`, "prod.tfvars", "v = 2\nw = 1"}, `a.b{x:? y:1}`},
		{"values of all environments", []string{"a.tf", `variable "v" {}
resource "a" "b" { x = var.v }`, "prod.tfvars", "v = 2", "test.tfvars", "v = 2"}, `a.b{x:2}`},
		{"values that need something", []string{"a.tf", `variable "v" {}
resource "a" "b" { x = var.v }`, "terraform.tfvars", "v = file(\"x\")"}, `a.b{x:?}`},
		{"override", []string{"a.tf", `resource "a" "b" { 
  x = 1
  y = 2
}`, "a_override.tf", `resource "a" "b" { 
  x = 3
  z = 4
}`}, `a.b{z:? x:? y:2}`},
		{"variable twice", []string{"a.tf", `variable "v" { default = 1 }
resource "a" "b" { x = var.v }`, "override.tf", `variable "v" { default = 2 }`}, `a.b{x:?}`},
		{"secrets", []string{"a.tf", `resource "a" "b" { 
  admin_password = "p"
  sas_token = "t"
  secret_id = "id"
}`}, `a.b{admin_password:"p"! sas_token:"t"! secret_id:"id"}`},
		{
			"JSON",
			[]string{"a.tf.json", `{"//": "x", "variable": {"v": {"default": "d", "type": "string"}},
 "locals": [{"l": "${var.v}-1"}],
 "resource": [{"a": {"b": {"x": "${local.l}", "y": {"z": "${c.d.id}"}, "n": 1.0, "//": "y", "count": 2, "dynamic": {"w": {}}}}}]}`},
			`a.b{x:"d-1" y:{z:?} n:1 w:?}`,
		},
		{"JSON count 0", []string{"a.tf.json", `{"resource": {"a": {"b": [{"count": 0}]}}}`}, ``},
		{"JSON with a broken template", []string{"a.tf.json", `{"resource": {"a": {"b": {"x": "${"}}}}`}, `a.b{x:?}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var parts []string
			for _, b := range module(t, tt.files...).Blocks() {
				parts = append(parts, b.Kind+"."+b.Name+show(b.Value))
				for path, v := range b.Value.All() {
					if _, ok := b.File.Document.Span(v.Node()); !ok {
						t.Errorf("%s has no place", path)
					}
				}
			}
			if got := strings.Join(parts, " "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestReferences looks at what the argument x refers to.
func TestReferences(t *testing.T) {
	tests := []struct{ expression, want string }{
		{`azurerm_key_vault.v.id`, `{references:["azurerm_key_vault.v.id"]}`},
		{`azurerm_key_vault.v["a.b"].id`, `{references:["azurerm_key_vault.v[\"a.b\"].id"]}`},
		{`azurerm_key_vault.v[0].id`, `{references:["azurerm_key_vault.v[0].id"]}`},
		{`azurerm_key_vault.v[each.key].id`, `{references:["azurerm_key_vault.v" "each.key"]}`},
		{`local.id`, `{references:["azurerm_key_vault.v.id"]}`},
		{`local.circle`, `{references:["local.circle"]}`},
		{`"x"`, `{}`},
		{`[a.b.id, "x"]`, `[{references:["a.b.id"]} {}]`},
		{`{ k = a.b.id }`, `{k:{references:["a.b.id"]}}`},
	}
	for _, tt := range tests {
		t.Run(tt.expression, func(t *testing.T) {
			m := module(t, "a.tf", "locals {\n id = local.other\n other = azurerm_key_vault.v.id\n circle = local.circle\n}\nresource \"a\" \"b\" {\n x = "+tt.expression+"\n}")
			if got := show(m.Blocks()[0].References.Get("x")); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name, path, text string
		line             int
		want             string
	}{
		{"not closed", "a.tf", "resource \"a\" \"b\" {\n  x = 1\n", 1, "unclosed configuration block"},
		{"argument twice", "a.tf", "resource \"a\" \"b\" {\n  x = 1\n  x = 2\n}\n", 3, "attribute redefined"},
		{"no expression", "a.tf", "resource \"a\" \"b\" {\n  x =\n}\n", 2, "invalid expression"},
		{"behind wide characters", "a.tf", "# äöü\nx = \"ä\" }\n", 2, "newline"},
		{"too deep", "a.tf", "x = " + strings.Repeat("[", 100_000), 1, "nested deeper"},
		{"too many operators", "a.tf", "x = 1" + strings.Repeat("+1", 100_000), 1, "operators"},
		{"too many negations", "a.tf", "x = " + strings.Repeat("!", 100_000) + "true", 1, "operators"},
		{"templates in each other", "a.tf", "x = " + strings.Repeat(`"${`, 100_000), 1, "nested deeper"},
		{"JSON", "a.tf.json", "{\n  \"resource\": {\n", 3, "the file ends"},
		{"JSON array", "a.tf.json", "[]", 1, "is an object, not array"},
		{"JSON resource", "a.tf.json", "{\"resource\": {\n\"a\": 1}}", 2, "number where Terraform has an object"},
		{"JSON body", "a.tf.json", "{\"resource\": {\n\"a\": {\"b\": true}}}", 2, "boolean where Terraform has a resource"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := hcl.Parse(tt.path, []byte(tt.text))
			var bad *document.SyntaxError
			if !errors.As(err, &bad) || !strings.Contains(err.Error(), tt.want) || bad.Line != tt.line {
				t.Errorf("got %v, want %q in line %d", err, tt.want, tt.line)
			}
		})
	}
}

// TestHostile: files that would make much of little cost little, and come out as unknown.
func TestHostile(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString("locals {\n  l0 = \"0123456789\"\n")
	for i := range 60 {
		fmt.Fprintf(&laughs, "  l%d = \"${local.l%d}${local.l%d}\"\n", i+1, i, i)
	}
	laughs.WriteString("}\nresource \"a\" \"b\" { x = local.l60 }\n")
	var chain strings.Builder
	chain.WriteString("locals {\n")
	for i := range 20_000 {
		fmt.Fprintf(&chain, "  l%d = local.l%d\n", i, i+1)
	}
	chain.WriteString("}\nresource \"a\" \"b\" { x = local.l0 }\n")
	list := "[" + strings.Repeat("1,", 1000) + "]"
	tests := []struct{ name, text string }{
		{"strings of strings", laughs.String()},
		{"a long chain", chain.String()},
		{"loops", "locals {\n l = " + list + "\n}\nresource \"a\" \"b\" { x = [for a in local.l : [for b in local.l : [for c in local.l : [for d in local.l : 1]]]] }"},
		{"join", "locals {\n l = " + list + "\n s = \"" + strings.Repeat("x", 100_000) + "\"\n}\nresource \"a\" \"b\" { x = join(local.s, local.l) }"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := show(module(t, "a.tf", tt.text).Blocks()[0].Value); got != "{x:?}" {
				t.Errorf("got %.80s, want unknown", got)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("resource \"a\" \"b\" {\n  x = \"${var.v}-1\"\n  y { z = [for a in local.l : a] }\n  dynamic \"w\" {\n  for_each = []\n }\n}\nvariable \"v\" { default = 1 }\nlocals { l = [1] }\n", `{"resource": {"a": {"b": {"x": "${local.l[0]}"}}}}`, "v = { a = 1 }")
	f.Add("variable \"v\" {\n type = object({ a = optional(list(string), [\"x\"]) })\n default = {}\n sensitive = true }\nresource \"a\" \"b\" { x = var.v }", `{"variable": {"v": {"type": "map(any)", "default": {}}}}`, "v = 1")
	f.Add("resource \"a\" \"b\" { x = format(\"%s\", join(\",\", [1, null]), merge({}, {})) }", "[]", "")
	f.Fuzz(func(t *testing.T, native, inJSON, values string) {
		m := &hcl.Module{}
		for path, text := range map[string]string{"a.tf": native, "b.tf.json": inJSON} {
			if file, err := hcl.Parse(path, []byte(text)); err == nil {
				m.Files = append(m.Files, file)
			} else if err.Error() == "" {
				t.Fatal("an error without a reason")
			}
		}
		if v, err := hcl.ParseValues("terraform.tfvars", []byte(values)); err == nil {
			m.Values = append(m.Values, v)
		}
		m.Calls()
		for _, b := range m.Blocks() {
			for path, v := range b.Value.All() {
				if _, ok := b.File.Document.Span(v.Node()); !ok {
					t.Fatalf("%s has no place", path)
				}
			}
		}
	})
}
