package main

import (
	"io/fs"
	"os"
	"slices"
)

const (
	largeFile = 1 << 20 // bytes
	manyFiles = 64      // entries of a directory
)

// room has the program prepare for inputs if they may be large. For small ones that costs more than it saves.
func (p *program) room(paths []string) {
	if p.makeRoom != nil && slices.ContainsFunc(paths, mayBeLarge) {
		p.makeRoom()
	}
}

// mayBeLarge reports whether a path is a large file, standard input, or a directory of many files or of directories.
func mayBeLarge(path string) bool {
	if path == "-" {
		return true
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return err == nil && info.Size() >= largeFile
	}
	dir, err := os.Open(path)
	if err != nil {
		return false
	}
	defer dir.Close() //nolint:errcheck // it was only read
	entries, _ := dir.ReadDir(manyFiles)
	return len(entries) == manyFiles || slices.ContainsFunc(entries, fs.DirEntry.IsDir)
}
