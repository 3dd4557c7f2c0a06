package inputs

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// ModelCard reads the model cards of Hugging Face: Markdown whose front matter says what the model is. It is
// told from other front matter by keys that only model cards have. The text below is not read.
//
// A card has no name of its own; without model_name or a model-index the model is called what the folder of
// the card is called.
var ModelCard = Format{Name: modelCardName, Matter: true, Detect: isModelCard, Read: readModelCards}

const modelCardName = "model-card"

var cardModel = profile{kind: "Model", called: "model", states: []string{
	"licence", "training_data", "base_models", "tags", "task", "library", "evaluation.metrics",
}}

// cardKeys are keys of model cards that nothing else has in its front matter.
var cardKeys = []string{"pipeline_tag", "library_name", "base_model", "base_model_relation", "model-index", "model_name", "license_name"}

// datasetCardKeys are those of the cards of data sets, which may have some of the former.
var datasetCardKeys = []string{"dataset_info", "task_categories", "size_categories", "annotations_creators"}

// isModelCard also takes a licence beside data sets for a card.
func isModelCard(root document.Value) bool {
	has := func(key string) bool { return root.Get(key).Defined() }
	if slices.ContainsFunc(datasetCardKeys, has) || root.Get("apiVersion").Defined() {
		return false
	}
	return slices.ContainsFunc(cardKeys, has) || has("license") && has("datasets")
}

// mayBeCard reports whether a file that cannot be read is a model card by one of the lines of its front matter.
func mayBeCard(text []byte) bool {
	front, err := frontMatter(text)
	if err != nil {
		front = text
	}
	for line := range bytes.Lines(front) {
		key, _, ok := bytes.Cut(line, []byte(":"))
		if ok && slices.Contains(cardKeys, string(bytes.Trim(key, `"'`))) {
			return true
		}
	}
	return false
}

// frontMatter returns what stands before the second line of three dashes. It stays at the start of the file, so
// that places in it are places in the file.
func frontMatter(text []byte) ([]byte, error) {
	at, number := 0, 0
	for line := range bytes.Lines(text) {
		number++
		if number > 1 && string(bytes.TrimRight(line, " \t\r\n")) == "---" {
			return text[:at], nil
		}
		at += len(line)
	}
	return nil, &document.SyntaxError{
		Position: document.Position{Line: 1, Column: 1}, Reason: "the front matter has no end", Hint: "end it with a line of three dashes",
	}
}

func readModelCards(f File) ([]*Resource, error) {
	return readDeclared(f, modelCardName, func(d *declarations, root document.Value) {
		if !d.is(root, "the front matter", document.Object) {
			return
		}
		s := stated{}
		s.set("licence", cardLicence(d, root))
		s.set("training_data", d.textOrTexts(root, "datasets"))
		s.set("base_models", d.textOrTexts(root, "base_model"))
		s.set("tags", d.textOrTexts(root, "tags"))
		s.set("task", d.text(root, "pipeline_tag"))
		s.set("library", d.text(root, "library_name"))
		s.set("format", cardFormat(s["tags"]))
		name := cardName(d, root, f.Path)
		cardResults(d, root, s)
		d.add(&cardModel, name, root, s)
	})
}

// cardLicence returns the licence; "other" has a name of its own.
func cardLicence(d *declarations, root document.Value) document.Value {
	licence, name := joinTexts(d.textOrTexts(root, "license").Elements(), " AND "), d.text(root, "license_name")
	if strings.EqualFold(licence.Text(), "other") && name.Defined() {
		return name
	}
	return licence
}

// cardFormats are the tags that name file formats, with those that hold code first: a model that comes in
// several is as safe as the worst of them.
var cardFormats = []struct{ tag, format string }{
	{"pickle", "pickle"},
	{"joblib", "joblib"},
	{"skops", "other"},
	{"pytorch", "pytorch"},
	{"keras", "keras"},
	{"tf", "savedmodel"},
	{"onnx", "onnx"},
	{"gguf", "gguf"},
	{"safetensors", "safetensors"},
}

func cardFormat(tags document.Value) document.Value {
	for _, f := range cardFormats {
		for _, tag := range tags.Elements() {
			if strings.EqualFold(tag.Text(), f.tag) {
				return document.StringValue(f.format).From(tag)
			}
		}
	}
	return document.Value{}
}

// cardName returns what the model is called.
func cardName(d *declarations, root document.Value, file string) document.Value {
	if name := d.text(root, "model_name"); name.Text() != "" {
		return name
	}
	for _, m := range d.objects(root, "model-index") {
		if name := d.text(m, "name"); name.Text() != "" {
			return name
		}
	}
	return document.StringValue(folderName(file)).From(root)
}

// folderName returns the name of the folder that a file is in, or that of the file if it is in none.
func folderName(file string) string {
	if folder := path.Base(path.Dir(file)); folder != "." && folder != "/" && folder != ".." {
		return folder
	}
	return path.Base(file)
}

// cardResults states the results of evaluations, by data set and metric.
func cardResults(d *declarations, root document.Value, s stated) {
	list := root.Get("model-index")
	if list.Kind() != document.Array {
		return
	}
	m := newMetrics()
	var tested []document.Value
	for _, model := range d.objects(root, "model-index") {
		for _, result := range d.objects(model, "results") {
			dataset := d.text(d.object(result, "dataset"), "name")
			if dataset.Defined() {
				tested = append(tested, dataset)
			}
			for _, metric := range d.objects(result, "metrics") {
				name := d.text(metric, "name")
				if !name.Defined() {
					name = d.text(metric, "type")
				}
				m.add(name.Text(), d.member(metric, "value", document.Number, document.String, document.Object, document.Array))
			}
		}
	}
	s.set("evaluation.metrics", m.object().From(list))
	s.set("evaluation_data", document.ArrayValue(tested...).From(list))
}
