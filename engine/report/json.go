package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// JSON writes the report as it is kept and exchanged; [Schema] describes it and [Read] reads it back. Lists
// are never null. Findings and evaluations, of which there may be very many, are written one by one.
func JSON(w io.Writer, r *engine.Report, _ Options) error {
	var b bytes.Buffer
	if err := encode(&b, complete(r)); err != nil {
		return err
	}
	out := &elements{w: bufio.NewWriterSize(w, 64<<10)}
	const findings, end = "\n  \"findings\": []", "\n}\n" // no string of JSON has a line break in it
	before, after, _ := strings.Cut(b.String(), findings)
	out.text(before + strings.TrimSuffix(findings, "[]"))
	out.list(len(r.Findings), func(i int) any {
		f := r.Findings[i]
		f.Path = list(f.Path)
		return f
	})
	out.text(strings.TrimSuffix(after, end))
	if len(r.Evaluations) > 0 {
		out.text(",\n  \"evaluations\": ")
		out.list(len(r.Evaluations), func(i int) any { return completed(r.Evaluations[i]) })
	}
	out.text(end)
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}

// elements writes the elements of lists of a report, with the first error.
type elements struct {
	w   *bufio.Writer
	err error
}

func (e *elements) text(s string) {
	if e.err == nil {
		_, e.err = e.w.WriteString(s)
	}
}

// list writes n elements as encode would.
func (e *elements) list(n int, element func(i int) any) {
	if n == 0 {
		e.text("[]")
		return
	}
	var b bytes.Buffer
	encoder := encoderTo(&b)
	encoder.SetIndent("    ", "  ")
	separator := "[\n    "
	for i := range n {
		b.Reset()
		if err := encoder.Encode(element(i)); err != nil && e.err == nil {
			e.err = fmt.Errorf("encode: %w", err)
		}
		e.text(separator)
		e.text(escapeEncoded(strings.TrimSuffix(b.String(), "\n")))
		separator = ",\n    "
	}
	e.text("\n  ]")
}

func encoderTo(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// encode writes v as indented JSON that is safe to show.
func encode(w io.Writer, v any) error {
	var b strings.Builder
	e := encoderTo(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	_, err := io.WriteString(w, escapeEncoded(b.String()))
	return err
}

// complete returns a copy of r without findings and evaluations, in which every list that the schema requires
// exists.
func complete(r *engine.Report) *engine.Report {
	c := *r
	c.Run.Inputs = list(c.Run.Inputs)
	c.Findings, c.Evaluations = []engine.Finding{}, nil
	c.Coverage.Types = list(c.Coverage.Types)
	c.Coverage.Unmatched = list(c.Coverage.Unmatched)
	c.Coverage.Vacuous = list(c.Coverage.Vacuous)
	c.Skipped = list(c.Skipped)
	c.Errors = list(c.Errors)
	return &c
}

// completed returns a copy of e in which every list exists.
func completed(e engine.Evaluation) engine.Evaluation {
	e.Reads = append([]engine.Read{}, e.Reads...)
	for i := range e.Reads {
		e.Reads[i].Path = list(e.Reads[i].Path)
	}
	return e
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
