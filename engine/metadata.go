package engine

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"gopkg.in/yaml.v3"

	"github.com/tipstaff/tipstaff/inputs"
)

// annotation is the METADATA block of a rule's package, as it is written. Keys that are not here are
// errors, so that a misspelt one is not lost.
type annotation struct {
	Title            string     `yaml:"title"`
	Description      string     `yaml:"description"`
	RelatedResources references `yaml:"related_resources"`
	Scope            string     `yaml:"scope"`
	Authors          []any      `yaml:"authors"`
	Organizations    []string   `yaml:"organizations"`
	Custom           struct {
		Severity    string              `yaml:"severity"`
		Resources   []string            `yaml:"resources"`
		Controls    map[string][]string `yaml:"controls"`
		Peers       map[string][]string `yaml:"peers"`
		Remediation string              `yaml:"remediation"`
	} `yaml:"custom"`
}

// references accepts both spellings OPA does: a list of addresses, or of {ref, description}.
type references []string

// UnmarshalYAML reads one related_resources list.
func (r *references) UnmarshalYAML(node *yaml.Node) error {
	for _, item := range node.Content {
		var ref string
		if item.Kind == yaml.MappingNode {
			var object struct {
				Ref         string `yaml:"ref"`
				Description string `yaml:"description"`
			}
			if err := item.Decode(&object); err != nil {
				return err
			}
			ref = object.Ref
		} else if err := item.Decode(&ref); err != nil {
			return err
		}
		if ref == "" {
			return fmt.Errorf("line %d: related_resources has an entry without ref", item.Line)
		}
		*r = append(*r, ref)
	}
	return nil
}

// metadataBlock returns the text of the METADATA comment directly above the package clause, without the
// comment signs, and the line of its first row; "" if there is none.
func metadataBlock(module *ast.Module, text []byte) (string, int) {
	lines := strings.Split(string(text), "\n")
	end := module.Package.Location.Row - 1 // lines[:end] stand above the package
	start := end
	for start > 0 && strings.HasPrefix(lines[start-1], "#") {
		start--
	}
	for i := start; i < end; i++ {
		if strings.TrimSpace(strings.TrimPrefix(lines[i], "#")) != "METADATA" {
			continue
		}
		var block strings.Builder
		for _, line := range lines[i+1 : end] {
			block.WriteString(strings.TrimPrefix(strings.TrimPrefix(strings.TrimRight(line, "\r"), "#"), " "))
			block.WriteByte('\n')
		}
		return block.String(), i + 2
	}
	return "", 0
}

// newRule reads and checks the metadata of module, whose package is id.
func newRule(id string, module *ast.Module, s source) (*Rule, error) {
	text, line := metadataBlock(module, s.bytes)
	if text == "" {
		return nil, &LoadError{
			File: s.file(), Line: module.Package.Location.Row, Reason: "the package has no metadata",
			Hint: "write a METADATA comment directly above the package; `tipstaff new` shows one",
		}
	}
	var a annotation
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&a); err != nil {
		return nil, metadataError(s, line, err)
	}
	r := &Rule{
		ID: id, Title: a.Title, Description: strings.TrimSpace(a.Description), Severity: Severity(a.Custom.Severity),
		Resources: withWorkloads(a.Custom.Resources), Controls: a.Custom.Controls, Peers: a.Custom.Peers,
		Remediation: strings.Join(strings.Fields(a.Custom.Remediation), " "), References: a.RelatedResources, File: s.file(), Line: line - 1,
	}
	if r.Controls == nil {
		r.Controls = map[string][]string{}
	}
	if r.References == nil {
		r.References = []string{}
	}
	return r, r.check()
}

// Workload stands, among the resources of a rule, for every type that runs pods: rules on pods are rules on all of
// them, also on those that are added later.
const Workload = "Workload"

// withWorkloads returns types with [Workload] replaced by the types that it stands for.
func withWorkloads(types []string) []string {
	i := slices.Index(types, Workload)
	if i < 0 {
		return types
	}
	all := slices.Replace(slices.Clone(types), i, i+1, inputs.WorkloadTypes()...)
	slices.Sort(all)
	return slices.Compact(all)
}

// metadataError turns an error of the YAML decoder, whose lines count from the block, into one whose line
// counts from the file.
func metadataError(s source, first int, err error) error {
	reason := err.Error()
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) && len(wrong.Errors) > 0 {
		reason = wrong.Errors[0]
	}
	line := first
	if m := regexp.MustCompile(`line (\d+): `).FindStringSubmatch(reason); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = first + n - 1
		}
		reason = strings.Replace(reason, m[0], "", 1)
	}
	reason = strings.NewReplacer(" in type engine.annotation", "", "yaml: ", "").Replace(reason)
	return &LoadError{File: s.file(), Line: line, Reason: "metadata: " + reason, Hint: metadataHint}
}

const metadataHint = "keys: title, description, related_resources, and custom: severity, resources, controls, peers, remediation"

// check reports the first thing that is missing or wrong in r.
func (r *Rule) check() error {
	fail := func(reason string) error {
		return &LoadError{File: r.File, Line: r.Line, Reason: "metadata " + reason, Hint: metadataHint}
	}
	for _, field := range []struct{ name, value string }{
		{"title", r.Title},
		{"description", r.Description},
		{"custom.severity", string(r.Severity)},
		{"custom.remediation", r.Remediation},
	} {
		if field.value == "" {
			return fail("has no " + field.name)
		}
	}
	if len(r.Resources) == 0 {
		return fail("has no custom.resources")
	}
	if _, err := ParseSeverity(string(r.Severity)); err != nil {
		return fail(err.Error())
	}
	return nil
}
