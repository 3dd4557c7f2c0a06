package main

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite golden files")

// sample are the results of two workloads that no machine has run.
func sample() []results {
	ms := func(n float64) cost {
		return cost{
			cpu: time.Duration(n * float64(time.Millisecond)), wall: time.Duration(n * float64(time.Millisecond)),
			memory: int64(n * 1e6), allocations: uint64(n * 1000), allocated: uint64(n * 100_000),
		}
	}
	return []results{
		{
			name: "files", about: "JSON files & <rules>", unit: "file", kind: process, size: 1000, bytes: 1_583_000,
			rules: 30, findings: 1099, names: []string{tipstaffName, conftestName, "slow"},
			costs: map[string][]cost{
				tipstaffName: {ms(20), ms(10), ms(30)}, conftestName: {ms(900), ms(800), ms(700)}, "slow": {ms(26_000)},
			},
		},
		{
			name: "requests", about: "bytes to decision", unit: "request", kind: library, size: 10, bytes: 4000,
			findings: 3, names: []string{tipstaffName, goName},
			costs: map[string][]cost{tipstaffName: {ms(2), ms(3)}, goName: {ms(0.5), ms(0.4)}},
		},
	}
}

func TestGolden(t *testing.T) {
	tests := []struct {
		file  string
		write func(io.Writer, []results) error
	}{
		{"chart.svg", writeSVG},
		{"tables.md", writeMarkdown},
		{"tables.txt", func(w io.Writer, all []results) error { return errors.Join(writeText(w, all[0]), writeText(w, all[1])) }},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			var b strings.Builder
			if err := test.write(&b, sample()); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", test.file)
			if *update {
				if err := writeFile(path, []byte(b.String())); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", b.String(), want)
			}
		})
	}
}

func TestChartIsWellFormed(t *testing.T) {
	for name, all := range map[string][]results{"sample": sample(), "nothing": nil} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			if err := writeSVG(&b, all); err != nil {
				t.Fatal(err)
			}
			d := xml.NewDecoder(strings.NewReader(b.String()))
			bars := 0
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if start, ok := token.(xml.StartElement); ok && start.Name.Local == "rect" {
					bars++
				}
			}
			want := 0
			for _, r := range all {
				want += len(r.names)
			}
			if bars != want {
				t.Errorf("got %d bars, want %d", bars, want)
			}
		})
	}
}

func TestFactor(t *testing.T) {
	for want, x := range map[string]float64{
		"0": 0, "0.000079": 0.0000787, "0.022": 0.0217, "0.51": 0.514, "1.0": 0.997, "21.3": 21.27, "1098": 1098.2,
	} {
		if got := factor(x); got != want {
			t.Errorf("factor(%g): got %s, want %s", x, got, want)
		}
	}
}

func TestPublish(t *testing.T) {
	opt := options{svg: filepath.Join(t.TempDir(), "a.svg"), markdown: filepath.Join(t.TempDir(), "a.md")}
	if err := publish(opt, sample()); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{opt.svg, opt.markdown} {
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%s is not written: %v", path, err)
		}
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		name  string
		args  []string
		fails bool
	}{
		{"nothing", nil, false},
		{"all", []string{"-workload", "all", "-rounds", "2", "-size", "10", "-with", "opa=/bin/opa"}, false},
		{"no rounds", []string{"-rounds", "0"}, true},
		{"no program", []string{"-with", "opa"}, true},
		{"an argument", []string{"plan"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := parse(test.args, io.Discard); (err != nil) != test.fails {
				t.Errorf("got %v, want an error: %v", err, test.fails)
			}
		})
	}
	if code := start(t.Context(), []string{"-workload", "nothing"}, io.Discard, io.Discard); code != 2 {
		t.Errorf("got exit %d for an unknown workload, want 2", code)
	}
}
