package engine

import (
	"fmt"
	"slices"
)

// Outcome is what one rule says of one resource.
type Outcome string

// The outcomes, from best to worst. NotApplicable does not count.
const (
	NotApplicable Outcome = "not_applicable"
	Pass          Outcome = "pass"
	Waived        Outcome = "waived"
	Unknown       Outcome = "unknown"
	Fail          Outcome = "fail"
	Error         Outcome = "error"
)

var outcomeOrder = []Outcome{NotApplicable, Pass, Waived, Unknown, Fail, Error}

// Worse returns the worse of two outcomes.
func (o Outcome) Worse(other Outcome) Outcome {
	if slices.Index(outcomeOrder, other) > slices.Index(outcomeOrder, o) {
		return other
	}
	return o
}

// Severity is how bad a failure of a rule is.
type Severity string

// The severities, from least to most severe.
const (
	Info     Severity = "info"
	Low      Severity = "low"
	Medium   Severity = "medium"
	High     Severity = "high"
	Critical Severity = "critical"
)

// Severities lists the severities from least to most severe.
var Severities = []Severity{Info, Low, Medium, High, Critical}

// ParseSeverity returns the severity called name, or an error that lists the names.
func ParseSeverity(name string) (Severity, error) {
	if s := Severity(name); slices.Contains(Severities, s) {
		return s, nil
	}
	return "", fmt.Errorf("unknown severity %q: want one of %v", name, Severities)
}

// AtLeast reports whether s is as severe as other, or more.
func (s Severity) AtLeast(other Severity) bool {
	return slices.Index(Severities, s) >= slices.Index(Severities, other)
}
