package inputs

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// sort gives each document of a file to the format it is in, and yields what the formats make of them.
func (s *session) sort(in *input, f File) bool {
	groups, unknown := s.group(in, f.Documents)
	if len(groups) == 0 {
		return s.none(in, f.Documents)
	}
	info := in.info("")
	var names []string
	for _, g := range groups {
		given, usable, more := s.parametersOf(in, g.format)
		if !more {
			return false
		}
		if !usable {
			continue
		}
		resources, err := g.format.Read(File{Path: f.Path, Bytes: f.Bytes, Documents: g.documents, Parameters: given, tree: f.tree})
		if err != nil {
			if !s.failAll(in.path, err) {
				return false
			}
			continue
		}
		for _, r := range resources {
			if !s.resource(r, in.path, g.format.Name) {
				return false
			}
		}
		names = append(names, g.format.Name)
		info.Resources += len(resources)
		info.Documents += len(g.documents)
	}
	for _, d := range unknown {
		if !s.unknownDocument(in.path, d) {
			return false
		}
	}
	if len(names) == 0 {
		return true
	}
	info.Format = strings.Join(names, "+")
	return s.yield(Item{File: &info})
}

// none reports a file whose documents are in no format.
func (s *session) none(in *input, documents []*document.Document) bool {
	what, hint := sourceOf(in.path, documents)
	switch {
	case what != "" && in.named:
		return s.fail(FileError{Path: in.path, Reason: "the file is " + what, Hint: hint})
	case what != "":
		return s.skip(in.path, what+": "+hint)
	case in.named:
		return s.unknown(in, in.head)
	}
	return s.skip(in.path, notInput)
}

// group is the documents of a file that are in one format.
type group struct {
	format    *Format
	documents []*document.Document
}

// group sorts documents by format, in the order in which the formats come up.
func (s *session) group(in *input, docs []*document.Document) (groups []*group, unknown []*document.Document) {
	byFormat := map[*Format]*group{}
	for _, d := range docs {
		f := s.match(in, d.Root)
		if f == nil {
			unknown = append(unknown, d)
			continue
		}
		g := byFormat[f]
		if g == nil {
			g = &group{format: f}
			byFormat[f] = g
			groups = append(groups, g)
		}
		g.documents = append(g.documents, d)
	}
	return groups, unknown
}

// match returns the first format that fits a document, nil if there is none.
func (s *session) match(in *input, root document.Value) *Format {
	if s.forced != nil && s.forced.Read == nil {
		return nil // a format of logs
	}
	if s.forced != nil {
		return s.forced
	}
	for i := range s.Formats {
		if f := &s.Formats[i]; f.Read != nil && f.Matter == (in.language == matter) && f.Detect != nil && f.Detect(root) {
			return f
		}
	}
	return nil
}

// failAll reports every error that a format joined.
func (s *session) failAll(path string, err error) bool {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return s.fail(fileError(path, err))
	}
	for _, e := range joined.Unwrap() {
		if !s.failAll(path, e) {
			return false
		}
	}
	return true
}

// unknownDocument reports a document that is in no known format, in a file that holds others that are: a
// manifest that lost its kind, perhaps.
func (s *session) unknownDocument(path string, d *document.Document) bool {
	e := FileError{
		Path: path, Reason: fmt.Sprintf("document %d is in no known format", d.Index+1),
		Hint: "mend it, move it to another file, or name its format with --format: " + s.names(),
	}
	e.Span, _ = d.Span(d.Root.Node())
	return s.fail(e)
}
