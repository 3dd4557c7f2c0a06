package inputs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/hcl"
)

// terraformTree is the Terraform files below a directory: the one that is walked, or the one that a named file is
// in. Modules are read when they are first asked for.
type terraformTree struct {
	*session
	root    *os.Root
	at      string                      // the directory as reports print it
	walked  []string                    // the directories with files that are read anyway
	parsed  map[string]*terraformModule // by directory as reports print it; nil if there are no files
	read    map[string]bool             // the directories whose blocks were evaluated
	planned map[string]string           // directory and address of a block -> path of the plan that shows it
	passed  map[string]map[string]bool  // directory -> the variables that other modules set
}

// configurations reports whether Terraform files are read.
func (s *session) configurations() bool {
	if s.Raw || s.forced != nil && s.forced.Name != terraformName && s.forced.Name != TerraformPlan.Name {
		return false
	}
	for _, f := range s.Formats {
		if f.Name == terraformName {
			return true
		}
	}
	return false
}

// tree makes the tree below a directory, nil if it cannot be opened or Terraform files are not read.
func (s *session) tree(name, at string) *terraformTree {
	if !s.configurations() {
		return nil
	}
	if t, ok := s.trees[at]; ok {
		return t
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil
	}
	t := &terraformTree{session: s, root: root, at: at, parsed: map[string]*terraformModule{}, read: map[string]bool{}, planned: s.planned}
	s.trees[at] = t
	return t
}

// walk takes in which directories of the tree are walked.
func (t *terraformTree) walk(w walk) {
	if t == nil {
		return
	}
	for _, file := range w.found {
		if dir := path.Dir(w.report(file)); hcl.IsFile(file) && !slices.Contains(t.walked, dir) {
			t.walked = append(t.walked, dir)
		}
	}
}

// close closes the directories.
func (s *session) close() {
	for _, t := range s.trees {
		_ = t.root.Close() // it was only read
	}
}

// relative returns a directory as it is below the root of the tree, false if it is not there.
func (t *terraformTree) relative(dir string) (string, bool) {
	rel, err := filepath.Rel(filepath.FromSlash(t.at), filepath.FromSlash(dir))
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}

// files lists the Terraform files in a directory, and those with values, in lexical order.
func (t *terraformTree) files(dir string) []string {
	rel, ok := t.relative(dir)
	if !ok {
		return nil
	}
	entries, err := fs.ReadDir(t.root.FS(), rel)
	if err != nil {
		return nil
	}
	var found []string
	for _, e := range entries {
		at := path.Join(dir, e.Name())
		if !e.IsDir() && !t.excluded(at) && (hcl.IsFile(at) || hcl.IsValues(at)) {
			found = append(found, at)
		}
	}
	return found
}

// text reads a file of the tree.
func (t *terraformTree) text(at string) ([]byte, error) {
	rel, ok := t.relative(at)
	if !ok {
		return nil, fmt.Errorf("outside of %s", t.at)
	}
	f, err := openRegular(t.root, rel)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	var b bytes.Buffer
	if _, err := b.ReadFrom(io.LimitReader(f, hcl.MaxBytes+1)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// module returns the configuration in a directory, nil if there is none.
func (t *terraformTree) module(dir string) *terraformModule {
	m := t.parse(dir)
	if m == nil || t.read[dir] {
		return m
	}
	t.read[dir] = true
	m.parsed.Passed = t.callers()[dir]
	m.partial = m.parsed.Passed != nil || len(t.walked) == 0 && len(m.parsed.Files) > 1
	if err := m.read(); err != nil {
		at, err := m.problem(err)
		m.problems[at] = err
	}
	return m
}

// parse reads the syntax of the files in a directory.
func (t *terraformTree) parse(dir string) *terraformModule {
	if m, ok := t.parsed[dir]; ok {
		return m
	}
	t.parsed[dir] = nil
	m := &terraformModule{dir: dir, infos: map[string]FileInfo{}, problems: map[string]error{}}
	for _, at := range t.files(dir) {
		b, err := t.text(at)
		digest := sha256.Sum256(b)
		info := FileInfo{Path: at, Format: terraformName, Digest: "sha256:" + hex.EncodeToString(digest[:]), Bytes: int64(len(b)), Documents: 1}
		if err == nil {
			b, err = document.Text(b)
		}
		if err == nil {
			err = m.add(at, b)
		}
		if err != nil {
			m.problems[at] = err
			continue
		}
		m.infos[at] = info
	}
	if len(m.parsed.Files) == 0 && len(m.problems) == 0 {
		return nil
	}
	t.parsed[dir] = m
	return m
}

func (m *terraformModule) add(at string, b []byte) error {
	if hcl.IsValues(at) {
		v, err := hcl.ParseValues(at, b)
		if err == nil {
			m.parsed.Values = append(m.parsed.Values, v)
		}
		return err
	}
	f, err := hcl.Parse(at, b)
	if err == nil {
		m.parsed.Files = append(m.parsed.Files, f)
	}
	return err
}

// callers lists the variables that modules of the tree set in others, by directory. Only a directory that is walked
// shows who calls a module.
func (t *terraformTree) callers() map[string]map[string]bool {
	if t.passed != nil {
		return t.passed
	}
	t.passed = map[string]map[string]bool{}
	for _, dir := range t.walked {
		m := t.parse(dir)
		if m == nil {
			continue
		}
		for _, c := range m.parsed.Calls() {
			called, ok := localModule(dir, c.Source)
			if !ok {
				continue
			}
			if t.passed[called] == nil {
				t.passed[called] = map[string]bool{}
			}
			for _, name := range c.Arguments {
				t.passed[called][name] = true
			}
		}
	}
	return t.passed
}

// localModule is the directory of a module that is called by its path.
func localModule(dir, source string) (string, bool) {
	if !strings.HasPrefix(source, "./") && !strings.HasPrefix(source, "../") {
		return "", false
	}
	return path.Join(dir, source), true
}
