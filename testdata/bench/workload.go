package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// workload is one kind of work, and who does it.
type workload struct {
	name   string
	about  string // what is done, for those who read the results
	unit   string // what size counts
	size   int    // unless the caller says otherwise
	rounds int    // likewise
	// generate makes the work of a seed: the same bytes for the same seed and size, in files below dir and in memory.
	generate func(dir string, seed uint64, size int) (*work, error)
	field    []contestant
}

// workloads says who takes part in what.
func workloads() []workload {
	return append(fileWorkloads(), slices.Concat(requestWorkloads(), otherWorkloads())...)
}

// fileWorkloads are about files of one resource each.
func fileWorkloads() []workload {
	firstRun := variant{tipstaffName + ", first run", planned.evaluator}
	return []workload{
		{
			"files", "JSON files of one resource each, 30 rules, whole processes", "file", 1000, 7, generateFiles,
			[]contestant{planned.files(), interpreted.files(), opaExecFiles(), conftestFiles(), conftestPackages()},
		},
		{
			"files-60", "the same files, 60 rules, whole processes", "file", 1000, 5, generateResources,
			[]contestant{planned.files(), interpreted.files(), opaExecFiles(), conftestFiles(), conftestPackages()},
		},
		{
			"rerun", "the same files, 30 rules, unchanged since an earlier run, whole processes", "file", 1000, 7, generateFiles,
			[]contestant{
				planned.again(planned.name), interpreted.again(interpreted.name), firstRun.files(), opaExecFiles(), conftestFiles(),
			},
		},
		{
			"yaml", "YAML files of one resource each, 30 rules, whole processes", "file", 1000, 5, generateYAML,
			[]contestant{planned.files(), interpreted.files(), opaExecFiles(), conftestFiles()},
		},
		{
			"cold", "one small file, 60 rules, whole processes", "file", 1, 15, generateCold,
			[]contestant{
				planned.files(), planned.again(tipstaffName + ", warm"), interpreted.files(),
				opaEvalFile(), opaExecFiles(), conftestFiles(), conftestPackages(),
			},
		},
		{
			"resources", "resource bytes to findings, 60 rules, in process", "resource", 2000, 7, generateResources,
			[]contestant{planned.resources(), interpreted.resources(), opaResources(), goResources()},
		},
	}
}

func requestWorkloads() []workload {
	field := []contestant{
		planned.requests(), interpreted.requests(), opaRequests(), cedarRequests(), casbinRequests(), goRequests(),
	}
	return []workload{
		{
			"requests", "access request bytes to decision, 40 roles, 1,000 assignments, in process", "request", 2000, 7,
			generateRequests(1000), field,
		},
		{
			"requests-100k", "the same with 100,000 assignments", "request", 2000, 7, generateRequests(100_000), field,
		},
		{
			"scan", "the same, the policy going through all 100,000 assignments", "request", 20, 5, generateScan(100_000),
			[]contestant{planned.requests(), interpreted.requests(), opaRequests(), goRequests()},
		},
	}
}

func otherWorkloads() []workload {
	return []workload{
		{
			"logs", "log lines to findings, 5 rules, in process", "line", 20_000, 7, generateLog,
			[]contestant{planned.lines(), interpreted.lines(), opaLog(), goLog()},
		},
		{
			"logs-1m", "one log file, 5 rules, whole processes; libraries in a small program that reads lines", "line", 1_000_000, 3, generateLogFile,
			[]contestant{planned.log(), once(interpreted.log()), once(opaLines()), goLines()},
		},
		{
			"plan", "one Terraform plan, 60 rules, whole processes", "resource", 5000, 3, generatePlan,
			[]contestant{planned.plan(), interpreted.plan(), opaEvalPlan(), opaExecPlan(), conftestPlan()},
		},
	}
}

// once lets a contestant take part in one timed round only, because it takes very long.
func once(c contestant) contestant {
	c.rounds = 1
	return c
}

// work is what the contestants of a workload are given.
type work struct {
	dir   string // what programs read; they start here
	items []item // what libraries read
	size  int    // in units of the workload
	bytes int    // of the input
	rules []rule
	// mustFind are the rules that have to find something: what never fires is not compared.
	mustFind []string
	access   *access // who may do what, if the work is access requests
}

// item is one input, and what findings call it.
type item struct {
	name  string
	bytes []byte
}

// encode returns v as one line of JSON.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return b.Bytes(), nil
}

func writeFile(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o600)
}

// writeTipstaff writes every rule as a package of its own in a folder of its own.
func (w *work) writeTipstaff(spell func(rule) string) error {
	for _, r := range w.rules {
		path := filepath.Join(append([]string{w.dir, "tipstaff"}, strings.Split(r.id+"."+r.name(), ".")...)...) + ".rego"
		if err := writeFile(path, []byte(spell(r))); err != nil {
			return err
		}
	}
	return nil
}

// writeConftest writes every rule in a file of its own below a folder.
func (w *work) writeConftest(folder string, spell func(rule) string) error {
	for _, r := range w.rules {
		if err := writeFile(filepath.Join(w.dir, folder, r.id+".rego"), []byte(spell(r))); err != nil {
			return err
		}
	}
	return nil
}

func ids(rules []rule) []string {
	all := make([]string, len(rules))
	for i, r := range rules {
		all[i] = r.id
	}
	return all
}
