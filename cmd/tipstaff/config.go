package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

// configName is the file that configures a repository. It is looked for in the working directory and above,
// up to the root of the repository.
const configName = "tipstaff.yaml"

// config is the contents of tipstaff.yaml. A flag on the command line wins over it.
type config struct {
	Policy    []string `yaml:"policy"`     // as --policy
	Data      []string `yaml:"data"`       // as --data
	Namespace []string `yaml:"namespace"`  // as --namespace
	Waivers   string   `yaml:"waivers"`    // as --waivers
	FailLevel string   `yaml:"fail_level"` // as --fail-level
	Unknown   string   `yaml:"unknown"`    // as --unknown
	Exclude   []string `yaml:"exclude"`    // globs of paths that are not read
	Output    []string `yaml:"output"`     // as --output
	MinRules  int      `yaml:"min_rules"`  // as --min-rules

	root string // directory of the file; relative paths start there
}

// findConfig reads the configuration that applies in dir. Without one it returns the zero configuration.
func findConfig(dir string) (*config, error) {
	for {
		path := filepath.Join(dir, configName)
		b, err := os.ReadFile(path)
		switch {
		case err == nil:
			return parseConfig(path, b)
		case !errors.Is(err, os.ErrNotExist):
			return nil, fmt.Errorf("read the configuration: %w", err)
		}
		parent := filepath.Dir(dir)
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil || parent == dir {
			return &config{}, nil
		}
		dir = parent
	}
}

func parseConfig(path string, b []byte) (*config, error) {
	c := &config{root: filepath.Dir(path)}
	decoder := yaml.NewDecoder(bytes.NewReader(b))
	decoder.KnownFields(true)
	if err := decoder.Decode(c); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", path, cleanYAML(err))
	}
	if err := decoder.Decode(&struct{}{}); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: more than one document", path)
	}
	for _, list := range [][]string{c.Policy, c.Data} {
		for i, p := range list {
			list[i] = c.resolve(p)
		}
	}
	if c.Waivers != "" {
		c.Waivers = c.resolve(c.Waivers)
	}
	return c, nil
}

func (c *config) resolve(path string) string {
	if filepath.IsAbs(path) || path == embeddedPolicy {
		return path
	}
	return filepath.Join(c.root, path)
}

// cleanYAML takes the Go types out of the decoder's message.
func cleanYAML(err error) error {
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) && len(wrong.Errors) > 0 {
		message := wrong.Errors[0]
		if i := bytes.Index([]byte(message), []byte(" not found in type")); i >= 0 {
			message = "unknown key: " + message[:i]
		}
		return errors.New(message)
	}
	return err
}

// prefixFromRoot returns the path of dir from the root of its repository, with a slash at the end; "" at
// the root and outside any repository.
func prefixFromRoot(dir string) string {
	for at := dir; ; {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			rel, err := filepath.Rel(at, dir)
			if err != nil || rel == "." {
				return ""
			}
			return filepath.ToSlash(rel) + "/"
		}
		parent := filepath.Dir(at)
		if parent == at {
			return ""
		}
		at = parent
	}
}
