package main

import (
	"context"
	"errors"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestAgreement runs the libraries of every workload on a small size. They must come to the same findings.
func TestAgreement(t *testing.T) {
	t.Parallel()
	sizes := map[string]int{"scan": 20, "logs": 1000}
	fewer := map[string]func(string, uint64, int) (*work, error){ // assignments, which take long to load
		"requests-100k": generateRequests(5000), "scan": generateScan(5000),
	}
	tested := 0
	for _, wl := range workloads() {
		if wl.field[0].kind != library {
			continue
		}
		tested++
		t.Run(wl.name, func(t *testing.T) {
			if generate := fewer[wl.name]; generate != nil {
				wl.generate = generate
			}
			w, err := wl.generate(t.TempDir(), 3, or(sizes[wl.name], 300))
			if err != nil {
				t.Fatal(err)
			}
			field, err := enter(t.Context(), wl.field, &environment{}, w)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := agree(t.Context(), field, w); err != nil {
				t.Error(err)
			}
		})
	}
	if tested == 0 {
		t.Error("no workload has libraries")
	}
}

// TestProgramsAgree runs those of the programs that are installed on a small size, and tipstaff always.
func TestProgramsAgree(t *testing.T) {
	t.Parallel()
	e := &environment{dir: t.TempDir(), given: map[string]string{}, logger: log.New(t.Output(), "", 0)}
	for _, p := range programs() {
		if path, err := exec.LookPath(p.name); err == nil && p.name != tipstaffName {
			e.given[p.name] = path
		}
	}
	sizes := map[string]int{"logs-1m": 10_000}
	tested := 0
	for _, wl := range workloads() {
		if wl.field[0].kind != process {
			continue
		}
		tested++
		t.Run(wl.name, func(t *testing.T) {
			w, err := wl.generate(t.TempDir(), 3, or(sizes[wl.name], min(wl.size, 300)))
			if err != nil {
				t.Fatal(err)
			}
			var present []contestant
			for _, c := range wl.field {
				if _, ok := e.given[c.program]; ok || c.program == tipstaffName || c.program == selfProgram.name {
					present = append(present, c)
				}
			}
			field, err := enter(t.Context(), present, e, w)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := agree(t.Context(), field, w); err != nil {
				t.Error(err)
			}
		})
	}
	if tested == 0 {
		t.Error("no workload has programs")
	}
}

func TestContestants(t *testing.T) {
	for _, wl := range workloads() {
		names := map[string]bool{}
		for _, c := range wl.field {
			if names[c.name] {
				t.Errorf("%s: two contestants are called %s", wl.name, c.name)
			}
			names[c.name] = true
			if c.kind != wl.field[0].kind {
				t.Errorf("%s: %s is measured otherwise than %s", wl.name, c.name, wl.field[0].name)
			}
		}
		if wl.field[0].name != tipstaffName || wl.field[0].rounds != 0 {
			t.Errorf("%s: the first contestant is not tipstaff, in all rounds", wl.name)
		}
	}
}

// TestAgreeSeesDifferences holds the comparison itself to account.
func TestAgreeSeesDifferences(t *testing.T) {
	w, err := generateLog(t.TempDir(), 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	less := *w
	less.rules = w.rules[1:]
	var field []entry
	for i, of := range []*work{w, &less} {
		c := goLog()
		c.name = []string{"all", "less"}[i]
		run, err := c.enter(t.Context(), nil, of)
		if err != nil {
			t.Fatal(err)
		}
		field = append(field, entry{c, run})
	}
	_, err = agree(t.Context(), field, w)
	if differ, ok := errors.AsType[*differenceError](err); !ok || differ.by != "all" {
		t.Errorf("got %v, want a difference found by all", err)
	}
	if _, err := agree(t.Context(), field[1:], w); err == nil {
		t.Error("a rule that finds nothing passes")
	}
}

func TestBuildsOnce(t *testing.T) {
	builds := 0
	e := &environment{dir: t.TempDir(), given: map[string]string{}, logger: log.New(t.Output(), "", 0)}
	p := program{name: "p", build: countBuilds(&builds)}
	for range 2 {
		path, err := e.path(t.Context(), p)
		if err != nil || path != filepath.Join(e.dir, "p") {
			t.Errorf("got %s, %v", path, err)
		}
	}
	if builds != 1 {
		t.Errorf("got %d builds, want 1", builds)
	}
	e.given["regal"] = os.DevNull
	if err := e.check(); err == nil {
		t.Error("a program that nobody runs is accepted")
	}
}

func TestRead(t *testing.T) {
	want := findings{{"key_vault.rbac", "kv-0001"}: true, {"search.tier", "srch-0005"}: true}
	byName := func(b []byte) (findings, error) { return readTipstaff(b, resourceName) }
	tests := []struct {
		name   string
		read   func([]byte) (findings, error)
		output string
		fails  bool
	}{
		{"tipstaff", byName, `{"findings": [
			{"rule": "key_vault.rbac", "outcome": "fail", "resource": {"name": "kv-0001"}},
			{"rule": "search.tier", "outcome": "fail", "resource": {"name": "srch-0005"}}], "errors": []}`, false},
		{"tipstaff reports an error", byName, `{"findings": [], "errors": [{"code": "x"}]}`, true},
		{"tipstaff does not know", byName, `{"findings": [{"rule": "a.b", "outcome": "unknown"}]}`, true},
		{"tipstaff prints no JSON", byName, ``, true},
		{"conftest", readConftest, `[
			{"filename": "kv-0001.json", "failures": [{"msg": "key_vault.rbac: kv-0001"}, {"msg": "key_vault.rbac: kv-0001"}]},
			{"filename": "srch-0005.json", "failures": [{"msg": "search.tier: srch-0005"}]},
			{"filename": "st-0002.json"}]`, false},
		{"conftest names no rule", readConftest, `[{"filename": "a.json", "failures": [{"msg": "bad"}]}]`, true},
		{"opa exec", readExec, `{"result": [{"path": "a", "result": ["key_vault.rbac: kv-0001"]},
			{"path": "b", "result": ["search.tier: srch-0005"]}, {"path": "c", "result": []}]}`, false},
		{"opa exec reports an error", readExec, `{"result": [{"path": "a", "error": {"code": "x"}}]}`, true},
		{"opa eval", readEval, `{"result": [{"expressions": [
			{"value": ["key_vault.rbac: kv-0001", "search.tier: srch-0005"]}]}]}`, false},
		{"opa eval is undefined", readEval, `{}`, true},
		{"messages", readMessages, "key_vault.rbac: kv-0001\nsearch.tier: srch-0005\n", false},
		{"a message names no rule", readMessages, "bad\n", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.read([]byte(test.output))
			if test.fails {
				if err == nil {
					t.Fatalf("got %v, want an error", got)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !maps.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestDifference(t *testing.T) {
	a, b := finding{"r", "a"}, finding{"r", "b"}
	tests := []struct {
		name      string
		got, want findings
		by        string
	}{
		{"equal", findings{a: true, b: true}, findings{b: true, a: true}, ""},
		{"more", findings{a: true, b: true}, findings{a: true}, "x"},
		{"fewer", findings{a: true}, findings{a: true, b: true}, "y"},
		{"as many", findings{a: true}, findings{b: true}, "x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := difference("x", test.got, "y", test.want)
			differ, ok := errors.AsType[*differenceError](err)
			if ok != (test.by != "") || ok && differ.by != test.by {
				t.Errorf("got %v, want a difference found by %q", err, test.by)
			}
		})
	}
}

func TestNotDearer(t *testing.T) {
	costs := func(milliseconds ...int) []cost {
		var c []cost
		for _, m := range milliseconds {
			c = append(c, cost{CPU: time.Duration(m) * time.Millisecond})
		}
		return c
	}
	tests := []struct {
		name         string
		ours, theirs []cost
		want         bool // tipstaff is not cheaper
	}{
		{"by its best round", costs(9, 1, 9), costs(3, 2, 3), false},
		{"dearer", costs(2, 3), costs(1, 4), true},
		{"the same", costs(2), costs(2), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, who := range []struct {
				name   string
				counts bool
			}{{conftestName, true}, {opaName, true}, {goName, false}, {interpreted.name, false}} {
				r := results{Names: []string{tipstaffName, who.name}, Costs: map[string][]cost{
					tipstaffName: test.ours, who.name: test.theirs,
				}}
				if got := len(notDearer(r)) > 0; got != (test.want && who.counts) {
					t.Errorf("%s: got %v", who.name, got)
				}
			}
		})
	}
}

func countBuilds(n *int) func(context.Context, string, io.Writer) (string, error) {
	return func(_ context.Context, dir string, _ io.Writer) (string, error) {
		*n++
		return filepath.Join(dir, "p"), nil
	}
}
