package inputs

import (
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// lineage collects what the events of a file say of each data set.
type lineage struct {
	*declarations
	names    []string // of the data sets, in the order in which they come up
	datasets map[string]*lineageDataset
}

// lineageDataset is one data set.
type lineageDataset struct {
	name   document.Value
	at     document.Value // what the newest event says of it
	newest time.Time
	facets map[string]lineageFacet
	from   []document.Value // the names of what it is made from
}

// lineageFacet is the newest facet of a name.
type lineageFacet struct {
	document.Value
	time time.Time
}

func (l *lineage) event(e document.Value) {
	text := l.text(e, "eventTime")
	at, err := time.Parse(time.RFC3339, text.Text())
	if err != nil {
		l.fail(orPlace(text, e), formatHints["date-time"], "the event has no eventTime")
		return
	}
	if v := l.object(e, "dataset"); v.Defined() {
		l.see(v, at)
	}
	var inputs []document.Value
	for _, v := range l.objects(e, "inputs") {
		if set := l.see(v, at); set != nil {
			inputs = append(inputs, set.name.From(v.Get("name")))
		}
	}
	for _, v := range l.objects(e, "outputs") {
		if set := l.see(v, at); set != nil {
			set.derive(inputs)
		}
	}
}

// derive records what a data set is made from.
func (s *lineageDataset) derive(names []document.Value) {
	for _, name := range names {
		if name.Text() != s.name.Text() {
			s.from = append(s.from, name)
		}
	}
}

// name returns what a data set is called: its namespace and its name.
func (l *lineage) name(v document.Value) document.Value {
	namespace, name := l.text(v, "namespace"), l.text(v, "name")
	if namespace.Text() == "" || name.Text() == "" {
		l.fail(v, "", "the data set has no namespace or no name")
		return document.Value{}
	}
	return document.StringValue(namespace.Text() + "/" + name.Text()).From(name)
}

// see takes in what an event says of a data set.
func (l *lineage) see(v document.Value, at time.Time) *lineageDataset {
	name := l.name(v)
	if !name.Defined() {
		return nil
	}
	set := l.datasets[name.Text()]
	if set == nil {
		set = &lineageDataset{name: name, facets: map[string]lineageFacet{}}
		l.datasets[name.Text()] = set
		l.names = append(l.names, name.Text())
	}
	if !at.Before(set.newest) {
		set.name, set.at, set.newest = name, v, at
	}
	for _, key := range []string{"facets", "inputFacets", "outputFacets"} {
		for _, m := range l.object(v, key).Members() {
			facet := m.Key.Text()
			if l.is(m.Value, "the facet "+facet, document.Object) && !at.Before(set.facets[facet].time) {
				set.facets[facet] = lineageFacet{m.Value, at}
			}
		}
	}
	return set
}

// facet returns a facet; undefined if there is none, or if it was deleted.
func (s *lineageDataset) facet(name string) document.Value {
	v := s.facets[name].Value
	if v.Get("_deleted").Bool() {
		return document.Value{}
	}
	return v
}

// add adds the data sets.
func (l *lineage) add() {
	for _, name := range l.names {
		set := l.datasets[name]
		s := stated{}
		s.set("description", l.text(set.facet("documentation"), "description"))
		s.set("version", l.scalar(set.facet("version"), "datasetVersion"))
		s.set("storage.uri", l.text(set.facet("dataSource"), "uri"))
		l.owners(set.facet("ownership"), s)
		tags := l.tags(set.facet("tags"))
		extend(s, datasetExtensions, tags[""])
		columns := l.columns(set, tags)
		if len(columns) > 0 {
			setColumns(s, columns, set.facet("schema"))
		}
		setPersonal(s, columns)
		l.columnSources(set)
		setSources(s, set.from)
		l.declarations.add(&openlineageDataset, set.name, set.at, s)
	}
}

// owners states who owns a data set and who looks after it.
func (l *lineage) owners(facet document.Value, s stated) {
	for _, o := range l.objects(facet, "owners") {
		attribute := "owner"
		if strings.Contains(strings.ToLower(l.text(o, "type").Text()), "steward") {
			attribute = "steward"
		}
		if _, ok := s[attribute]; !ok {
			s.set(attribute, l.text(o, "name"))
		}
	}
}

// tags returns the tags by the field that they are about, "" for the data set itself.
func (l *lineage) tags(facet document.Value) map[string][]document.Member {
	found := map[string][]document.Member{}
	for _, t := range l.objects(facet, "tags") {
		field := l.text(t, "field").Text()
		if key := l.text(t, "key"); key.Defined() {
			value := l.member(t, "value", document.String, document.Boolean, document.Number)
			found[field] = append(found[field], document.Member{Key: key, Value: value})
		}
	}
	return found
}
