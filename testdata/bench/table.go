package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
	"time"
)

// table is the results of one workload as text.
type table struct {
	caption string
	header  []string
	rows    [][]string // the first column is the contestant
}

// tables turn results into text, by what the contestants are.
var tables = map[medium]func(r results) table{process: processTable, library: libraryTable}

func newTable(r results) table {
	t := tables[r.Kind](r)
	t.caption = count(r.Size, r.Unit) + ", " + amount(float64(r.Bytes)) + ", "
	if r.Rules > 0 {
		t.caption += count(r.Rules, "rule") + ", "
	}
	t.caption += r.found() + ", the same from all; " + r.rounds() + ", interleaved"
	return t
}

// found says what all contestants found.
func (r results) found() string {
	if r.Rules == 0 {
		return fmt.Sprintf("%d permitted", r.Findings)
	}
	return count(r.Findings, "finding")
}

// rounds says how often those took part that took part in all rounds.
func (r results) rounds() string { return count(len(r.Costs[r.Names[0]]), "round") }

func processTable(r results) table {
	t := table{header: []string{"", "CPU min", "median", "wall min", "median", "max RSS", "CPU ratio", "RSS ratio"}}
	ours := summarise(r.Costs[tipstaffName])
	for _, name := range r.Names {
		s := summarise(r.Costs[name])
		t.rows = append(t.rows, []string{
			r.label(name), milliseconds(s.cpu), milliseconds(s.cpuMedian), milliseconds(s.wall), milliseconds(s.wallMedian),
			fmt.Sprintf("%d MB", s.memory/1_000_000), times(s.cpu, ours.cpu), times(s.memory, ours.memory),
		})
	}
	return t
}

// libraryTable gives costs per unit of work.
func libraryTable(r results) table {
	t := table{header: []string{"per " + r.Unit, "CPU min", "median", "wall min", "median", "allocations", "allocated", "CPU ratio"}}
	ours := summarise(r.Costs[tipstaffName])
	each := func(d time.Duration) string { return microseconds(d, r.Size) }
	for _, name := range r.Names {
		s := summarise(r.Costs[name])
		t.rows = append(t.rows, []string{
			r.label(name), each(s.cpu), each(s.cpuMedian), each(s.wall), each(s.wallMedian),
			fmt.Sprintf("%.1f", float64(s.allocations)/float64(r.Size)),
			amount(float64(s.allocated) / float64(r.Size)), times(s.cpu, ours.cpu),
		})
	}
	return t
}

// label is the name of a contestant, with its rounds if it did not take part in all.
func (r results) label(name string) string {
	if n := len(r.Costs[name]); n < len(r.Costs[r.Names[0]]) {
		return fmt.Sprintf("%s (%s)", name, count(n, "round"))
	}
	return name
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

func milliseconds(d time.Duration) string {
	if d < 100*time.Millisecond {
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	}
	if d < 10*time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// microseconds is a share of a time.
func microseconds(d time.Duration, units int) string {
	us := float64(d.Nanoseconds()) / 1000 / float64(units)
	if us >= 10_000 {
		return fmt.Sprintf("%.1f ms", us/1000)
	}
	return fmt.Sprintf("%.2f us", us)
}

func amount(bytes float64) string {
	switch {
	case bytes < 1e4:
		return fmt.Sprintf("%.0f B", bytes)
	case bytes < 1e7:
		return fmt.Sprintf("%.0f KB", bytes/1e3)
	default:
		return fmt.Sprintf("%.1f MB", bytes/1e6)
	}
}

// times says how many times as much as tipstaff.
func times[N time.Duration | int64](a, b N) string { return factor(ratio(a, b)) + "x" }

// factor is a ratio with what digits matter.
func factor(x float64) string {
	switch {
	case x <= 0:
		return "0"
	case x < 0.0995:
		return fmt.Sprintf("%.*f", 1-int(math.Floor(math.Log10(x))), x)
	case x < 0.995:
		return fmt.Sprintf("%.2f", x)
	case x < 100:
		return fmt.Sprintf("%.1f", x)
	default:
		return fmt.Sprintf("%.0f", x)
	}
}

func ratio[N time.Duration | int64](a, b N) float64 { return float64(a) / float64(b) }

// writeText prints results for a terminal.
func writeText(out io.Writer, r results) error {
	t := newTable(r)
	if _, err := fmt.Fprintf(out, "%s: %s\n%s\n\n", r.Name, r.About, t.caption); err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range append([][]string{t.header}, t.rows...) {
		if _, err := fmt.Fprintln(w, strings.Join(row, "\t")+"\t"); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out)
	return err
}

// writeMarkdown writes all results as one document.
func writeMarkdown(out io.Writer, all []results) error {
	for i, r := range all {
		t := newTable(r)
		var b strings.Builder
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "**%s**: %s. %s.\n\n", r.Name, r.About, strings.ToUpper(t.caption[:1])+t.caption[1:])
		fmt.Fprintf(&b, "| %s |\n|---|%s\n", strings.Join(t.header, " | "), strings.Repeat("--:|", len(t.header)-1))
		for _, row := range t.rows {
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		}
		if _, err := io.WriteString(out, b.String()); err != nil {
			return err
		}
	}
	return nil
}
