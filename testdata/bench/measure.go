package main

import (
	"slices"
	"time"
)

// cost is what doing the work once took.
type cost struct {
	cpu, wall   time.Duration // cpu is user and system time; of a program, with its own children
	memory      int64         // of a program: largest resident set in bytes
	allocations uint64        // of a library: number
	allocated   uint64        // of a library: bytes
}

// summary is what the rounds of one contestant come to: the least, the middle, and the largest memory.
type summary struct {
	rounds                           int
	cpu, cpuMedian, wall, wallMedian time.Duration
	memory                           int64
	allocations, allocated           uint64 // the least
}

func summarise(costs []cost) summary {
	s := summary{rounds: len(costs)}
	if len(costs) == 0 {
		return s
	}
	var cpu, wall []time.Duration
	s.allocations, s.allocated = costs[0].allocations, costs[0].allocated
	for _, c := range costs {
		cpu, wall = append(cpu, c.cpu), append(wall, c.wall)
		s.memory = max(s.memory, c.memory)
		s.allocations, s.allocated = min(s.allocations, c.allocations), min(s.allocated, c.allocated)
	}
	slices.Sort(cpu)
	slices.Sort(wall)
	s.cpu, s.cpuMedian = cpu[0], cpu[len(cpu)/2]
	s.wall, s.wallMedian = wall[0], wall[len(wall)/2]
	return s
}
