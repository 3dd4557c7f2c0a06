package engine

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Policies written for conftest know no resources and no metadata: deny, violation and warn rules, in any
// package, over the whole document. They run unchanged, but what conftest takes for a pass by mistake (a
// boolean, a number, an empty message) is an error here.

// DocumentType is the type of the resources that conftest rules judge: whole documents.
const DocumentType = "Document"

var (
	conftestRule = regexp.MustCompile(`^(deny|violation|warn)(_[a-zA-Z0-9]+)*$`)
	nearMiss     = regexp.MustCompile(`(?i)^(den(y|ied|ies)|violat(e|es|ion|ions)|warn(s|ing|ings)?)([_-].*)?$`)
)

func (set *ruleSet) addDocumentRules(m *parsed, namespaces []string) error {
	set.schemas[m.id] = anySchema // also of modules that only help
	if namespaces[0] != AllNamespaces && !slices.Contains(namespaces, m.id) {
		return nil
	}
	for _, r := range m.module.Rules {
		name := string(r.Head.Ref()[0].Value.(ast.Var))
		switch {
		case conftestRule.MatchString(name):
			if err := checkDocumentRule(m, r); err != nil {
				return err
			}
		case nearMiss.MatchString(name):
			return &LoadError{
				File: m.file(), Line: r.Location.Row, Reason: fmt.Sprintf("rule %s would never be evaluated", name),
				Hint: "findings come from deny, violation or warn, in lower case, with an optional _suffix",
			}
		default:
			continue
		}
		known := func(r *loadedRule) bool { return r.ID == m.id+"."+name }
		if !slices.ContainsFunc(set.rules, known) { // several files may add to one set
			set.rules = append(set.rules, documentRule(m, name))
		}
	}
	return nil
}

func checkDocumentRule(m *parsed, r *ast.Rule) error {
	if r.Head.RuleKind() == ast.MultiValue {
		return nil
	}
	return &LoadError{
		File: m.file(), Line: r.Location.Row, Reason: fmt.Sprintf("%s must be a set of messages", r.Head.Ref()),
		Hint: "write: deny contains msg if { … }",
	}
}

func documentRule(m *parsed, name string) *loadedRule {
	severity := High
	if name[0] == 'w' {
		severity = Low
	}
	rule := newLoadedRule(&Rule{
		ID: m.id + "." + name, Title: m.id + "." + name, Severity: severity, Resources: []string{DocumentType},
		Controls: map[string][]string{}, References: []string{}, File: m.file(), Line: m.module.Package.Location.Row,
	}, m.module.Package.Path, name)
	rule.namespace = m.id
	return rule
}

// newMessage reads an element of a conftest set: a message, or an object with msg.
func newMessage(element any) (denial, error) {
	switch e := element.(type) {
	case string:
		if e != "" {
			return denial{message: e, path: []any{}}, nil
		}
	case map[string]any:
		if msg, ok := e["msg"].(string); ok && msg != "" {
			return denial{message: msg, path: []any{}}, nil
		}
	}
	return denial{}, fmt.Errorf("the set has an element that is neither a message nor an object with msg: %T", element)
}
