package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// contents returns all files below dir.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func generated(t *testing.T, wl workload, seed uint64) (*work, map[string]string) {
	t.Helper()
	dir := t.TempDir()
	w, err := wl.generate(dir, seed, min(wl.size, 200))
	if err != nil {
		t.Fatal(err)
	}
	if w.size != min(wl.size, 200) || w.bytes == 0 {
		t.Errorf("got %d units of %d bytes", w.size, w.bytes)
	}
	return w, contents(t, dir)
}

func TestGeneratorsAreDeterministic(t *testing.T) {
	t.Parallel()
	for _, wl := range workloads() {
		t.Run(wl.name, func(t *testing.T) {
			first, firstFiles := generated(t, wl, 7)
			second, secondFiles := generated(t, wl, 7)
			other, otherFiles := generated(t, wl, 8)
			if len(firstFiles) == 0 {
				t.Fatal("no files")
			}
			if !maps.Equal(firstFiles, secondFiles) {
				t.Error("two runs with one seed write different files")
			}
			for i := range first.items {
				if !bytes.Equal(first.items[i].bytes, second.items[i].bytes) {
					t.Errorf("item %d differs between two runs", i)
				}
			}
			if maps.Equal(firstFiles, otherFiles) && len(other.items) > 0 && bytes.Equal(first.items[0].bytes, other.items[0].bytes) {
				t.Error("two seeds give the same work")
			}
		})
	}
}

func TestSizes(t *testing.T) {
	tests := []struct {
		name        string
		rules       int
		least, most int // bytes per unit
	}{
		{"files", 30, 1400, 1700},
		{"files-60", 60, 1400, 1700},
		{"rerun", 30, 1400, 1700},
		{"yaml", 30, 1500, 2200},
		{"resources", 60, 1400, 1700},
		{"logs", 5, 380, 430},
		{"logs-1m", 5, 380, 430},
		{"requests", 0, 350, 450},
		{"plan", 60, 4000, 4800},
		{"cold", 60, 1400, 1700},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chosen, err := choose(test.name)
			if err != nil {
				t.Fatal(err)
			}
			w, _ := generated(t, chosen[0], 1)
			if mean := w.bytes / w.size; mean < test.least || mean > test.most {
				t.Errorf("got %d bytes per %s, want %d to %d", mean, chosen[0].unit, test.least, test.most)
			}
			if len(w.rules) != test.rules {
				t.Errorf("got %d rules, want %d", len(w.rules), test.rules)
			}
		})
	}
	if _, err := choose("nothing"); err == nil {
		t.Error("an unknown workload is accepted")
	}
}

func TestAccess(t *testing.T) {
	for _, want := range []int{1000, 5000} {
		w, err := generateRequests(want)(t.TempDir(), 1, 500)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, held := range w.access.Assignments {
			for _, roles := range held {
				got += len(roles)
			}
		}
		if got != want || len(w.access.Roles) != 40 {
			t.Errorf("got %d assignments of %d roles, want %d of 40", got, len(w.access.Roles), want)
		}
		run, err := goRequests().enter(t.Context(), nil, w)
		if err != nil {
			t.Fatal(err)
		}
		_, found, err := run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(found) < 50 || len(found) > 450 {
			t.Errorf("%d of 500 requests are permitted, want many of both", len(found))
		}
	}
}

func TestLike(t *testing.T) {
	tests := []struct {
		text, pattern string
		want          bool
	}{
		{"models/read", "models/read", true},
		{"models/read", "models/*", true},
		{"models/read", "*/read", true},
		{"models/list", "models/l*t", true},
		{"models/", "models/*", true},
		{"models/read", "model/*", false},
		{"models/read", "*/write", false},
		{"aba", "ab*ba", false},
	}
	for _, test := range tests {
		if got := like(test.text, test.pattern); got != test.want {
			t.Errorf("like(%q, %q): got %v, want %v", test.text, test.pattern, got, test.want)
		}
	}
}

// TestPackages counts the packages that conftest is given: one with all rules, and one for each.
func TestPackages(t *testing.T) {
	for name, want := range map[string]int{"files": 30, "files-60": 60, "yaml": 30, "cold": 60} {
		t.Run(name, func(t *testing.T) {
			chosen, err := choose(name)
			if err != nil {
				t.Fatal(err)
			}
			_, files := generated(t, chosen[0], 1)
			for folder, want := range map[string]int{"conftest": 1, "packages": want} {
				packages := map[string]bool{}
				for path, text := range files {
					if strings.HasPrefix(path, "/"+folder+"/") {
						line, _, _ := strings.Cut(text, "\n")
						packages[line] = true
					}
				}
				if len(packages) != want {
					t.Errorf("got %d packages in %s, want %d", len(packages), folder, want)
				}
			}
		})
	}
}
