package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestWriteWorkloadIsDeterministic(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	for _, dir := range []string{first, second} {
		if _, err := writeWorkload(dir, 7, 50); err != nil {
			t.Fatal(err)
		}
	}
	files := 0
	err := filepath.WalkDir(first, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		relative, err := filepath.Rel(first, path)
		if err != nil {
			return err
		}
		want, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(second, relative))
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs between two runs", relative)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := 50 + 2*len(rules); files != want {
		t.Errorf("got %d files, want %d", files, want)
	}
}

func TestWriteWorkloadSize(t *testing.T) {
	w, err := writeWorkload(t.TempDir(), 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if mean := w.bytes / w.files; mean < 1400 || mean > 1700 {
		t.Errorf("got %d bytes per resource, want about 1500", mean)
	}
	if w.rules != 30 {
		t.Errorf("got %d rules, want 30", w.rules)
	}
}

func TestSeedsDiffer(t *testing.T) {
	encoded := func(seed uint64) []byte {
		b, err := encode(generate(seed, 1)[0])
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if bytes.Equal(encoded(1), encoded(2)) {
		t.Error("two seeds give the same resource")
	}
}
