package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

const tipstaffName = "tipstaff"

// variant is tipstaff with one of its evaluators.
type variant struct {
	name      string
	evaluator engine.Evaluator
}

// The variants. What costs are compared with is the first.
var (
	planned     = variant{tipstaffName, engine.EvaluatorPlan}
	interpreted = variant{tipstaffName + ", OPA", engine.EvaluatorOPA}
)

var tipstaffProgram = program{tipstaffName, "", buildTipstaff}

// buildTipstaff builds the command from the repository that this module stands in.
func buildTipstaff(ctx context.Context, dir string, log io.Writer) (string, error) {
	path := filepath.Join(dir, "tipstaff")
	return path, goBuild(ctx, filepath.Join("..", ".."), log, nil, "build", "-o", path, "./cmd/tipstaff")
}

// files judges files with one package per rule, as its rule contract asks.
func (v variant) files() contestant { return running(v.name, v.check("resources", resourceName)) }

// plan judges a Terraform plan in the same way.
func (v variant) plan() contestant { return running(v.name, v.check(planFile, resourceID)) }

// log judges a log in the same way.
func (v variant) log() contestant { return running(v.name, v.check(logFile, resourceLine)) }

// again judges files as a run that can make use of earlier ones.
func (v variant) again(name string) contestant {
	c := v.check("resources", resourceName)
	c.cache = kept
	return running(name, c)
}

func (v variant) check(path string, item func(tipstaffResource) string) command {
	return command{
		program: tipstaffProgram,
		arguments: []string{
			"check", "--policy", "tipstaff", "--evaluator", string(v.evaluator), "-o", "json", "--fail-level", "info", path,
		},
		exit: 1,
		read: func(output []byte) (findings, error) { return readTipstaff(output, item) },
	}
}

type tipstaffResource struct{ ID, Name string }

func resourceName(r tipstaffResource) string { return r.Name }
func resourceID(r tipstaffResource) string   { return r.ID }

// resourceLine returns what a line of a log is called.
func resourceLine(r tipstaffResource) string {
	_, number, _ := strings.Cut(r.ID, "#")
	line, err := strconv.Atoi(number)
	if err != nil {
		return r.ID
	}
	return lineName(line)
}

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
