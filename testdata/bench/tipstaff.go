package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
)

const tipstaffName = "tipstaff"

var tipstaffProgram = program{tipstaffName, buildTipstaff}

// buildTipstaff builds the command from the repository that this module stands in.
func buildTipstaff(ctx context.Context, dir string, log io.Writer) (string, error) {
	path := filepath.Join(dir, "tipstaff")
	return path, goBuild(ctx, filepath.Join("..", ".."), log, nil, "build", "-o", path, "./cmd/tipstaff")
}

// tipstaffFiles judges files with one package per rule, as its rule contract asks.
func tipstaffFiles() contestant { return tipstaffCheck("resources", resourceName) }

// tipstaffPlan judges a Terraform plan in the same way.
func tipstaffPlan() contestant { return tipstaffCheck(planFile, resourceID) }

func tipstaffCheck(path string, item func(tipstaffResource) string) contestant {
	return running(tipstaffName, command{
		program:   tipstaffProgram,
		arguments: []string{"check", "--policy", "tipstaff", "-o", "json", "--fail-level", "info", path},
		exit:      1,
		read:      func(output []byte) (findings, error) { return readTipstaff(output, item) },
	})
}

type tipstaffResource struct{ ID, Name string }

func resourceName(r tipstaffResource) string { return r.Name }
func resourceID(r tipstaffResource) string   { return r.ID }

func readTipstaff(output []byte, item func(tipstaffResource) string) (findings, error) {
	var report struct {
		Findings []struct {
			Rule     string
			Outcome  string
			Resource tipstaffResource
		}
		Errors []json.RawMessage
	}
	if err := json.Unmarshal(output, &report); err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if len(report.Errors) > 0 {
		return nil, fmt.Errorf("%d errors in report, the first: %s", len(report.Errors), report.Errors[0])
	}
	found := findings{}
	for _, f := range report.Findings {
		if f.Outcome != "fail" {
			return nil, fmt.Errorf("%s in %s: outcome %q, want fail", f.Rule, f.Resource.ID, f.Outcome)
		}
		found[finding{f.Rule, item(f.Resource)}] = true
	}
	return found, nil
}
