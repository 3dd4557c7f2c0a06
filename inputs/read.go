package inputs

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/hcl"
)

// input is one open file.
type input struct {
	candidate
	language language
	head     []byte      // how the file starts
	r        io.Reader   // all of it
	file     io.ReaderAt // the same, nil if it can be read only once
	all      []byte      // all of it, if it is small or was read before
	expected int64       // how large it says it is, 0 if it does not
	digest   hash.Hash   // of what was read so far
	size     int64       // how much that is
}

// headSize is how much of a file is looked at to tell what kind of file it is.
const headSize = 4096

// read reads one file, unless it was read before.
func (s *session) read(c candidate) bool {
	if s.seen[c.path] {
		return true
	}
	s.seen[c.path] = true
	if c.tree != nil && hcl.IsFile(c.path) {
		s.later = append(s.later, c)
		return true
	}
	in := &input{candidate: c, digest: sha256.New()}
	if kept, ok := s.Digested.kept[c.path]; ok {
		in.all, in.size = kept, int64(len(kept))
		in.digest.Write(kept)
		return s.begin(in, bytes.NewReader(kept))
	}
	f, err := c.open()
	if err != nil {
		return s.fail(FileError{Path: c.path, Reason: reason(err)})
	}
	defer f.Close() //nolint:errcheck // it was only read
	in.expected = sizeOf(f)
	in.file, _ = f.(io.ReaderAt)
	r := io.Reader(&meter{ctx: s.ctx, r: f, in: in})
	if 0 < in.expected && in.expected <= min(small, s.limits.Bytes) {
		start := make([]byte, in.expected+1)
		n, err := io.ReadFull(r, start)
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF): // as large as it says
			in.all = start[:n:n]
			r = bytes.NewReader(in.all)
		case err == nil:
			r = io.MultiReader(bytes.NewReader(start), r)
		case !errors.Is(err, io.EOF):
			return s.unreadable(in, err)
		}
	}
	return s.begin(in, r)
}

// small is the size, in bytes, of files that are read at once.
const small = 1 << 20

// begin finds out what kind of file it is that r reads.
func (s *session) begin(in *input, r io.Reader) bool {
	s.buffer.Reset(r)
	in.r = s.buffer
	head, err := s.buffer.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return s.unreadable(in, err)
	}
	in.head = bytes.Clone(head)
	in.language = s.languageOf(in)
	if s.digest != nil {
		return s.digest.file(s, in)
	}
	return s.tell(in)
}

func sizeOf(f io.Reader) int64 {
	switch f := f.(type) {
	case regular:
		return f.size
	case *os.File:
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return info.Size()
		}
	}
	return 0
}

// meter counts and digests what is read, and stops when the context ends.
type meter struct {
	ctx context.Context
	r   io.Reader
	in  *input
}

func (m *meter) Read(b []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(b)
	m.in.digest.Write(b[:n])
	m.in.size += int64(n)
	return n, err
}

func (s *session) unreadable(in *input, err error) bool {
	if s.ctx.Err() != nil {
		return s.alive(in.path)
	}
	return s.fail(FileError{Path: in.path, Reason: reason(err)})
}

// tell finds out what kind of file it is, and reads it as that.
func (s *session) tell(in *input) bool {
	for f := range s.bytesFormats(in) {
		read := s.inspect
		if f.ReadLarge != nil {
			read = s.large
		}
		if taken, goOn := read(in, f); taken {
			return goOn
		}
	}
	line, err := s.lineFormat(in)
	switch {
	case err != nil:
		return s.unreadable(in, err)
	case line != nil:
		return s.stream(in, line, in.r)
	case in.language == none && (in.named || isRefused(in.head)):
		return s.unknown(in, in.head)
	case in.language == none && in.tree != nil && hcl.IsValues(in.path):
		return s.skip(in.path, "values for the Terraform files beside it")
	case in.language == none:
		return s.skip(in.path, notInput)
	}
	if in.all != nil {
		return s.whole(in, in.all)
	}
	var b bytes.Buffer
	b.Grow(int(min(in.expected, s.limits.Bytes)) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(in.r, s.limits.Bytes+1)); err != nil {
		return s.unreadable(in, err)
	}
	if int64(b.Len()) > s.limits.Bytes {
		return s.fail(FileError{Path: in.path, Reason: fmt.Sprintf("the file is larger than %d bytes", s.limits.Bytes), Hint: "split it"})
	}
	return s.whole(in, b.Bytes())
}

const notInput = "not an input format"

func (in *input) info(format string) FileInfo {
	return FileInfo{Path: in.path, Format: format, Digest: "sha256:" + hex.EncodeToString(in.digest.Sum(nil)), Bytes: in.size}
}

// stream reads a log while its format yields what the lines are.
func (s *session) stream(in *input, f *Format, r io.Reader) bool {
	count, gone := 0, false
	err := f.Stream(File{Path: in.path}, r, func(resource *Resource) bool {
		if gone || s.ctx.Err() != nil {
			return false
		}
		count++
		gone = !s.resource(resource, in.path, f.Name)
		return !gone
	})
	switch {
	case gone:
		return false
	case s.ctx.Err() != nil:
		return s.alive(in.path)
	case err != nil:
		return s.failAll(in.path, err)
	}
	if n, _ := io.CopyN(io.Discard, r, 1); n > 0 {
		return s.fail(FileError{Path: in.path, Reason: "the file was not read to its end as " + f.Name})
	}
	info := in.info(f.Name)
	info.Resources = count
	return s.yield(Item{File: &info})
}

func (s *session) resource(r *Resource, path, format string) bool {
	r.File, r.Format = path, format
	return s.yield(Item{Resource: r})
}

// fileError places what a format found wrong with a file.
func fileError(path string, err error) FileError {
	var syntax *document.SyntaxError
	var input *Error
	switch {
	case errors.As(err, &syntax):
		return FileError{Path: path, Span: document.Span{Start: syntax.Position, End: syntax.Position}, Reason: syntax.Reason, Hint: syntax.Hint}
	case errors.As(err, &input):
		if input.File != "" {
			path = input.File
		}
		e := FileError{Path: path, Reason: input.Reason, Hint: input.Hint}
		if input.Document != nil && input.Node != 0 {
			e.Span, _ = input.Document.Span(input.Node)
		}
		return e
	}
	return FileError{Path: path, Reason: reason(err)}
}

// whole reads a file of documents.
func (s *session) whole(in *input, b []byte) bool {
	text, err := document.Text(b)
	if err == nil {
		if f := s.utf16Log(in, text); f != nil {
			return s.stream(in, f, bytes.NewReader(text))
		}
	}
	if err == nil && s.forced != nil && s.forced.Name == terraformName {
		return s.alone(in, text)
	}
	var docs []*document.Document
	if err == nil {
		docs, err = s.decode(in, text)
	}
	switch {
	case err != nil && in.language == guess, in.language == matter && !in.named && !mayBeCard(text) && len(docs) == 0:
		return s.skip(in.path, notInput)
	case err != nil:
		e := fileError(in.path, err)
		if bytes.Contains(text, []byte("{{")) {
			e.Hint = "a template? Render it first, as with helm template"
		}
		return s.fail(e)
	case len(docs) == 0:
		return s.fail(FileError{Path: in.path, Reason: "the file is empty: it holds no document"})
	case s.Raw:
		return s.raw(in, docs)
	}
	return s.sort(in, File{Path: in.path, Bytes: text, Documents: docs, tree: in.tree})
}
