package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine/report"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

type parseFlags struct{ format, at, parameters string }

func (p *program) parseCommand() *cobra.Command {
	var f parseFlags
	cmd := &cobra.Command{
		Use: "parse PATH…", Short: "Show the resources that policies see",
		Args: func(cmd *cobra.Command, args []string) error {
			if f.at != "" {
				return nil
			}
			return cobra.MinimumNArgs(1)(cmd, args)
		},
		Long: "Parse prints a JSON object a line for every resource that the files describe: its type, id and place,\n" +
			"what policies see as input.resource, and the JSON pointers of values that are unknown or sensitive.\n" +
			"Sensitive values are not shown. With --at it prints what is at one line of a file instead: which resource, and\n" +
			"which attribute of it.",
		Example: "  tipstaff parse plan.json | jq .resource.properties\n  tipstaff parse --at plan.json:120",
		RunE:    func(cmd *cobra.Command, args []string) error { return p.parse(cmd.Context(), &f, args) },
	}
	cmd.Flags().StringVar(&f.format, "format", "", "take every file for this input `FORMAT`")
	cmd.Flags().StringVar(&f.at, "at", "", "show the attributes at `FILE:LINE`, or at FILE:LINE:COLUMN")
	cmd.Flags().StringVar(&f.parameters, "parameters", "", parametersUsage)
	return cmd
}

// parsedResource is one line of the output.
type parsedResource struct {
	File      string          `json:"file"`
	Line      int             `json:"line,omitempty"`
	Format    string          `json:"format"`
	Type      string          `json:"type"`
	ID        string          `json:"id"`
	Resource  json.RawMessage `json:"resource"`
	Unknown   []string        `json:"unknown,omitempty"`
	Sensitive []string        `json:"sensitive,omitempty"`
}

func (p *program) parse(ctx context.Context, f *parseFlags, paths []string) error {
	show := showResource
	nothing := error(&exitError{exitInconclusive, errors.New("the input describes no resources")})
	if f.at != "" {
		at, err := parseSpot(f.at)
		if err != nil {
			return err
		}
		if len(paths) == 0 {
			paths = []string{at.file}
		}
		show, nothing = at.show, errNothingAt(at)
	}
	p.room(paths)
	reader := &inputs.Reader{Formats: formats, Format: f.format, Parameters: f.parameters, Limits: document.DefaultLimits, Stdin: p.stdin}
	out := bufio.NewWriter(p.stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	broken, found := false, 0
	for item := range reader.Read(ctx, paths) {
		switch {
		case item.Resource != nil:
			shown, err := show(item.Resource, encoder)
			if found += shown; err != nil {
				return &exitError{exitOutput, err}
			}
		case item.Skipped != nil:
			fmt.Fprintf(p.stderr, "tipstaff: skipped %s: %s\n", report.Escape(item.Skipped.Path), report.Escape(item.Skipped.Reason))
		case item.Err != nil:
			broken = true
			fmt.Fprintf(p.stderr, "tipstaff: %s\n", report.Escape(item.Err.Error()))
		}
	}
	if err := out.Flush(); err != nil {
		return &exitError{exitOutput, err}
	}
	switch {
	case broken:
		return &exitError{code: exitEvaluation}
	case found == 0:
		return nothing
	default:
		return nil
	}
}

// showResource prints a resource, and tells how much it printed.
func showResource(r *inputs.Resource, to *json.Encoder) (int, error) {
	return 1, to.Encode(newParsedResource(r))
}

func newParsedResource(r *inputs.Resource) parsedResource {
	p := parsedResource{File: r.File, Format: r.Format, Type: r.Type, ID: r.ID, Resource: hideSensitive(r.Value).AppendJSON(nil)}
	if r.Document != nil {
		if span, ok := r.Document.Span(r.Node); ok {
			p.Line = span.Start.Line
		}
	}
	for path, v := range r.Value.All() {
		switch {
		case v.Has(document.Unknown):
			p.Unknown = append(p.Unknown, path.String())
		case v.Has(document.Sensitive):
			p.Sensitive = append(p.Sensitive, path.String())
		}
	}
	return p
}

// hideSensitive returns v with every sensitive value replaced by a text that says so.
func hideSensitive(v document.Value) document.Value {
	if v.Has(document.Sensitive) && v.Defined() {
		return document.StringValue("(sensitive)")
	}
	switch v.Kind() {
	case document.Array:
		elements := make([]document.Value, 0, v.Len())
		for _, e := range v.Elements() {
			elements = append(elements, hideSensitive(e))
		}
		return document.ArrayValue(elements...)
	case document.Object:
		members := make([]document.Member, 0, v.Len())
		for _, m := range v.Members() {
			members = append(members, document.Member{Key: m.Key, Value: hideSensitive(m.Value)})
		}
		return document.ObjectValue(members...)
	default:
		return v
	}
}
