package main

import (
	"fmt"
	"strings"
)

// rule is one rule, to be spelled for every contestant.
type rule struct {
	id        string // domain.name
	resource  string // type
	severity  string
	path      string // the attribute that the rule is about
	condition string // Rego: when the rule is broken; "@" is the attribute
}

func (r rule) name() string {
	_, name, _ := strings.Cut(r.id, ".")
	return name
}

// tipstaff returns the rule as a package of its own with metadata.
func (r rule) tipstaff() string {
	return fmt.Sprintf(`# METADATA
# title: Resources must keep %[1]s
# description: One of the rules of a comparison.
# custom:
#   severity: %[2]s
#   resources: [%[3]s]
#   remediation: Change the attribute that the finding points at.
package %[1]s

deny contains {"message": $"%[1]s: {input.resource.name}", "path": ["%[4]s"]} if {
	%[5]s
}
%[6]s`, r.id, r.severity, r.resource, strings.ReplaceAll(r.path, ".", `", "`),
		r.body("input.resource"), r.proof("input.resource"))
}

// conftest returns the rule as a part of package main. Its message starts with the id of the rule.
func (r rule) conftest() string { return r.guarded("main") }

// conftestPackage returns the rule as conftest takes it, in a package of its own.
func (r rule) conftestPackage() string { return r.guarded(r.id) }

func (r rule) guarded(name string) string {
	return r.plain(name, fmt.Sprintf("input.type == %q\n\t", strings.ToLower(r.resource)), "input", "input.name")
}

// line returns the rule over one line of a log, whose object has no properties of its own.
func (r rule) line() string {
	r.path = strings.TrimPrefix(r.path, "properties.")
	return r.plain("main", "", "input", "input.request_id")
}

func (r rule) plain(name, guard, root, item string) string {
	return fmt.Sprintf(`package %s

deny contains message if {
	%s%s
	message := $"%s: {%s}"
}
%s`, name, guard, r.body(root), r.id, item, r.proof(root))
}

// body is the condition. One that is negated is named, because Rego evaluates the arguments of a call outside
// of its negation: not f(x) would be undefined where x is absent.
func (r rule) body(resource string) string {
	if strings.HasPrefix(r.condition, "not ") {
		return "not " + r.safe()
	}
	return strings.ReplaceAll(r.condition, "@", resource+"."+r.path)
}

// proof is the rule that a negated condition is named by.
func (r rule) proof(resource string) string {
	condition, negated := strings.CutPrefix(r.condition, "not ")
	if !negated {
		return ""
	}
	return fmt.Sprintf("\n%s if {\n\t%s\n}\n", r.safe(), strings.ReplaceAll(condition, "@", resource+"."+r.path))
}

func (r rule) safe() string { return "_safe_" + strings.ReplaceAll(r.id, ".", "_") }

// change returns the rule over all changes of a Terraform plan at once. The changes of a type are selected
// once, by the rule that changesOf spells, and not by each rule.
func (r rule) change() string {
	after := rule{id: r.id, path: strings.TrimPrefix(r.path, "properties."), condition: r.condition}
	body := after.body("change.change.after")
	proof := after.proof("after")
	if proof != "" {
		body += "(change.change.after)"
		proof = strings.Replace(proof, r.safe(), r.safe()+"(after)", 1)
	}
	return fmt.Sprintf(`package main

deny contains message if {
	some change in _%s
	%s
	message := $"%s: {change.address}"
}
%s`, r.resource, body, r.id, proof)
}

// changesOf returns the rule that selects the changes of a type.
func changesOf(resource string) string {
	return fmt.Sprintf(`package main

_%[1]s := [change |
	some change in input.resource_changes
	change.type == "%[1]s"
]
`, resource)
}
