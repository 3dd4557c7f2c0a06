package inputs

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"path"
)

// Digest identifies what a Reader would read: the same digest, the same items.
type Digest struct {
	Sum   string            // over all paths, what is in the files, and what is skipped
	Files map[string]string // reported path -> sha256:… of the bytes in the file, as in [FileInfo]

	kept map[string][]byte // what is in the first files
}

// maxKept is how many bytes of files a digest keeps, so that they need not be read again.
const maxKept = 64 << 20

// Digest reads the files at paths as [Reader.Read] does, but decodes nothing. It gives false if a file cannot be
// read, or if one is the standard input, which is there only once.
func (r *Reader) Digest(ctx context.Context, paths []string) (Digest, bool) {
	d := &digesting{sum: sha256.New(), files: map[string]string{}, kept: map[string][]byte{}}
	s := r.session(ctx, d.item)
	s.digest = d
	defer s.close()
	if !s.configure() {
		return Digest{}, false
	}
	s.reserve()
	for _, path := range paths {
		if path == "-" || !s.path(path) || d.failed {
			return Digest{}, false
		}
	}
	if !d.terraform(s.later) {
		return Digest{}, false
	}
	return Digest{Sum: hex.EncodeToString(d.sum.Sum(nil)), Files: d.files, kept: d.kept}, true
}

// digesting is what was read so far.
type digesting struct {
	sum    hash.Hash
	files  map[string]string
	kept   map[string][]byte
	size   int64 // of what is kept
	failed bool
}

func (d *digesting) note(kind, path, what string) bool {
	_, err := fmt.Fprintf(d.sum, "%s %d:%s%d:%s", kind, len(path), path, len(what), what)
	return err == nil
}

// item takes in what is yielded besides files: nothing was decoded, so that are skipped paths and errors.
func (d *digesting) item(i Item) bool {
	if i.Skipped == nil {
		d.failed = true
		return false
	}
	return d.note("skipped", i.Skipped.Path, i.Skipped.Reason)
}

// terraform takes in Terraform files with the values of their variables.
func (d *digesting) terraform(later []candidate) bool {
	seen := map[string]bool{}
	for _, c := range later {
		for _, at := range c.tree.files(path.Dir(c.path)) {
			b, err := c.tree.text(at)
			if err != nil {
				return false
			}
			sum := sha256.Sum256(b)
			digest := "sha256:" + hex.EncodeToString(sum[:])
			if at == c.path {
				d.files[at] = digest
			}
			if !seen[at] && !d.note("terraform", at, digest) {
				return false
			}
			seen[at] = true
		}
	}
	return true
}

// file takes in a file, as far as it is read.
func (d *digesting) file(s *session, in *input) bool {
	large := false
	for f := range s.bytesFormats(in) {
		if large = f.ReadLarge != nil; !large {
			return d.stored(in)
		}
	}
	line, err := s.lineFormat(in)
	switch {
	case err != nil:
		return s.unreadable(in, err)
	case in.named && in.tree != nil && len(in.tree.files(path.Dir(in.path))) > 0:
		d.failed = true // a plan, perhaps, whose findings stand in other files
		return false
	case line == nil && in.language == none && (in.named || isRefused(in.head)):
		return s.unknown(in, in.head)
	case line == nil && in.language == none:
		head := sha256.Sum256(in.head)
		return d.note("other", in.path, string(head[:]))
	}
	read := d.read
	if large { // nobody holds it
		read = d.pass
	}
	if err := read(in); err != nil {
		return s.unreadable(in, err)
	}
	if line == nil && !large && in.size > s.limits.Bytes {
		return s.fail(FileError{Path: in.path, Reason: "the file is too large"})
	}
	if err := d.parameters(s, in); err != nil {
		return s.unreadable(in, err)
	}
	digest := in.info("").Digest
	d.files[in.path] = digest
	return d.note("file", in.path, digest)
}

// stored takes in a file that is not text. One that is too large to keep would be read three times over: then
// nothing is digested.
func (d *digesting) stored(in *input) bool {
	if in.all == nil && (in.expected == 0 || d.size+in.expected > maxKept) || d.read(in) != nil {
		d.failed = true
		return false
	}
	digest := in.info("").Digest
	d.files[in.path] = digest
	return d.note("file", in.path, digest)
}

// read reads a file to its end, and keeps what is in it if there is room.
func (d *digesting) read(in *input) error {
	if size := int64(len(in.all)); size > 0 && d.size+size <= maxKept {
		d.size += size
		d.kept[in.path] = in.all
		return nil
	}
	if in.expected == 0 || d.size+in.expected > maxKept {
		return d.pass(in)
	}
	b := bytes.NewBuffer(make([]byte, 0, in.expected+bytes.MinRead))
	if _, err := b.ReadFrom(in.r); err != nil {
		return err
	}
	d.size += in.size
	d.kept[in.path] = b.Bytes()
	return nil
}

// pass reads a file to its end, and keeps nothing.
func (d *digesting) pass(in *input) error {
	_, err := io.Copy(io.Discard, in.r)
	return err
}
