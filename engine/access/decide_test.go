package access_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tipstaff/tipstaff/engine/access"
)

func TestDecide(t *testing.T) {
	const (
		read      = "Microsoft.KeyVault/vaults/read"
		write     = "Microsoft.KeyVault/vaults/write"
		getSecret = "Microsoft.KeyVault/vaults/secrets/getSecret/action"
		mg        = "/providers/Microsoft.Management/managementGroups/"
	)
	reader := roleRow(1, actions("*/read"))
	owner := roleRow(2, actions("*"))
	chained := row("Microsoft.Resources/subscriptions", sub, object{"managementGroupAncestorsChain": []object{{"name": "ml"}, {"name": "root"}}})
	everyone := []object{{"id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined"}}
	alice := []object{{"id": "alice", "type": "User"}}
	tests := []struct {
		name            string
		rows            []object
		plane           access.Plane
		action, subject string
		resource        string
		want            access.Outcome
		reason          string
	}{
		{"assigned here", []object{reader, assignRow("alice", 1, vault)}, 0, read, "alice", vault, access.Allowed, ""},
		{"ids without case", []object{reader, assignRow("ALICE", 1, strings.ToUpper(vault))}, 0, strings.ToUpper(read), "Alice", vault + "/", access.Allowed, ""},
		{"nobody else", []object{reader, assignRow("alice", 1, vault)}, 0, read, "bob", vault, access.Denied, ""},
		{"not granted", []object{reader, assignRow("alice", 1, vault)}, 0, write, "alice", vault, access.Denied, ""},
		{"inherited", []object{reader, assignRow("alice", 1, sub)}, 0, read, "alice", vault, access.Allowed, ""},
		{"from the root", []object{reader, assignRow("alice", 1, root)}, 0, read, "alice", vault, access.Allowed, ""},
		{"not upwards", []object{reader, assignRow("alice", 1, vault)}, 0, read, "alice", rg, access.Denied, ""},
		{"segments are whole", []object{reader, assignRow("alice", 1, rg)}, 0, read, "alice", rg + "0/providers/a.b/c/d", access.Denied, ""},
		{"management group", []object{reader, chained, assignRow("alice", 1, mg+"ROOT")}, 0, read, "alice", vault, access.Allowed, ""},
		{"another management group", []object{reader, chained, assignRow("alice", 1, mg+"web")}, 0, read, "alice", vault, access.Denied, ""},
		{"unknown ancestry", []object{reader, assignRow("alice", 1, mg+"ml")}, 0, read, "alice", vault, access.Indeterminate, "is above the resource is not known"},
		{
			"management groups one by one", []object{
				reader, assignRow("alice", 1, mg+"root"), row("Microsoft.Management/managementGroups", mg+"ml", object{"details": object{"parent": object{"id": mg + "root"}}}),
				row("Microsoft.Management/managementGroups/subscriptions", mg+"ml/subscriptions/s1", object{}),
			}, 0, read, "alice", vault, access.Allowed, "",
		},
		{
			"a circle of management groups", []object{
				reader, assignRow("alice", 1, mg+"root"), row("Microsoft.Management/managementGroups", mg+"a", object{"details": object{"parent": object{"id": mg + "b"}}}),
				row("Microsoft.Management/managementGroups", mg+"b", object{"details": object{"parent": object{"id": mg + "a"}}}),
				row("Microsoft.Management/managementGroups/subscriptions", mg+"a/subscriptions/s1", object{}),
			}, 0, read, "alice", vault, access.Indeterminate, "",
		},
		{"no role definition", []object{assignRow("alice", 1, sub)}, 0, read, "alice", vault, access.Indeterminate, "the role is not defined"},
		{"no permissions", []object{row("Microsoft.Authorization/roleDefinitions", "/providers/Microsoft.Authorization/roleDefinitions/"+guid(1), object{}), assignRow("alice", 1, sub)}, 0, read, "alice", vault, access.Indeterminate, "not all permissions"},
		{"planes do not cross", []object{owner, vaultRow(vault, true), assignRow("alice", 2, sub)}, access.Data, getSecret, "alice", vault, access.Denied, ""},
		{"data action", []object{roleRow(3, dataActions("Microsoft.KeyVault/vaults/secrets/*")), vaultRow(vault, true), assignRow("alice", 3, sub)}, access.Data, getSecret, "alice", vault + "/secrets/x", access.Allowed, ""},
		{"notActions subtract", []object{roleRow(3, object{"actions": []string{"*"}, "notActions": []string{"*/write"}}), assignRow("alice", 3, sub)}, 0, write, "alice", vault, access.Denied, ""},
		{"blocks are not merged", []object{roleRow(3, object{"actions": []string{"*"}, "notActions": []string{"*/write"}}, actions("Microsoft.KeyVault/*")), assignRow("alice", 3, sub)}, 0, write, "alice", vault, access.Allowed, ""},
		{"another role grants it again", []object{owner, roleRow(3, object{"actions": []string{"*"}, "notActions": []string{"*/write"}}), assignRow("alice", 3, sub), assignRow("alice", 2, rg)}, 0, write, "alice", vault, access.Allowed, ""},
		{"conditions of a later block", []object{
			roleRow(3, actions("a/read"), object{"actions": []string{"*"}, "condition": "@Resource[x] StringEquals 'y'"}), assignRow("alice", 3, sub),
		}, 0, write, "alice", vault, access.Indeterminate, "it depends on the condition"},
		{"a condition about something else", []object{owner, assignRow("alice", 2, sub, object{"condition": "!(ActionMatches{'a/b'}) OR @Resource[x] StringEquals 'y'", "conditionVersion": "2.0"})}, 0, write, "alice", vault, access.Allowed, ""},
		{"a condition that does not hold", []object{owner, assignRow("alice", 2, sub, object{"condition": "ActionMatches{'a/b'}"})}, 0, write, "alice", vault, access.Denied, ""},
		{"a condition about the time", []object{owner, assignRow("alice", 2, sub, object{"condition": "@Environment[UtcNow] DateTimeLessThan '2026-12-01T00:00:00Z'"})}, 0, write, "alice", vault, access.Allowed, ""},
		{"a condition that cannot be read", []object{owner, assignRow("alice", 2, sub, object{"condition": "ActionMatches{'a"})}, 0, write, "alice", vault, access.Indeterminate, "column 15 of the condition"},
		{"a condition of another version", []object{owner, assignRow("alice", 2, sub, object{"condition": "ActionMatches{'*'}", "conditionVersion": "9"})}, 0, write, "alice", vault, access.Indeterminate, "the version is"},
		{"without a condition after all", []object{owner, assignRow("alice", 2, sub, object{"condition": "ActionMatches{'a/b'}"}), assignRow("alice", 2, rg)}, 0, write, "alice", vault, access.Allowed, ""},
		{"ambiguous", []object{roleRow(3, actions("Microsoft.KeyVault/vaults/*/read")), assignRow("alice", 3, sub)}, 0, read, "alice", vault, access.Ambiguous, "/*/"},
		{"ambiguous exception", []object{roleRow(3, object{"actions": []string{"*"}, "notActions": []string{"Microsoft.KeyVault/vaults/*/read"}}), assignRow("alice", 3, sub)}, 0, read, "alice", vault, access.Ambiguous, "/*/"},
		{"group", []object{reader, groupDocument("g1", "alice"), assignRow("g1", 1, sub)}, 0, read, "alice", vault, access.Allowed, ""},
		{"group in a group", []object{reader, groupDocument("g1", "g2"), groupDocument("g2", "g3", "bob"), groupDocument("g3", "alice", "g1"), assignRow("g1", 1, sub)}, 0, read, "alice", vault, access.Allowed, ""},
		{"eligible", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleEligibilityScheduleInstances", "endDateTime": "2027-01-01T00:00:00Z"})}, 0, read, "alice", vault, access.CanActivate, ""},
		{"active", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleAssignmentScheduleInstances", "startDateTime": "2026-11-25T12:00:00Z", "endDateTime": "2026-11-25T12:00:01Z"})}, 0, read, "alice", vault, access.Allowed, ""},
		{"over", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleAssignmentScheduleInstances", "endDateTime": "2026-11-25T12:00:00Z"})}, 0, read, "alice", vault, access.Denied, ""},
		{"not yet", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleAssignmentScheduleInstances", "startDateTime": "2026-11-25T12:00:01Z"})}, 0, read, "alice", vault, access.Denied, ""},
		{"an end that is no time", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleAssignmentScheduleInstances", "endDateTime": "soon"})}, 0, read, "alice", vault, access.Indeterminate, "begins or ends"},
		{"requested until", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleAssignmentScheduleRequests", "scheduleInfo": object{"startDateTime": "2026-11-25T00:00:00Z", "expiration": object{"duration": "PT8H"}}})}, 0, read, "alice", vault, access.Denied, ""},
		{"requested from when it is made", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleEligibilityScheduleRequests", "scheduleInfo": object{"expiration": object{"duration": "P365D"}}})}, 0, read, "alice", vault, access.Indeterminate, "lasts P365D"},
		{"requested away", []object{reader, assignRow("alice", 1, sub, object{"kind": "roleAssignmentScheduleRequests", "requestType": "AdminRemove"})}, 0, read, "alice", vault, access.Denied, ""},
		{"denied", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*/write"), alice, nil)}, 0, write, "alice", vault, access.Denied, ""},
		{"something else denied", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*/write"), alice, nil)}, 0, read, "alice", vault, access.Allowed, ""},
		{"denied with exceptions", []object{owner, assignRow("alice", 2, sub), denyRow(rg, object{"actions": []string{"*"}, "notActions": []string{"*/read"}}, alice, nil)}, 0, read, "alice", vault, access.Allowed, ""},
		{"denied to everyone", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, nil)}, 0, write, "alice", vault, access.Denied, ""},
		{"denied to everyone else", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, object{"excludePrincipals": alice})}, 0, write, "alice", vault, access.Allowed, ""},
		{"only audited", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, object{"denyAssignmentEffect": "audit"})}, 0, write, "alice", vault, access.Allowed, ""},
		{"denied there only", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, object{"doNotApplyToChildScopes": true})}, 0, write, "alice", vault, access.Allowed, ""},
		{"denied just there", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, object{"doNotApplyToChildScopes": true})}, 0, write, "alice", rg, access.Denied, ""},
		{"denied to the group", []object{owner, assignRow("alice", 2, sub), groupDocument("g1", "alice"), denyRow(rg, actions("*"), []object{{"id": "g1", "type": "Group"}}, nil)}, 0, write, "alice", vault, access.Denied, ""},
		{"denied to a group without members", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), []object{{"id": "g1", "type": "Group"}}, nil)}, 0, write, "alice", vault, access.Indeterminate, "deny assignment"},
		{"denied except to a group without members", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, object{"excludePrincipals": []object{{"id": "g1", "type": "Group"}}})}, 0, write, "alice", vault, access.Indeterminate, "deny assignment"},
		{"denied to nobody knows whom", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), nil, nil)}, 0, write, "alice", vault, access.Indeterminate, "deny assignment"},
		{"denied on a condition", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, object{"condition": "@Resource[x] StringEquals 'y'"})}, 0, write, "alice", vault, access.Indeterminate, "deny assignment"},
		{"denied on a condition that cannot be read", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("*"), everyone, object{"condition": "("})}, 0, write, "alice", vault, access.Indeterminate, "deny assignment"},
		{"ambiguously denied", []object{owner, assignRow("alice", 2, sub), denyRow(rg, actions("Microsoft.KeyVault/vaults/*/write"), everyone, nil)}, 0, write, "alice", vault, access.Ambiguous, "/*/"},
		{"eligible and denied", []object{owner, assignRow("alice", 2, sub, object{"kind": "roleEligibilitySchedules"}), denyRow(rg, actions("*"), everyone, nil)}, 0, write, "alice", vault, access.Denied, ""},
		{"classic administrator", []object{row("Microsoft.Authorization/classicAdministrators", sub+"/providers/Microsoft.Authorization/classicAdministrators/1", object{"emailAddress": "a@example.com", "role": "CoAdministrator"})}, 0, write, "a@example.com", vault, access.Indeterminate, "retired"},
		{"who only pays", []object{row("Microsoft.Authorization/classicAdministrators", sub+"/providers/Microsoft.Authorization/classicAdministrators/1", object{"emailAddress": "a@example.com", "role": "AccountAdministrator"})}, 0, write, "a@example.com", vault, access.Denied, ""},
		{"access policy", []object{vaultRow(vault, false, object{"objectId": "alice", "permissions": object{"secrets": []string{"Get"}}})}, access.Data, getSecret, "alice", vault, access.Allowed, ""},
		{"access policy for all", []object{vaultRow(vault, false, object{"objectId": "alice", "permissions": object{"secrets": []string{"all"}}})}, access.Data, getSecret, "alice", vault, access.Allowed, ""},
		{"all may not be purge", []object{vaultRow(vault, false, object{"objectId": "alice", "permissions": object{"secrets": []string{"all"}}})}, access.Data, "Microsoft.KeyVault/vaults/secrets/purge/action", "alice", vault, access.Indeterminate, "what the policy allows"},
		{"access policy for keys", []object{vaultRow(vault, false, object{"objectId": "alice", "permissions": object{"keys": []string{"get"}}})}, access.Data, getSecret, "alice", vault, access.Denied, ""},
		{"access policy through an application", []object{vaultRow(vault, false, object{"objectId": "alice", "applicationId": "app", "permissions": object{"secrets": []string{"get"}}})}, access.Data, getSecret, "alice", vault, access.Indeterminate, "only through the application app"},
		{"access policy that is ignored", []object{vaultRow(vault, true, object{"objectId": "alice", "permissions": object{"secrets": []string{"get"}}})}, access.Data, getSecret, "alice", vault, access.Denied, ""},
		{"role that is ignored", []object{roleRow(3, dataActions("*")), vaultRow(vault, false), assignRow("alice", 3, sub)}, access.Data, getSecret, "alice", vault, access.Denied, ""},
		{"vault that is not described", []object{roleRow(3, dataActions("*")), assignRow("alice", 3, sub)}, access.Data, getSecret, "alice", vault, access.Indeterminate, "whether the vault decides by roles"},
		{"self-grant", []object{owner, vaultRow(vault, false), assignRow("alice", 2, sub)}, access.Data, getSecret, "alice", vault, access.CanGrant, "give himself an access policy"},
		{"self-grant after activation", []object{owner, vaultRow(vault, false), assignRow("alice", 2, sub, object{"kind": "roleEligibilitySchedules"})}, access.Data, getSecret, "alice", vault + "/secrets/x", access.CanGrant, "after activating"},
		{"no self-grant under RBAC", []object{owner, vaultRow(vault, true), assignRow("alice", 2, sub)}, access.Data, getSecret, "alice", vault, access.Denied, ""},
		{"no self-grant when barred", []object{owner, vaultRow(vault, false), assignRow("alice", 2, sub), denyRow(rg, actions("*/write"), everyone, nil)}, access.Data, getSecret, "alice", vault, access.Denied, ""},
		{"policies only by group", []object{vaultRow(vault, nil, object{"objectId": "g1", "permissions": object{"secrets": []string{"get"}}}), groupDocument("g1", "alice")}, access.Data, getSecret, "alice", vault, access.Allowed, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := model(t, tt.rows...)
			q := access.Question{Plane: tt.plane, Action: tt.action, Resource: tt.resource, Time: noon}
			d, err := m.Decide(tt.subject, q)
			if err != nil {
				t.Fatal(err)
			}
			if d.Outcome != tt.want {
				t.Fatalf("got %v, want %v: %+v", d.Outcome, tt.want, d)
			}
			if len(d.Paths) > 0 && (!strings.Contains(d.Paths[0].Reason, tt.reason) || d.Outcome != access.Allowed && d.Outcome != access.CanActivate && d.Paths[0].Reason == "") {
				t.Errorf("the reason is %q, want one with %q", d.Paths[0].Reason, tt.reason)
			}
			compareWhoCan(t, m, q)
		})
	}
}

// compareWhoCan compares who can do something with the decisions about everybody.
func compareWhoCan(t testing.TB, m *access.Model, q access.Question) {
	t.Helper()
	holders, err := m.WhoCan(q)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]access.Outcome{}
	for _, h := range holders {
		if h.Outcome == access.Denied || len(h.Paths) == 0 {
			t.Errorf("%v is listed with %v and %d paths", h.Subject, h.Outcome, len(h.Paths))
		}
		if h.ID != "" {
			listed[h.ID] = h.Outcome
		}
	}
	for _, s := range m.Subjects() {
		d, err := m.Decide(s.ID, q)
		if err != nil {
			t.Fatal(err)
		}
		if d.Outcome != listed[s.ID] {
			t.Errorf("%s: decide says %v, who-can %v", s.ID, d.Outcome, listed[s.ID])
		}
		delete(listed, s.ID)
	}
	if len(listed) > 0 {
		t.Errorf("who-can lists %v, who are no subjects", listed)
	}
}

func TestPathTellsTheWay(t *testing.T) {
	m := model(t, roleRow(3, actions("a/read"), object{"actions": []string{"*"}, "condition": "!(ActionMatches{'x/y'})\n OR Exists @Resource[z]"}),
		groupDocument("g1", "g2"), groupDocument("g2", "alice"), assignRow("g1", 3, sub, object{"kind": "roleAssignmentScheduleInstances", "endDateTime": "2027-01-01T00:00:00Z", "condition": "ActionMatches{'*'}"}))
	d, err := m.Decide("alice", access.Question{Action: "Microsoft.KeyVault/vaults/write", Resource: vault, Time: noon})
	if err != nil || len(d.Paths) != 1 {
		t.Fatalf("got %+v, %v", d, err)
	}
	p := d.Paths[0]
	if p.Block != 1 || p.Role != "role3" || p.Scope != sub || p.Until != "2027-01-01T00:00:00Z" || p.File != "graph.json" || p.Line != 1 ||
		p.Condition != "!(ActionMatches{'x/y'}) OR Exists @Resource[z] AND ActionMatches{'*'}" {
		t.Errorf("got %+v", p)
	}
	if len(p.Groups) != 2 || p.Groups[0].ID != "g2" || p.Groups[1].Name != "grp-g1" {
		t.Errorf("the groups are %v", p.Groups)
	}
}

func TestInstancesOfAssignments(t *testing.T) {
	assignment := assignRow("alice", 1, sub)
	instance := assignRow("alice", 1, sub, object{"kind": "roleAssignmentScheduleInstances", "originRoleAssignmentId": assignment["id"], "assignmentType": "Activated", "endDateTime": "2026-11-25T13:00:00Z"})
	m := model(t, roleRow(1, actions("*/read")), assignment, instance)
	q := access.Question{Action: "a.b/c/read", Resource: rg, Time: noon}
	if d, _ := m.Decide("alice", q); d.Outcome != access.Allowed || len(d.Paths) != 1 {
		t.Errorf("before the end: got %+v", d)
	}
	q.Time = noon.Add(time.Hour)
	if d, _ := m.Decide("alice", q); d.Outcome != access.Denied {
		t.Errorf("after the end: got %v", d.Outcome)
	}
}

func TestQuestionsAboutNothing(t *testing.T) {
	m := model(t, roleRow(1, actions("*/read")))
	_, err := m.WhoCan(access.Question{Action: "a/read", Resource: "azurerm_key_vault.x"})
	if _, ok := errors.AsType[*access.ResourceError](err); !ok {
		t.Errorf("got %v, want a *ResourceError", err)
	}
	if d, err := m.Decide("alice", access.Question{Action: "a/read", Resource: ""}); err == nil || d.Outcome == access.Allowed {
		t.Errorf("got %v, %v", d.Outcome, err)
	}
	if !m.Empty() {
		t.Error("roles alone give nobody access")
	}
}
