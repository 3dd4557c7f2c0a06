package cache

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDir(t *testing.T) {
	d := Open(filepath.Join(t.TempDir(), "a", "b"))
	if d == "" {
		t.Fatal("the directory is not used")
	}
	k := NewKey("test", "a", "b")
	if k == NewKey("test", "ab") || k == NewKey("other", "a", "b") {
		t.Error("different parts have one key")
	}
	if _, ok := d.Get(k); ok {
		t.Error("an entry that nobody put is there")
	}
	d.Put(k, []byte("entry"))
	if b, ok := d.Get(k); !ok || string(b) != "entry" {
		t.Errorf("got %q, %t", b, ok)
	}
	d.Put(k, nil)
	if b, ok := d.Get(k); !ok || len(b) != 0 {
		t.Errorf("an empty entry: got %q, %t", b, ok)
	}
}

// TestUntrusted changes what is kept: it is not used.
func TestUntrusted(t *testing.T) {
	k := NewKey("test", "a")
	tests := map[string]func(t *testing.T, d Dir){
		"cut short":     func(t *testing.T, d Dir) { change(t, d, k, func(b []byte) []byte { return b[:len(b)-1] }) },
		"nothing left":  func(t *testing.T, d Dir) { change(t, d, k, func([]byte) []byte { return nil }) },
		"another entry": func(t *testing.T, d Dir) { change(t, d, k, func(b []byte) []byte { b[len(b)-1]++; return b }) },
		"the entry of other key": func(t *testing.T, d Dir) {
			other := NewKey("test", "b")
			d.Put(other, []byte("x"))
			rename(t, d, other, k)
		},
		"writable by others": func(t *testing.T, d Dir) { chmod(t, d.file(k), 0o666) },
		"a symbolic link": func(t *testing.T, d Dir) {
			target := filepath.Join(t.TempDir(), "target")
			if err := os.Rename(d.file(k), target); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(target, d.file(k)); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			d := Open(filepath.Join(t.TempDir(), "cache"))
			d.Put(k, []byte("entry"))
			if _, ok := d.Get(k); !ok {
				t.Fatal("the entry is not there")
			}
			spoil(t, d)
			if b, ok := d.Get(k); ok {
				t.Errorf("got %q", b)
			}
		})
	}
}

func TestUntrustedDirectory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	chmod(t, path, 0o777)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, link, file, ""} {
		if d := Open(path); d != "" {
			t.Errorf("%s is used", path)
		}
	}
	Dir("").Put(NewKey("test"), nil)
}

func TestPrune(t *testing.T) {
	d := Open(filepath.Join(t.TempDir(), "cache"))
	for i := range maxEntries + 10 {
		d.Put(NewKey("test", strings.Repeat("x", i)), []byte("entry"))
	}
	listed, err := os.ReadDir(string(d))
	if err != nil || len(listed) != maxEntries {
		t.Errorf("%d entries, %v", len(listed), err)
	}
	if _, ok := d.Get(NewKey("test", strings.Repeat("x", maxEntries+9))); !ok {
		t.Error("the newest entry is gone")
	}
}

func change(t *testing.T, d Dir, k Key, with func([]byte) []byte) {
	b, err := os.ReadFile(d.file(k))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.file(k), with(b), 0o600); err != nil {
		t.Fatal(err)
	}
}

func rename(t *testing.T, d Dir, from, to Key) {
	if err := os.Rename(d.file(from), d.file(to)); err != nil {
		t.Fatal(err)
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
