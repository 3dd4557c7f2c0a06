package engine

import (
	"strings"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// locate finds where path, as a rule gave it, stands in the input files: at the attribute, at its nearest
// existing ancestor, at the resource, or nowhere finer than the file.
func (s *subject) locate(path []any) Location {
	r, steps := s.follow(document.PathOf(path))
	return s.locateIn(r, steps)
}

// locateBoth finds path where a person would change it, and if that is not the file that was judged, also there.
func (s *subject) locateBoth(path []any) (Location, *Location) {
	judged := s.locate(path)
	r, steps := s.follow(document.PathOf(path))
	if r.Written == nil {
		return judged, nil
	}
	written := s.locateIn(r.Written, steps)
	if written.Precision == AtFile {
		return judged, nil
	}
	judged.Snippet = ""
	return written, &judged
}

func (s *subject) locateIn(r *inputs.Resource, steps document.Path) Location {
	value, found := r.Value.Find(steps)
	for value.Node() == 0 && found > 0 { // computed: look at what it is part of
		found--
		value, _ = r.Value.Find(steps[:found])
	}
	precision := AtParent
	switch {
	case found == 0:
		return s.at(r, r.Node, AtResource)
	case found == len(steps):
		precision = AtAttribute
	}
	return s.at(r, value.Node(), precision)
}

// follow goes through relations: it returns the resource that path ends in, and the rest of the path.
func (s *subject) follow(path document.Path) (*inputs.Resource, document.Path) {
	if len(path) < 2 || path[0].Key != "relations" {
		return s.resource, path
	}
	for _, rel := range s.related {
		if rel.name != path[1].Key || len(rel.resources) == 0 {
			continue
		}
		if rel.single {
			return rel.resources[0], path[2:]
		}
		if len(path) > 2 && path[2].IsIndex && path[2].Index < len(rel.resources) {
			return rel.resources[path[2].Index], path[3:]
		}
	}
	return s.resource, nil
}

// at is the location of a node of r: a scalar where its value stands, a container where its key does.
func (s *subject) at(r *inputs.Resource, node document.Node, precision Precision) Location {
	l := Location{File: r.File, Precision: AtFile}
	if r.Document == nil {
		if r.Line > 0 {
			l.Line, l.Column, l.EndLine, l.EndColumn, l.Precision = r.Line, 1, r.Line, 1, AtResource
		}
		return l
	}
	span, ok := r.Document.Span(node)
	if !ok {
		return l
	}
	start, end := pointed(span)
	l.Line, l.Column, l.EndLine, l.EndColumn = start.Line, start.Column, end.Line, end.Column
	l.Precision = precision
	l.Snippet = s.snippet(r, start.Line)
	return l
}

// pointed narrows a span to what a reader should look at: not the forty lines of an object, but its key.
func pointed(span document.Span) (start, end document.Position) {
	if span.Start.Line == span.End.Line {
		return span.Start, span.End
	}
	if span.Key.Line > 0 {
		return span.Key, span.KeyEnd
	}
	return span.Start, document.Position{Line: span.Start.Line, Column: span.Start.Column + 1}
}

// maxSnippet is the longest line that is quoted, in bytes; longer ones are machine-written.
const maxSnippet = 400

// snippet returns the line of r's file, "" if it is long or may show something sensitive.
func (s *subject) snippet(r *inputs.Resource, line int) string {
	text, ok := r.Document.Line(line, maxSnippet)
	if !ok || !utf8.ValidString(text) || s.hides(r, line) {
		return ""
	}
	return strings.TrimRight(text, "\r\n")
}
