package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/tipstaff/tipstaff/engine/cache"
)

// Values of --cache besides a directory.
const (
	cacheOfUser = "user" // the user's cache directory, as the operating system names it
	cacheOff    = "off"
)

// openCache returns the cache that a value of --cache asks for. Without a directory of one's own there is none.
func openCache(name string) cache.Dir {
	switch name {
	case cacheOff:
		return ""
	case cacheOfUser:
		dir, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		return cache.Open(filepath.Join(dir, "tipstaff"))
	default:
		return cache.Open(name)
	}
}

// build identifies this program: its version, and the file it is, because every build from a work tree has the
// same version. "" if it cannot be told from others; nothing is then kept.
func build() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%s %d %d", version(), info.Size(), info.ModTime().UnixNano())
}
