package inputs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Bytes is a file as it is stored, for formats that are not text, or text of any size. It is read where it stands:
// nobody holds all of it in memory, unless it is small.
type Bytes struct {
	io.ReaderAt
	Path  string                 // as in [File]: many kinds of text look alike, and only a name says which is meant
	Size  int64                  // -1 while that is not known
	Start []byte                 // how the file starts; all of it if that is Size bytes
	Sum   func() (string, error) // sha256:… of the whole file, which is read for it

	Limits  document.Limits   // of what is decoded
	Symbols *document.Symbols // may be nil
}

// ErrNotInput is what [Format.Inspect] returns for a file that only starts like one in its format. It is then
// read as if the format did not exist.
var ErrNotInput = errors.New(notInput)

// stored returns the bytes of a file. From a pipe they are only how it starts.
func (s *session) stored(in *input) Bytes {
	b := Bytes{ReaderAt: bytes.NewReader(in.head), Path: in.path, Size: -1, Start: in.head, Limits: s.limits, Symbols: s.Symbols}
	switch {
	case in.all != nil:
		b.ReaderAt, b.Size, b.Start = bytes.NewReader(in.all), int64(len(in.all)), in.all
	case in.file != nil && in.expected > 0:
		b.ReaderAt, b.Size = readerAt{s.ctx, in.file}, in.expected
	}
	return b
}

// bytesFormats yields the formats that a file that is not text may be in.
func (s *session) bytesFormats(in *input) iter.Seq[*Format] {
	return func(yield func(*Format) bool) {
		switch {
		case s.Raw || len(in.head) == 0 || s.forced != nil && s.forced.DetectBytes == nil:
			return
		case s.forced != nil && s.forced.ReadLarge == nil && in.named:
			yield(s.forced)
			return
		}
		b := s.stored(in)
		for i := range s.Formats {
			f := &s.Formats[i]
			if f.DetectBytes == nil || s.forced != nil && s.forced != f || !f.DetectBytes(b) {
				continue
			}
			if !yield(f) {
				return
			}
		}
	}
}

// inspect reads a file where it stands. It does not take one that turns out to be in another format.
func (s *session) inspect(in *input, f *Format) (taken, goOn bool) {
	b := s.stored(in)
	if b.Size < 0 {
		if err := s.collect(in); err != nil {
			return true, s.unreadable(in, err)
		}
		b = s.stored(in)
	}
	b.Sum = s.sum(in, b.Size)
	resources, err := f.Inspect(File{Path: in.path}, b)
	if err != nil {
		return s.notInspected(in, f, err)
	}
	for _, r := range resources {
		if !s.resource(r, in.path, f.Name) {
			return true, false
		}
	}
	info := in.info(f.Name)
	info.Resources = len(resources)
	return true, s.yield(Item{File: &info})
}

// notInspected reports why a file was not read, unless it turned out to be in another format.
func (s *session) notInspected(in *input, f *Format, err error) (taken, goOn bool) {
	switch {
	case errors.Is(err, ErrNotInput) && s.forced != nil && in.named:
		return true, s.fail(FileError{Path: in.path, Reason: "the file is not in the format " + f.Name, Hint: "leave out --format"})
	case errors.Is(err, ErrNotInput):
		return false, true
	case s.ctx.Err() != nil:
		return true, s.alive(in.path)
	}
	return true, s.failAll(in.path, err)
}

// sum returns how to digest a file, of which it is asserted that it stays as it is.
func (s *session) sum(in *input, size int64) func() (string, error) {
	before := modified(in.file)
	return func() (string, error) {
		_, err := io.Copy(io.Discard, in.r)
		if err == nil && (in.size != size || !modified(in.file).Equal(before)) {
			err = errChanged
		}
		return in.info("").Digest, err
	}
}

var errChanged = errors.New("the file changed while it was read")

// large reads a document where it stands. It does not take one that turns out to be in another format.
func (s *session) large(in *input, f *Format) (taken, goOn bool) {
	b := s.stored(in)
	b.Sum = s.sum(in, b.Size)
	count, gone := 0, false
	err := f.ReadLarge(File{Path: in.path, tree: in.tree}, b, func(r *Resource) bool {
		count++
		gone = !s.resource(r, in.path, f.Name)
		return !gone
	})
	if gone {
		return true, false
	}
	if err == nil {
		_, err = b.Sum()
	}
	if err != nil {
		return s.notInspected(in, f, err)
	}
	info := in.info(f.Name)
	info.Resources, info.Documents = count, 1
	return true, s.yield(Item{File: &info})
}

// collect reads all of what can be read only once.
func (s *session) collect(in *input) error {
	all, err := io.ReadAll(io.LimitReader(in.r, s.limits.Bytes+1))
	if err == nil && int64(len(all)) > s.limits.Bytes {
		err = fmt.Errorf("what comes through a pipe is larger than %d bytes: save it and name the file", s.limits.Bytes)
	}
	in.all, in.r = all, bytes.NewReader(all)
	return err
}

// readerAt reads until the context ends.
type readerAt struct {
	ctx context.Context
	r   io.ReaderAt
}

// ReadAt reads as [io.ReaderAt] says.
func (r readerAt) ReadAt(b []byte, at int64) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.ReadAt(b, at)
}

// modified returns when a file was changed last, the zero time for what is no file.
func modified(f io.ReaderAt) time.Time {
	if file, ok := f.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := file.Stat(); err == nil {
			return info.ModTime()
		}
	}
	return time.Time{}
}
