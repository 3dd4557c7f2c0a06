package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// ODCS reads data contracts of the Open Data Contract Standard, version 3: each object of the schema is a
// Dataset. The team says who owns it, the servers where it is and which local files hold it, the roles who has
// access, and the SLA for how long it is kept. Custom properties may state what the standard has no place for.
//
// Version 2 is refused: it has to be converted.
var ODCS = Format{Name: odcsName, Detect: isDataContract, Read: readContracts}

const odcsName = "odcs"

var odcsDataset = profile{kind: "Dataset", called: "schema object", states: []string{
	"description", "version", "owner", "steward", "classification", "purposes", "retention_days", "access", "storage.uri", "columns",
	"tags", "samples", "anonymisation.method", "anonymisation.reference",
}}

func isDataContract(root document.Value) bool {
	return isContract(root.Get("kind").Text(), root.Get("apiVersion").Text())
}

// isContract tells contracts from Kubernetes objects, which have a group before the version wherever the kind
// is not one of Kubernetes itself.
func isContract(kind, apiVersion string) bool {
	return strings.EqualFold(kind, "DataContract") && !strings.Contains(apiVersion, "/")
}

func readContracts(f File) ([]*Resource, error) {
	return readDeclared(f, odcsName, func(d *declarations, root document.Value) {
		version := d.text(root, "apiVersion")
		if !strings.HasPrefix(version.Text(), "v3.") {
			d.fail(orPlace(version, root), "write it by version 3 of the Open Data Contract Standard", "a data contract of version %q is not read", version.Text())
			return
		}
		c := contract{declarations: d, root: root}
		c.tables = d.objects(root, "schema")
		if len(c.tables) == 0 {
			d.fail(root, "list its tables under schema", "the data contract describes no data")
		}
		for _, t := range c.tables {
			c.add(t)
		}
	})
}

// contract reads one data contract.
type contract struct {
	*declarations
	root   document.Value
	tables []document.Value // the objects of the schema
}

func (c *contract) add(table document.Value) {
	s := stated{}
	s.set("description", c.text(table, "description"))
	s.set("version", c.scalar(c.root, "version"))
	s.set("purposes", c.purposes())
	s.set("tags", c.tags(table))
	c.team(s)
	c.servers(s)
	s.set("samples", c.files(table))
	s.set("access", c.roles())
	s.set("retention_days", c.retention(c.text(table, "name").Text()))
	extend(s, datasetExtensions, c.custom(c.root))
	extend(s, datasetExtensions, c.custom(table))
	columns, sources := c.columns(table, "")
	if len(columns) > 0 {
		setColumns(s, columns, orPlace(table.Get("properties"), table))
	}
	setPersonal(s, columns)
	setSources(s, sources)
	c.declarations.add(&odcsDataset, c.text(table, "name"), table, s)
}

// purposes returns what the contract says that the data is for.
func (c *contract) purposes() document.Value {
	description := c.member(c.root, "description", document.Object, document.String)
	purpose := c.text(description, "purpose")
	if !purpose.Defined() {
		return purpose
	}
	return document.ArrayValue(purpose).From(purpose)
}

// tags returns the tags of a table and of the whole contract.
func (c *contract) tags(table document.Value) document.Value {
	own, common := c.texts(table, "tags"), c.texts(c.root, "tags")
	if !own.Defined() {
		return common
	}
	return document.ArrayValue(append(append([]document.Value{}, own.Elements()...), common.Elements()...)...).From(own)
}

// custom returns the custom properties of a part of the contract.
func (c *contract) custom(v document.Value) []document.Member {
	var entries []document.Member
	for _, p := range c.objects(v, "customProperties") {
		if name := c.text(p, "property"); name.Defined() {
			entries = append(entries, document.Member{Key: name, Value: p.Get("value")})
		}
	}
	return entries
}

// columns returns the columns of a table, with the fields below them, and the names of the datasets that they
// are made from.
func (c *contract) columns(v document.Value, above string) (columns, sources []document.Value) {
	for _, p := range c.objects(v, "properties") {
		own := stated{}
		extend(own, datasetExtensions, c.custom(p))
		name := c.text(p, "name")
		if name.Text() == "" {
			c.fail(p, "give it a name", "the column has no name")
			continue
		}
		if above != "" {
			name = document.StringValue(above + "." + name.Text()).From(name)
		}
		kind := c.text(p, "physicalType")
		if !kind.Defined() {
			kind = c.text(p, "logicalType")
		}
		own.set("classification", c.text(p, "classification"))
		from := c.texts(p, "transformSourceObjects")
		columns = append(columns, column(
			p, document.Field("name", name), document.Field("type", kind), document.Field("description", c.text(p, "description")),
			document.Field("classification", own["classification"]), document.Field("contains_personal_data", own["contains_personal_data"]),
			document.Field("critical", c.member(p, "criticalDataElement", document.Boolean)),
			document.Field("encrypted_name", c.text(p, "encryptedName")), document.Field("tags", c.texts(p, "tags")),
			document.Field("derived_from", from),
		))
		sources = append(sources, from.Elements()...)
		below, more := c.columns(p, name.Text())
		columns, sources = append(columns, below...), append(sources, more...)
	}
	return columns, sources
}
