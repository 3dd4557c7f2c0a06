package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestRoom(t *testing.T) {
	dir := t.TempDir()
	create := func(name string, size int64) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Truncate(size); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	create("few/a.json", 10)
	create("large.json", largeFile)
	create("nested/b/c.json", 10)
	for i := range manyFiles {
		create(fmt.Sprintf("many/%d.json", i), 10)
	}
	for name, want := range map[string]bool{
		"few": false, "few/a.json": false, "missing": false, "large.json": true, "nested": true, "many": true,
	} {
		t.Run(name, func(t *testing.T) {
			made := 0
			p := &program{makeRoom: func() { made++ }}
			p.room([]string{filepath.Join(dir, "few"), filepath.Join(dir, name)})
			if (made == 1) != want {
				t.Errorf("made room %d times, want %t", made, want)
			}
		})
	}
	if err := os.WriteFile(filepath.Join(dir, "plan.json"), append([]byte(`{"format_version": "1.2", `), make([]byte, largeFile)...), 0o600); err != nil {
		t.Fatal(err)
	}
	made, saved := 0, 0
	p := &program{makeRoom: func() { made++ }, saveRoom: func() { saved++ }}
	p.room([]string{filepath.Join(dir, "plan.json")})
	if made != 0 || saved != 1 || p.makeRoom != nil {
		t.Errorf("a large plan: made room %d times, saved %d times", made, saved)
	}
	largePages() // and everything goes on
}
