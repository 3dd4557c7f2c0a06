//go:build !unix

package cache

import "os"

// private trusts the access list of the user's cache directory, which other users cannot change.
func private(os.FileInfo) bool { return true }
