//go:build unix

package cache

import (
	"os"
	"syscall"
)

// private reports whether nobody but the user can change a file or what is in a directory.
func private(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid() && info.Mode().Perm()&0o022 == 0
}
