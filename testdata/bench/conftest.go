package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

const conftestName = "conftest"

var conftestProgram = published(conftestName, "github.com/open-policy-agent/conftest", "v0.71.1")

// conftestFiles judges files with all rules in one package, the fastest way to run it.
func conftestFiles() contestant {
	return conftestTest(conftestName, "--policy", "conftest", "resources")
}

// conftestPlan judges a Terraform plan, likewise.
func conftestPlan() contestant { return conftestTest(conftestName, "--policy", "conftest", planFile) }

// conftestPackages judges files with one package per rule. That takes so long that it is not done in all rounds.
func conftestPackages() contestant {
	c := conftestTest("conftest, packages", "--policy", "packages", "--all-namespaces", "resources")
	c.rounds = 2
	return c
}

func conftestTest(name string, arguments ...string) contestant {
	return running(name, command{
		program: conftestProgram, arguments: append([]string{"test", "-o", "json"}, arguments...),
		exit: 1, read: readConftest,
	})
}

func readConftest(output []byte) (findings, error) {
	var files []struct {
		Filename string
		Failures []struct{ Msg string }
	}
	if err := json.Unmarshal(output, &files); err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	found := findings{}
	for _, file := range files {
		for _, failure := range file.Failures {
			if err := found.add(failure.Msg); err != nil {
				return nil, fmt.Errorf("%s: %w", file.Filename, err)
			}
		}
	}
	return found, nil
}

// add adds what a message says: the id of a rule, a colon, and the name of the item.
func (f findings) add(message string) error {
	id, item, ok := strings.Cut(message, ": ")
	if !ok || item == "" {
		return fmt.Errorf("message %q names no rule", message)
	}
	f[finding{id, item}] = true
	return nil
}
