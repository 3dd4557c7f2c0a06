package main

import (
	"encoding/json"
	"errors"
	"path/filepath"

	"gopkg.in/yaml.v3"
)

// generateFiles makes one file per resource, and 30 rules.
func generateFiles(dir string, seed uint64, size int) (*work, error) {
	w := &work{dir: dir, rules: ownRules, mustFind: ids(ownRules)}
	return w, w.writeResources(generate(seed, size), asJSON)
}

// generateYAML makes the same files in YAML.
func generateYAML(dir string, seed uint64, size int) (*work, error) {
	w := &work{dir: dir, rules: ownRules, mustFind: ids(ownRules)}
	return w, w.writeResources(generate(seed, size), asYAML)
}

// generateCold makes one file, whatever the size, and 60 rules, one of which surely finds something in it.
func generateCold(dir string, seed uint64, _ int) (*work, error) {
	w := &work{dir: dir, rules: resourceRules(), mustFind: []string{"key_vault.environment"}}
	resources := generate(seed, 1)
	resources[0].Tags["environment"] = "sandbox"
	return w, w.writeResources(resources, asJSON)
}

// generateResources makes resources, one file each, and 60 rules.
func generateResources(dir string, seed uint64, size int) (*work, error) {
	all := resourceRules()
	w := &work{dir: dir, rules: all, mustFind: ids(all)}
	return w, w.writeResources(generate(seed, size), asJSON)
}

// spelling is how resources are written.
type spelling struct {
	extension string
	encode    func(v any) ([]byte, error)
}

var (
	asJSON = spelling{".json", encode}
	asYAML = spelling{".yaml", encodeYAML}
)

// encodeYAML writes what [encode] writes as YAML blocks.
func encodeYAML(v any) ([]byte, error) {
	text, err := encode(v)
	if err != nil {
		return nil, err
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		return nil, err
	}
	return yaml.Marshal(plain)
}

// writeResources writes resources as files in resources/, and the rules in every spelling.
func (w *work) writeResources(resources []resource, as spelling) error {
	for _, r := range resources {
		b, err := as.encode(r)
		if err != nil {
			return err
		}
		w.add(r.Name, b)
		if err := writeFile(filepath.Join(w.dir, "resources", r.Name+as.extension), b); err != nil {
			return err
		}
	}
	return errors.Join(
		w.writeTipstaff(rule.tipstaff), w.writeConftest("conftest", rule.conftest), w.writeConftest("packages", rule.conftestPackage))
}

// add adds one unit of work.
func (w *work) add(name string, b []byte) {
	w.items = append(w.items, item{name, b})
	w.size++
	w.bytes += len(b)
}
