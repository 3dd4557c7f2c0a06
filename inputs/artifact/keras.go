package artifact

import (
	"io"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// kerasConfig inspects the description of a Keras model: the layers that hold code, and what it would import.
func (x *inspection) kerasConfig(s *stream, at place) {
	b, err := io.ReadAll(io.LimitReader(s, maxInMemory+1))
	if err == nil && len(b) > maxInMemory {
		err = wrong(limitReached, "the description of the model is larger than %d bytes", maxInMemory)
	}
	if err != nil {
		x.broken(at, s.pos, err)
		return
	}
	doc, err := document.ParseJSON(b, document.DefaultLimits, nil)
	if err != nil {
		x.problem(at, malformed, -1, "the description of the model is not JSON: %v", err)
		return
	}
	if doc.Root.Get("class_name").Kind() != document.String {
		return // of something else
	}
	x.found(at, "keras", int64(len(b)))
	for _, v := range doc.Root.All() {
		if v.Kind() == document.Object && v.Get("class_name").Defined() {
			x.kerasObject(v, at)
		}
	}
}

// kerasObject inspects the description of one object.
func (x *inspection) kerasObject(v document.Value, at place) {
	class, module := v.Get("class_name").Text(), v.Get("module").Text()
	name := v.At("config", "name").Text()
	if name == "" {
		name = v.Get("name").Text()
	}
	code := class == "Lambda" || class == "__lambda__"
	if code {
		x.lambdas = append(x.lambdas, lambda{printable(name), at.member, exact})
	}
	function := class == "function" || class == "builtin_function_or_method"
	if function {
		class = v.Get("config").Text()
	}
	if module == "" {
		return // of Keras itself
	}
	listed := listing(module, class)
	switch {
	case code:
		listed = denied
	case listed == unknown && kerasOwn(module, function):
		listed = allowed
	}
	x.addImport(imported{module: module, name: class, listed: listed, opcode: "config", member: at.member, offset: -1, count: 1, called: true})
}

// kerasOwn reports whether a module belongs to Keras and holds nothing but what layers are made of.
func kerasOwn(module string, function bool) bool {
	parts := strings.Split(module, ".")
	if parts[0] != "keras" {
		return false
	}
	return !function || len(parts) > 1 && kerasFunctions[parts[1]]
}

var kerasFunctions = map[string]bool{"activations": true, "constraints": true, "initializers": true, "losses": true, "metrics": true, "regularizers": true}
