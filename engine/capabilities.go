package engine

import (
	_ "embed" // for builtins.txt
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

//go:embed builtins.txt
var builtinList string

// builtins returns the classification of builtins.txt: name -> "" if allowed, else why it is refused.
func builtins() map[string]string {
	class := map[string]string{}
	for line := range strings.Lines(builtinList) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || fields[0] == "#":
		case fields[0] == "allow":
			for _, name := range fields[1:] {
				class[name] = ""
			}
		case fields[0] == "refuse":
			for _, name := range fields[2:] {
				class[name] = fields[1]
			}
		}
	}
	return class
}

// capabilities is what policies may use: the allowed built-ins and no network host. It belongs on the
// compiler; rego.Capabilities is ignored where a compiler is passed. It is shared and must not be changed.
var capabilities = sync.OnceValue(func() *ast.Capabilities {
	class := builtins()
	all := ast.CapabilitiesForThisVersion()
	allowed := make([]*ast.Builtin, 0, len(all.Builtins))
	for _, b := range all.Builtins {
		if reason, ok := class[b.Name]; ok && reason == "" {
			allowed = append(allowed, b)
		}
	}
	all.Builtins = allowed
	all.AllowNet = []string{} // empty, not nil: nil would allow every host
	return all
})

// refusal explains a compile error that names a built-in we refuse; "" for all others.
func refusal(message string) string {
	m := regexp.MustCompile(`undefined function ([\w.]+)`).FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	reason := builtins()[m[1]]
	switch {
	case reason == "":
		return ""
	case m[1] == "time.now_ns":
		return "policies have no clock: compare with input.run.now"
	default:
		return fmt.Sprintf("policies may not use %s (%s)", m[1], reason)
	}
}
