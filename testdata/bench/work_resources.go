package main

import (
	"errors"
	"path/filepath"
)

// generateFiles makes one file per resource, and 30 rules.
func generateFiles(dir string, seed uint64, size int) (*work, error) {
	w := &work{dir: dir, rules: ownRules, mustFind: ids(ownRules)}
	return w, w.writeResources(generate(seed, size))
}

// generateCold makes one file, and 60 rules, one of which surely finds something in it.
func generateCold(dir string, seed uint64, size int) (*work, error) {
	w := &work{dir: dir, rules: resourceRules(), mustFind: []string{"key_vault.environment"}}
	resources := generate(seed, size)
	resources[0].Tags["environment"] = "sandbox"
	return w, w.writeResources(resources)
}

// generateResources makes resources, and 60 rules.
func generateResources(dir string, seed uint64, size int) (*work, error) {
	all := resourceRules()
	w := &work{dir: dir, rules: all, mustFind: ids(all)}
	return w, w.writeResources(generate(seed, size))
}

// writeResources writes resources as files in resources/, and the rules in every spelling.
func (w *work) writeResources(resources []resource) error {
	for _, r := range resources {
		b, err := encode(r)
		if err != nil {
			return err
		}
		w.add(r.Name, b)
		if err := writeFile(filepath.Join(w.dir, "resources", r.Name+".json"), b); err != nil {
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
