package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// JSON writes the report as it is kept and exchanged; [Schema] describes it and [Read] reads it back. Lists
// are never null.
func JSON(w io.Writer, r *engine.Report, _ Options) error { return encode(w, complete(r)) }

// encode writes v as indented JSON that is safe to show.
func encode(w io.Writer, v any) error {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	_, err := io.WriteString(w, escapeEncoded(b.String()))
	return err
}

// complete returns a copy of r in which every list that the schema requires exists.
func complete(r *engine.Report) *engine.Report {
	c := *r
	c.Run.Inputs = list(c.Run.Inputs)
	c.Findings = append([]engine.Finding{}, c.Findings...)
	for i := range c.Findings {
		c.Findings[i].Path = list(c.Findings[i].Path)
	}
	c.Coverage.Types = list(c.Coverage.Types)
	c.Coverage.Unmatched = list(c.Coverage.Unmatched)
	c.Coverage.Vacuous = list(c.Coverage.Vacuous)
	c.Skipped = list(c.Skipped)
	c.Errors = list(c.Errors)
	c.Evaluations = append([]engine.Evaluation{}, c.Evaluations...)
	for i, e := range c.Evaluations {
		reads := append([]engine.Read{}, e.Reads...)
		for j := range reads {
			reads[j].Path = list(reads[j].Path)
		}
		c.Evaluations[i].Reads = reads
	}
	return &c
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
