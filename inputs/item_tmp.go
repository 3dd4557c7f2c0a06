package inputs

import "github.com/tipstaff/tipstaff/inputs/document"

type Item struct {
	Resource *Resource
	File     *FileInfo
	Skipped  *Skipped
	Err      *FileError
}
type FileInfo struct {
	Path, Format, Digest string
	Resources, Documents int
}
type Skipped struct{ Path, Reason string }
type FileError struct {
	Path         string
	Span         document.Span
	Reason, Hint string
}
func Schema(t string) ([]byte, bool) { return nil, false }
