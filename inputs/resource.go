package inputs

import (
	"io"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Resource is one described thing, in the shape that policies see.
type Resource struct {
	// Type is the ARM type for Azure whatever the format ("Microsoft.KeyVault/vaults"), the Terraform type
	// for AWS and Google ("aws_s3_bucket"), group/kind for Kubernetes ("apps/Deployment", "Pod"), or one of
	// our own kinds ("Dataset"). Types compare without case.
	Type string
	// ID is unique within a run: the ARM id, the Terraform address, apiVersion/kind/namespace/name for
	// Kubernetes, kind/name for descriptors, path#line for log records.
	ID string
	// Name is what people call it; the last part of the id if it has no name of its own.
	Name string
	// Value is input.resource: an object with type, id, name, properties, and where the format has them
	// location, tags, api_version, kind, sku, identity, scope, parent.
	Value document.Value
	// Document is where the nodes of Value stand; nil if they stand nowhere.
	Document *document.Document
	// Node is the value of the document that describes the whole resource.
	Node document.Node
	// Line is where the resource stands if it has no document: a line of a log that is no record.
	Line int
	// File is the path of the file as reports print it, Format the name of its format.
	File, Format string
	// Within is what the ids of relations mean something in, if that is more than the file: the directory of a
	// Terraform configuration.
	Within string
	// Partial says that what the resource is related to may be described where nobody has looked.
	Partial bool
	// Written is the same resource as the source describes it that a plan was made from: where a person would
	// change it. nil if that is not known.
	Written *Resource
	// Record says that the resource is one line of a log: related to nothing, judged and dropped at once.
	Record bool
	// Observed says that the resource was read from a running system and not from a plan or template: what
	// it does not show is not there, where a template may leave it to another template.
	Observed bool
}

// File is one input file.
type File struct {
	Path      string               // as reports print it: relative to where the run started, with slashes
	Bytes     []byte               // UTF-8; nil for a streamed file
	Documents []*document.Document // decoded; empty for a streamed file
	// Parameters are what another file says about this one; nil if there is none.
	Parameters *Parameters

	tree *terraformTree // the Terraform files that a plan may have been made from; may be nil
}

// Format is one way in which files describe resources. Read, Stream or Inspect is set; or Read and Stream: files that
// DetectLine knows are then streamed, and others read; or Read and ReadLarge: files that DetectBytes knows are then
// read where they stand.
type Format struct {
	// Name is what --format, reports and messages call it.
	Name string
	// Detect reports whether a decoded document is in this format. It looks at shape, never at file names.
	Detect func(root document.Value) bool
	// Matter says that the documents are the front matter of Markdown files, and nothing else.
	Matter bool
	// DetectLine reports whether the first line of a file starts a log in this format.
	DetectLine func(line []byte) bool
	// Read returns the resources of a file, in file order. An error is a *document.SyntaxError, an *Error,
	// or several of them joined by errors.Join.
	Read func(f File) ([]*Resource, error)
	// Parameters is how the name of the file ends that gives a template in this format its parameters, in the
	// place of .json; "" if there are no such files. It is read with the template, and is no input of its own.
	Parameters string
	// Stream yields one resource after another while it reads; it stops early when yield returns false.
	Stream func(f File, r io.Reader, yield func(*Resource) bool) error
	// DetectBytes reports whether a file may be in this format that is no document and no log, or that is too large to
	// be held in memory. It is asked about every file, before any other format is.
	DetectBytes func(b Bytes) bool
	// Inspect returns the resources of such a file, or [ErrNotInput].
	Inspect func(f File, b Bytes) ([]*Resource, error)
	// ReadLarge yields the resources of a file as Read returns them, until yield returns false. It may return
	// [ErrNotInput] before the first.
	ReadLarge func(f File, b Bytes, yield func(*Resource) bool) error
}

// Error is why a well-formed file is not good input, with its place.
type Error struct {
	Document *document.Document
	Node     document.Node // 0: the file as a whole
	File     string        // that Document was read from, if it is another than the one that was to be read
	Reason   string
	Hint     string
}

// Error returns the reason, with its hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Reason
	}
	return e.Reason + " (" + e.Hint + ")"
}
