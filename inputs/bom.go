package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// CycloneDX reads bills of materials in JSON, versions 1.x. A component of type machine-learning-model is a
// Model, one of type data a Dataset for each entry of its data, wherever in the tree it is. A data set that a
// model card describes on the spot is a Dataset too. Components of type file below a model are the files it is in.
// Other components are no resources.
//
// The XML form is refused: it has to be converted.
var CycloneDX = Format{Name: cyclonedxName, Detect: isCycloneDX, Read: readCycloneDX}

const cyclonedxName = "cyclonedx"

// The types of components that are resources.
const (
	cyclonedxModelType = "machine-learning-model"
	cyclonedxDataType  = "data"
)

// cyclonedxOtherTypes are those of which nothing is judged.
var cyclonedxOtherTypes = []string{
	"application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file",
	"cryptographic-asset",
}

var cyclonedxModel = profile{kind: "Model", called: "model", states: []string{
	"description", "version", "intended_use", "licence", "artifact.uri", "artifact.digest", "artifact.signed", "artifact.signature", "artifact.files",
	"source.registry", "source.publisher", "source.name", "training_data", "evaluation.metrics", "base_models", "task", "tags",
}}

// cyclonedxInline is what a model card can say of a data set.
var cyclonedxInline = profile{kind: "Dataset", called: "data set", states: []string{
	"description", "owner", "steward", "classification", "sensitive_data", "storage.uri",
}}

// cyclonedxData is what a component can say of one.
var cyclonedxData = profile{
	kind: "Dataset", called: "data component",
	states: append([]string{"version", "licence", "digest", "tags", "derived_from"}, cyclonedxInline.states...),
}

func isCycloneDX(root document.Value) bool {
	return strings.EqualFold(root.Get("bomFormat").Text(), "CycloneDX")
}

func readCycloneDX(f File) ([]*Resource, error) {
	return readDeclared(f, cyclonedxName, func(d *declarations, root document.Value) {
		b := bom{declarations: d, named: map[string]int{}, datasets: map[string][]document.Value{}, models: map[string]document.Value{}}
		b.read(root)
	})
}

// bom reads one bill of materials.
type bom struct {
	*declarations
	components []document.Value            // models and data, in document order
	named      map[string]int              // how many of them have a type and name
	datasets   map[string][]document.Value // the names of the datasets that a bom-ref stands for
	models     map[string]document.Value   // the name of the model that one stands for
}

func (b *bom) read(root document.Value) {
	version := b.text(root, "specVersion")
	if !strings.HasPrefix(version.Text(), "1.") {
		b.fail(orPlace(version, root), "convert it to version 1.6", "this is not version 1 of CycloneDX")
		return
	}
	b.collect(b.object(b.object(root, "metadata"), "component"))
	for _, c := range b.objects(root, "components") {
		b.collect(c)
	}
	for _, c := range b.components {
		b.register(c)
	}
	for _, c := range b.components {
		if c.Get("type").Text() == cyclonedxModelType {
			b.addModel(c)
		} else {
			b.addData(c)
		}
	}
}

// collect takes in a component and those below it.
func (b *bom) collect(c document.Value) {
	if c.Kind() != document.Object {
		return
	}
	switch kind := b.text(c, "type"); {
	case kind.Text() == cyclonedxModelType, kind.Text() == cyclonedxDataType:
		b.components = append(b.components, c)
		b.named[b.key(c)]++
	case !slices.Contains(cyclonedxOtherTypes, kind.Text()):
		b.fail(orPlace(kind, c), "models are of type "+cyclonedxModelType+", data sets of type "+cyclonedxDataType, "%q is no type of component", kind.Text())
	}
	for _, below := range b.objects(c, "components") {
		b.collect(below)
	}
}

func (b *bom) key(c document.Value) string { return c.Get("type").Text() + "/" + c.Get("name").Text() }

// name returns what a component is called; with its version where another one has the same name.
func (b *bom) name(c document.Value) document.Value {
	name, version := b.text(c, "name"), b.text(c, "version")
	if b.named[b.key(c)] < 2 || version.Text() == "" {
		return name
	}
	return document.StringValue(name.Text() + "@" + version.Text()).From(name)
}

// register records what the bom-ref of a component stands for.
func (b *bom) register(c document.Value) {
	ref := b.text(c, "bom-ref").Text()
	if ref == "" {
		return
	}
	if len(b.datasets[ref]) > 0 || b.models[ref].Defined() {
		b.fail(c.Get("bom-ref"), "", "the bom-ref %q stands for two components", ref)
		return
	}
	if c.Get("type").Text() == cyclonedxModelType {
		b.models[ref] = b.name(c)
		return
	}
	for _, entry := range b.entries(c) {
		b.datasets[ref] = append(b.datasets[ref], b.entryName(c, entry))
	}
}
