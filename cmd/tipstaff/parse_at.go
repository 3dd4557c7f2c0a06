package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// spot is a line of a file, and a column in it if column is not 0, both counted from 1.
type spot struct {
	file         string
	line, column int
}

// parseSpot reads FILE:LINE or FILE:LINE:COLUMN, as editors and compilers write it.
func parseSpot(text string) (spot, error) {
	var numbers []int
	for len(numbers) < 2 {
		i := strings.LastIndexByte(text, ':')
		n, err := strconv.Atoi(text[i+1:])
		if i < 0 || err != nil {
			break
		}
		if n < 1 {
			return spot{}, usage(errors.New("--at: lines and columns are counted from 1"))
		}
		numbers = append(numbers, n)
		text = text[:i]
	}
	switch len(numbers) {
	case 1:
		return spot{file: text, line: numbers[0]}, nil
	case 2:
		return spot{file: text, line: numbers[1], column: numbers[0]}, nil
	}
	return spot{}, usage(errors.New("--at wants FILE:LINE or FILE:LINE:COLUMN, as in plan.json:120"))
}

// parsedAttribute is one line of the output of parse --at.
type parsedAttribute struct {
	File      string          `json:"file"`
	Line      int             `json:"line"`
	Column    int             `json:"column,omitempty"`
	Format    string          `json:"format"`
	Type      string          `json:"type"`
	ID        string          `json:"id"`
	Path      string          `json:"path"` // a JSON pointer into input.resource
	Value     json.RawMessage `json:"value,omitempty"`
	Unknown   bool            `json:"unknown,omitempty"`
	Sensitive bool            `json:"sensitive,omitempty"`
}

// show prints what of a resource is at the place, and tells how much that is.
func (at spot) show(r *inputs.Resource, to *json.Encoder) (int, error) {
	if !sameFile(r.File, at.file) {
		return 0, nil
	}
	found := at.attributesAt(r)
	for _, a := range found {
		if err := to.Encode(a); err != nil {
			return 0, err
		}
	}
	return len(found), nil
}

// attributesAt returns what of a resource is at a place: the attributes that begin there, or else the smallest that
// goes on there.
func (at spot) attributesAt(r *inputs.Resource) []parsedAttribute {
	if r.Document == nil {
		if r.Line == at.line {
			return []parsedAttribute{newParsedAttribute(r, nil, r.Value, r.Line, 1)}
		}
		return nil
	}
	var begins []parsedAttribute
	var around parsedAttribute
	smallest := -1
	for path, v := range r.Value.All() {
		span, ok := r.Document.Span(v.Node())
		if v.Node() == 0 || !ok {
			continue
		}
		start := span.Start
		if span.Key.Line > 0 {
			start = span.Key
		}
		if at.column == 0 && start.Line == at.line && v.Kind() != document.Object && v.Kind() != document.Array {
			begins = append(begins, newParsedAttribute(r, path, v, start.Line, start.Column))
		}
		if lines := span.End.Line - start.Line; at.within(start, span.End) && (smallest < 0 || lines <= smallest) {
			smallest, around = lines, newParsedAttribute(r, path, v, start.Line, start.Column)
		}
	}
	if begins == nil && smallest >= 0 {
		return []parsedAttribute{around}
	}
	return begins
}

// within reports whether the place lies between two others.
func (at spot) within(start, end document.Position) bool {
	if at.line < start.Line || at.line > end.Line {
		return false
	}
	return at.column == 0 ||
		(at.line > start.Line || at.column >= start.Column) && (at.line < end.Line || at.column <= end.Column)
}

func newParsedAttribute(r *inputs.Resource, path document.Path, v document.Value, line, column int) parsedAttribute {
	a := parsedAttribute{
		File: r.File, Line: line, Column: column, Format: r.Format, Type: r.Type, ID: r.ID, Path: path.String(),
		Unknown: v.Has(document.Unknown), Sensitive: v.Has(document.Sensitive),
	}
	if v.Defined() {
		a.Value = hideSensitive(v).AppendJSON(nil)
	}
	return a
}

// sameFile reports whether two paths lead to one place; what comes from standard input is "-".
func sameFile(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

// errNothingAt says that no resource has anything at a place.
func errNothingAt(at spot) error {
	return &exitError{exitInconclusive, fmt.Errorf("no resource has anything at line %d of %s", at.line, at.file)}
}
