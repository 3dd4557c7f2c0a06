package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// SPDX reads SPDX 3.0 documents in JSON-LD, as the AI and Dataset profiles write them: an ai_AIPackage is a
// Model, a dataset_DatasetPackage a Dataset; relationships say what was trained on what.
//
// SPDX 2 is refused: it has no word for models and data sets, and reading nothing from it would look as if
// there were none.
var SPDX = Format{Name: spdxName, Detect: isSPDX, Read: readSPDX}

const spdxName = "spdx"

var spdxModel = profile{kind: "Model", called: "AI package", states: []string{
	"description", "version", "intended_use", "licence", "artifact.uri", "artifact.digest", "artifact.files", "source.registry", "source.publisher",
	"source.name", "training_data", "evaluation_data", "evaluation.metrics", "human_oversight.required", "base_models",
	"uses_sensitive_personal_data",
}}

var spdxDataset = profile{kind: "Dataset", called: "dataset package", states: []string{
	"description", "version", "classification", "sensitive_data", "contains_personal_data", "purposes", "created", "derived_from",
	"anonymisation.method", "storage.uri", "licence", "digest",
}}

func isSPDX(root document.Value) bool {
	if strings.HasPrefix(root.Get("spdxVersion").Text(), "SPDX-") {
		return true
	}
	contexts := root.Get("@context")
	for _, c := range append([]document.Value{contexts}, contexts.Elements()...) {
		if strings.Contains(c.Text(), "//spdx.org/rdf/") {
			return true
		}
	}
	return false
}

func readSPDX(f File) ([]*Resource, error) {
	return readDeclared(f, spdxName, func(d *declarations, root document.Value) {
		if version := root.Get("spdxVersion"); version.Defined() {
			d.fail(version, "write it as SPDX 3.0 with the AI and Dataset profiles, or exclude it", "%s has no word for models and data sets", version.Text())
			return
		}
		g := graph3{declarations: d, elements: map[string]document.Value{}, links: map[link3][]document.Value{}}
		g.read(root)
	})
}

// graph3 reads one SPDX 3 document.
type graph3 struct {
	*declarations
	elements map[string]document.Value  // by their ids
	links    map[link3][]document.Value // the ids that relationships lead to; those that lead back have a ^ before their type
}

// link3 is what relationships of a type lead away from.
type link3 struct{ kind, from string }

func (g *graph3) read(root document.Value) {
	graph := g.member(root, "@graph", document.Array)
	if !graph.Defined() {
		graph = document.ArrayValue(root)
	}
	all := g.elementsOf(graph)
	for _, e := range all {
		if strings.HasSuffix(g.text(e, "type").Text(), "Relationship") {
			g.relate(e)
		}
	}
	for _, e := range all {
		switch g.text(e, "type").Text() {
		case "ai_AIPackage":
			g.addModel(e)
		case "dataset_DatasetPackage":
			g.addDataset(e)
		case "":
			g.fail(e, "", "the element has no type")
		}
	}
}

// elementsOf returns the elements of a graph, and records them by their ids.
func (g *graph3) elementsOf(graph document.Value) []document.Value {
	all := g.declarations.elements(graph, "@graph", document.Object)
	for _, e := range all {
		id := g3ID(e)
		if _, ok := g.elements[id]; ok && id != "" {
			g.fail(e, "", "the id %s stands for two elements", id)
		}
		g.elements[id] = e
	}
	return all
}

// g3ID returns the id of an element; "" if it has none.
func g3ID(e document.Value) string {
	if id := e.Get("spdxId").Text(); id != "" {
		return id
	}
	return e.Get("@id").Text()
}

// relate records a relationship, from both ends.
func (g *graph3) relate(e document.Value) {
	kind, from := g.term(g.text(e, "relationshipType")).Text(), g.member(e, "from", document.String, document.Object)
	if kind == "" || !from.Defined() {
		g.fail(e, "", "the relationship has no relationshipType or no from")
		return
	}
	targets := []document.Value{e.Get("to")}
	if targets[0].Kind() == document.Array {
		targets = targets[0].Elements()
	}
	for _, to := range targets {
		if !g.is(to, "to", document.String, document.Object) || strings.HasSuffix(reference3(to), "NoAssertionElement") {
			continue
		}
		g.link(kind, from, to)
		g.link("^"+kind, to, from)
	}
}

func (g *graph3) link(kind string, from, to document.Value) {
	at := link3{kind, reference3(from)}
	g.links[at] = append(g.links[at], to)
}

// reference3 returns the id that a value refers to, be it the id or the element itself.
func reference3(v document.Value) string {
	if v.Kind() == document.String {
		return v.Text()
	}
	return g3ID(v)
}

// follow returns the element that a value refers to; undefined if it is in another document.
func (g *graph3) follow(v document.Value) document.Value {
	if v.Kind() == document.Object {
		return v
	}
	return g.elements[v.Text()]
}

// term returns a word of the vocabulary, which may be written as an IRI.
func (g *graph3) term(v document.Value) document.Value {
	text := v.Text()
	if i := strings.LastIndexAny(text, "/#"); i >= 0 {
		return document.StringValue(text[i+1:]).From(v)
	}
	return v
}
