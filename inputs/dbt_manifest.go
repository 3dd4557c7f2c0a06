package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// dbtManifest reads the manifest that dbt compiles.
type dbtManifest struct {
	*declarations
	root document.Value
}

// dbtStored are the types of nodes that are tables.
var dbtStored = []string{"model", "seed", "snapshot"}

// dbtOther are those that are none.
var dbtOther = []string{
	"test", "analysis", "operation", "rpc", "sql_operation", "sql operation", "docs_block", "unit_test", "saved_query", "function", "macro",
	"exposure", "metric", "semantic_model",
}

func (m *dbtManifest) read() {
	tables := dbtTables{m.declarations}
	for _, n := range members(m.object(m.root, "nodes")) {
		if !m.is(n, "a node", document.Object) {
			continue
		}
		switch kind := m.text(n, "resource_type"); {
		case slices.Contains(dbtStored, kind.Text()):
			s := stated{}
			s.set("owner", m.groupOwner(m.text(n, "group")))
			p := &dbtTable
			if kind.Text() != "seed" {
				p = &dbtModel
				s.set("derived_from", m.sources(n))
			}
			tables.add(p, m.name(m.text(n, "unique_id")), n, s)
		case !slices.Contains(dbtOther, kind.Text()):
			m.fail(orPlace(kind, n), "", "%q is no type of node", kind.Text())
		}
	}
	for _, n := range members(m.object(m.root, "sources")) {
		if m.is(n, "a source", document.Object) {
			s := stated{}
			extend(s, datasetExtensions, metaEntries(m.object(n, "source_meta")))
			tables.add(&dbtTable, m.name(m.text(n, "unique_id")), n, s)
		}
	}
}

// name returns what a node is called by its unique id: model.PACKAGE.NAME and source.PACKAGE.SOURCE.TABLE
// without what stands before the name. Those of other packages keep the package.
func (m *dbtManifest) name(id document.Value) document.Value {
	_, rest, _ := strings.Cut(id.Text(), ".")
	parts := strings.SplitN(rest, ".", 2)
	if len(parts) < 2 {
		return id
	}
	project := m.root.At("metadata", "project_name").Text()
	if project == "" || parts[0] == project {
		rest = parts[1]
	}
	return document.StringValue(rest).From(id)
}

// sources returns the names of the tables that a node is made from.
func (m *dbtManifest) sources(n document.Value) document.Value {
	list := m.texts(m.object(n, "depends_on"), "nodes")
	if !list.Defined() {
		return list
	}
	names := []document.Value{}
	for _, id := range list.Elements() {
		kind, _, _ := strings.Cut(id.Text(), ".")
		switch {
		case kind == "source" || slices.Contains(dbtStored, kind):
			names = append(names, m.name(id))
		case !slices.Contains(dbtOther, kind):
			m.fail(id, "", "%q is no type of node", kind)
		}
	}
	return document.ArrayValue(names...).From(list)
}

// groupOwner returns who owns the tables of a group.
func (m *dbtManifest) groupOwner(name document.Value) document.Value {
	if name.Text() == "" {
		return document.Value{}
	}
	for _, g := range members(m.object(m.root, "groups")) {
		if m.text(g, "name").Text() != name.Text() {
			continue
		}
		owner := m.object(g, "owner")
		if email := m.text(owner, "email"); email.Defined() {
			return email
		}
		return m.text(owner, "name")
	}
	return document.Value{}
}
