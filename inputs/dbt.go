package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// DBT reads what dbt says of tables: the manifest.json that it compiles, and the YAML files with the properties
// of models, sources, seeds and snapshots. Each of them is a Dataset.
//
// dbt has no key of its own for how sensitive data is. It is taken from meta, under the first of the keys
// classification, data_classification, classification_level, confidentiality, confidentiality_level and
// sensitivity, there or below governance or privacy; so are owner, steward and some more. A value that Jinja is
// still to make is unknown. The tag pii says that there is personal data.
//
// The manifest knows what each model is made from. A YAML file does not: there it is unknown.
var DBT = Format{Name: dbtName, Detect: isDBT, Read: readDBT}

const dbtName = "dbt"

// dbtTable is what a YAML file can state of a table.
var dbtTable = profile{kind: "Dataset", called: "table", states: []string{
	"description", "version", "owner", "classification", "columns", "tags",
}}

// dbtModel is what the manifest can state of one that dbt makes itself.
var dbtModel = profile{
	kind: "Dataset", called: "model",
	states: append([]string{"derived_from", "anonymisation.method", "anonymisation.reference"}, dbtTable.states...),
}

// dbtLists are the lists of tables in a YAML file.
var dbtLists = []string{"models", "seeds", "snapshots"}

// dbtKeys are all that stands at the top of such a file.
var dbtKeys = append([]string{
	"version", "sources", "macros", "exposures", "metrics", "semantic_models", "groups", "unit_tests", "analyses", "saved_queries",
	"data_tests", "tests", "anchors", "functions",
}, dbtLists...)

func isDBT(root document.Value) bool { return isManifestDBT(root) || isPropertiesDBT(root) }

func isManifestDBT(root document.Value) bool {
	return strings.Contains(root.At("metadata", "dbt_schema_version").Text(), "/dbt/manifest/")
}

// isPropertiesDBT looks for a list of named tables, and for nothing that dbt does not have. Without the version
// that old files start with, one of them must also be described as dbt does.
func isPropertiesDBT(root document.Value) bool {
	if root.Kind() != document.Object || slices.ContainsFunc(root.Members(), func(m document.Member) bool {
		return !slices.Contains(dbtKeys, m.Key.Text())
	}) {
		return false
	}
	versioned := root.Get("version").Text() == "2"
	for _, list := range append([]string{"sources"}, dbtLists...) {
		if slices.ContainsFunc(root.Get(list).Elements(), func(t document.Value) bool {
			return t.Get("name").Defined() && (versioned || describesDBT(t))
		}) {
			return true
		}
	}
	return false
}

// describesDBT reports whether a table is described by what only dbt has.
func describesDBT(table document.Value) bool {
	if table.Get("columns").Kind() == document.Array || table.Get("tables").Kind() == document.Array {
		return true
	}
	return slices.ContainsFunc([]string{"materialized", "meta", "contract", "grants"}, func(key string) bool {
		return table.At("config", key).Defined()
	})
}

func readDBT(f File) ([]*Resource, error) {
	return readDeclared(f, dbtName, func(d *declarations, root document.Value) {
		if isManifestDBT(root) || root.Get("nodes").Defined() {
			m := dbtManifest{declarations: d, root: root}
			m.read()
			return
		}
		t := dbtTables{d}
		for _, list := range dbtLists {
			for _, table := range t.objects(root, list) {
				t.add(&dbtTable, t.text(table, "name"), table, stated{})
			}
		}
		for _, source := range t.objects(root, "sources") {
			t.source(source)
		}
	})
}

// dbtTables adds tables as both files describe them.
type dbtTables struct{ *declarations }

// source adds the tables of a source of a YAML file, which inherit what is said of the source.
func (t dbtTables) source(source document.Value) {
	name := t.text(source, "name")
	for _, table := range t.objects(source, "tables") {
		s := stated{}
		t.described(source, s)
		delete(s, "description")
		own := t.text(table, "name")
		if own.Defined() {
			own = document.StringValue(name.Text() + "." + own.Text()).From(own)
		}
		t.add(&dbtTable, own, table, s)
	}
}

// add adds a table. s holds what is known of it already.
func (t dbtTables) add(p *profile, name, table document.Value, s stated) {
	t.described(table, s)
	var columns []document.Value
	list := t.member(table, "columns", document.Array, document.Object)
	for _, c := range append(slices.Clone(t.elements(list, "columns", document.Object)), members(list)...) {
		if t.is(c, "a column", document.Object) {
			columns = append(columns, t.column(c))
		}
	}
	if len(columns) > 0 {
		setColumns(s, columns, list)
	}
	setPersonal(s, columns)
	t.declarations.add(p, name, table, s)
}

// members returns the values of an object.
func members(v document.Value) []document.Value {
	values := make([]document.Value, 0, v.Len())
	for _, m := range v.Members() {
		values = append(values, m.Value)
	}
	return values
}

// described states what is said of a table, a source or a column.
func (t dbtTables) described(v document.Value, s stated) {
	s.set("description", t.text(v, "description"))
	s.set("version", t.scalar(v, "version"))
	config := t.object(v, "config")
	for _, at := range []document.Value{v, config} {
		tags := t.textOrTexts(at, "tags")
		s.set("tags", tags)
		for _, tag := range tags.Elements() {
			if strings.EqualFold(tag.Text(), "pii") {
				s.set("contains_personal_data", document.BoolValue(true).From(tag))
			}
		}
	}
	for _, at := range []document.Value{v, config} {
		extend(s, datasetExtensions, metaEntries(t.object(at, "meta")))
	}
}

func (t dbtTables) column(c document.Value) document.Value {
	s := stated{}
	t.described(c, s)
	name := t.text(c, "name")
	if name.Text() == "" {
		t.fail(c, "give it a name", "the column has no name")
	}
	return column(
		c, document.Field("name", name), document.Field("type", t.text(c, "data_type")), document.Field("description", s["description"]),
		document.Field("classification", s["classification"]), document.Field("contains_personal_data", s["contains_personal_data"]),
		document.Field("tags", s["tags"]),
	)
}
