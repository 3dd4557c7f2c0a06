package main

import (
	"github.com/tipstaff/tipstaff/engine"
)

// exitOrder lists the exit codes from worst to best.
var exitOrder = []int{exitUsage, exitEvaluation, exitOutput, exitFindings, exitInconclusive, exitPass}

// worse returns the worse of two exit codes.
func worse(a, b int) int {
	for _, code := range exitOrder {
		if a == code || b == code {
			return code
		}
	}
	return exitEvaluation
}

// exitCode is what a report means for the process: the worst of what happened.
func exitCode(r *engine.Report, f *runFlags) int {
	code := exitPass
	for _, failure := range r.Errors {
		if failure.Code == engine.CodeNothing {
			code = worse(code, exitInconclusive)
			continue
		}
		code = worse(code, exitEvaluation)
	}
	for _, finding := range r.Findings {
		code = worse(code, findingCode(finding, f.levels))
	}
	return code
}

func findingCode(f engine.Finding, l levels) int {
	switch f.Outcome {
	case engine.Error:
		return exitEvaluation
	case engine.Fail:
		if f.Severity.AtLeast(l.fail) {
			return exitFindings
		}
	case engine.Unknown:
		if l.unknown == unknownFail {
			return exitInconclusive
		}
	default:
	}
	return exitPass
}
