package access_test

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// universe is a small world of which everything is known, for comparing the model with a plain reading of the
// specification.
type universe struct {
	roles       [][]permissionBlock
	assignments []assigned
	denials     []denied
	groups      map[string][]string // members
	vaults      map[string]uvault
}

type permissionBlock struct{ granted, excepted [2][]string } // by plane

type assigned struct {
	principal, scope string
	role             int
	eligible         bool
	begins, ends     string // "" is open
}

type denied struct {
	scope              string
	exact, audit       bool
	block              permissionBlock
	principals, spared []string
}

type uvault struct {
	byRole bool
	holds  map[string][]string // secrets permissions by principal
}

const everyoneID = "00000000-0000-0000-0000-000000000000"

var (
	uScopes = []string{
		"/", "/providers/Microsoft.Management/managementGroups/ml", "/providers/Microsoft.Management/managementGroups/top",
		"/providers/Microsoft.Management/managementGroups/web", sub, rg, rg + "0", vault, rg + "/providers/Microsoft.KeyVault/vaults/kv2", vault + "/secrets/s",
		"/subscriptions/s10",
	}
	uResources = []string{sub, rg, rg + "0", vault, rg + "/providers/Microsoft.KeyVault/vaults/kv2", vault + "/secrets/s"}
	uPatterns  = []string{
		"*", "*/read", "Microsoft.KeyVault/*", "microsoft.keyvault/vaults/*/read", "Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault/vaults/secrets/*",
		"*/action", "Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.Storage/*", "*/vaults/*", "Microsoft.KeyVault/*/write",
	}
	uActions    = []string{"Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/write", "Microsoft.KeyVault/vaults/secrets/getSecret/action", "Microsoft.KeyVault/vaults/secrets/read", "Microsoft.Storage/x/read"}
	uUsers      = []string{"alice", "bob", "carol", "dave"}
	uGroups     = []string{"g1", "g2", "g3"}
	uPrincipals = slices.Concat(uUsers, uGroups)
	uTimes      = []string{"2026-11-25T11:00:00Z", "2026-11-25T12:00:00Z", "2026-11-25T13:00:00Z"}
)

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

func some(r *rand.Rand, from []string, atMost int) []string {
	list := []string{}
	for range r.IntN(atMost + 1) {
		list = append(list, pick(r, from))
	}
	return list
}

func randomBlock(r *rand.Rand) permissionBlock {
	return permissionBlock{
		granted:  [2][]string{some(r, uPatterns, 2), some(r, uPatterns, 2)},
		excepted: [2][]string{some(r, uPatterns, 1), some(r, uPatterns, 1)},
	}
}

func newUniverse(r *rand.Rand) *universe {
	u := &universe{groups: map[string][]string{}, vaults: map[string]uvault{}}
	for range 4 {
		var blocks []permissionBlock
		for range 1 + r.IntN(2) {
			blocks = append(blocks, randomBlock(r))
		}
		u.roles = append(u.roles, blocks)
	}
	for range r.IntN(7) {
		a := assigned{principal: pick(r, uPrincipals), scope: pick(r, uScopes), role: r.IntN(len(u.roles)), eligible: r.IntN(4) == 0}
		if r.IntN(3) == 0 {
			a.begins = pick(r, uTimes)
		}
		if r.IntN(3) == 0 {
			a.ends = pick(r, uTimes)
		}
		u.assignments = append(u.assignments, a)
	}
	for range r.IntN(3) {
		u.denials = append(u.denials, denied{
			scope: pick(r, uScopes), exact: r.IntN(3) == 0, audit: r.IntN(5) == 0, block: randomBlock(r),
			principals: some(r, append(slices.Clone(uPrincipals), everyoneID), 2), spared: some(r, uPrincipals, 2),
		})
	}
	for _, g := range uGroups {
		u.groups[g] = some(r, uPrincipals, 3)
	}
	for _, id := range []string{vault, rg + "/providers/Microsoft.KeyVault/vaults/kv2"} {
		v := uvault{byRole: r.IntN(2) == 0, holds: map[string][]string{}}
		for range r.IntN(3) {
			v.holds[pick(r, uPrincipals)] = some(r, []string{"Get", "list", "ALL", "set"}, 2)
		}
		u.vaults[id] = v
	}
	return u
}

// rows describes a universe as snapshots and descriptors do.
func (u *universe) rows() []object {
	chain := []object{{"name": "ml"}, {"name": "top"}}
	rows := []object{
		row("Microsoft.Resources/subscriptions", sub, object{"managementGroupAncestorsChain": chain}),
		row("Microsoft.Resources/subscriptions", "/subscriptions/s10", object{"managementGroupAncestorsChain": chain[1:]}),
	}
	list := func(b permissionBlock) object {
		return object{"actions": b.granted[0], "notActions": b.excepted[0], "dataActions": b.granted[1], "notDataActions": b.excepted[1]}
	}
	for i, blocks := range u.roles {
		var all []object
		for _, b := range blocks {
			all = append(all, list(b))
		}
		rows = append(rows, roleRow(i, all...))
	}
	for _, a := range u.assignments {
		more := object{"kind": "roleAssignmentScheduleInstances"}
		if a.eligible {
			more["kind"] = "roleEligibilityScheduleInstances"
		}
		if a.begins != "" {
			more["startDateTime"] = a.begins
		}
		if a.ends != "" {
			more["endDateTime"] = a.ends
		}
		rows = append(rows, assignRow(a.principal, a.role, a.scope, more))
	}
	for _, d := range u.denials {
		more := object{"doNotApplyToChildScopes": d.exact, "excludePrincipals": parties(d.spared)}
		if d.audit {
			more["denyAssignmentEffect"] = "audit"
		}
		rows = append(rows, denyRow(d.scope, list(d.block), parties(d.principals), more))
	}
	for id, v := range u.vaults {
		var policies []object
		for principal, words := range v.holds {
			policies = append(policies, object{"objectId": principal, "permissions": object{"secrets": words}})
		}
		rows = append(rows, vaultRow(id, v.byRole, policies...))
	}
	for g, members := range u.groups {
		list := []object{}
		for _, m := range members {
			list = append(list, object{"id": m, "type": kindOf(m)})
		}
		rows = append(rows, object{"apiVersion": "tipstaff/v1", "kind": "Group", "metadata": object{"name": g}, "spec": object{"id": g, "members": list}})
	}
	return rows
}

func kindOf(id string) string {
	if strings.HasPrefix(id, "g") {
		return "Group"
	}
	return "User"
}

func parties(ids []string) []object {
	list := []object{}
	for _, id := range ids {
		kind := kindOf(id)
		if id == everyoneID {
			kind = "SystemDefined"
		}
		list = append(list, object{"id": id, "type": kind})
	}
	return list
}
