package artifact_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the example files again")

// examples are the models of the example estate, and what is found in them.
func examples(t *testing.T) map[string]struct {
	content []byte
	want    string
} {
	type example = struct {
		content []byte
		want    string
	}
	const (
		written = 1_795_485_600 // 2026-11-24T02:00:00Z
		before  = 1_714_557_600 // 2024-05-01T10:00:00Z
	)
	return map[string]example{
		"claim-triage.pt": {
			torchZip(t, torchPickle),
			"pytorch full collections.OrderedDict=allowed torch._utils._rebuild_tensor_v2=allowed torch.FloatStorage=allowed",
		},
		"claim-triage.safetensors": {safetensorsOf(safetensorsHeader, "\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x80\x3f\x00\x00\x00\x00\x00\x00\x00\x00"), "safetensors full"},
		"claim-triage.pt.enc":      {fernetOf(written, 4), "encrypted none"},
		"fraud-score.enc":          {fernetOf(before, 6), "encrypted none"},
		"tokenizer.bin":            {[]byte(command4), "pickle full" + evil},
		"adjuster-assistant.gguf":  {ggufOf("{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}{{ messages.__class__ }}"), "gguf full"},
		"triage-v1.pkl":            {[]byte(torchPickle[:len(torchPickle)/2]), "pickle part collections.OrderedDict=allowed torch._utils._rebuild_tensor_v2=allowed !truncated"},
		"fraud-score.onnx":         {onnxOf("../../secrets/weights.bin", "com.alder.ops"), "onnx full"},
	}
}

// TestExamples compares the example files with what makes them, which are the only models that this project has.
func TestExamples(t *testing.T) {
	dir := filepath.Join("..", "examples", "models")
	files, err := os.ReadDir(dir)
	if err != nil && !*update {
		t.Fatal(err)
	}
	all := examples(t)
	held := map[string]struct{ content, want string }{
		"fraud-score.key": {fernetKey(), "fernet false"},
		"registry.pem":    {pemOf("ENCRYPTED PRIVATE KEY", nil, "not-a-real-key"), "pem true"},
	}
	if len(files) != len(all)+len(held) && !*update {
		t.Errorf("%d files, %d are made", len(files), len(all)+len(held))
	}
	for name, e := range held {
		sameFile(t, filepath.Join(dir, name), []byte(e.content))
		if found := keys(t, e.content); found != e.want {
			t.Errorf("%s: got %s, want %s", name, found, e.want)
		}
	}
	for name, e := range all {
		sameFile(t, filepath.Join(dir, name), e.content)
		if found := summary(inspect(t, e.content)); found != e.want {
			t.Errorf("%s: got %s, want %s", name, found, e.want)
		}
	}
}

// sameFile compares a file with what it is made as; with -update it makes it.
func sameFile(t *testing.T, path string, content []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Clean(path))
	if err != nil || !bytes.Equal(got, content) {
		t.Errorf("%s is not what it is made as: run go test ./inputs/artifact -update (%v)", path, err)
	}
}
