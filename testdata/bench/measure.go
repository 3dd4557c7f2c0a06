package main

import (
	"slices"
	"time"
)

// cost is what doing the work once took.
type cost struct {
	CPU         time.Duration `json:"cpu"` // user and system time in nanoseconds; of a program, with its own children
	Wall        time.Duration `json:"wall"`
	Memory      int64         `json:"memory,omitempty"`      // of a program: largest resident set in bytes
	Allocations uint64        `json:"allocations,omitempty"` // of a library: number
	Allocated   uint64        `json:"allocated,omitempty"`   // of a library: bytes
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
	s.allocations, s.allocated = costs[0].Allocations, costs[0].Allocated
	for _, c := range costs {
		cpu, wall = append(cpu, c.CPU), append(wall, c.Wall)
		s.memory = max(s.memory, c.Memory)
		s.allocations, s.allocated = min(s.allocations, c.Allocations), min(s.allocated, c.Allocated)
	}
	slices.Sort(cpu)
	slices.Sort(wall)
	s.cpu, s.cpuMedian = cpu[0], cpu[len(cpu)/2]
	s.wall, s.wallMedian = wall[0], wall[len(wall)/2]
	return s
}
