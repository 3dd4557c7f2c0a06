package engine

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
)

// Every schema below becomes an OPA type, so that a reference to an attribute that does not exist does not
// compile. additionalProperties is therefore false wherever the shape is known.

type schema = map[string]any

var (
	anySchema    = schema{}
	stringSchema = schema{"type": "string"}
)

func objectSchema(properties schema) schema {
	return schema{"type": "object", "properties": properties, "additionalProperties": false}
}

// runSchema is input.run.
func runSchema() schema {
	return objectSchema(schema{"now": stringSchema, "command": stringSchema})
}

// resourceSchema is input.resource for resources whose properties follow the given schema.
func resourceSchema(properties any) schema {
	relations := schema{}
	for _, r := range relationTable {
		relations[r.name] = anySchema
	}
	return objectSchema(schema{
		"type": stringSchema, "id": stringSchema, "name": stringSchema, "api_version": anySchema,
		"location": anySchema, "tags": anySchema, "kind": anySchema, "sku": anySchema, "identity": anySchema,
		"scope": anySchema, "parent": anySchema, "zones": anySchema, "plan": anySchema, "managed_by": anySchema,
		"relations": objectSchema(relations), "properties": properties,
	})
}

// sharedSchema is the input as libraries may see it: either shape, anything below.
func sharedSchema() any {
	return objectSchema(schema{"resource": anySchema, "run": runSchema(), "request": anySchema})
}

// ruleSchema is the input of a rule, whose module is text: a resource of one of its types. Attributes that
// the module does not mention are left out: they cannot be misspelt in it, and OPA's compiler reads the
// schema again for every rule of the package.
func (set *ruleSet) ruleSchema(r *Rule, text []byte) (any, error) {
	var alternatives []any
	mentioned := words(text)
	for _, t := range r.Resources {
		properties, err := set.properties(r, t)
		if err != nil {
			return nil, err
		}
		shape := resourceSchema(properties)
		if inputs.IsWorkload(t) {
			shape["properties"].(schema)["pods"] = inputs.PodsSchema()
		}
		resource := mentionedOnly(shape, mentioned)
		if !slices.ContainsFunc(alternatives, func(other any) bool { return reflect.DeepEqual(other, resource) }) {
			alternatives = append(alternatives, resource)
		}
	}
	resource := alternatives[0]
	if len(alternatives) > 1 {
		resource = schema{"anyOf": alternatives}
	}
	return objectSchema(schema{"resource": resource, "run": runSchema()}), nil
}

// properties is the schema of the properties of a type.
func (set *ruleSet) properties(r *Rule, t string) (any, error) {
	if known, ok := set.types[t]; ok {
		return known, nil
	}
	properties := any(anySchema)
	if root, ok := inputs.SchemaTree(t); ok {
		properties = root
	} else if azureOrOwn(t) && !inputs.IsWorkload(t) {
		return nil, &LoadError{
			File: r.File, Line: r.Line, Reason: fmt.Sprintf("unknown resource type %q", t),
			Hint: "a rule may name the types that have a schema, any Terraform or Kubernetes type, and Workload for all that run pods",
		}
	}
	set.types[t] = properties
	return properties, nil
}

// azureOrOwn reports whether a type is of a kind that we know completely: Azure types hold a namespace with
// a dot before the slash, our own kinds are one capitalised word that is no core Kubernetes kind.
func azureOrOwn(t string) bool {
	namespace, _, found := strings.Cut(t, "/")
	return found && strings.HasPrefix(namespace, "Microsoft.") || !found && !strings.Contains(t, "_")
}

// requestSchema is the input of a decision rule: an AuthZEN request (Authorization API 1.0, section 5).
func requestSchema() any {
	entity := objectSchema(schema{"type": anySchema, "id": anySchema, "properties": anySchema})
	return objectSchema(schema{
		"request": objectSchema(schema{
			"subject": entity, "resource": entity, "context": anySchema,
			"action": objectSchema(schema{"name": anySchema, "properties": anySchema}),
		}),
		"run": runSchema(),
	})
}

// words is the set of words of a module.
func words(text []byte) map[string]bool {
	set := map[string]bool{}
	for w := range bytes.FieldsFuncSeq(text, func(r rune) bool { return !isWord(r) }) {
		if !set[string(w)] {
			set[string(w)] = true
		}
	}
	return set
}

func isWord(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-'
}

// mentionedOnly returns a schema without the attributes that are not mentioned, and without prose.
func mentionedOnly(node any, mentioned map[string]bool) any {
	switch node := node.(type) {
	case schema:
		kept := make(schema, len(node))
		for key, below := range node {
			switch properties, ok := below.(schema); {
			case key == "properties" && ok:
				kept[key] = mentionedProperties(properties, mentioned)
			case key == "description" || key == "title" || key == "$schema":
			default:
				kept[key] = mentionedOnly(below, mentioned)
			}
		}
		return kept
	case []any:
		kept := make([]any, 0, len(node))
		for _, below := range node {
			kept = append(kept, mentionedOnly(below, mentioned))
		}
		return kept
	default:
		return node
	}
}

// mentionedProperties keeps at least one attribute: OPA takes an object without any for one with all.
func mentionedProperties(properties schema, mentioned map[string]bool) schema {
	kept := schema{}
	if len(properties) > 0 {
		least := slices.Min(slices.Collect(maps.Keys(properties)))
		kept[least] = mentionedOnly(properties[least], mentioned)
	}
	for name, below := range properties {
		if mentioned[name] {
			kept[name] = mentionedOnly(below, mentioned)
		}
	}
	return kept
}
