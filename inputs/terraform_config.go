package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// The section "configuration" of a plan says which expression each argument has, by the names it refers to.
// It is only ever used to know more about a value that is unknown, so what is not found in it, or is not as
// it should be, leaves the value unknown.

// moduleStep is one step of a module's address: its name and, if the call has count or for_each, its index
// as it is written: ["blue"] or [0].
type moduleStep struct{ name, index string }

// parseModule splits the address of a module instance: module.ai["blue"].module.vault[0].
func parseModule(address string) ([]moduleStep, bool) {
	var steps []moduleStep
	for rest := address; ; {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, "module."); !ok {
			return nil, false
		}
		n := strings.IndexAny(rest, ".[")
		if n < 0 {
			n = len(rest)
		}
		index := indexAt(rest[n:])
		if n == 0 || n < len(rest) && rest[n] == '[' && index == "" {
			return nil, false
		}
		steps = append(steps, moduleStep{rest[:n], index})
		if rest = rest[n+len(index):]; rest == "" {
			return steps, true
		}
		if rest, ok = strings.CutPrefix(rest, "."); !ok {
			return nil, false
		}
	}
}

// indexAt returns the index that s starts with: [0] or ["a.b"].
func indexAt(s string) string {
	if s == "" || s[0] != '[' {
		return ""
	}
	quoted := false
	for i := 1; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ']' && !quoted:
			return s[:i+1]
		}
	}
	return ""
}

// modulePrefix is what stands before the addresses of resources in a module instance.
func modulePrefix(scope []moduleStep) string {
	var b strings.Builder
	for _, s := range scope {
		b.WriteString("module." + s.name + s.index + ".")
	}
	return b.String()
}

// module returns the configuration of the module an instance is made from.
func (p *terraformPlan) module(scope []moduleStep) document.Value {
	m := p.doc.Root.At("configuration", "root_module")
	for _, s := range scope {
		m = m.At("module_calls", s.name, "module")
	}
	return m
}

// block returns the configuration block of a managed resource.
func (p *terraformPlan) block(scope []moduleStep, kind, name string) document.Value {
	var path strings.Builder
	for _, s := range scope {
		path.WriteString(s.name + ".")
	}
	if _, ok := p.blocks[path.String()]; !ok {
		for _, r := range p.module(scope).Get("resources").Elements() {
			if r.Get("mode").Text() == "managed" {
				p.blocks[path.String()+r.Get("type").Text()+"."+r.Get("name").Text()] = r
			}
		}
		p.blocks[path.String()] = document.Value{}
	}
	return p.blocks[path.String()+kind+"."+name]
}
