package inputs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// maxFiles bounds how many files one directory may hold below it.
const maxFiles = 50_000

// candidate is a file that may hold input.
type candidate struct {
	path  string // as reports print it
	named bool   // given by name, not found in a directory
	open  func() (io.ReadCloser, error)
	// beside opens a file of the same directory; nil if there is none.
	beside func(name string) (io.ReadCloser, error)
	tree   *terraformTree // the Terraform files around it; nil if they are not read
}

// path reads one path as it was given.
func (s *session) path(name string) bool {
	if !s.alive(name) {
		return false
	}
	if name == "-" {
		return s.read(candidate{path: "-", named: true, open: s.stdin})
	}
	at := reported(name)
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return s.fail(FileError{Path: at, Reason: reason(err)})
	case info.IsDir():
		return s.directory(name, at)
	case s.excluded(at):
		return s.skip(at, "excluded")
	}
	open := func() (io.ReadCloser, error) { return os.Open(name) }
	beside := func(other string) (io.ReadCloser, error) { return os.Open(filepath.Join(filepath.Dir(name), other)) }
	tree := s.tree(filepath.Dir(name), path.Dir(at))
	return s.read(candidate{path: at, named: true, open: open, beside: beside, tree: tree})
}

func (s *session) stdin() (io.ReadCloser, error) {
	if s.Stdin == nil {
		return nil, errors.New("there is no standard input")
	}
	return io.NopCloser(s.Stdin), nil
}

// reason returns what went wrong, without the operation and the path that the system puts before it.
func reason(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// directory reads the files below a directory. It lists them first: how many there are, and which links
// lead to files that are read anyway, is only known then.
func (s *session) directory(name, at string) bool {
	root, err := os.OpenRoot(name)
	if err != nil {
		return s.fail(FileError{Path: at, Reason: reason(err)})
	}
	defer root.Close() //nolint:errcheck // it was only read
	w := walk{session: s, root: root, at: at, entered: map[string]bool{}, files: map[string]bool{}}
	if w.base, err = filepath.EvalSymlinks(name); err != nil {
		return s.fail(FileError{Path: at, Reason: reason(err)})
	}
	if !w.directory(".", ".") || !w.follow() {
		return false
	}
	if w.full {
		return s.fail(FileError{Path: at, Reason: fmt.Sprintf("more than %d files", maxFiles), Hint: "name smaller directories, or exclude some"})
	}
	slices.Sort(w.found)
	tree := s.tree(name, at)
	tree.walk(w)
	for _, file := range w.found {
		open := func() (io.ReadCloser, error) { return openRegular(root, file) }
		beside := func(other string) (io.ReadCloser, error) { return openRegular(root, path.Join(path.Dir(file), other)) }
		if !s.alive(w.report(file)) || !s.read(candidate{path: w.report(file), open: open, beside: beside, tree: tree}) {
			return false
		}
	}
	return true
}

// regular is an open file with its size.
type regular struct {
	*os.File
	size int64
}

// openRegular opens a file below root. What it was when the directory was listed does not count: it may
// have been replaced since, by a pipe that nobody writes to.
func openRegular(root *os.Root, name string) (io.ReadCloser, error) {
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return regular{f, info.Size()}, nil
}

// walk lists the files below one directory.
type walk struct {
	*session
	root    *os.Root
	at      string          // the reported path of the directory
	base    string          // its real path
	found   []string        // the files to read, below root
	links   []string        // symbolic links, below root
	entered map[string]bool // real paths of the directories listed
	files   map[string]bool // real paths of found
	full    bool            // there are more than maxFiles
}

// report returns the reported path of a file below root.
func (w *walk) report(name string) string { return path.Join(w.at, name) }

// directory lists dir, whose real path is real where a link led to it.
func (w *walk) directory(dir, real string) bool {
	w.entered[real] = true
	entries, err := fs.ReadDir(w.root.FS(), dir) // sorted by name
	if err != nil {
		return w.fail(FileError{Path: w.report(dir), Reason: reason(err)})
	}
	for _, e := range entries {
		if w.full {
			return true
		}
		if !w.alive(w.report(dir)) || !w.entry(path.Join(dir, e.Name()), path.Join(real, e.Name()), e.Type()) {
			return false
		}
	}
	return true
}

func (w *walk) entry(name, real string, mode fs.FileMode) bool {
	at := w.report(name)
	switch {
	case mode.IsDir() && w.excluded(at):
		return w.skip(at+"/", "excluded")
	case mode.IsDir() && strings.HasPrefix(path.Base(name), "."):
		return w.skip(at+"/", "hidden directory")
	case mode.IsDir():
		return w.directory(name, real)
	case w.excluded(at):
		return w.skip(at, "excluded")
	case mode&fs.ModeSymlink != 0:
		w.links = append(w.links, name)
	case !mode.IsRegular():
		return w.refuse(at, "not a regular file")
	default:
		w.add(name, real)
	}
	return true
}

// add takes a file that has the given real path, unless it is known already.
func (w *walk) add(name, real string) {
	w.files[real] = true
	w.found = append(w.found, name)
	w.full = len(w.found) > maxFiles
}

// refuse is an error for a file whose name says that it is input, and skips others.
func (w *walk) refuse(at, reason string) bool {
	if inputNames[strings.ToLower(path.Ext(at))] {
		return w.fail(FileError{Path: at, Reason: reason})
	}
	return w.skip(at, reason)
}

// inputNames are the endings of files that are input if anything is.
var inputNames = map[string]bool{".json": true, ".yaml": true, ".yml": true, ".jsonl": true, ".ndjson": true, ".csv": true, ".log": true}
