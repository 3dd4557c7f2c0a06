package main

import (
	"errors"
	"maps"
	"testing"
	"time"
)

func TestRead(t *testing.T) {
	want := findings{{"key_vault.rbac", "kv-0001.json"}: true, {"search.tier", "srch-0005.json"}: true}
	tests := []struct {
		name   string
		read   func([]byte) (findings, error)
		output string
		fails  bool
	}{
		{"tipstaff", readTipstaff, `{"findings": [
			{"rule": "key_vault.rbac", "outcome": "fail", "location": {"file": "resources/kv-0001.json"}},
			{"rule": "search.tier", "outcome": "fail", "location": {"file": "resources/srch-0005.json"}}], "errors": []}`, false},
		{"tipstaff reports an error", readTipstaff, `{"findings": [], "errors": [{"code": "x"}]}`, true},
		{"tipstaff does not know", readTipstaff, `{"findings": [{"rule": "a.b", "outcome": "unknown"}]}`, true},
		{"tipstaff prints no JSON", readTipstaff, ``, true},
		{"conftest", readConftest, `[
			{"filename": "resources/kv-0001.json",
				"failures": [{"msg": "key_vault.rbac: kv-0001: x"}, {"msg": "key_vault.rbac: y"}]},
			{"filename": "resources/srch-0005.json", "failures": [{"msg": "search.tier: z"}]},
			{"filename": "resources/st-0002.json"}]`, false},
		{"conftest names no rule", readConftest, `[{"filename": "a.json", "failures": [{"msg": "bad"}]}]`, true},
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
			var differ *differenceError
			if errors.As(err, &differ) != (test.by != "") || err != nil && differ.by != test.by {
				t.Errorf("got %v, want a difference found by %q", err, test.by)
			}
		})
	}
}

func TestCheapest(t *testing.T) {
	costs := func(milliseconds ...int) []cost {
		var c []cost
		for _, m := range milliseconds {
			c = append(c, cost{cpu: time.Duration(m) * time.Millisecond})
		}
		return c
	}
	tests := []struct {
		name         string
		ours, theirs []cost
		want         bool
	}{
		{"by its best round", costs(9, 1, 9), costs(3, 2, 3), true},
		{"dearer", costs(2, 3), costs(1, 4), false},
		{"the same", costs(2), costs(2), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := results{names: []string{tipstaffName, "peer"}, costs: map[string][]cost{
				tipstaffName: test.ours, "peer": test.theirs,
			}}
			if got := cheapest(r); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
