package artifact

// operation is a node of a graph of TensorFlow that reaches files or runs Python.
type operation struct{ name, node, member string }

// reaching are these operations.
var reaching = map[string]bool{
	"ReadFile": true, "WriteFile": true, "MatchingFiles": true, "PyFunc": true, "EagerPyFunc": true, "PyFuncStateless": true,
}

// savedModel describes the fields of SavedModel in TensorFlow.
func savedModel() message {
	return message{
		1: {wire: varint, do: tell("schema_version")},
		2: {wire: chunk, message: metaGraph},
	}
}

func metaGraph() message {
	return message{
		1: {wire: chunk},
		2: {wire: chunk, message: tensorGraph, begin: func(w *walker) { w.graphs++ }},
		3: {wire: chunk}, 4: {wire: chunk}, 5: {wire: chunk}, 6: {wire: chunk}, 7: {wire: chunk},
	}
}

func tensorGraph() message {
	return message{
		1: {wire: chunk, message: tensorNode},
		2: {wire: chunk, message: func() message { return message{1: {wire: chunk, message: tensorFunction}, 2: {wire: chunk}} }},
		3: {wire: varint}, 4: {wire: chunk},
	}
}

func tensorFunction() message {
	return message{1: {wire: chunk}, 3: {wire: chunk, message: tensorNode}, 4: {wire: chunk}, 5: {wire: chunk}}
}

func tensorNode() message {
	return message{
		1: {wire: chunk, do: func(w *walker, text string, _ uint64) { w.key = text }},
		2: {wire: chunk, do: (*walker).operation},
		3: {wire: chunk}, 4: {wire: chunk}, 5: {wire: chunk},
	}
}

func (w *walker) operation(name string, _ uint64) {
	if !reaching[name] {
		return
	}
	if len(w.x.operations) == maxParts {
		w.x.problem(w.at, limitReached, w.s.pos, "more than %d operations", maxParts)
		return
	}
	w.x.operations = append(w.x.operations, operation{name: name, node: printable(w.key), member: w.at.member})
}
