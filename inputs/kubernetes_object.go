package inputs

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// addObject adds one object that is no list.
func (m *manifests) addObject(v document.Value, t typeMeta) error {
	typeName := t.kind.Text()
	if group, _, ok := strings.Cut(t.apiVersion.Text(), "/"); ok {
		typeName = group + "/" + typeName
	}
	properties := objectProperties(v)
	if wrong := retyped(manifestSchema(typeName), properties); wrong != nil {
		return m.mistyped(*wrong)
	}
	id, name, err := m.identify(v, t)
	if err != nil {
		return err
	}
	if m.braces {
		if err := m.templated(properties); err != nil {
			return err
		}
	}
	if strings.EqualFold(t.kind.Text(), "Secret") {
		properties = withoutSecrets(properties)
	}
	properties = withoutCopy(sensitiveEnvironment(properties, "env"))
	pods, workload, err := m.pods(typeName, properties)
	if err != nil {
		return err
	}
	members := []document.Member{
		document.Field("type", document.StringValue(typeName).From(t.kind)),
		document.Field("id", document.StringValue(id).From(name)),
		document.Field("name", name),
		document.Field("api_version", t.apiVersion),
		document.Field("kind", t.kind),
		document.Field("properties", properties),
	}
	if workload {
		members = append(members, document.Field("pods", pods))
	}
	if labels := v.At("metadata", "labels"); labels.Kind() == document.Object {
		members = append(members, document.Field("tags", labels))
	}
	m.resources = append(m.resources, &Resource{
		Type: typeName, ID: id, Name: name.Text(),
		Value:    document.ObjectValue(members...).From(v),
		Document: m.doc, Node: v.Node(),
		File: m.path, Format: kubernetesName,
		Observed: v.At("metadata", "uid").Defined(),
	})
	return nil
}

// mistyped is the error for an attribute that is of another type than it must be.
func (m *manifests) mistyped(wrong mismatch) error {
	got := wrong.at.Kind().String()
	return m.fail(wrong.at, retypeHint(got, wrong.want), "%s must be %s, it is %s", fieldName(wrong.location), article(wrong.want), article(got))
}

// objectProperties returns an object without what stands beside the properties.
func objectProperties(v document.Value) document.Value {
	members := make([]document.Member, 0, v.Len())
	for _, f := range v.Members() {
		if key := f.Key.Text(); key != "apiVersion" && key != "kind" {
			members = append(members, f)
		}
	}
	return document.ObjectValue(members...).From(v)
}

// identify returns the id and the name of an object. A name that the server completes ends in "*", and from
// the second on in "*#2".
func (m *manifests) identify(v document.Value, t typeMeta) (string, document.Value, error) {
	metadata := v.Get("metadata")
	name, namespace := metadata.Get("name"), metadata.Get("namespace")
	prefix := metadata.Get("generateName")
	if absent(name) && absent(prefix) {
		if absent(metadata) {
			metadata = v
		}
		return "", name, m.fail(metadata, "", "%s has no metadata.name", t.kind.Text())
	}
	parts := []string{t.apiVersion.Text(), t.kind.Text()}
	if !absent(namespace) {
		if err := m.pathPart(namespace, "metadata.namespace"); err != nil {
			return "", name, err
		}
		parts = append(parts, namespace.Text())
	}
	generated := absent(name)
	if generated {
		name = prefix
	}
	if err := m.pathPart(name, "metadata.name"); err != nil {
		return "", name, err
	}
	id := strings.Join(append(parts, name.Text()), "/")
	if generated {
		return m.generatedID(id), name, nil
	}
	return id, name, m.describedOnce(id, v)
}

func absent(v document.Value) bool { return !v.Defined() || v.Kind() == document.Null }

// pathPart checks a string that becomes a part of an id.
func (m *manifests) pathPart(v document.Value, name string) error {
	if err := m.text(v, name); err != nil {
		return err
	}
	if strings.ContainsAny(v.Text(), "/%") {
		return m.fail(v, "", "%s must not contain / or %%", name)
	}
	return nil
}

func (m *manifests) generatedID(id string) string {
	id += "*"
	if m.generated[id]++; m.generated[id] > 1 {
		return fmt.Sprintf("%s#%d", id, m.generated[id])
	}
	return id
}

// describedOnce records where an id is described, and refuses a second description: which of the two ends up
// in the cluster depends on who applies them.
func (m *manifests) describedOnce(id string, v document.Value) error {
	line, ok := m.lines[id]
	if !ok {
		span, _ := m.doc.Span(v.Node())
		m.lines[id] = span.Start.Line
		return nil
	}
	return m.fail(v, fmt.Sprintf("the other is at line %d; remove one of the two", line), "%s is described twice in this file", id)
}
