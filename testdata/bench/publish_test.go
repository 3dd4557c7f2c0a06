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
			CPU: time.Duration(n * float64(time.Millisecond)), Wall: time.Duration(n * float64(time.Millisecond)),
			Memory: int64(n * 1e6), Allocations: uint64(n * 1000), Allocated: uint64(n * 100_000),
		}
	}
	return []results{
		{
			Facts: []string{"2 cores", "opa v1.2.3"}, Load: 0.25,
			Name: "files", About: "JSON files & <rules>", Unit: "file", Kind: process, Size: 1000, Bytes: 1_583_000,
			Rules: 30, Findings: 1099, Names: []string{tipstaffName, conftestName, "slow"},
			Costs: map[string][]cost{
				tipstaffName: {ms(20), ms(10), ms(30)}, conftestName: {ms(900), ms(800), ms(700)}, "slow": {ms(26_000)},
			},
		},
		{
			Facts: []string{"2 cores", "casbin v4.5.6 as a library"}, Load: 1.5,
			Name: "requests", About: "bytes to decision", Unit: "request", Kind: library, Size: 10, Bytes: 4000,
			Findings: 3, Names: []string{tipstaffName, goName},
			Costs: map[string][]cost{tipstaffName: {ms(2), ms(3)}, goName: {ms(0.5), ms(0.4)}},
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
		{"readme.md", func(w io.Writer, all []results) error {
			_, err := io.WriteString(w, comparison(all))
			return err
		}},
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
			rectangles := 0
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if start, ok := token.(xml.StartElement); ok && start.Name.Local == "rect" {
					rectangles++
				}
			}
			want := 1 // the background
			for _, r := range all {
				want += len(r.Names)
			}
			if rectangles != want {
				t.Errorf("got %d rectangles, want %d", rectangles, want)
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
		{"recorded", []string{"-recorded", "-readme", "README.md"}, false},
		{"recorded but not written", []string{"-recorded"}, true},
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
