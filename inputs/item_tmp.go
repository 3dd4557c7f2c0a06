package inputs

import (
	"context"
	"io"
	"iter"

	"github.com/tipstaff/tipstaff/inputs/document"
)

type Item struct {
	Resource *Resource
	File     *FileInfo
	Skipped  *Skipped
	Err      *FileError
}
type FileInfo struct {
	Path, Format, Digest string
	Resources, Documents int
}
type Skipped struct{ Path, Reason string }
type FileError struct {
	Path         string
	Span         document.Span
	Reason, Hint string
}

func (e *FileError) Error() string { return e.Path + ": " + e.Reason }

type Reader struct {
	Formats []Format
	Format  string
	Limits  document.Limits
	Exclude []string
	Stdin   io.Reader
	Raw     bool
}

func (r *Reader) Read(context.Context, []string) iter.Seq[Item] { return func(func(Item) bool) {} }
