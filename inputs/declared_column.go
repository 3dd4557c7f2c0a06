package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// column returns a column with the members that are defined.
func column(at document.Value, members ...document.Member) document.Value {
	members = slices.DeleteFunc(members, func(m document.Member) bool {
		return !m.Value.Defined() && !m.Value.Has(document.Unknown)
	})
	return document.ObjectValue(members...).From(at)
}

// setColumns states the columns of a dataset. Where nothing is said of the sensitivity of the whole, that of
// the columns says it if they agree. If they do not it is one of theirs, and which of them is the highest is
// not for a format to know: it is unknown. If one of them says nothing, neither does the whole.
func setColumns(s stated, columns []document.Value, at document.Value) {
	s.set("columns", document.ArrayValue(columns...).From(at))
	if _, ok := s["classification"]; ok || len(columns) == 0 {
		return
	}
	labels := make([]document.Value, 0, len(columns))
	for i, c := range columns {
		if i+1 < len(columns) && strings.HasPrefix(columns[i+1].Get("name").Text(), c.Get("name").Text()+".") {
			continue // the fields below it say it
		}
		label := c.Get("classification")
		if absent(label) && !label.Has(document.Unknown) {
			return
		}
		labels = append(labels, label)
	}
	differs := func(l document.Value) bool {
		return l.Has(document.Unknown) || !strings.EqualFold(l.Text(), labels[0].Text())
	}
	if slices.ContainsFunc(labels, differs) {
		s.set("classification", document.UnknownValue().From(at))
		return
	}
	s.set("classification", labels[0])
}

// setSources states what a dataset was made from; each name once.
func setSources(s stated, names []document.Value) {
	var different []document.Value
	for _, name := range names {
		if !slices.ContainsFunc(different, func(v document.Value) bool { return v.Text() == name.Text() }) {
			different = append(different, name)
		}
	}
	if len(different) > 0 {
		s.set("derived_from", document.ArrayValue(different...).From(different[0]))
	}
}

// setPersonal states that a dataset has data about people if a column has.
func setPersonal(s stated, columns []document.Value) {
	if _, ok := s["contains_personal_data"]; ok {
		return
	}
	for _, c := range columns {
		if v := c.Get("contains_personal_data"); v.Bool() {
			s.set("contains_personal_data", v)
			return
		}
	}
}
