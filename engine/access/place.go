package access

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// place is where a resource is, or what a scope covers.
type place struct {
	id string // in lower case, without a slash at its end; "" if it is not known
	// home is what the id means something in: the file or configuration of a plan or template. "" for ids of
	// Azure, which start with a slash and mean the same everywhere.
	home  string
	kind  string   // in lower case; "" if it is not known
	name  string   // in lower case
	above []string // ids of what it is in within its home, as far as its parents are named
}

// placeOf returns the place that an id names for a resource of the given home.
func placeOf(id, home string) place {
	id = strings.ToLower(id)
	if trimmed := strings.TrimRight(id, "/"); trimmed != "" || id == "" {
		id = trimmed
	} else {
		id = "/"
	}
	p := place{id: id, home: home}
	if strings.HasPrefix(id, "/") {
		p.home = ""
	}
	p.kind, p.name = kindOf(id)
	return p
}

// homeOf returns what the addresses that r has or names mean something in.
func homeOf(r *inputs.Resource) string {
	if r.Within != "" {
		return r.Within
	}
	return r.File
}

const (
	managementGroup = "/providers/microsoft.management/managementgroups/"
	subscriptions   = "/subscriptions/"
)

// kindOf returns the type and name that an id of Azure says, or the id of a template: TYPE/NAME/NAME.
func kindOf(id string) (kind, name string) {
	parts := strings.Split(strings.TrimPrefix(id, "/"), "/")
	switch i := strings.LastIndex(id, "/providers/"); {
	case i >= 0:
		parts = strings.Split(id[i+len("/providers/"):], "/")
	case strings.HasPrefix(id, "/") && len(parts) == 2 && parts[0] == "subscriptions":
		return "microsoft.resources/subscriptions", parts[1]
	case strings.HasPrefix(id, "/") && len(parts) == 4 && parts[2] == "resourcegroups":
		return "microsoft.resources/resourcegroups", parts[3]
	case strings.HasPrefix(id, "/") || !strings.Contains(parts[0], ".") || len(parts) < 3:
		return "", "" // an address of Terraform, or no id
	}
	if len(parts) < 3 {
		return "", ""
	}
	kind = parts[0]
	for j := 1; j < len(parts)-1; j += 2 {
		kind += "/" + parts[j]
	}
	return kind, parts[len(parts)-1]
}

// containers are the types that hold others whatever their type, in lower case.
var containers = []string{
	"microsoft.resources/subscriptions", "microsoft.resources/resourcegroups", "microsoft.resources/subscriptions/resourcegroups",
	"microsoft.management/managementgroups", "azurerm_resource_group", "azurerm_subscription", "azurerm_management_group", "",
}

// contains reports whether an id is another, or one that starts with it and a slash.
func contains(id, inner string) bool {
	return len(inner) >= len(id) && inner[:len(id)] == id && (len(inner) == len(id) || inner[len(id)] == '/')
}

// covers answers whether what is granted at a scope is granted at p.
func (m *Model) covers(scope, p place) Truth {
	switch {
	case scope.id == "/":
		return Yes
	case scope.id == "" || p.id == "":
		return Unknown
	case scope.home == p.home && (contains(scope.id, p.id) || slices.Contains(p.above, scope.id)):
		return Yes
	case scope.home == "" && p.home == "":
		return m.groupCovers(scope.id, p.id)
	}
	return mayCover(scope, p)
}

// mayCover answers whether a scope covers p where one of them is in a plan or template, which does not say
// where its resources will be.
func mayCover(scope, p place) Truth {
	switch {
	case slices.Contains(containers, scope.kind) || p.kind == "":
		return Unknown
	case scope.kind == p.kind && scope.home != p.home:
		return min(Unknown, truthOf(scope.name == p.name))
	case strings.HasPrefix(p.kind, scope.kind+"/") && len(p.above) == 0:
		return Unknown
	}
	return No
}

// groupCovers answers whether an id is that of a management group which another id is in.
func (m *Model) groupCovers(group, id string) Truth {
	if !strings.HasPrefix(group, managementGroup) {
		return No
	}
	at := id
	if rest, ok := strings.CutPrefix(id, subscriptions); ok {
		at = subscriptions + rest[:len(rest)-len(rest[min(len(rest), indexOr(rest, '/')):])]
	} else if !strings.HasPrefix(id, managementGroup) {
		return No // what is in no subscription is in no management group
	}
	for range maxAncestors {
		above, known := m.ancestors[at]
		switch {
		case !known:
			return Unknown
		case above == group:
			return Yes
		case above == "":
			return No
		}
		at = above
	}
	return Unknown // a circle
}

// maxAncestors is more than the levels of management groups that Azure has, which are six.
const maxAncestors = 16

// indexOr returns where c is in s, or the length of s.
func indexOr(s string, c byte) int {
	if i := strings.IndexByte(s, c); i >= 0 {
		return i
	}
	return len(s)
}

// addAncestry reads what a subscription or management group is in.
func (m *Model) addAncestry(r *inputs.Resource) {
	id := strings.ToLower(strings.TrimRight(r.ID, "/"))
	properties := r.Value.Get("properties")
	switch strings.ToLower(r.Type) {
	case "microsoft.resources/subscriptions":
		m.addChain(id, properties.Get("managementGroupAncestorsChain"))
	case "microsoft.management/managementgroups/subscriptions":
		if parent, child, ok := strings.Cut(id, "/subscriptions/"); ok {
			m.ancestors[subscriptions+child] = parent
		}
	case "microsoft.management/managementgroups":
		details := properties.Get("details")
		if chain := details.Get("managementGroupAncestorsChain"); chain.Kind() == document.Array {
			m.addChain(id, chain)
		} else if parent := details.At("parent", "id"); parent.Text() != "" {
			m.ancestors[id] = strings.ToLower(parent.Text())
		} else if details.Kind() == document.Object && !details.Get("parent").Has(document.Unknown) {
			m.ancestors[id] = "" // the root
		}
	}
}

// addChain reads the management groups that an id is in, from the nearest to the root.
func (m *Model) addChain(id string, chain document.Value) {
	if chain.Kind() != document.Array {
		return
	}
	for _, group := range chain.Elements() {
		name := strings.ToLower(group.Get("name").Text())
		if name == "" {
			return
		}
		m.ancestors[id] = managementGroup + name
		id = managementGroup + name
	}
	m.ancestors[id] = ""
}
