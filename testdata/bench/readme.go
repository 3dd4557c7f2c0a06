package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// What the README is made of, beside this program.
const (
	recordFile = "comparison.json"
	chartFile  = "comparison.svg"
)

// What stands around the comparison in the README.
const (
	beginMarker = "<!-- comparison -->\n"
	endMarker   = "<!-- /comparison -->"
)

// readRecord returns the results that a file holds; none if there is no file.
func readRecord(path string) ([]results, error) {
	b, err := os.ReadFile(filepath.Clean(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []results
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return all, nil
}

func writeRecord(out io.Writer, all []results) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(all)
}

// merge returns the results of now and, of workloads that were not run now, those of before, in the order of the
// workloads.
func merge(before, now []results) []results {
	var all []results
	for _, wl := range workloads() {
		named := func(r results) bool { return r.Name == wl.name }
		if i := slices.IndexFunc(now, named); i >= 0 {
			all = append(all, now[i])
		} else if i := slices.IndexFunc(before, named); i >= 0 {
			all = append(all, before[i])
		}
	}
	return all
}

// publishReadme writes the record and the chart into a directory, and the comparison into the README.
func publishReadme(readme, dir string, all []results) error {
	text, err := os.ReadFile(filepath.Clean(readme))
	if err != nil {
		return err
	}
	replaced, err := between(string(text), func(string) string { return comparison(all) })
	if err != nil {
		return fmt.Errorf("%s: %w", readme, err)
	}
	if len(all) == 0 {
		return errors.New("nothing is recorded")
	}
	return errors.Join(
		writeTo(filepath.Join(dir, recordFile), all, writeRecord), writeTo(filepath.Join(dir, chartFile), all, writeSVG),
		os.WriteFile(filepath.Clean(readme), []byte(replaced), 0o600))
}

// between returns a text with what replace returns in place of what stands between the markers.
func between(text string, replace func(string) string) (string, error) {
	before, rest, began := strings.Cut(text, beginMarker)
	old, after, ended := strings.Cut(rest, endMarker)
	if !began || !ended || strings.Contains(after, beginMarker) {
		return "", fmt.Errorf("want %s and %s, once each", strings.TrimSpace(beginMarker), endMarker)
	}
	return before + beginMarker + replace(old) + endMarker + after, nil
}

// comparison is what stands between the markers: nothing if there are no results.
func comparison(all []results) string {
	if len(all) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "![CPU time of tipstaff and its peers, as a multiple of tipstaff's](testdata/bench/%s)\n\n", chartFile)
	fmt.Fprintf(&b, "Measured on: %s.\n\n", conditions(all))
	b.WriteString("<details>\n<summary>All workloads as a table</summary>\n\n")
	b.WriteString("CPU time in the best round, of libraries per unit of work; the ratio is to tipstaff's. Memory is the largest resident set\n" +
		"of a process, or what a library allocates per unit. In each workload all contestants find the same.\n\n")
	b.WriteString("| workload | contestant | CPU min | ratio | memory |\n|---|---|--:|--:|--:|\n")
	for _, r := range all {
		for i, name := range r.Names {
			workload := ""
			if i == 0 {
				workload = fmt.Sprintf("**%s**: %s; %s, %s, %s, %s",
					r.Name, r.About, count(r.Size, r.Unit), amount(float64(r.Bytes)), r.found(), r.rounds())
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n",
				workload, r.label(name), r.spent(name), factor(r.multiple(name))+"x", r.memory(name))
		}
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// memory is what a contestant used: the largest resident set of a process, or what a library allocates per unit.
func (r results) memory(name string) string {
	s := summarise(r.Costs[name])
	if r.Kind == process {
		return fmt.Sprintf("%d MB", s.memory/1_000_000)
	}
	return amount(float64(s.allocated) / float64(r.Size))
}
