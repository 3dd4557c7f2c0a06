// Package cache keeps what took long to compute in a directory of the user's, to have it again in the next run.
//
// A directory that others can write to, or that belongs to somebody else, is not used: what is kept decides
// verdicts. Every entry says what it is an entry of and carries a digest of itself; one that does not agree
// with either is not there. Nothing that goes wrong here is an error: the caller computes it again.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Dir is a directory with entries. "" keeps nothing.
type Dir string

// Key identifies an entry. It must cover everything that the entry follows from.
type Key [sha256.Size]byte

// NewKey returns the key of an entry of some kind, for example "policy", that follows from parts.
func NewKey(kind string, parts ...string) Key {
	var all []byte
	for _, part := range append([]string{kind}, parts...) {
		digest := sha256.Sum256([]byte(part))
		all = append(all, digest[:]...)
	}
	return sha256.Sum256(all)
}

// Open returns the directory at path, made if it is not there, or "" if it must not be trusted.
func Open(path string) Dir {
	if path == "" || os.MkdirAll(path, 0o700) != nil {
		return ""
	}
	if info, err := os.Lstat(path); err != nil || !info.IsDir() || !private(info) {
		return ""
	}
	return Dir(path)
}

const (
	suffix     = ".entry"
	unfinished = ".new" // being written, or left behind by a run that was killed
)

func (d Dir) file(k Key) string { return filepath.Join(string(d), hex.EncodeToString(k[:])+suffix) }

// Get returns the entry of a key, false if there is none.
func (d Dir) Get(k Key) ([]byte, bool) {
	if d == "" {
		return nil, false
	}
	info, err := os.Lstat(d.file(k))
	if err != nil || !info.Mode().IsRegular() || !private(info) {
		return nil, false
	}
	b, err := os.ReadFile(d.file(k))
	if err != nil || len(b) < 2*sha256.Size {
		return nil, false
	}
	seal, content := b[:sha256.Size], b[sha256.Size:]
	if digest := sha256.Sum256(content); !bytes.Equal(seal, digest[:]) || !bytes.HasPrefix(content, k[:]) {
		return nil, false
	}
	return content[len(k):], true
}

// Put keeps the entry of a key, and drops old ones if there are many.
func (d Dir) Put(k Key, entry []byte) {
	if d == "" || len(entry) > maxBytes/4 {
		return
	}
	content := slices.Concat(k[:], entry)
	digest := sha256.Sum256(content)
	f, err := os.CreateTemp(string(d), "*"+unfinished) // readable by nobody else
	if err != nil {
		return
	}
	_, err = f.Write(append(digest[:], content...))
	if closing := f.Close(); err != nil || closing != nil || os.Rename(f.Name(), d.file(k)) != nil {
		_ = os.Remove(f.Name())
		return
	}
	d.prune()
}

// Bounds of a directory.
const (
	maxEntries = 256
	maxBytes   = 256 << 20
)

// prune removes the oldest entries while there is too much, and what a run that was killed left behind.
func (d Dir) prune() {
	listed, err := os.ReadDir(string(d))
	if err != nil {
		return
	}
	var files []os.FileInfo
	total := int64(0)
	for _, e := range listed {
		if info, err := e.Info(); err == nil && (strings.HasSuffix(e.Name(), suffix) || strings.HasSuffix(e.Name(), unfinished)) {
			files = append(files, info)
			total += info.Size()
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for len(files) > maxEntries || total > maxBytes {
		_ = os.Remove(filepath.Join(string(d), files[0].Name()))
		total -= files[0].Size()
		files = files[1:]
	}
}
