package inputs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const digestPod = `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": []}}`

// TestDigest changes what is read in every way: another digest, or none.
func TestDigest(t *testing.T) {
	files := map[string]string{"a.json": digestPod, "sub/b.json": digestPod, "notes.txt": "notes", ".hidden/c.json": "{}"}
	write := func(dir string, files map[string]string) {
		for name, text := range files {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	digest := func(change map[string]string, paths ...string) (Digest, bool) {
		t.Chdir(t.TempDir())
		write(".", files)
		write(".", change)
		if len(paths) == 0 {
			paths = []string{"."}
		}
		return (&Reader{Formats: []Format{Kubernetes}}).Digest(t.Context(), paths)
	}
	first, ok := digest(nil)
	if !ok || len(first.Files) != 2 {
		t.Fatalf("%v, %t", first, ok)
	}
	if again, ok := digest(nil); !ok || again.Sum != first.Sum {
		t.Error("the same files have another digest")
	}
	for name, change := range map[string]map[string]string{
		"a byte":             {"a.json": strings.Replace(digestPod, `"a"`, `"b"`, 1)},
		"another file":       {"c.json": digestPod},
		"another directory":  {"sub/d/c.json": digestPod},
		"another non-input":  {"notes.md": "notes"},
		"another hidden one": {".other/x": ""},
	} {
		if other, ok := digest(change); !ok || other.Sum == first.Sum {
			t.Errorf("%s: %t, %v", name, ok, other)
		}
	}
	if other, ok := digest(map[string]string{".hidden/c.json": "[]"}); !ok || other.Sum != first.Sum {
		t.Error("what is not read changes the digest")
	}
	for name, paths := range map[string][]string{"the standard input": {"-"}, "nothing there": {"nothing"}} {
		if d, ok := digest(nil, paths...); ok {
			t.Errorf("%s: %v", name, d)
		}
	}
}

// TestDigestOfExamples reads the examples: the files that are digested are those that are read.
func TestDigestOfExamples(t *testing.T) {
	r := &Reader{Formats: []Format{TerraformPlan, Descriptor, Kubernetes, AuditLog, AuditRecords, Graph, PredictionLog, AccessLog}}
	d, ok := r.Digest(t.Context(), []string{"examples/azure", "examples/logs"})
	if !ok || len(d.Files) < 5 {
		t.Fatalf("%d files, %t", len(d.Files), ok)
	}
	again := map[string]string{}
	for item := range r.Read(t.Context(), []string{"examples/azure", "examples/logs"}) {
		if item.Resource != nil {
			again[item.Resource.ID] += string(item.Resource.Value.AppendJSON(nil))
		}
	}
	r.Digested = d
	read := 0
	for item := range r.Read(t.Context(), []string{"examples/azure", "examples/logs"}) {
		if item.Resource != nil {
			if json := string(item.Resource.Value.AppendJSON(nil)); !strings.HasPrefix(again[item.Resource.ID], json) {
				t.Errorf("%s is %s, without a digest %s", item.Resource.ID, json, again[item.Resource.ID])
			} else {
				again[item.Resource.ID] = again[item.Resource.ID][len(json):]
			}
		}
		if item.File == nil {
			continue
		}
		read++
		if d.Files[item.File.Path] != item.File.Digest {
			t.Errorf("%s: %s, read %s", item.File.Path, d.Files[item.File.Path], item.File.Digest)
		}
	}
	if read != len(d.Files) {
		t.Errorf("%d files digested, %d read", len(d.Files), read)
	}
}
