package inputs

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Parameters are the values that another file gives a template.
type Parameters struct {
	Path     string // as reports print it
	Document *document.Document
}

// parameterFile is one that was looked for.
type parameterFile struct {
	in   *input
	open func() (io.ReadCloser, error)
}

// parameterFile returns the file that holds the parameters of in, nil if there can be none: the one that was
// named, or the one beside in whose name has the given ending in the place of .json.
func (s *session) parameterFile(in *input, ending string) *parameterFile {
	if s.Parameters != "" {
		open := func() (io.ReadCloser, error) { return os.Open(s.Parameters) }
		return &parameterFile{&input{candidate: candidate{path: reported(s.Parameters), named: true}}, open}
	}
	stem, ok := cutSuffixFold(in.path, ".json")
	if !ok || ending == "" || in.beside == nil || s.excluded(stem+ending) {
		return nil
	}
	name := path.Base(stem) + ending
	open := func() (io.ReadCloser, error) { return in.beside(name) }
	return &parameterFile{&input{candidate: candidate{path: stem + ending}}, open}
}

func cutSuffixFold(s, suffix string) (string, bool) {
	at := len(s) - len(suffix)
	if at < 0 || !strings.EqualFold(s[at:], suffix) {
		return s, false
	}
	return s[:at], true
}

// read returns what is in the file; nil if it is not there and nobody has asked for it.
func (p *parameterFile) read(s *session) ([]byte, error) {
	p.in.digest = sha256.New()
	if kept, ok := s.Digested.kept[p.in.path]; ok {
		p.in.digest.Write(kept)
		p.in.size = int64(len(kept))
		return kept, nil
	}
	f, err := p.open()
	if errors.Is(err, fs.ErrNotExist) && !p.in.named {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	b, err := io.ReadAll(io.LimitReader(&meter{ctx: s.ctx, r: f, in: p.in}, s.limits.Bytes+1))
	if err == nil && int64(len(b)) > s.limits.Bytes {
		err = fmt.Errorf("the file is larger than %d bytes", s.limits.Bytes)
	}
	if b == nil {
		b = []byte{}
	}
	return b, err
}

// parametersOf returns the parameters for the documents of in that are in format f, nil if there are none. It is
// false if they cannot be read, which has been reported then.
func (s *session) parametersOf(in *input, f *Format) (p *Parameters, usable, more bool) {
	if f.Parameters == "" {
		return nil, true, true
	}
	file := s.parameterFile(in, f.Parameters)
	if file == nil {
		return nil, true, true
	}
	b, err := file.read(s)
	if b == nil && err == nil {
		return nil, true, true
	}
	first := !s.given[file.in.path]
	s.given[file.in.path], s.seen[file.in.path] = true, true
	if err != nil {
		return nil, false, s.unreadable(file.in, err)
	}
	var doc *document.Document
	text, err := document.Text(b)
	if err == nil {
		doc, err = document.ParseJSON(text, s.limits, nil)
	}
	if err != nil {
		return nil, false, s.fail(fileError(file.in.path, err))
	}
	more = true
	if first {
		info := file.in.info(f.Name + "-parameters")
		info.Documents = 1
		more = s.yield(Item{File: &info})
	}
	return &Parameters{Path: file.in.path, Document: doc}, true, more
}

// reserve keeps the file of parameters that was named from being read as an input of its own.
func (s *session) reserve() {
	if s.Parameters != "" {
		s.seen[reported(s.Parameters)] = true
	}
}

// checkParameters reports that the file of parameters that was named was given to nothing.
func (s *session) checkParameters() bool {
	if s.Parameters == "" || s.given[reported(s.Parameters)] {
		return true
	}
	return s.fail(FileError{Path: reported(s.Parameters), Reason: "nothing that was read takes parameters"})
}

// parameters takes in the files that a walk does not come across: the one that was named, and those beside
// files that are given by name.
func (d *digesting) parameters(s *session, in *input) error {
	for i := range s.Formats {
		ending := s.Formats[i].Parameters
		if ending == "" || in.language == none || !in.named && s.Parameters == "" {
			continue
		}
		file := s.parameterFile(in, ending)
		if file == nil || d.files[file.in.path] != "" {
			continue
		}
		b, err := file.read(s)
		if err != nil {
			return err
		}
		if b != nil {
			d.files[file.in.path] = file.in.info("").Digest
			d.note("parameters", file.in.path, d.files[file.in.path])
		}
	}
	return nil
}
