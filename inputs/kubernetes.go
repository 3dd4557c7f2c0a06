package inputs

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Kubernetes reads manifests and what kubectl prints: YAML or JSON documents with apiVersion and kind. Lists
// are flattened, however they are nested, so that one object is one resource whatever file it came in.
//
// Objects of types that run pods, of Kubernetes and of what trains and serves models on it, also have pods: all their
// pods in the same shape, {metadata, spec}, wherever the type has them. The table of workloads says where that is.
//
// The type is the kind ("Pod") or group/kind ("apps/Deployment"), exactly as written: "pod" is not a Pod.
// The properties are the object without apiVersion and kind. Of a Secret only the keys are kept; its values
// are gone before any policy sees them. Where the API server would refuse an object because an attribute
// has the wrong type, Read refuses it too: a rule that looks for a list finds nothing in a string. It says
// what is wrong with every object of a file at once.
//
// YAML must have been decoded by [document.Kubernetes]. By any other schema "hostNetwork: yes" is a string,
// and refused.
var Kubernetes = Format{Name: kubernetesName, Detect: isManifest, Read: readManifests}

const kubernetesName = "kubernetes"

// notManifests are kinds of configuration that look like Kubernetes objects but are never in a cluster: by
// group, or by the end of the group's name.
var notManifests = []string{".config.k8s.io", "audit.k8s.io", "kubeadm.k8s.io", "kind.x-k8s.io"}

func isManifest(root document.Value) bool {
	apiVersion, kind := root.Get("apiVersion"), root.Get("kind")
	if apiVersion.Kind() != document.String || kind.Kind() != document.String {
		return false
	}
	if isDescriptorVersion(apiVersion.Text()) || isContract(kind.Text(), apiVersion.Text()) || apiVersion.Text() == "v1" && kind.Text() == "Config" {
		return false
	}
	group, _, _ := strings.Cut(apiVersion.Text(), "/")
	for _, end := range notManifests {
		if strings.HasSuffix(group, end) {
			return false
		}
	}
	return true
}

func readManifests(f File) ([]*Resource, error) {
	m := manifests{path: f.Path, lines: map[string]int{}, generated: map[string]int{}, braces: bytes.Contains(f.Bytes, []byte("{{"))}
	for _, doc := range f.Documents {
		m.doc = doc
		m.collect(doc.Root, typeMeta{})
	}
	if len(m.errs) > 0 {
		return nil, errors.Join(m.errs...)
	}
	return m.resources, nil
}

// manifests collects the resources of one file.
type manifests struct {
	path      string
	doc       *document.Document
	resources []*Resource
	errs      []error
	braces    bool           // whether the file has what may be template expressions
	lines     map[string]int // where each id was described
	generated map[string]int // how many objects have each id with a generated name
}

// typeMeta is what an object is; both are strings.
type typeMeta struct{ apiVersion, kind document.Value }

// collect adds an object or the items of a list, or what is wrong with it.
func (m *manifests) collect(v document.Value, listed typeMeta) {
	if err := m.add(v, listed); err != nil {
		m.errs = append(m.errs, err)
	}
}

// add adds an object, or the items of a list. listed is what the items of the list around v are, if it says.
func (m *manifests) add(v document.Value, listed typeMeta) error {
	t, err := m.typeOf(v, listed)
	if err != nil {
		return err
	}
	items := v.Get("items")
	if of, ok := listOf(t.kind.Text()); ok && (of == "" || items.Defined()) {
		return m.addItems(v, items, t, of)
	}
	return m.addObject(v, t)
}

// listOf reports whether a kind is a list, and of which kind; "" is a list of anything.
func listOf(kind string) (string, bool) {
	end := len(kind) - len("List")
	if end < 0 || !strings.EqualFold(kind[end:], "List") {
		return "", false
	}
	return kind[:end], true
}

func (m *manifests) addItems(v, items document.Value, list typeMeta, of string) error {
	switch items.Kind() {
	case document.Undefined:
		return m.fail(v, "list the objects under items, or remove the list", "a %s without items", list.kind.Text())
	case document.Null, document.Array:
	default:
		return m.fail(items, "", "items must be an array, it is %s", article(items.Kind().String()))
	}
	var listed typeMeta
	if of != "" {
		listed = typeMeta{list.apiVersion, document.StringValue(of).From(list.kind)}
	}
	for _, item := range items.Elements() {
		m.collect(item, listed)
	}
	return nil
}

// typeOf reads what v is. An item of a typed list need not say it.
func (m *manifests) typeOf(v document.Value, listed typeMeta) (typeMeta, error) {
	if v.Kind() != document.Object {
		return typeMeta{}, m.fail(v, "", "a Kubernetes object must be an object, it is %s", article(v.Kind().String()))
	}
	t := listed
	for _, field := range []struct {
		name string
		to   *document.Value
	}{{"apiVersion", &t.apiVersion}, {"kind", &t.kind}} {
		if given := v.Get(field.name); given.Defined() {
			*field.to = given
		}
		if !field.to.Defined() {
			return t, m.fail(v, "every object and every item of a List says what it is", "there is no %s", field.name)
		}
		if err := m.text(*field.to, field.name); err != nil {
			return t, err
		}
	}
	if !validVersion(t.apiVersion.Text()) {
		return t, m.fail(t.apiVersion, "write VERSION or GROUP/VERSION", "%q is not an apiVersion", t.apiVersion.Text())
	}
	if strings.ContainsAny(t.kind.Text(), "/ .") {
		return t, m.fail(t.kind, "the group belongs into apiVersion", "%q is not a kind", t.kind.Text())
	}
	return t, nil
}

func validVersion(s string) bool {
	group, version, grouped := strings.Cut(s, "/")
	return group != "" && (version != "") == grouped && !strings.ContainsAny(version, "/") && !strings.ContainsAny(s, " \t\n")
}

// text checks that v is a string that names something.
func (m *manifests) text(v document.Value, name string) error {
	switch s := v.Text(); {
	case v.Kind() != document.String:
		return m.fail(v, retypeHint(v.Kind().String(), "string"), "%s must be a string, it is %s", name, article(v.Kind().String()))
	case s == "":
		return m.fail(v, "", "%s is empty", name)
	case strings.Contains(s, "{{"):
		return m.fail(v, "render it first, as with: helm template", "%s is a template expression", name)
	}
	return nil
}

// fail is the error for v.
func (m *manifests) fail(v document.Value, hint, reason string, args ...any) error {
	return &Error{Document: m.doc, Node: v.Node(), Reason: fmt.Sprintf(reason, args...), Hint: hint}
}
