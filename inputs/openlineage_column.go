package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

// columns returns the fields of a data set, with those below them.
func (l *lineage) columns(set *lineageDataset, tags map[string][]document.Member) []document.Value {
	sources := l.object(set.facet("columnLineage"), "fields")
	var columns []document.Value
	var below func(v document.Value, above string)
	below = func(v document.Value, above string) {
		for _, field := range l.objects(v, "fields") {
			name := l.text(field, "name")
			if name.Text() == "" {
				l.fail(field, "", "the field has no name")
				continue
			}
			full := document.StringValue(above + name.Text()).From(name)
			own := stated{}
			extend(own, datasetExtensions, tags[full.Text()])
			columns = append(columns, column(
				field, document.Field("name", full), document.Field("type", l.text(field, "type")),
				document.Field("description", l.text(field, "description")), document.Field("classification", own["classification"]),
				document.Field("contains_personal_data", own["contains_personal_data"]),
				document.Field("derived_from", l.fieldSources(l.object(sources, full.Text()))),
			))
			below(field, full.Text()+".")
		}
	}
	below(set.facet("schema"), "")
	return columns
}

// fieldSources returns the columns that one is made from.
func (l *lineage) fieldSources(v document.Value) document.Value {
	list := l.member(v, "inputFields", document.Array)
	if !list.Defined() {
		return list
	}
	names := []document.Value{}
	for _, f := range l.elements(list, "inputFields", document.Object) {
		if name := l.name(f); name.Defined() {
			names = append(names, document.StringValue(name.Text()+"."+l.text(f, "field").Text()).From(name))
		}
	}
	return document.ArrayValue(names...).From(list)
}

// columnSources records the data sets that the columns of one are made from.
func (l *lineage) columnSources(set *lineageDataset) {
	facet := set.facet("columnLineage")
	lists := []document.Value{l.member(facet, "dataset", document.Array)}
	for _, f := range l.object(facet, "fields").Members() {
		lists = append(lists, l.member(f.Value, "inputFields", document.Array))
	}
	for _, list := range lists {
		for _, f := range l.elements(list, "inputFields", document.Object) {
			if name := l.name(f); name.Defined() {
				set.derive([]document.Value{name})
			}
		}
	}
}
