package access

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// vault is a key vault and how it decides about its contents.
type vault struct {
	place    place
	name     string
	byRole   Truth // RBAC decides; No: access policies do
	policies []policy
	unknown  bool // there may be more policies
	source   *inputs.Resource
}

// policy is one access policy: what a principal may do with the contents of a vault.
type policy struct {
	principal   string // in lower case; "" if it is not known
	application string // through which alone; "" for any
	allowed     map[string]patterns
	source      *inputs.Resource
}

// policies are those that are added to a vault by a resource of their own.
type policies struct {
	parent  string
	home    string
	list    []policy
	unknown bool
}

// roleBased is the first API version in which a new vault uses RBAC unless it says otherwise.
const roleBased = "2026-02-01"

// addVault reads a key vault.
func (m *Model) addVault(r *inputs.Resource) {
	properties := r.Value.Get("properties")
	v := &vault{name: r.Name, source: r, byRole: Unknown}
	v.place = placeOf(r.ID, homeOf(r))
	version := r.Value.Get("api_version").Text()
	switch mode := properties.Get("enableRbacAuthorization"); {
	case mode.Kind() == document.Boolean:
		v.byRole = truthOf(mode.Bool())
	case mode.Has(document.Unknown) || properties.Has(document.Unknown) || mode.Defined() && mode.Kind() != document.Null:
	case r.Observed:
		v.byRole = No // what runs shows RBAC where it is on
	case version != "":
		v.byRole = truthOf(version >= roleBased)
	}
	v.policies, v.unknown = m.readPolicies(properties, r)
	m.vaults = append(m.vaults, v)
}

// addPolicies reads access policies that are added to a vault, or take the place of its own. Those that are
// removed are not taken away: they may be there until the deployment.
func (m *Model) addPolicies(r *inputs.Resource) {
	if strings.EqualFold(r.Name, "remove") {
		return
	}
	p := &policies{home: homeOf(r), parent: strings.ToLower(r.Value.Get("parent").Text())}
	if p.parent == "" {
		p.parent, _, _ = strings.Cut(strings.ToLower(r.ID), "/accesspolicies")
	}
	p.list, p.unknown = m.readPolicies(r.Value.Get("properties"), r)
	m.policies = append(m.policies, p)
}

// contentKinds are the kinds of contents that access policies have lists for.
var contentKinds = []string{"keys", "secrets", "certificates", "storage"}

func (m *Model) readPolicies(properties document.Value, r *inputs.Resource) (all []policy, unknown bool) {
	list := properties.Get("accessPolicies")
	for _, e := range list.Elements() {
		permissions := e.Get("permissions")
		p := policy{
			principal:   strings.ToLower(e.Get("objectId").Text()),
			application: strings.ToLower(e.Get("applicationId").Text()),
			allowed:     map[string]patterns{}, source: r,
		}
		for _, kind := range contentKinds {
			words := readPatterns(permissions.Get(kind))
			words.unknown = words.unknown || permissions.Has(document.Unknown)
			p.allowed[kind] = words
		}
		m.name(p.principal, "", "")
		all = append(all, p)
	}
	return all, list.Has(document.Unknown) || properties.Has(document.Unknown)
}

// connectPolicies gives vaults the policies that are added to them.
func (m *Model) connectPolicies() {
	for _, p := range m.policies {
		at := placeOf(p.parent, p.home)
		for _, v := range m.vaults {
			if v.place.id == at.id && v.place.home == at.home {
				v.policies = append(v.policies, p.list...)
				v.unknown = v.unknown || p.unknown
			}
		}
	}
}

// vaultOf returns the vault that a place is or is in; nil if it is in none that is described.
func (m *Model) vaultOf(p place) *vault {
	for _, v := range m.vaults {
		if v.place.home == p.home && (contains(v.place.id, p.id) || slices.Contains(p.above, v.place.id)) {
			return v
		}
	}
	return nil
}

// inVault reports whether a place is a vault or in one, described or not.
func inVault(p place) bool {
	const kind = "microsoft.keyvault/vaults"
	return p.kind == kind || strings.HasPrefix(p.kind, kind+"/")
}

// permission is a word of an access policy.
type permission struct{ kind, word string }

// vaultActions says which words of access policies let one do a data action, by the action in lower case. One
// of them is enough.
//
// https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy
var vaultActions = makeVaultActions()

func makeVaultActions() map[string][]permission {
	all := map[string][]permission{}
	add := func(kind, folder string, pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			action := "microsoft.keyvault/vaults/" + folder + "/" + pairs[i]
			for word := range strings.SplitSeq(pairs[i+1], "|") {
				all[action] = append(all[action], permission{kind, word})
			}
		}
	}
	life := []string{
		"delete", "delete", "recover/action", "recover", "backup/action", "backup", "restore/action", "restore", "purge/action", "purge",
	}
	add("secrets", "secrets", append([]string{
		"getsecret/action", "get", "readmetadata/action", "list", "setsecret/action", "set", "update/action", "set",
	}, life...)...)
	add("keys", "keys", append([]string{
		"read", "get|list", "create/action", "create", "import/action", "import", "update/action", "update",
		"encrypt/action", "encrypt", "decrypt/action", "decrypt", "wrap/action", "wrapkey", "unwrap/action", "unwrapkey",
		"sign/action", "sign", "verify/action", "verify", "release/action", "release", "rotate/action", "rotate",
	}, life...)...)
	add("keys", "keyrotationpolicies", "read", "getrotationpolicy", "write", "setrotationpolicy")
	add("certificates", "certificates", append([]string{
		"read", "get|list", "create/action", "create", "import/action", "import", "update/action", "update",
	}, life...)...)
	add("certificates", "certificatecas", "read", "getissuers|listissuers", "write", "setissuers", "delete", "deleteissuers")
	add("certificates", "certificatecontacts", "write", "managecontacts")
	add("storage", "storageaccounts", append([]string{
		"read", "get|list", "set/action", "set", "regeneratekey/action", "regeneratekey",
	}, life...)...)
	add("storage", "storageaccounts/sas", "set/action", "setsas", "delete", "deletesas")
	return all
}

// allows answers whether an access policy lets its principal do a data action. Whether the word all holds for
// purge is not documented.
func (p policy) allows(action string) Truth {
	words, known := vaultActions[action]
	if !known {
		for _, kind := range contentKinds {
			if list := p.allowed[kind]; list.unknown || len(list.known) > 0 {
				return Unknown // an action that we do not know the word of
			}
		}
		return No
	}
	found := No
	for _, w := range words {
		list := p.allowed[w.kind]
		switch {
		case names(list, w.word) || names(list, "all") && w.word != "purge":
			found = Yes
		case names(list, "all") || list.unknown:
			found = max(found, Unknown)
		}
	}
	return found
}
