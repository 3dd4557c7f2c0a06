package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

const opaModule = "github.com/open-policy-agent/opa"

var opaProgram = published("opa", opaModule, "v1.22.2")

// opaExecFiles judges files with the rules that conftest takes.
func opaExecFiles() contestant { return opaExec("resources") }

// opaExecPlan judges a Terraform plan, likewise.
func opaExecPlan() contestant { return opaExec(planFile) }

func opaExec(path string) contestant {
	return running("opa exec", command{
		program: opaProgram, arguments: []string{"exec", "--decision", "main/deny", "--bundle", "conftest", path},
		read: readExec,
	})
}

// opaEvalFile judges the only file of the workload.
func opaEvalFile() contestant { return opaEval("resources/kv-0001.json") }

// opaEvalPlan judges a Terraform plan.
func opaEvalPlan() contestant { return opaEval(planFile) }

func opaEval(path string) contestant {
	return running("opa eval", command{
		program: opaProgram, arguments: []string{"eval", "--data", "conftest", "--input", path, "data.main.deny"},
		read: readEval,
	})
}

func readExec(output []byte) (findings, error) {
	var report struct {
		Result []struct {
			Path   string
			Error  json.RawMessage
			Result []string
		}
	}
	if err := json.Unmarshal(output, &report); err != nil {
		return nil, fmt.Errorf("read results: %w", err)
	}
	found := findings{}
	for _, file := range report.Result {
		if len(file.Error) > 0 {
			return nil, fmt.Errorf("%s: %s", file.Path, file.Error)
		}
		for _, message := range file.Result {
			if err := found.add(message); err != nil {
				return nil, fmt.Errorf("%s: %w", file.Path, err)
			}
		}
	}
	return found, nil
}

func readEval(output []byte) (findings, error) {
	var report struct {
		Result []struct{ Expressions []struct{ Value []string } }
	}
	if err := json.Unmarshal(output, &report); err != nil {
		return nil, fmt.Errorf("read result: %w", err)
	}
	if len(report.Result) != 1 || len(report.Result[0].Expressions) != 1 {
		return nil, errors.New("read result: want one value")
	}
	found := findings{}
	for _, message := range report.Result[0].Expressions[0].Value {
		if err := found.add(message); err != nil {
			return nil, err
		}
	}
	return found, nil
}
