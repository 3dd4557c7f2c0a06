package report

import (
	"net/url"
	"path"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/tipstaff/tipstaff/engine"
)

// prefixes say in the message what a level cannot.
var prefixes = map[engine.Outcome]string{
	engine.Unknown: "Could not be decided: ",
	engine.Error:   "Could not be evaluated: ",
}

// states are the names of the states of a baseline.
var states = map[string]string{"new": "new", "existing": "unchanged"}

// sarifResult turns a finding into a result. Its kind is "fail" whatever the outcome: SARIF allows no level
// with any other kind, and code scanning drops a result without one. An unknown is at most a warning.
func sarifResult(f engine.Finding, rule int, lines *lineIndex) *sarif.Result {
	r := sarif.NewResult()
	r.RuleID = new(f.Rule)
	r.RuleIndex = rule
	r.Level = sarifLevel(f)
	r.Message = sarifMessage(prefixes[f.Outcome] + f.Message)
	l := sarifLocation(f.Location)
	if logical := sarifResource(f.Resource); logical != nil {
		l.LogicalLocations = append(l.LogicalLocations, logical)
	}
	r.Locations = append(r.Locations, l)
	if f.Planned != nil {
		planned := sarifLocation(*f.Planned)
		planned.Message = sarifMessage("in the plan")
		r.RelatedLocations = append(r.RelatedLocations, planned)
	}
	identify(r, f, lines)
	if state, ok := states[f.Status]; ok {
		r.BaselineState = new(state)
	}
	if f.Outcome == engine.Waived {
		r.Suppressions = append(r.Suppressions, sarifSuppression(f.Waiver))
	}
	r.Properties = sarif.NewPropertyBag()
	r.Properties.Add("outcome", f.Outcome)
	r.Properties.Add("severity", f.Severity)
	r.Properties.Add("path", list(f.Path))
	r.Properties.Add("precision", f.Location.Precision)
	return r
}

func sarifLevel(f engine.Finding) string {
	level := levels[f.Severity]
	switch {
	case f.Outcome == engine.Error || level == "":
		return "error"
	case f.Outcome == engine.Unknown && level == "error":
		return "warning"
	}
	return level
}

// identify adds the fingerprints: ours, and the one of the line if its file can be read.
func identify(r *sarif.Result, f engine.Finding, lines *lineIndex) {
	r.PartialFingerprints = map[string]string{}
	if _, hash, ok := strings.Cut(f.Fingerprint, ":"); ok {
		r.Fingerprints = map[string]string{"tipstaff/v1": hash}
		r.PartialFingerprints["tipstaff/v1"] = hash
	}
	if hash := lines.hash(f.Location); hash != "" {
		r.PartialFingerprints["primaryLocationLineHash"] = hash
	}
}

func sarifSuppression(w *engine.WaiverRef) *sarif.Suppression {
	s := sarif.NewSuppression()
	s.Kind = new("external")
	s.Status = new("accepted")
	if w != nil {
		s.Justification = new(Escape(waiver(w)))
	}
	return s
}

// sarifMessage returns escaped text that holds no link: "](" is what makes one in SARIF.
func sarifMessage(text string) *sarif.Message {
	m := sarif.NewMessage()
	m.Text = new(strings.ReplaceAll(Escape(text), "](", `\](`))
	return m
}

// sarifLocation returns the file and, if it is known, the line of l. A location that spans lines ends with
// its first: a pull request shows a result only if all of its lines have changed.
func sarifLocation(l engine.Location) *sarif.Location {
	location := sarif.NewLocation()
	if l.File == "" {
		return location
	}
	physical := sarif.NewPhysicalLocation()
	physical.ArtifactLocation = sarifArtifact(l.File)
	if l.Line > 0 {
		region := sarif.NewRegion()
		region.StartLine = new(l.Line)
		if l.Column > 0 {
			region.StartColumn = new(l.Column)
		}
		if l.EndLine == l.Line && l.EndColumn > l.Column {
			region.EndLine, region.EndColumn = new(l.EndLine), new(l.EndColumn)
		}
		physical.Region = region
	}
	location.PhysicalLocation = physical
	return location
}

// sarifArtifact returns the URI of a file, relative to the root of the repository unless it is absolute.
func sarifArtifact(file string) *sarif.ArtifactLocation {
	a := sarif.NewArtifactLocation()
	if path.IsAbs(file) {
		a.URI = new((&url.URL{Scheme: "file", Path: file}).String())
		return a
	}
	a.URI = new((&url.URL{Path: strings.TrimPrefix(file, "./")}).String())
	a.URIBaseID = new("%SRCROOT%")
	return a
}

// sarifResource names the resource, nil if it has no name.
func sarifResource(r engine.ResourceRef) *sarif.LogicalLocation {
	if r.ID == "" {
		return nil
	}
	l := sarif.NewLogicalLocation()
	l.FullyQualifiedName = new(Escape(r.ID))
	l.Name = new(Escape(orID(r.Name, r.ID)))
	l.Kind = new("resource")
	return l
}

// lineIndex remembers the line hashes of files.
type lineIndex struct {
	source func(path string) ([]byte, error)
	byFile map[string][]string
}

// hash returns the hash of the line of l, "" if the line is not known or its file cannot be read.
func (x *lineIndex) hash(l engine.Location) string {
	if x.source == nil || l.Line < 1 {
		return ""
	}
	hashes, ok := x.byFile[l.File]
	if !ok {
		if b, err := x.source(l.File); err == nil {
			hashes = lineHashes(string(b))
		}
		x.byFile[l.File] = hashes
	}
	if l.Line > len(hashes) {
		return ""
	}
	return hashes[l.Line-1]
}
