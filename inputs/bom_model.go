package inputs

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// addModel adds the model that a component is, and the data sets that its card describes on the spot.
func (b *bom) addModel(c document.Value) {
	name := b.name(c)
	card := b.object(c, "modelCard")
	parameters := b.object(card, "modelParameters")
	s := stated{}
	s.set("version", b.text(c, "version"))
	s.set("description", b.text(c, "description"))
	s.set("tags", b.texts(c, "tags"))
	s.set("artifact.digest", b.digest(c))
	s.set("artifact.files", b.files(c))
	s.set("base_models", b.ancestors(c, cyclonedxModelType))
	s.set("task", b.text(parameters, "task"))
	uses := b.texts(b.object(card, "considerations"), "useCases")
	s.set("intended_use", joinTexts(uses.Elements(), "; "))
	s.set("evaluation.metrics", b.metrics(b.object(card, "quantitativeAnalysis")))
	s.set("training_data", b.trainingData(name, parameters))
	extend(s, modelExtensions, b.properties(c))
	s.set("licence", b.licence(c))
	b.source(c, s)
	b.references(c, s)
	b.add(&cyclonedxModel, name, c, s)
}

// files returns the files that a model is in, which are components of their own below it, named by their paths. Those
// of a model in a model are its own.
func (b *bom) files(c document.Value) document.Value {
	var files []document.Value
	for _, below := range b.objects(c, "components") {
		if b.text(below, "type").Text() == "file" {
			files = append(files, describedFile(b.text(below, "name"), b.digest(below), below))
		}
		if b.text(below, "type").Text() != cyclonedxModelType {
			files = append(files, b.files(below).Elements()...)
		}
	}
	if len(files) == 0 {
		return document.Value{}
	}
	return document.ArrayValue(files...).From(c.Get("components"))
}

// describedFile is an element of artifact.files. A file without a digest stays one: nothing can match it.
func describedFile(uri, digest, at document.Value) document.Value {
	var members []document.Member
	if uri.Defined() {
		members = append(members, document.Field("uri", uri))
	}
	if digest.Defined() {
		members = append(members, document.Field("digest", digest))
	}
	return document.ObjectValue(members...).From(at)
}

// properties returns the properties of a component that people have added, without the namespaces of their names.
func (b *bom) properties(c document.Value) []document.Member {
	var entries []document.Member
	for _, p := range b.objects(c, "properties") {
		name, value := b.text(p, "name"), b.text(p, "value")
		key := name.Text()[strings.LastIndex(name.Text(), ":")+1:]
		entries = append(entries, document.Member{Key: document.StringValue(key).From(name), Value: value})
	}
	return entries
}

// trainingData returns the names of the data sets of a model card, and adds those that it describes itself.
func (b *bom) trainingData(model, parameters document.Value) document.Value {
	list := b.member(parameters, "datasets", document.Array)
	if !list.Defined() {
		return list
	}
	names := []document.Value{}
	for i, v := range b.elements(list, "datasets", document.Object) {
		ref := b.text(v, "ref")
		switch found := b.datasets[ref.Text()]; {
		case !ref.Defined():
			names = append(names, b.inline(model, v, i))
		case len(found) == 0:
			b.fail(ref, "name the bom-ref of a component of type data", "%q is the bom-ref of no data component", ref.Text())
		default:
			for _, name := range found {
				names = append(names, name.From(ref))
			}
		}
	}
	return document.ArrayValue(names...).From(list)
}

// inline adds a data set that a model card describes, and returns its name. Models that share one repeat it.
func (b *bom) inline(model, v document.Value, i int) document.Value {
	name := b.text(v, "name")
	if name.Text() == "" {
		name = document.StringValue(fmt.Sprintf("%s/datasets/%d", model.Text(), i)).From(v)
	}
	earlier, ok := b.described[cyclonedxInline.kind+"/"+name.Text()]
	if ok && string(earlier.AppendJSON(nil)) == string(v.AppendJSON(nil)) {
		return name
	}
	s := stated{}
	b.dataset(v, s)
	b.add(&cyclonedxInline, name, v, s)
	return name
}

// metrics returns the performance metrics that are numbers, by type and slice.
func (b *bom) metrics(analysis document.Value) document.Value {
	list := b.member(analysis, "performanceMetrics", document.Array)
	if !list.Defined() {
		return list
	}
	m := newMetrics()
	for _, v := range b.elements(list, "performanceMetrics", document.Object) {
		name := b.text(v, "type").Text()
		if slice := b.text(v, "slice").Text(); slice != "" {
			name += "/" + slice
		}
		m.add(name, b.member(v, "value", document.String, document.Number))
	}
	return m.object().From(list)
}

// source states where a component comes from, by its package URL, and by who published it where that does
// not say.
func (b *bom) source(c document.Value, s stated) {
	s.set("source.publisher", b.text(b.object(c, "manufacturer"), "name"))
	s.set("source.publisher", b.text(b.object(c, "supplier"), "name"))
	s.set("source.publisher", b.text(c, "publisher"))
	packageSource(b.text(c, "purl"), s)
}

// packageSource states what a package URL says of where a model comes from.
func packageSource(purl document.Value, s stated) {
	rest, ok := strings.CutPrefix(purl.Text(), "pkg:")
	if !ok {
		return
	}
	path, qualifiers, _ := strings.Cut(rest, "?")
	path, _, _ = strings.Cut(path, "#")
	registry, path, _ := strings.Cut(strings.TrimLeft(path, "/"), "/")
	if at := strings.LastIndex(path, "@"); at > 0 {
		path = path[:at]
	}
	place := func(text string) document.Value {
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
		return document.StringValue(text).From(purl)
	}
	if values, err := url.ParseQuery(qualifiers); err == nil && registry == "mlflow" && strings.Contains(values.Get("repository_url"), ".azureml.") {
		registry = "azureml"
	}
	s.set("source.registry", place(registry))
	namespace, name := "", path
	if i := strings.LastIndex(path, "/"); i >= 0 {
		namespace, name = path[:i], path[i+1:]
	}
	s.set("source.name", place(name))
	if namespace != "" {
		s.set("source.publisher", place(namespace))
	}
}

// references states what the external references of a component say.
func (b *bom) references(c document.Value, s stated) {
	for _, r := range b.objects(c, "externalReferences") {
		uri := b.text(r, "url")
		switch b.text(r, "type").Text() {
		case "distribution":
			s.set("artifact.uri", uri)
		case "digital-signature":
			s.set("artifact.signature", uri)
			s.set("artifact.signed", document.BoolValue(uri.Text() != "").From(uri))
		}
	}
}
