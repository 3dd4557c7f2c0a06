package sample

import (
	"fmt"
	"path"
	"slices"
	"strconv"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// resource is what policies see of a table.
func (t *table) resource(file, digest string, size int64) *inputs.Resource {
	r := &inputs.Resource{Type: typeName, ID: file, Name: path.Base(file), File: file, Format: formatName, Observed: true}
	r.Value = document.ObjectValue(
		document.Field("type", document.StringValue(typeName)),
		document.Field("id", document.StringValue(file)),
		document.Field("name", document.StringValue(r.Name)),
		document.Field("properties", t.properties(digest, size)),
	)
	if len(t.places) > 0 {
		r.Node = 1
		r.Value = r.Value.Placed(r.Node)
		whole := document.Extent{End: len(t.text)}
		r.Document = document.FromExtents(t.text, r.Value, append([]document.Extent{whole}, t.places...))
	}
	return r
}

// node returns the node of a column, counted from 0, whose name stands in the header; 0 for any other.
func (t *table) node(i int) document.Node {
	if i >= len(t.places) {
		return 0
	}
	return document.Node(i) + 2 //nolint:gosec // there are few columns
}

func (t *table) properties(digest string, size int64) document.Value {
	o := object{}
	o.text("format", t.format)
	o.text("digest", digest)
	o.number("bytes", size)
	o.optional("delimiter", t.delimiter)
	o.add("header", document.BoolValue(t.header))
	if t.encryption != "" {
		o.text("encryption", t.encryption)
	}
	o.count("rows", t.rows)
	if t.format == formatCSV {
		o.number("ragged_rows", t.ragged)
	} else {
		o.count("row_groups", t.rowGroups)
	}
	o.number("sampled", int64(len(t.sample.rows())))
	o.number("seed", seed)
	columns := make([]document.Value, len(t.columns))
	for i := range t.columns {
		columns[i] = t.columns[i].value(i, t.node(i))
	}
	o.add("columns", document.ArrayValue(columns...))
	o.add("detected_classes", t.detected(func(d detection) string { return d.class }))
	o.add("sensitive_data_detected", t.detected(func(d detection) string { return d.kind }))
	return o.value()
}

// detected lists what is detected in any column, sorted, each where its first column is. Of what is encrypted nothing
// is known: not even that there is nothing in it.
func (t *table) detected(name func(detection) string) document.Value {
	if t.encryption != "" {
		return document.UnknownValue()
	}
	first := map[string]document.Node{}
	var names []string
	for i := range t.columns {
		for _, d := range t.columns[i].detected {
			if _, ok := first[name(d)]; !ok {
				first[name(d)] = t.node(i)
				names = append(names, name(d))
			}
		}
	}
	slices.Sort(names)
	values := make([]document.Value, len(names))
	for i, n := range names {
		values[i] = document.StringValue(n).Placed(first[n])
	}
	return document.ArrayValue(values...)
}

func (c *column) value(i int, node document.Node) document.Value {
	var o object
	o.number("position", int64(i)+1)
	if c.name != "" {
		o.add("name", document.StringValue(c.name).Placed(node))
	}
	o.text("type", c.valueType())
	o.optional("stored_as", c.stored)
	o.number("filled", int64(c.filled))
	o.number("distinct", int64(len(c.distinct)))
	o.optional("shape", c.shape())
	detected := make([]document.Value, len(c.detected))
	for i, d := range c.detected {
		detected[i] = d.value()
	}
	o.add("detected", document.ArrayValue(detected...))
	return o.value().Placed(node)
}

func (d detection) value() document.Value {
	var o object
	o.text("class", d.class)
	o.text("kind", d.kind)
	o.add("score", hundredths(d.score))
	if d.share >= 0 {
		o.add("share", hundredths(d.share))
	}
	o.text("precision", d.precision)
	return o.value()
}

// hundredths writes 100 as 1.00.
func hundredths(n int) document.Value {
	return document.NumberValue(fmt.Sprintf("%d.%02d", n/100, n%100))
}

// object collects the members of a value.
type object struct{ members []document.Member }

func (o *object) add(key string, v document.Value) {
	o.members = append(o.members, document.Field(key, v))
}

func (o *object) text(key, text string) { o.add(key, document.StringValue(text)) }

// optional adds a text, unless it is empty.
func (o *object) optional(key, text string) {
	if text != "" {
		o.text(key, text)
	}
}

func (o *object) number(key string, n int64) {
	o.add(key, document.NumberValue(strconv.FormatInt(n, 10)))
}

// count adds a number, unless it is -1 for not known.
func (o *object) count(key string, n int64) {
	if n >= 0 {
		o.number(key, n)
	}
}

func (o *object) value() document.Value { return document.ObjectValue(o.members...) }
