package inputs

import (
	"fmt"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// metrics collects the results of an evaluation by their names.
type metrics struct {
	members []document.Member
	count   map[string]int
}

func newMetrics() *metrics { return &metrics{count: map[string]int{}} }

// add takes in a result that is a number, or a text that reads as one. Others are not measured.
func (m *metrics) add(name string, v document.Value) {
	number := asNumber(v)
	if number.Kind() != document.Number || name == "" {
		return
	}
	for plain := name; m.count[name] > 0; {
		m.count[plain]++
		name = fmt.Sprintf("%s#%d", plain, m.count[plain])
	}
	m.count[name]++
	m.members = append(m.members, document.Field(name, number))
}

func (m *metrics) object() document.Value { return document.ObjectValue(m.members...) }

// asNumber returns a text that is written like a number as one; all else as it is.
func asNumber(v document.Value) document.Value {
	if v.Kind() != document.String {
		return v
	}
	doc, err := document.ParseJSON([]byte(v.Text()), document.DefaultLimits, nil)
	if err != nil || doc.Root.Kind() != document.Number {
		return v
	}
	return document.NumberValue(doc.Root.Text()).From(v)
}
