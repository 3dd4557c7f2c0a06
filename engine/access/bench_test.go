package access_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/tipstaff/tipstaff/engine/access"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// estate returns many assignments of a few hundred roles, over the resource groups of some subscriptions, to
// users and groups.
func estate(assignments int) []*inputs.Resource {
	r := rand.New(rand.NewPCG(1, 2))
	text := document.StringValue
	thing := func(kind, id string, properties ...document.Member) *inputs.Resource {
		v := document.ObjectValue(document.Field("type", text(kind)), document.Field("id", text(id)), document.Field("properties", document.ObjectValue(properties...)))
		return &inputs.Resource{Type: kind, ID: id, Name: id, Value: v, File: "estate.json", Observed: true}
	}
	var all []*inputs.Resource
	for n := range 300 {
		var list []document.Value
		for i := range 10 {
			list = append(list, text(fmt.Sprintf("Microsoft.Service%d/things%d/*/read", (n+i)%50, i)))
		}
		if n%10 == 0 {
			list = append(list, text("Microsoft.KeyVault/*"))
		}
		block := document.ObjectValue(document.Field("actions", document.ArrayValue(list...)))
		all = append(all, thing("Microsoft.Authorization/roleDefinitions", "/providers/Microsoft.Authorization/roleDefinitions/"+guid(n),
			document.Field("permissions", document.ArrayValue(block))))
	}
	for n := range 500 {
		var members []document.Value
		for range 20 {
			members = append(members, document.ObjectValue(document.Field("id", text(fmt.Sprint("user", r.IntN(20_000)))), document.Field("type", text("User"))))
		}
		all = append(all, thing("Group", fmt.Sprint("Group/g", n), document.Field("id", text(fmt.Sprint("group", n))), document.Field("members", document.ArrayValue(members...))))
	}
	for n := range assignments {
		scope := fmt.Sprint("/subscriptions/s", r.IntN(20))
		if n%10 != 0 {
			scope += fmt.Sprint("/resourceGroups/rg", r.IntN(50))
		}
		principal := fmt.Sprint("user", r.IntN(20_000))
		if n%3 == 0 {
			principal = fmt.Sprint("group", r.IntN(500))
		}
		all = append(all, thing("Microsoft.Authorization/roleAssignments", fmt.Sprint(scope, "/providers/Microsoft.Authorization/roleAssignments/", n),
			document.Field("principalId", text(principal)), document.Field("scope", text(scope)),
			document.Field("roleDefinitionId", text("/providers/Microsoft.Authorization/roleDefinitions/"+guid(r.IntN(300))))))
	}
	return all
}

func BenchmarkNewModel(b *testing.B) {
	resources := estate(100_000)
	b.ReportAllocs()
	for b.Loop() {
		access.NewModel(resources)
	}
}

func BenchmarkWhoCan(b *testing.B) {
	m := access.NewModel(estate(100_000))
	q := access.Question{Action: "Microsoft.KeyVault/vaults/write", Resource: "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv", Time: noon}
	b.ReportAllocs()
	for b.Loop() {
		holders, err := m.WhoCan(q)
		if err != nil || len(holders) < 100 {
			b.Fatalf("got %d holders, %v", len(holders), err)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	m := access.NewModel(estate(100_000))
	q := access.Question{Action: "Microsoft.KeyVault/vaults/write", Resource: "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv", Time: noon}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Decide("user17", q); err != nil {
			b.Fatal(err)
		}
	}
}
