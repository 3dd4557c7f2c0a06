package inputs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// logFields are the properties of a record, and those that the stream looks at.
type logFields struct {
	members  []document.Member
	loggedAt document.Value
	level    string
}

// The names under which programs log without a header what a header says, best first.
var (
	timeNames  = []string{"logged_at", "timestamp", "time", "asctime", "@timestamp"}
	levelNames = []string{"level", "levelname", "severity"}
)

// recordFields joins the header of a line with its object. The object must not contradict the header.
func recordFields(h logHeader, root document.Value) (logFields, *malformation) {
	f := logFields{}
	if h.present() {
		f.loggedAt, f.level = document.StringValue(h.time), h.level
		f.add("logged_at", f.loggedAt.From(root))
		f.add("level", document.StringValue(h.level).From(root))
		if h.logger != "" {
			f.add("logger", document.StringValue(h.logger).From(root))
		}
	} else {
		f.loggedAt = firstOf(root, timeNames)
		f.level = firstOf(root, levelNames).Text()
		f.addUnlessNamed("logged_at", f.loggedAt, root)
		f.addUnlessNamed("level", firstOf(root, levelNames), root)
	}
	own := f.members
	if len(own) == 0 && !root.Get("input").Defined() {
		f.members = root.Members() // nothing to add or to change: no copy
		return f, nil
	}
	f.members = append(make([]document.Member, 0, len(own)+root.Len()), own...)
	for _, m := range root.Members() {
		key := m.Key.Text()
		if i := slices.IndexFunc(own, func(o document.Member) bool { return o.Key.Text() == key }); i >= 0 {
			if m.Value.Text() != own[i].Value.Text() {
				return f, malformed(reasonConflictingFields)
			}
			continue
		}
		if key == "input" {
			m.Value = sensitive(m.Value)
		}
		f.members = append(f.members, m)
	}
	return f, nil
}

func (f *logFields) add(key string, v document.Value) {
	f.members = append(f.members, document.Field(key, v))
}

// addUnlessNamed adds what the object has under another name.
func (f *logFields) addUnlessNamed(key string, v, root document.Value) {
	if v.Defined() && !root.Get(key).Defined() {
		f.add(key, v)
	}
}

func firstOf(root document.Value, names []string) document.Value {
	for _, name := range names {
		if v := root.Get(name); v.Defined() {
			return v
		}
	}
	return document.Value{}
}

// sensitive marks v and all below it.
func sensitive(v document.Value) document.Value {
	marked := v
	switch v.Kind() {
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, e := range v.Elements() {
			elements = append(elements, sensitive(e))
		}
		marked = document.ArrayValue(elements...).From(v)
	case document.Object:
		marked = mapMembers(v, func(_ string, v document.Value) document.Value { return sensitive(v) })
	}
	return marked.With(document.Sensitive)
}

// bad yields a line that is no record.
func (s *logStream) bad(number int, reason, detail string) error {
	s.malformed++
	return s.yieldMalformed(number, "", []document.Member{
		document.Field("reason", document.StringValue(reason)),
		document.Field("detail", document.StringValue(detail)),
	})
}

// outOfOrder yields, besides a record, that its time is earlier than one before it.
func (s *logStream) outOfOrder(record *Resource, number int, later document.Value) error {
	return s.yieldMalformed(number, ":order", []document.Member{
		document.Field("reason", document.StringValue(reasonOutOfOrder)),
		document.Field("detail", document.StringValue(reasonDetails[reasonOutOfOrder])),
		document.Field("logged_at", detached(record.Value.At("properties", "logged_at"))),
		document.Field("previous", later),
	})
}

// yieldMalformed yields what is wrong with a line. The line has no values to point at, and none of it is
// shown.
func (s *logStream) yieldMalformed(number int, suffix string, properties []document.Member) error {
	properties = append(properties,
		document.Field("format", document.StringValue(s.kind.format)),
		document.Field("line", document.NumberValue(strconv.Itoa(number))),
	)
	r := s.resource("MalformedRecord", number, suffix, document.ObjectValue(properties...))
	r.Line = number
	if !s.yield(r) {
		return errStopped
	}
	return nil
}

// summary returns the LogStream that describes the log as a whole.
func (s *logStream) summary() *Resource {
	count := func(n int) document.Value { return document.NumberValue(strconv.Itoa(n)) }
	levels := make([]document.Member, 0, len(s.levels))
	for level, n := range s.levels {
		levels = append(levels, document.Field(level, count(n)))
	}
	slices.SortFunc(levels, func(a, b document.Member) int { return strings.Compare(a.Key.Text(), b.Key.Text()) })
	properties := []document.Member{
		document.Field("kind_of", document.StringValue(s.kind.kindOf)),
		document.Field("uri", document.StringValue(s.path)),
		document.Field("records", count(s.records)),
		document.Field("malformed", count(s.malformed)),
		document.Field("out_of_order", count(s.times.outOfOrder)),
		document.Field("levels", document.ObjectValue(levels...)),
	}
	if s.times.first.Defined() {
		gap := strconv.FormatFloat(s.times.longest.Seconds(), 'f', -1, 64)
		properties = append(properties,
			document.Field("first", s.times.first),
			document.Field("last", s.times.last),
			document.Field("max_gap_seconds", document.NumberValue(gap)),
			document.Field("has_time_zone", document.BoolValue(s.times.zoneless == 0)),
		)
	}
	id := "LogStream/" + s.path
	return &Resource{
		Type: "LogStream", ID: id, Name: s.path,
		Value: document.ObjectValue(
			document.Field("type", document.StringValue("LogStream")),
			document.Field("id", document.StringValue(id)),
			document.Field("name", document.StringValue(s.path)),
			document.Field("properties", document.ObjectValue(properties...)),
		),
		File: s.path, Format: s.kind.format, Observed: true,
	}
}
