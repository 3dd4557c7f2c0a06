package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// summary is what the rounds of one contestant come to: the least, the middle, and the largest memory.
type summary struct {
	cpu, cpuMedian, wall, wallMedian time.Duration
	memory                           int64
}

func summarise(costs []cost) summary {
	var cpu, wall []time.Duration
	var s summary
	for _, c := range costs {
		cpu, wall = append(cpu, c.cpu), append(wall, c.wall)
		s.memory = max(s.memory, c.memory)
	}
	slices.Sort(cpu)
	slices.Sort(wall)
	s.cpu, s.cpuMedian = cpu[0], cpu[len(cpu)/2]
	s.wall, s.wallMedian = wall[0], wall[len(wall)/2]
	return s
}

// write prints the table: one row per contestant, and how many times as much as tipstaff each one takes.
func write(out io.Writer, r results) error {
	w := r.workload
	_, err := fmt.Fprintf(out, "%d files, %d KB, %d rules, %d findings, the same from all; %d interleaved rounds\n\n",
		w.files, w.bytes/1000, w.rules, r.findings, len(r.costs[r.names[0]]))
	if err != nil {
		return err
	}
	ours := summarise(r.costs[tipstaffName])
	var costs, ratios bytes.Buffer
	for _, name := range r.names {
		s := summarise(r.costs[name])
		fmt.Fprintf(&costs, "%s\t%d ms\t%d ms\t%d ms\t%d ms\t%d MB\t\n", name, s.cpu.Milliseconds(),
			s.cpuMedian.Milliseconds(), s.wall.Milliseconds(), s.wallMedian.Milliseconds(), s.memory/1_000_000)
		if name != tipstaffName {
			fmt.Fprintf(&ratios, "%s / %s\t%.1fx\t%.1fx\t%.1fx\t%.1fx\t%.1fx\t\n", name, tipstaffName,
				ratio(s.cpu, ours.cpu), ratio(s.cpuMedian, ours.cpuMedian),
				ratio(s.wall, ours.wall), ratio(s.wallMedian, ours.wallMedian), ratio(s.memory, ours.memory))
		}
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	rows := "\tCPU min\tmedian\twall min\tmedian\tmax RSS\t\n" + costs.String() + ratios.String()
	if _, err := io.WriteString(t, rows); err != nil {
		return err
	}
	return t.Flush()
}

func ratio[N time.Duration | int64](a, b N) float64 { return float64(a) / float64(b) }

// cheapest reports whether tipstaff took less CPU time than every other contestant, in its best round.
func cheapest(r results) bool {
	ours := summarise(r.costs[tipstaffName])
	for _, name := range r.names {
		if name != tipstaffName && summarise(r.costs[name]).cpu <= ours.cpu {
			return false
		}
	}
	return true
}
