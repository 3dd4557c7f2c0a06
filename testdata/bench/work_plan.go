package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
)

const planFile = "plan.json"

// generatePlan makes a Terraform plan in which every resource is created, as terraform show -json prints it.
// 5,000 resources are 22 MB: each is there as a change and as a planned value.
func generatePlan(dir string, seed uint64, size int) (*work, error) {
	rules := planRules()
	w := &work{dir: dir, rules: rules, mustFind: ids(rules), size: size}
	d := dice{rand.New(rand.NewPCG(seed, seed))}
	changes, planned := make([]any, size), make([]any, size)
	for i := range size {
		changes[i], planned[i] = d.change(i)
	}
	b, err := encode(object{
		"format_version": "1.2", "terraform_version": "1.13.4", "errored": false, "complete": true,
		"planned_values":   object{"root_module": object{"resources": planned}},
		"resource_changes": changes,
	})
	if err != nil {
		return nil, err
	}
	w.bytes = len(b)
	if err := writeFile(filepath.Join(dir, planFile), b); err != nil {
		return nil, err
	}
	for _, t := range planTypes {
		if err := writeFile(filepath.Join(dir, "conftest", t.kind+".rego"), []byte(changesOf(t.kind))); err != nil {
			return nil, err
		}
	}
	if err := w.writeTipstaff(rule.tipstaff); err != nil {
		return nil, err
	}
	return w, w.writeConftest("conftest", rule.change)
}

// change returns a resource as a change and as a planned value.
func (d dice) change(i int) (change, planned object) {
	t := planTypes[i%len(planTypes)]
	name := fmt.Sprintf("r%04d", i+1)
	tags, after := object{}, object{
		"name": name, "region": "eu-central-1", "timeouts": nil, "policy": d.policy(name),
		"description": strings.Repeat("generated for a comparison; ", 30),
	}
	for _, a := range t.attributes {
		d.set(after, a.name, a.good, a.faults...)
	}
	for _, a := range planTags {
		d.set(tags, a.name, a.good, a.faults...)
	}
	after["tags"], after["tags_all"] = tags, tags
	about := func() object {
		return object{
			"address": t.kind + "." + name, "mode": "managed", "type": t.kind, "name": name,
			"provider_name": "registry.terraform.io/hashicorp/aws",
		}
	}
	change, planned = about(), about()
	change["change"] = object{
		"actions": []string{"create"}, "before": nil, "after": after, "after_unknown": object{"id": true, "arn": true},
		"before_sensitive": false, "after_sensitive": object{"tags": object{}, "tags_all": object{}},
	}
	planned["schema_version"], planned["values"] = 1, after
	planned["sensitive_values"] = object{"tags": object{}, "tags_all": object{}}
	return change, planned
}

// policy returns what makes plans large: a document in a string.
func (d dice) policy(name string) string {
	var statements []string
	for i := range 3 {
		statements = append(statements, fmt.Sprintf(
			`{"Sid":"s%d","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%012d:role/%s"},"Action":["kms:Decrypt","kms:DescribeKey"],"Resource":"*"}`,
			i, d.Int64N(1e12), name))
	}
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}
