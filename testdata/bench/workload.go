package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// workload is a directory with the files to judge in resources/, and the rules once per spelling.
type workload struct {
	dir   string
	files int
	rules int
	bytes int // of all resource files
}

// writeWorkload writes the workload of a seed: the same bytes for the same seed and number of files.
func writeWorkload(dir string, seed uint64, files int) (workload, error) {
	w := workload{dir: dir, files: files, rules: len(rules)}
	resources := generate(seed, files)
	for _, r := range resources {
		b, err := encode(r)
		if err != nil {
			return w, err
		}
		w.bytes += len(b)
		if err := writeFile(filepath.Join(dir, "resources", r.Name+".json"), b); err != nil {
			return w, err
		}
	}
	for _, r := range rules {
		domain, name, _ := strings.Cut(r.id, ".")
		path := filepath.Join(dir, "tipstaff", domain, name, name+".rego")
		if err := writeFile(path, []byte(r.tipstaff())); err != nil {
			return w, err
		}
		path = filepath.Join(dir, "conftest", r.id+".rego")
		if err := writeFile(path, []byte(r.conftest())); err != nil {
			return w, err
		}
	}
	return w, nil
}

func encode(r resource) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("encode %s: %w", r.Name, err)
	}
	return b.Bytes(), nil
}

func writeFile(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o600)
}
