package artifact

import (
	"slices"
	"strconv"
)

// external is a file beside a model that holds a tensor of it.
type external struct {
	tensor, path, member string
	outside              bool // it is not below the directory of the model
}

// domain is a set of operators that a model uses.
type domain struct {
	name, member string
	custom       bool // it is none of ONNX itself
}

// onnxDomains are the domains of ONNX itself.
var onnxDomains = map[string]bool{"": true, "ai.onnx": true, "ai.onnx.ml": true, "ai.onnx.preview": true, "ai.onnx.preview.training": true, "ai.onnx.training": true}

func (w *walker) domain(name string) {
	d := domain{name: printable(name), member: w.at.member, custom: !onnxDomains[name]}
	if slices.Contains(w.x.domains, d) {
		return
	}
	if len(w.x.domains) == maxItems {
		w.x.problem(w.at, limitReached, w.s.pos, "more than %d domains", maxItems)
	}
	if len(w.x.domains) < maxItems {
		w.x.domains = append(w.x.domains, d)
	}
}

func (w *walker) file() {
	w.tensor.member, w.tensor.outside = w.at.member, escapes(w.tensor.path)
	if len(w.x.external) == maxParts {
		w.x.problem(w.at, limitReached, w.s.pos, "more than %d files beside the model", maxParts)
		return
	}
	w.x.external = append(w.x.external, w.tensor)
}

func tell(key string) func(*walker, string, uint64) {
	return func(w *walker, text string, n uint64) {
		if text == "" {
			text = strconv.FormatUint(n, 10)
		}
		w.part.tell(key, text)
	}
}

func pair(pairs func(w *walker, key, value string)) func() message {
	return func() message {
		return message{
			1: {wire: chunk, do: func(w *walker, text string, _ uint64) { w.key = text }},
			2: {wire: chunk, do: func(w *walker, text string, _ uint64) { pairs(w, w.key, text) }},
		}
	}
}

// onnxModel describes the fields of ModelProto.
func onnxModel() message {
	return message{
		1:  {wire: varint, do: tell("ir_version")},
		2:  {wire: chunk, do: tell("producer_name")},
		3:  {wire: chunk, do: tell("producer_version")},
		4:  {wire: chunk, do: tell("domain")},
		5:  {wire: varint},
		6:  {wire: chunk},
		7:  {wire: chunk, message: onnxGraph, begin: beginGraph},
		8:  {wire: chunk, message: onnxOperators},
		14: {wire: chunk, message: pair(func(w *walker, key, value string) { w.part.tell(key, value) })},
		20: {wire: chunk, message: func() message {
			return message{1: {wire: chunk, message: onnxGraph}, 2: {wire: chunk, message: onnxGraph}}
		}},
		25: {wire: chunk, message: onnxFunction},
	}
}

func onnxOperators() message {
	return message{1: {wire: chunk, do: func(w *walker, text string, _ uint64) { w.domain(text) }}, 2: {wire: varint}}
}

func onnxFunction() message {
	return message{
		1: {wire: chunk}, 4: {wire: chunk}, 5: {wire: chunk}, 6: {wire: chunk}, 7: {wire: chunk, message: onnxNode},
		9: {wire: chunk, message: onnxOperators}, 11: {wire: chunk, message: onnxAttribute},
	}
}

func onnxGraph() message {
	return message{
		1: {wire: chunk, message: onnxNode}, 2: {wire: chunk}, 10: {wire: chunk}, 11: {wire: chunk}, 12: {wire: chunk}, 13: {wire: chunk},
		5:  {wire: chunk, message: onnxTensor, begin: beginTensor, end: func(w *walker) { w.part.tensors++ }},
		15: {wire: chunk, message: onnxSparse},
	}
}

func onnxNode() message {
	return message{
		1: {wire: chunk}, 2: {wire: chunk}, 3: {wire: chunk}, 4: {wire: chunk},
		5: {wire: chunk, message: onnxAttribute}, 6: {wire: chunk},
		7: {wire: chunk, do: func(w *walker, text string, _ uint64) { w.domain(text) }},
	}
}

func onnxAttribute() message {
	return message{
		1: {wire: chunk}, 4: {wire: chunk},
		5: {wire: chunk, message: onnxTensor, begin: beginTensor}, 10: {wire: chunk, message: onnxTensor, begin: beginTensor},
		6: {wire: chunk, message: onnxGraph}, 11: {wire: chunk, message: onnxGraph},
		22: {wire: chunk, message: onnxSparse}, 23: {wire: chunk, message: onnxSparse},
	}
}

func onnxSparse() message {
	return message{1: {wire: chunk, message: onnxTensor, begin: beginTensor}, 2: {wire: chunk, message: onnxTensor, begin: beginTensor}}
}

func beginGraph(w *walker) {
	w.graphs++
	w.part.tensors = max(0, w.part.tensors)
}

func beginTensor(w *walker) { w.tensor = external{} }

func onnxTensor() message {
	return message{
		8: {wire: chunk, do: func(w *walker, text string, _ uint64) { w.nameTensor(text) }},
		9: {wire: chunk},
		13: {wire: chunk, message: pair(func(w *walker, key, value string) {
			if key == "location" {
				w.tensor.path = value
				w.file()
			}
		})},
	}
}

// nameTensor names the tensor that is being read; its files may have come before its name.
func (w *walker) nameTensor(name string) {
	w.tensor.tensor = name
	if n := len(w.x.external); n > 0 && w.tensor.path != "" && w.x.external[n-1].tensor == "" {
		w.x.external[n-1].tensor = name
	}
}
