package inputs

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Reader finds files, detects their format and yields what they describe. It decodes each file once, holds
// one at a time and none that is a log or a large model, and never leaves anything out without an item that says so:
//
//   - A path given by name must be in a known format.
//   - In a directory, JSON and YAML files that are in no known format, and files of other kinds, are
//     skipped. A .json, .yaml or .yml file that cannot be parsed, or that is empty, is an error there too.
//   - The parameters of a template are read with it: for main.json the file main.parameters.json beside it.
//   - Of Markdown only the front matter is read, and only where it is that of a model card.
//   - Symbolic links are followed inside the directory only, and nothing is read twice.
//
// Formats are told by content: the bytes of what is not text, shape for documents, the first line for logs. The
// name of a file says only whether it is meant to be JSON, YAML, Markdown or a table.
type Reader struct {
	Formats []Format          // tried in order: the first that fits a document takes it
	Format  string            // the name of the format to take instead; "" detects
	Limits  document.Limits   // zero fields are the default
	Symbols *document.Symbols // numbers for the keys of JSON documents; may be nil
	Exclude []string          // patterns (doublestar) of reported paths that are not read
	Stdin   io.Reader         // what the path "-" reads
	// Parameters is the path of a file with parameters for all templates; "" takes those beside them.
	Parameters string
	Digested   Digest // what [Reader.Digest] gave for the same paths, if it was called: Read reads nothing twice
	Raw        bool   // yield every JSON and YAML document whole, as a Resource of type Document; try no format
}

// Item is one thing that a Reader yields; exactly one field is set.
type Item struct {
	Resource *Resource
	File     *FileInfo  // a file was read, its resources came before
	Skipped  *Skipped   // a file, directory or document was not read, on purpose
	Err      *FileError // something that should have been read could not be
}

// FileInfo says what was read of a file.
type FileInfo struct {
	Path                 string // as reports print it
	Format               string // names joined with + where its documents are in several formats
	Digest               string // sha256:… of the bytes as they were in the file
	Resources, Documents int    // Documents is 0 for a log
	Bytes                int64
}

// Skipped is what was not read, and why. The path of a directory ends in a slash.
type Skipped struct{ Path, Reason string }

// FileError is what could not be read, and why.
type FileError struct {
	Path         string
	Span         document.Span // the zero Span if the file as a whole is meant
	Reason, Hint string
}

// Read yields what the files at paths hold, in the order of paths; directories are walked in lexical
// order, and Terraform files are read last.
// When ctx ends, an error item says so and is the last one.
func (r *Reader) Read(ctx context.Context, paths []string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		s := r.session(ctx, yield)
		defer s.close()
		if !s.configure() {
			return
		}
		s.reserve()
		for _, path := range paths {
			if !s.path(path) {
				return
			}
		}
		if s.checkParameters() {
			s.terraform()
		}
	}
}

// session is one call of Read. Its methods return false when there is nothing more to do: the consumer has
// stopped, or an error that ends everything was yielded.
type session struct {
	*Reader
	ctx    context.Context
	yield  func(Item) bool
	limits document.Limits
	forced *Format
	buffer *bufio.Reader   // of the file being read
	seen   map[string]bool // reported paths that were read
	given  map[string]bool // those of them that were read as parameters
	digest *digesting      // set if files are only digested

	later    []candidate               // Terraform files
	trees    map[string]*terraformTree // by directory as reports print it
	planned  map[string]string         // the blocks that plans show
	reported map[string]bool           // Terraform files whose problems were reported
}

func (r *Reader) session(ctx context.Context, yield func(Item) bool) *session {
	return &session{
		Reader: r, ctx: ctx, yield: yield, limits: r.Limits.OrDefault(), buffer: bufio.NewReaderSize(nil, 64<<10),
		seen: map[string]bool{}, given: map[string]bool{}, trees: map[string]*terraformTree{}, planned: map[string]string{}, reported: map[string]bool{},
	}
}

func (s *session) configure() bool {
	for _, pattern := range s.Exclude {
		if !doublestar.ValidatePattern(pattern) {
			s.fail(FileError{Path: pattern, Reason: "not a pattern for paths to exclude"})
			return false
		}
	}
	if s.Format == "" || s.Raw {
		return true
	}
	i := slices.IndexFunc(s.Formats, func(f Format) bool { return f.Name == s.Format })
	if i < 0 {
		s.fail(FileError{Reason: fmt.Sprintf("there is no format %q", s.Format), Hint: "formats are " + s.names()})
		return false
	}
	s.forced = &s.Formats[i]
	return true
}

func (s *session) names() string {
	names := make([]string, 0, len(s.Formats))
	for _, f := range s.Formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

func (s *session) fail(e FileError) bool { return s.yield(Item{Err: &e}) }

func (s *session) skip(path, reason string) bool {
	return s.yield(Item{Skipped: &Skipped{path, reason}})
}

// alive reports whether to go on; if ctx has ended it yields the error that says so.
func (s *session) alive(path string) bool {
	if s.ctx.Err() == nil {
		return true
	}
	s.fail(FileError{Path: path, Reason: "stopped before everything was read: " + context.Cause(s.ctx).Error()})
	return false
}

// excluded reports whether a reported path matches a pattern of Exclude.
func (s *session) excluded(path string) bool {
	return slices.ContainsFunc(s.Exclude, func(pattern string) bool { return doublestar.MatchUnvalidated(pattern, path) })
}

// reported returns a path as reports print it: relative to the current directory if it is below it, with
// slashes.
func reported(path string) string {
	clean := filepath.Clean(path)
	if filepath.IsAbs(clean) {
		if here, err := filepath.Abs("."); err == nil {
			if rel, err := filepath.Rel(here, clean); err == nil && filepath.IsLocal(rel) {
				clean = rel
			}
		}
	}
	return filepath.ToSlash(clean)
}

// Error returns path, place, reason and hint.
func (e *FileError) Error() string {
	s := e.Path
	if at := e.Span.Start; at.Line > 0 {
		s = fmt.Sprintf("%s:%d:%d", s, at.Line, at.Column)
	}
	s += ": " + e.Reason
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}
