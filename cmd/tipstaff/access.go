package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine/access"
	"github.com/tipstaff/tipstaff/engine/report"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// accessFlags are those of who-can and what-can.
type accessFlags struct {
	roles                    []string
	format, parameters, asOf string
	output                   string
}

const accessSchema = "tipstaff.access/v1"

func (f *accessFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.roles, "roles", nil, "`FILE` of role definitions, as az role definition list prints them; repeatable")
	flags.StringVar(&f.format, "format", "", "take every file for this input `FORMAT`")
	flags.StringVar(&f.parameters, "parameters", "", parametersUsage)
	flags.StringVar(&f.asOf, "as-of", "", "answer as if it were `RFC3339` time")
	flags.StringVarP(&f.output, "output", "o", "text", "write `FORMAT`: text, json or csv")
}

// readModel reads who holds what. Its exit code is worse than pass if something could not be read, and the
// model is then what could be.
func (p *program) readModel(ctx context.Context, f *accessFlags, paths []string) (*access.Model, time.Time, error) {
	now, config, err := p.circumstances(f.asOf)
	if err != nil {
		return nil, now, usage(err)
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	p.room(paths)
	base := inputs.Reader{Formats: formats, Limits: document.DefaultLimits, Exclude: config.Exclude, Stdin: p.stdin}
	described, roles := base, base
	described.Format, described.Parameters = f.format, f.parameters
	roles.Format, roles.Exclude = inputs.Graph.Name, nil
	resources, broken := p.collect(ctx, &described, paths)
	if len(f.roles) > 0 {
		more, alsoBroken := p.collect(ctx, &roles, f.roles)
		resources, broken = append(resources, more...), broken || alsoBroken
	}
	m := access.NewModel(resources)
	switch {
	case broken:
		return m, now, &exitError{code: exitEvaluation}
	case m.Empty():
		return m, now, &exitError{exitInconclusive, errors.New("nothing that was read gives anybody access")}
	}
	return m, now, nil
}

// collect reads the resources at paths, except for log records.
func (p *program) collect(ctx context.Context, reader *inputs.Reader, paths []string) (resources []*inputs.Resource, broken bool) {
	for item := range reader.Read(ctx, paths) {
		switch {
		case item.Resource != nil && !item.Resource.Record:
			resources = append(resources, item.Resource)
		case item.Skipped != nil:
			fmt.Fprintf(p.stderr, "tipstaff: skipped %s: %s\n", report.Escape(item.Skipped.Path), report.Escape(item.Skipped.Reason))
		case item.Err != nil:
			broken = true
			fmt.Fprintf(p.stderr, "tipstaff: %s\n", report.Escape(item.Err.Error()))
		}
	}
	return resources, broken
}

// accessFormats are the formats of answers.
var accessFormats = []string{"text", "json", "csv"}

func (f *accessFlags) check() error {
	if !slices.Contains(accessFormats, f.output) {
		return usage(fmt.Errorf("unknown output format %q: want %s", f.output, strings.Join(accessFormats, ", ")))
	}
	return nil
}

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// cell is a text that no spreadsheet takes for a formula.
func cell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

func writeCSV(w io.Writer, rows [][]string) error {
	c := csv.NewWriter(w)
	for _, row := range rows {
		for i := range row {
			row[i] = cell(row[i])
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// pathColumns are what tables say of a path, with pathCells.
var pathColumns = []string{"path_outcome", "kind", "role", "role_id", "block", "scope", "groups", "condition", "reason", "until", "assignment", "file", "line"}

func pathCells(p access.Path) []string {
	groups := make([]string, 0, len(p.Groups))
	for _, g := range p.Groups {
		groups = append(groups, subjectName(g))
	}
	return []string{
		p.Outcome.String(), string(p.Kind), p.Role, p.RoleID, number(p.Block), p.Scope, strings.Join(groups, " > "), p.Condition,
		p.Reason, p.Until, p.Assignment, p.File, number(p.Line),
	}
}

// number is n, or nothing for what is not there.
func number(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// subjectName is what people call a subject.
func subjectName(s access.Subject) string {
	if s.Name != "" {
		return s.Name
	}
	return s.ID
}

// subjectWords names a subject with its type and id.
func subjectWords(s access.Subject) string {
	words := subjectName(s)
	if s.Type != "" {
		words = s.Type + " " + words
	}
	if s.ID != "" && s.ID != s.Name {
		words += " (" + s.ID + ")"
	}
	return words
}

// pathWords tells how a path leads there.
func pathWords(p access.Path) string {
	words := p.Role
	switch {
	case p.Kind == access.AccessPolicy:
		words = string(p.Kind)
	case words == "":
		words = p.RoleID
	}
	if words == "" {
		words = "a role that is not known"
	}
	if p.Kind != access.RoleAssignment && p.Kind != access.AccessPolicy {
		words += ", " + string(p.Kind)
	}
	if p.Block > 0 {
		words += fmt.Sprintf(", block %d", p.Block)
	}
	scope := p.Scope
	if scope == "" {
		scope = "a scope that is not known"
	}
	words += " at " + scope
	for i := range p.Groups {
		words += ", through " + subjectName(p.Groups[i])
	}
	if p.Until != "" {
		words += ", until " + p.Until
	}
	return words
}

// printPath writes a path below a subject.
func printPath(w io.Writer, p access.Path) {
	fmt.Fprintf(w, "    %s\n", report.Escape(pathWords(p)))
	place := p.File
	if p.Line > 0 {
		place += ":" + strconv.Itoa(p.Line)
	}
	fmt.Fprintf(w, "      %s\n", report.Escape(place))
	if p.Condition != "" {
		fmt.Fprintf(w, "      if %s\n", report.Escape(p.Condition))
	}
	if p.Reason != "" {
		fmt.Fprintf(w, "      %s: %s\n", outcomeWords(p.Outcome), report.Escape(p.Reason))
	}
}

// outcomeWords is an outcome in words.
func outcomeWords(o access.Outcome) string { return strings.ReplaceAll(o.String(), "_", " ") }

// printCounts says what an answer rests on.
func printCounts(w io.Writer, c access.Counts) {
	fmt.Fprintf(w, "Read: %d role assignments, %d role definitions, %d deny assignments, %d groups, %d vaults with %d access policies, %d cluster roles and bindings\n",
		c.Assignments, c.Roles, c.Denials, c.Groups, c.Vaults, c.Policies, c.Cluster)
}
