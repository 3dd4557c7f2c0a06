package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// MLmodel reads the files named MLmodel that MLflow keeps beside a model: in which flavours it can be loaded,
// by what, and what a call takes and returns. The flavours say what file format the artefact has; one that
// loads a pickle makes it one.
//
// What MLflow has no place for people put into metadata: the risk class, the owner and the licence are taken from
// there.
//
// The signature is JSON in strings. It is read, and what it holds stands where its string does.
var MLmodel = Format{Name: mlmodelName, Detect: isMLmodel, Read: readMLmodels}

const (
	mlmodelName = "mlmodel"
	mlmodelFile = "MLmodel"
)

var mlflowModel = profile{kind: "Model", called: "model", states: []string{
	"artifact.uri", "library", "source.run", "loader.module", "loader.model", "loader.code", "input_columns", "output_columns",
}}

func isMLmodel(root document.Value) bool {
	if root.Get("flavors").Kind() != document.Object {
		return false
	}
	return slices.ContainsFunc([]string{"mlflow_version", "model_uuid", "run_id", "artifact_path", "utc_time_created", "model_id"},
		func(key string) bool { return root.Get(key).Defined() }) || root.At("flavors", "python_function").Defined()
}

func readMLmodels(f File) ([]*Resource, error) {
	return readDeclared(f, mlmodelName, func(d *declarations, root document.Value) {
		s := stated{}
		s.set("source.run", d.text(root, "run_id"))
		extend(s, modelExtensions, d.object(root, "metadata").Members())
		flavors := d.object(root, "flavors")
		if !flavors.Defined() {
			d.fail(root, "", "the model has no flavors")
			return
		}
		for _, m := range flavors.Members() {
			if d.is(m.Value, "flavors."+m.Key.Text(), document.Object) {
				flavour(d, m.Key, m.Value, s)
			}
		}
		signature := d.object(root, "signature")
		s.set("input_columns", signatureColumns(d, signature, "inputs"))
		s.set("output_columns", signatureColumns(d, signature, "outputs"))
		name := d.text(root, "artifact_path")
		if text := name.Text(); text == "" || text == "model" || strings.Contains(text, "/") {
			name = document.StringValue(folderName(f.Path)).From(orPlace(name, root))
		}
		d.add(&mlflowModel, name, root, s)
	})
}

// flavourFormats are the file formats that flavours imply whatever else they say.
var flavourFormats = map[string]string{"onnx": "onnx", "pytorch": "pytorch", "keras": "keras", "tensorflow": "savedmodel"}

// worstFormats are formats with those that hold code first.
var worstFormats = []string{"pickle", "joblib", "pytorch", "keras", "savedmodel", "other", "onnx", "gguf", "safetensors"}

// flavour states what one flavour says. Of several, the format is the one that is least safe to load.
func flavour(d *declarations, key, v document.Value, s stated) {
	format := document.Value{}
	if known := flavourFormats[key.Text()]; known != "" {
		format = document.StringValue(known).From(v)
	}
	for _, name := range []string{"model_path", "data", "model_data", "pickled_model", "python_model"} {
		file := d.text(v, name)
		if !file.Defined() {
			continue
		}
		s.set("artifact.uri", file)
		if name == "pickled_model" || name == "python_model" || strings.HasSuffix(file.Text(), ".pkl") {
			format = document.StringValue("pickle").From(file)
		}
	}
	if strings.Contains(d.text(v, "serialization_format").Text(), "pickle") {
		format = document.StringValue("pickle").From(v.Get("serialization_format"))
	}
	if known := s["format"]; format.Defined() && (!known.Defined() || slices.Index(worstFormats, format.Text()) < slices.Index(worstFormats, known.Text())) {
		s.set("format", format)
	}
	s.set("loader.code", d.text(v, "code"))
	if key.Text() != "python_function" {
		s.set("library", key.From(v))
		return
	}
	s.set("loader.module", d.text(v, "loader_module"))
	s.set("loader.model", d.text(v, "python_model"))
}

// signatureColumns returns the columns that a part of the signature describes.
func signatureColumns(d *declarations, signature document.Value, key string) document.Value {
	text := d.text(signature, key)
	if !text.Defined() {
		return text
	}
	doc, err := document.ParseJSON([]byte(text.Text()), document.DefaultLimits, nil)
	if err != nil {
		d.fail(text, "it is a JSON text in a string", "signature.%s cannot be read: %v", key, err)
		return document.Value{}
	}
	if doc.Root.Kind() != document.Array {
		d.fail(text, "", "signature.%s must be a list", key)
		return document.Value{}
	}
	columns := make([]document.Value, 0, doc.Root.Len())
	for _, c := range doc.Root.Elements() {
		columns = append(columns, signatureColumn(c, text))
	}
	return document.ArrayValue(columns...).From(text)
}

// signatureColumn returns a column or tensor of a signature, at the place of its string.
func signatureColumn(c, at document.Value) document.Value {
	members := []document.Member{}
	kind := c.Get("type")
	if kind.Text() == "tensor" {
		kind = c.At("tensor-spec", "dtype")
	}
	for _, m := range []document.Member{
		document.Field("name", c.Get("name")), document.Field("type", kind), document.Field("required", c.Get("required")),
	} {
		if !absent(m.Value) {
			members = append(members, document.Field(m.Key.Text(), m.Value.From(at)))
		}
	}
	return document.ObjectValue(members...).From(at)
}
