package engine

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// relation is one member of input.resource.relations.
type relation struct {
	name string
	// to yields the ids that a resource points at; the relation is then found from either end.
	to func(r *inputs.Resource) []document.Value
	// of are the types, lower-case, whose resources have the relation: those that point (outgoing), or those
	// that are pointed at by a resource of type by (incoming). Empty: every Azure type.
	of []string
	by string
	// at yields the ids that the others must point at, if not that of the resource that has the relation.
	at func(r *inputs.Resource) []document.Value
	// anywhere says that one resource that points at anything, in whatever file, shows that the others would be known.
	anywhere bool
	// single says that there is at most one; the member is an object and not an array.
	single bool
	// elsewhere says when finding nothing proves nothing, because the other end may be described in another
	// file. Reading the relation is then reading something unknown.
	elsewhere func(r *inputs.Resource) bool
}

// relationTable is the relations that policies can rely on. Joining them here, once, keeps every rule from
// doing it its own way.
var relationTable = []relation{
	{name: "parent", to: attribute("parent"), single: true, elsewhere: always},
	{name: "children", to: attribute("parent"), by: "*", elsewhere: never},
	{name: "diagnostic_settings", to: attribute("scope"), by: "microsoft.insights/diagnosticsettings", elsewhere: whenNotCollected},
	{name: "role_assignments", to: attribute("scope"), by: "microsoft.authorization/roleassignments", elsewhere: whenNotCollected},
	{name: "private_endpoints", to: privateLinkTargets, by: "microsoft.network/privateendpoints", elsewhere: whenTemplate},
	{
		name: "role_definition", to: attribute("properties", "roleDefinitionId"), single: true, elsewhere: always,
		of: []string{"microsoft.authorization/roleassignments"},
	},
	{
		name: "storage_account", to: attribute("properties", "storageAccount"), single: true, elsewhere: always,
		of: []string{"microsoft.machinelearningservices/workspaces"},
	},
	{
		name: "rai_policies", to: attribute("parent"), by: "microsoft.cognitiveservices/accounts/raipolicies",
		at: attribute("parent"), elsewhere: always, of: []string{"microsoft.cognitiveservices/accounts/deployments"},
	},
	{
		name: "datasets", to: datasetNames, elsewhere: never,
		of: []string{"model", "pipeline", "dataset", "accessrequest"},
	},
	{name: "declared", to: sampleFiles, by: "dataset", elsewhere: never, of: []string{"datasetsample"}},
	{name: "described", to: modelFiles, by: "model", at: pathAndDigest, anywhere: true, elsewhere: always, of: []string{"artifact"}},
}

func always(*inputs.Resource) bool { return true }
func never(*inputs.Resource) bool  { return false }

// whenTemplate: a template or plan may leave private endpoints to the network team's; what runs shows them.
func whenTemplate(r *inputs.Resource) bool { return !r.Observed }

// whenNotCollected: Azure Resource Graph has no table of diagnostic settings, so a snapshot without any
// shows that they were not collected, not that there are none.
func whenNotCollected(r *inputs.Resource) bool { return r.Observed }

func attribute(path ...string) func(*inputs.Resource) []document.Value {
	return func(r *inputs.Resource) []document.Value {
		v := r.Value.At(path...)
		if !v.Defined() && !v.Has(document.Unknown) {
			return nil
		}
		return []document.Value{v}
	}
}

func privateLinkTargets(r *inputs.Resource) []document.Value {
	var ids []document.Value
	for _, list := range []string{"privateLinkServiceConnections", "manualPrivateLinkServiceConnections"} {
		for _, c := range r.Value.At("properties", list).Elements() {
			ids = append(ids, c.At("properties", "privateLinkServiceId"))
		}
	}
	return ids
}

// datasetNames yields Dataset/NAME for every dataset that a descriptor names.
func datasetNames(r *inputs.Resource) []document.Value {
	p := r.Value.Get("properties")
	names := append([]document.Value(nil), p.Get("derived_from").Elements()...)
	for _, list := range []string{"training_data", "inputs", "outputs"} {
		names = append(names, p.Get(list).Elements()...)
	}
	if target := p.Get("resource"); strings.EqualFold(target.Get("type").Text(), "Dataset") {
		names = append(names, target.Get("id"))
	}
	ids := make([]document.Value, 0, len(names))
	for _, n := range names {
		if n.Kind() == document.String {
			ids = append(ids, document.StringValue("Dataset/"+strings.TrimPrefix(n.Text(), "Dataset/")))
		}
	}
	return ids
}

// joined is the resources of a run with their relations.
type joined struct {
	byID map[string][]*inputs.Resource // lower-case id
	// incoming holds, per relation, lower-case target id -> the resources that point at it.
	incoming map[string]map[string][]*inputs.Resource
	// unresolved holds, per relation and file, whether a resource points at something unknown.
	unresolved map[string]map[string]bool
	// collected holds the lower-case types of which there is any resource, by where it comes from.
	collected map[string]map[string]bool
}

// join indexes resources. It must see all of them before the first is judged.
func join(resources []*inputs.Resource) *joined {
	j := &joined{
		byID: make(map[string][]*inputs.Resource, len(resources)), incoming: map[string]map[string][]*inputs.Resource{},
		unresolved: map[string]map[string]bool{}, collected: map[string]map[string]bool{},
	}
	for _, rel := range relationTable {
		j.incoming[rel.name], j.unresolved[rel.name] = map[string][]*inputs.Resource{}, map[string]bool{}
	}
	for _, r := range resources {
		key, kind := joinKey(r, r.ID), strings.ToLower(r.Type)
		j.byID[key] = append(j.byID[key], r)
		if j.collected[origin(r)] == nil {
			j.collected[origin(r)] = map[string]bool{}
		}
		j.collected[origin(r)][kind] = true
		for i := range relationTable {
			if rel := &relationTable[i]; rel.by == kind || rel.by == "*" {
				j.point(rel, r)
			}
		}
	}
	return j
}

func (j *joined) point(rel *relation, r *inputs.Resource) {
	for _, id := range rel.to(r) {
		if id.Has(document.Unknown) {
			j.unresolved[rel.name][within(r)] = true
			continue
		}
		key := joinKey(r, id.Text())
		j.incoming[rel.name][key] = append(j.incoming[rel.name][key], r)
	}
}

// origin is what a resource was collected with: snapshots of what runs complete each other, while a plan or
// template speaks for itself.
func origin(r *inputs.Resource) string {
	if r.Observed {
		return ""
	}
	return within(r)
}

// within is what the addresses that r has or names mean something in: its file, or its configuration.
func within(r *inputs.Resource) string {
	if r.Within != "" {
		return r.Within
	}
	return r.File
}

// joinKey is id as it is compared, for an id that r has or names. Addresses of a plan, and template names
// that hold an expression, mean something only within their file or configuration.
func joinKey(r *inputs.Resource, id string) string {
	key := strings.ToLower(strings.TrimSuffix(id, "/"))
	if i := strings.LastIndex(key, roleDefinitions); i >= 0 {
		return key[i:] // built-in roles are the same everywhere, however their id starts
	}
	if strings.Contains(key, "[") || strings.HasPrefix(r.Format, "terraform") && !strings.HasPrefix(key, "/") {
		return within(r) + "\x00" + key
	}
	return key
}

const roleDefinitions = "microsoft.authorization/roledefinitions/"

// related is the resources at the other end of one relation; known is false if there may be more.
type related struct {
	*relation
	resources []*inputs.Resource
	known     bool
}

// of returns the relations of r, which are those of its type.
func (j *joined) of(r *inputs.Resource, relations []*relation) []related {
	if len(relations) == 0 {
		return nil
	}
	all := make([]related, 0, len(relations))
	key := joinKey(r, r.ID)
	for _, rel := range relations {
		all = append(all, j.follow(rel, r, key))
	}
	return all
}

// relationsOf returns the relations that resources of a type, in lower case, have, in the order of the table.
func relationsOf(lower string) []*relation {
	var relations []*relation
	for i := range relationTable {
		rel := &relationTable[i]
		if slices.Contains(rel.of, lower) || len(rel.of) == 0 && strings.HasPrefix(lower, "microsoft.") {
			relations = append(relations, rel)
		}
	}
	return relations
}

// relationsFor returns the relations of a type for its rules: none if no rule refers to any.
func relationsFor(lower string, rules []*loadedRule) []*relation {
	if !slices.ContainsFunc(rules, func(r *loadedRule) bool { return r.usesRelations }) {
		return nil
	}
	return relationsOf(lower)
}

// isolated reports whether r can be judged without the other resources of the run: no rule asks for the inventory, and
// none for relations, or there can be no relation from or to r.
func (e *Engine) isolated(r *inputs.Resource) bool {
	switch {
	case r.Record:
		return true
	case e.usesInventory:
		return false
	case !slices.ContainsFunc(e.rules, func(r *loadedRule) bool { return r.usesRelations }):
		return true
	}
	lower := strings.ToLower(r.Type)
	return len(relationsOf(lower)) == 0 && !slices.ContainsFunc(relationTable, func(rel relation) bool {
		return rel.by == lower || rel.by == "*" && len(rel.to(r)) > 0
	})
}

// distinct returns resources without repetitions, in order: one may point at another in several ways.
func distinct(resources []*inputs.Resource) []*inputs.Resource {
	var all []*inputs.Resource
	for _, r := range resources {
		if !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return all
}

// follow finds the resources at the other end of a relation of r, whose id is compared as key.
func (j *joined) follow(rel *relation, r *inputs.Resource, key string) related {
	found := related{relation: rel, known: true}
	switch {
	case rel.at != nil:
		found.known = !j.unresolved[rel.name][within(r)]
		for _, id := range rel.at(r) {
			found.resources = append(found.resources, j.incoming[rel.name][joinKey(r, id.Text())]...)
			found.known = found.known && !id.Has(document.Unknown)
		}
		found.resources = distinct(found.resources)
	case rel.by != "":
		found.resources = j.incoming[rel.name][key]
		found.known = !j.unresolved[rel.name][within(r)]
	default:
		for _, id := range rel.to(r) {
			found.resources = append(found.resources, j.byID[joinKey(r, id.Text())]...)
			found.known = found.known && !id.Has(document.Unknown)
		}
	}
	collected := j.collected[origin(r)][rel.by] || rel.anywhere && len(j.incoming[rel.name]) > 0
	elsewhere := r.Partial || !collected && rel.elsewhere(r)
	if len(found.resources) == 0 && elsewhere && (rel.by != "" || len(rel.to(r)) > 0) {
		found.known = false
	}
	return found
}
