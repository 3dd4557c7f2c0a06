package main

import (
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/tipstaff/tipstaff/inputs"
)

const (
	largeFile = 1 << 20 // bytes
	manyFiles = 64      // entries of a directory
)

// room has the program prepare for inputs if they may be large. For small ones that costs more than it saves. A large
// plan is read a resource at a time: beside what is known of all of them, the garbage would be most of the memory.
func (p *program) room(paths []string) {
	switch {
	case slices.ContainsFunc(paths, isLargePlan):
		p.makeRoom = nil
		if p.saveRoom != nil {
			p.saveRoom()
		}
	case p.makeRoom != nil && slices.ContainsFunc(paths, mayBeLarge):
		p.makeRoom()
	}
}

// isLargePlan reports whether a path is a file that is read as a large Terraform plan.
func isLargePlan(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	start := make([]byte, 512)
	n, _ := io.ReadFull(f, start)
	return inputs.TerraformPlan.DetectBytes(inputs.Bytes{Size: info.Size(), Start: start[:n]})
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
