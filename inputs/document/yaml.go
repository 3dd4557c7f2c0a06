package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"gopkg.in/yaml.v3"
)

// Schema says which scalars a YAML parser resolves to what.
type Schema int

const (
	// Core is the YAML 1.2 core schema as JSON types: true and false are the only booleans, 0o17 and 0xF are
	// integers, 010 is ten, and dates stay strings. Keys must be strings.
	Core Schema = iota
	// Kubernetes is what kubectl and the API server read (sigs.k8s.io/yaml, YAML 1.1): yes, on and y are
	// true, 010 is eight, and numbers and booleans as keys become strings.
	Kubernetes
)

// maxYAML bounds a YAML file below [Limits].Bytes: a syntax tree takes up to a hundred times its text.
const maxYAML = 16 << 20

// ParseYAML decodes every YAML document in b by the given schema. Documents that are empty or only comments
// are left out, but count for the index of those behind them. The documents keep b, which must not change
// afterwards. An error is a [*SyntaxError], and then there are no documents at all.
//
// Refused, besides what is not YAML: duplicate keys, keys that are not scalars, tags other than those of
// the JSON types, infinities and NaN, an alias into itself or to another document's anchor, and more
// expansion of aliases than the limits allow. Merge keys (<<) are resolved; explicit keys win.
func ParseYAML(b []byte, limits Limits, schema Schema) ([]*Document, error) {
	return ParseEachYAML(b, limits, func(Header) Schema { return schema })
}

// Header is what is known of a YAML document before a schema is chosen for it: the top-level keys whose
// values are strings in every schema.
type Header map[string]string

// ParseEachYAML decodes as [ParseYAML] does, each document by the schema that choose returns for it.
func ParseEachYAML(b []byte, limits Limits, choose func(Header) Schema) ([]*Document, error) {
	f, err := newYAMLFile(b, limits, choose)
	if err != nil {
		return nil, err
	}
	if docs, ok := f.fast(); ok {
		return docs, nil
	}
	return f.slow()
}

func newYAMLFile(b []byte, limits Limits, choose func(Header) Schema) (*yamlFile, error) {
	limits = limits.OrDefault()
	limits.Bytes = min(limits.Bytes, maxYAML)
	if err := limits.size(b); err != nil {
		return nil, err
	}
	text, err := Text(b)
	if err != nil {
		return nil, err
	}
	if err := checkCharacters(text); err != nil {
		return nil, err
	}
	return &yamlFile{b: text, limits: limits, choose: choose, bangs: hasLoneBang(text)}, nil
}

// slow returns the documents of f by way of their syntax trees.
func (f *yamlFile) slow() ([]*Document, error) {
	var docs []*Document
	err := f.each(func(index int, root *yaml.Node) error {
		if isEmpty(root) && !(f.bangs && f.tagged(root)) {
			return nil
		}
		c := f.converter(root)
		v, err := c.value(root)
		if err != nil {
			return err
		}
		docs = append(docs, &Document{Root: v, Index: index, source: f})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return docs, nil
}

// yamlFile is the text of a YAML file, with the places of its nodes once one is asked for.
type yamlFile struct {
	b      []byte
	limits Limits
	choose func(Header) Schema

	bangs bool       // b may hold a lone !
	lines *lineTable // made on demand

	once   sync.Once
	tables map[int]*spanTable // by index of the document
}

// each calls do with the root of every document of the file, until one is refused.
func (f *yamlFile) each(do func(index int, root *yaml.Node) error) (err error) {
	defer func() {
		if r := recover(); r != nil { // the parser is not ours: whatever happens in it is bad input
			err = &SyntaxError{Position{1, 1}, fmt.Sprintf("the YAML parser gave up: %v", r), ""}
		}
	}()
	d := yaml.NewDecoder(bytes.NewReader(f.b))
	for index := 0; ; index++ {
		var doc yaml.Node
		switch err := d.Decode(&doc); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return yamlMistake(f.b, err, marksOf(d))
		case index == f.limits.Documents:
			return &SyntaxError{Position{doc.Line, doc.Column}, fmt.Sprintf("more than %d documents in one file", index), ""}
		case doc.Kind != yaml.DocumentNode || len(doc.Content) != 1:
			return &SyntaxError{Position{max(doc.Line, 1), max(doc.Column, 1)}, "not a YAML document", ""}
		}
		if err := do(index, doc.Content[0]); err != nil {
			return err
		}
	}
}

// header collects the strings at the top of a document.
func header(root *yaml.Node) Header {
	h := Header{}
	for i := 0; root.Kind == yaml.MappingNode && i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if key.Kind == yaml.ScalarNode && value.Kind == yaml.ScalarNode && kubernetesScalar(value.Value).Kind() == String {
			h[key.Value] = value.Value
		}
	}
	return h
}

// isEmpty reports whether the root of a document is nothing at all, not even a null.
func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style == 0 && n.Anchor == ""
}
