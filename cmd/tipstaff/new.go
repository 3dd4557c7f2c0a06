package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

type newFlags struct{ dir, resource, severity string }

func (p *program) newCommand() *cobra.Command {
	var f newFlags
	cmd := &cobra.Command{
		Use: "new DOMAIN.RULE", Short: "Write a new rule and its test", Args: cobra.ExactArgs(1),
		Long: "New writes DIR/DOMAIN/RULE/RULE.rego and its test. The rule loads, and denies everything, and its test\n" +
			"fails, until you have said what must hold.",
		Example: "  tipstaff new key_vault.private_endpoint --resource Microsoft.KeyVault/vaults",
		RunE:    func(_ *cobra.Command, args []string) error { return p.newRule(&f, args[0]) },
	}
	cmd.Flags().StringVar(&f.dir, "dir", "policies", "policy `DIR` to write to")
	cmd.Flags().StringVar(&f.resource, "resource", "Microsoft.KeyVault/vaults", "`TYPE` of the resources it judges")
	cmd.Flags().StringVar(&f.severity, "severity", "medium", "`SEVERITY` of a failure")
	return cmd
}

var ruleID = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$`)

const ruleTemplate = `# METADATA
# title: %[3]s must …
# description: |
#   What goes wrong otherwise, and for whom.
# related_resources:
#   - ref: https://example.com/why
# custom:
#   severity: %[4]s
#   resources: [%[2]s]
#   controls: {}
#   remediation: Set properties.x to y.
package %[1]s

deny contains {"message": $"{input.resource.name} is not …", "path": ["properties"]} if not _safe

# Prove that the resource is safe: whatever is absent or of another type must not satisfy this.
_safe := false
`

const ruleTestTemplate = `package %[1]s_test

import data.%[1]s as rule

test_deny_unsafe if {
	rule.deny == {{"message": "x is not …", "path": ["properties"]}} with input as _input({})
}

test_pass_safe if {
	rule.deny == set() with input as _input({"x": "y"})
}

_input(properties) := {"resource": {"type": "%[2]s", "id": "x", "name": "x", "properties": properties}}
`

func (p *program) newRule(f *newFlags, id string) error {
	if !ruleID.MatchString(id) {
		return usage(fmt.Errorf("%q is no rule id: want lower-case words such as key_vault.private_endpoint", id))
	}
	parts := strings.Split(id, ".")
	name := parts[len(parts)-1]
	dir := filepath.Join(append([]string{f.dir}, parts...)...)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return usage(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return usage(fmt.Errorf("the rule exists already: %w", err))
	}
	files := []struct{ path, text string }{
		{filepath.Join(dir, name+".rego"), fmt.Sprintf(ruleTemplate, id, f.resource, "Resources", f.severity)},
		{filepath.Join(dir, name+"_test.rego"), fmt.Sprintf(ruleTestTemplate, id, f.resource)},
	}
	for _, file := range files {
		if err := os.WriteFile(file.path, []byte(file.text), 0o644); err != nil {
			return &exitError{exitOutput, err}
		}
		fmt.Fprintln(p.stdout, file.path)
	}
	fmt.Fprintf(p.stderr, "next: write the test and the rule, then run: tipstaff test %s\n", f.dir)
	return nil
}
