package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
)

// facts says what the costs depend on besides the contestants: the machine, and the versions that take part.
func (e *environment) facts() []string {
	all := []string{
		count(runtime.NumCPU(), "core"), runtime.GOOS + "/" + runtime.GOARCH, runtime.Version(),
	}
	for _, p := range programs() {
		if path, ok := e.given[p.name]; ok && p.published != "" {
			all = append(all, version(p, path))
		}
	}
	return append(all, linked("github.com/casbin/casbin/v2", "github.com/cedar-policy/cedar-go", opaModule)...)
}

// version tells the version of a program as the program itself has it, and of the OPA that is built into it.
func version(p program, file string) string {
	unknown := p.name + " of an unknown version"
	info, err := buildinfo.ReadFile(file)
	if err != nil || info.Main.Path != p.published {
		return unknown
	}
	fact := p.name + " " + info.Main.Version
	if own := dependencies(info, opaModule); len(own) > 0 {
		fact += " (with " + own[0] + ")"
	}
	return fact
}

// linked tells the versions of libraries in this program. Tests know of none.
func linked(modules ...string) []string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	var all []string
	for _, d := range dependencies(info, modules...) {
		all = append(all, d+" as a library")
	}
	return all
}

func dependencies(info *debug.BuildInfo, modules ...string) []string {
	var all []string
	for _, d := range info.Deps {
		if slices.Contains(modules, d.Path) {
			all = append(all, nameOf(d.Path)+" "+d.Version)
		}
	}
	return all
}

// nameOf is the last part of the path of a module that is not a version.
func nameOf(module string) string {
	if base := path.Base(module); base != "v2" {
		return base
	}
	return path.Base(path.Dir(module))
}

// loadAverage is the load average over a minute, or 0 where the system does not tell.
func loadAverage() float64 {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(b), " ")
	load, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return 0
	}
	return load
}

// conditions sums up the facts of all results, each once, with the range of loads.
func conditions(all []results) string {
	var facts []string
	var loads []float64
	for _, r := range all {
		for _, f := range r.Facts {
			if !slices.Contains(facts, f) {
				facts = append(facts, f)
			}
		}
		loads = append(loads, r.Load)
	}
	if least, most := slices.Min(loads), slices.Max(loads); most > 0 {
		facts = append(facts, fmt.Sprintf("load average %.1f to %.1f when a workload began", least, most))
	}
	return strings.Join(facts, ", ")
}
