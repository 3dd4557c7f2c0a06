package access_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/tipstaff/tipstaff/engine/access"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// object is a JSON object of a test.
type object = map[string]any

var noon = time.Date(2026, time.November, 25, 12, 0, 0, 0, time.UTC)

const (
	root  = "/"
	sub   = "/subscriptions/s1"
	rg    = sub + "/resourceGroups/rg1"
	vault = rg + "/providers/Microsoft.KeyVault/vaults/kv"
)

// guid returns a GUID for a small number.
func guid(n int) string { return fmt.Sprintf("%08d-0000-4000-8000-000000000000", n) }

// row is a row of a snapshot.
func row(kind, id string, properties object) object {
	return object{"type": kind, "id": id, "name": id[strings.LastIndex(id, "/")+1:], "properties": properties}
}

func roleRow(n int, blocks ...object) object {
	return row("Microsoft.Authorization/roleDefinitions", "/providers/Microsoft.Authorization/roleDefinitions/"+guid(n),
		object{"roleName": fmt.Sprint("role", n), "permissions": blocks})
}

var rows int

func assignRow(principal string, role int, scope string, more ...object) object {
	rows++
	properties := object{"principalId": principal, "roleDefinitionId": sub + "/providers/Microsoft.Authorization/roleDefinitions/" + guid(role), "scope": scope}
	kind := "roleAssignments"
	for _, m := range more {
		for name, v := range m {
			if name == "kind" {
				kind, _ = v.(string)
				continue
			}
			properties[name] = v
		}
	}
	return row("Microsoft.Authorization/"+kind, fmt.Sprintf("%s/providers/Microsoft.Authorization/%s/%d", strings.TrimSuffix(scope, "/"), kind, rows), properties)
}

func denyRow(scope string, block object, principals []object, more object) object {
	rows++
	full := object{"actions": []string{}, "notActions": []string{}, "dataActions": []string{}, "notDataActions": []string{}}
	maps.Copy(full, block)
	properties := object{"denyAssignmentName": fmt.Sprint("deny", rows), "scope": scope, "principals": principals, "permissions": []object{full}}
	maps.Copy(properties, more)
	return row("Microsoft.Authorization/denyAssignments", fmt.Sprintf("%s/providers/Microsoft.Authorization/denyAssignments/%d", strings.TrimSuffix(scope, "/"), rows), properties)
}

func vaultRow(id string, byRole any, policies ...object) object {
	return row("Microsoft.KeyVault/vaults", id, object{"enableRbacAuthorization": byRole, "accessPolicies": policies})
}

// groupDocument is a descriptor of a group.
func groupDocument(id string, members ...string) object {
	list := []object{}
	for _, m := range members {
		list = append(list, object{"id": m, "type": "User"})
	}
	return object{
		"apiVersion": "tipstaff/v1", "kind": "Group", "metadata": object{"name": "grp-" + id},
		"spec": object{"id": id, "members": list},
	}
}

// resources reads rows as a snapshot, descriptors and manifests.
func resources(t testing.TB, objects ...object) []*inputs.Resource {
	t.Helper()
	var graph []object
	var all []*inputs.Resource
	read := func(f inputs.Format, v any) {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.ParseJSON(b, document.DefaultLimits, nil)
		if err != nil {
			t.Fatal(err)
		}
		more, err := f.Read(inputs.File{Path: f.Name + ".json", Bytes: b, Documents: []*document.Document{d}})
		if err != nil {
			t.Fatalf("%v in %s", err, b)
		}
		all = append(all, more...)
	}
	for _, o := range objects {
		switch o["apiVersion"] {
		case nil:
			graph = append(graph, o)
		case "tipstaff/v1":
			read(inputs.Descriptor, o)
		default:
			read(inputs.Kubernetes, o)
		}
	}
	if len(graph) > 0 {
		read(inputs.Graph, graph)
	}
	return all
}

func model(t testing.TB, objects ...object) *access.Model {
	t.Helper()
	return access.NewModel(resources(t, objects...))
}

func actions(list ...string) object     { return object{"actions": list} }
func dataActions(list ...string) object { return object{"dataActions": list} }
