package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Bundle is a tree of policy files: .rego modules, and data.yaml or data.json files whose contents appear
// in Rego under data, at the path of their folder.
type Bundle struct {
	Name string // what reports and errors call it: "embedded", or a directory or file
	FS   fs.FS
	// File, if set, is the only file of FS that belongs to the bundle: a module, or data for the root of data.
	File string
}

// Limits of what policy files may cost (reference figures: a rule is 2 KiB).
const (
	maxPolicyFile   = 256 << 10
	maxPolicyBundle = 8 << 20
)

// ignoredFiles may lie in a bundle without being read. Every other file that is neither a module nor data
// is an error: a rule that is not read because its name ends in .rego.txt must not look like a pass.
var ignoredFiles = []string{"*.md", "*.go", "LICENSE", "NOTICE", ".manifest", ".regal", ".regal.yaml", ".gitignore", ".gitkeep"}

// source is one file of a bundle.
type source struct {
	bundle string
	path   string // within the bundle
	bytes  []byte
}

// file is what errors call the source.
func (s source) file() string {
	if !s.isModule() && path.Ext(s.bundle) == path.Ext(s.path) && path.Base(s.path) == s.path {
		return s.bundle // data given as one file
	}
	if s.bundle == Embedded {
		return "policies/" + s.path
	}
	return path.Join(s.bundle, s.path)
}

func (s source) isModule() bool { return strings.HasSuffix(s.path, ".rego") }
func (s source) isTest() bool   { return strings.HasSuffix(s.path, "_test.rego") }

// Which files a caller wants to read.
func withTests(source) bool      { return true }
func withoutTests(s source) bool { return !s.isTest() }

// Embedded is the name of the bundle that is compiled into the program.
const Embedded = "embedded"

// sources reads the files of the bundles that are wanted, in lexical order, and the digest over them.
func sources(bundles []Bundle, wanted func(source) bool) ([]source, string, error) {
	var all []source
	hash := sha256.New()
	for _, b := range bundles {
		files, err := b.read(wanted)
		if err != nil {
			return nil, "", err
		}
		for _, f := range files {
			fmt.Fprintf(hash, "%d:%s%d:", len(f.path), f.path, len(f.bytes))
			hash.Write(f.bytes)
		}
		all = append(all, files...)
	}
	return all, "sha256:" + hex.EncodeToString(hash.Sum(nil)), nil
}

func (b Bundle) read(wanted func(source) bool) ([]source, error) {
	if b.File != "" {
		return b.readOne()
	}
	var files []source
	total := 0
	err := fs.WalkDir(b.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return &LoadError{File: path.Join(b.Name, name), Reason: err.Error()}
		case entry.IsDir():
			return skipHidden(name)
		case ignored(name):
			return nil
		}
		s := source{bundle: b.Name, path: name}
		if !wanted(s) {
			return nil
		}
		if s.bytes, err = readPolicy(b.FS, s, name, entry); err != nil {
			return err
		}
		if total += len(s.bytes); total > maxPolicyBundle {
			return &LoadError{File: b.Name, Reason: fmt.Sprintf("more than %d MiB of policy files", maxPolicyBundle>>20)}
		}
		files = append(files, s)
		return nil
	})
	return files, err
}

// readOne reads the only file of a bundle.
func (b Bundle) readOne() ([]source, error) {
	entry, err := fs.Stat(b.FS, b.File)
	if err != nil {
		return nil, &LoadError{File: b.Name, Reason: err.Error()}
	}
	s := source{bundle: b.Name, path: b.File}
	if !s.isModule() {
		s.path = "data" + path.Ext(b.File)
	}
	if s.bytes, err = readPolicy(b.FS, s, b.File, fs.FileInfoToDirEntry(entry)); err != nil {
		return nil, err
	}
	return []source{s}, nil
}

func skipHidden(name string) error {
	if name != "." && strings.HasPrefix(path.Base(name), ".") {
		return fs.SkipDir
	}
	return nil
}

func ignored(name string) bool {
	base := path.Base(name)
	return slices.ContainsFunc(ignoredFiles, func(glob string) bool {
		ok, err := path.Match(glob, base)
		return ok && err == nil
	})
}

func readPolicy(fsys fs.FS, s source, name string, entry fs.DirEntry) ([]byte, error) {
	base := path.Base(s.path)
	if !s.isModule() && base != "data.yaml" && base != "data.yml" && base != "data.json" {
		return nil, &LoadError{
			File: s.file(), Reason: "neither a .rego module nor data.yaml or data.json",
			Hint: "rename it, or move it out of the policy directory",
		}
	}
	if !entry.Type().IsRegular() {
		return nil, &LoadError{File: s.file(), Reason: "not a regular file", Hint: "symbolic links are not followed"}
	}
	info, err := entry.Info()
	if err != nil {
		return nil, &LoadError{File: s.file(), Reason: err.Error()}
	}
	if info.Size() > maxPolicyFile && s.isModule() || info.Size() > maxPolicyBundle {
		return nil, &LoadError{File: s.file(), Reason: fmt.Sprintf("%d bytes are too many for one policy file", info.Size())}
	}
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, &LoadError{File: s.file(), Reason: err.Error()}
	}
	return b, nil
}

// LoadError is why policies do not load.
type LoadError struct {
	File      string
	Line      int // 0 if the file as a whole is meant
	Reason    string
	Hint      string
	Evaluated bool // the rules were found but do not compile, as opposed to a wrong configuration
}

// Error returns file, line, reason and hint.
func (e *LoadError) Error() string {
	s := e.File
	if e.Line > 0 {
		s = fmt.Sprintf("%s:%d", s, e.Line)
	}
	s += ": " + e.Reason
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

// data merges the data files of the bundles into one tree. A later bundle overrides an earlier one, value
// by value; within one bundle a value may be given only once.
func data(files []source) (document.Value, error) {
	root := document.ObjectValue()
	owner := map[string]string{} // pointer -> bundle
	for _, s := range files {
		if s.isModule() {
			continue
		}
		v, err := parseData(s)
		if err != nil {
			return root, err
		}
		var at document.Path
		if dir := path.Dir(s.path); dir != "." {
			for part := range strings.SplitSeq(dir, "/") {
				at = at.Key(part)
			}
		}
		if root, err = merge(root, v, at, s, owner); err != nil {
			return root, err
		}
	}
	return root, nil
}

func parseData(s source) (document.Value, error) {
	docs, err := parseDataDocuments(s)
	if err != nil {
		return document.Value{}, loadSyntaxError(s, err)
	}
	if len(docs) != 1 || docs[0].Root.Kind() != document.Object {
		return document.Value{}, &LoadError{File: s.file(), Reason: "data must be one object"}
	}
	return docs[0].Root, nil
}

func parseDataDocuments(s source) ([]*document.Document, error) {
	if strings.HasSuffix(s.path, ".json") {
		d, err := document.ParseJSON(s.bytes, document.DefaultLimits, nil)
		return []*document.Document{d}, err
	}
	return document.ParseYAML(s.bytes, document.DefaultLimits, document.Core)
}
