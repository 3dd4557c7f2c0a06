package inputs

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Descriptor is tipstaff's own format: YAML or JSON documents with apiVersion tipstaff/v1, each of which
// describes a Dataset, Model, Pipeline, AccessRequest, LogStream, Agent or Group under spec.
//
// Every document is validated against descriptor.schema.json and the schema of its kind. All that is wrong
// with a file is reported at once, each with its place; a file with one error yields no resources. The spec
// becomes the properties, the labels become tags, and annotations stay behind.
var Descriptor = Format{Name: descriptorName, Detect: isDescriptor, Read: readDescriptors}

const descriptorName = "descriptor"

func isDescriptor(root document.Value) bool {
	return isDescriptorVersion(root.Get("apiVersion").Text())
}

// isDescriptorVersion also recognises misspellings and versions to come, so that they are an error and not
// taken for Kubernetes.
func isDescriptorVersion(apiVersion string) bool {
	group, _, _ := strings.Cut(apiVersion, "/")
	return strings.EqualFold(group, "tipstaff")
}

func readDescriptors(f File) ([]*Resource, error) {
	schema, err := compiledDescriptorSchema()
	if err != nil {
		return nil, fmt.Errorf("compile the descriptor schema: %w", err)
	}
	var resources []*Resource
	var errs []error
	first := map[string]*document.Document{}
	for _, doc := range f.Documents {
		wrong := descriptorErrors(schema, doc)
		errs = append(errs, wrong...)
		if len(wrong) > 0 {
			continue
		}
		r := descriptorResource(f.Path, doc)
		if earlier, ok := first[r.ID]; ok {
			errs = append(errs, describedTwice(r, earlier))
			continue
		}
		first[r.ID] = doc
		resources = append(resources, r)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return resources, nil
}

// descriptorResource turns a valid document into a resource.
func descriptorResource(path string, doc *document.Document) *Resource {
	root := doc.Root
	kind, name := root.Get("kind"), root.At("metadata", "name")
	id := kind.Text() + "/" + name.Text()
	members := []document.Member{
		document.Field("type", kind),
		document.Field("id", document.StringValue(id).From(name)),
		document.Field("name", name),
		document.Field("api_version", root.Get("apiVersion")),
		document.Field("properties", sensitiveEnvironment(root.Get("spec"), "environment")),
	}
	if labels := root.At("metadata", "labels"); labels.Defined() {
		members = append(members, document.Field("tags", labels))
	}
	return &Resource{
		Type: kind.Text(), ID: id, Name: name.Text(),
		Value:    document.ObjectValue(members...).From(root),
		Document: doc, Node: root.Node(),
		File: path, Format: descriptorName,
	}
}

// describedTwice is the error for a second description of a resource in one file.
func describedTwice(r *Resource, earlier *document.Document) *Error {
	hint := "remove one of the two, or give it another name"
	if span, ok := earlier.Span(earlier.Root.Node()); ok {
		hint = fmt.Sprintf("the other is at line %d; %s", span.Start.Line, hint)
	}
	return &Error{Document: r.Document, Node: r.Node, Reason: r.ID + " is described twice in this file", Hint: hint}
}
