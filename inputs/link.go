package inputs

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// follow takes in what the links found so far lead to. Directories that are listed on the way may bring
// further links; each is followed once, so that loops end.
func (w *walk) follow() bool {
	for len(w.links) > 0 {
		link := w.links[0]
		w.links = w.links[1:]
		if !w.link(link) {
			return false
		}
	}
	return true
}

func (w *walk) link(name string) bool {
	at := w.report(name)
	info, err := w.root.Stat(filepath.FromSlash(name))
	if err != nil {
		return w.broken(name, at)
	}
	real, inside := w.resolve(name)
	switch {
	case !inside:
		return w.broken(name, at)
	case info.IsDir() && strings.HasPrefix(path.Base(name), "."):
		return w.skip(at+"/", "hidden directory")
	case info.IsDir() && w.entered[real], w.files[real]:
		return w.skip(at, "a link to what is read anyway")
	case info.IsDir():
		return w.directory(name, real)
	case !info.Mode().IsRegular():
		return w.refuse(at, "a link to something that is not a regular file")
	}
	w.add(name, real)
	return true
}

// broken is the error for a link that leads out of the directory, or nowhere.
func (w *walk) broken(name, at string) bool {
	info, err := os.Stat(filepath.Join(w.base, filepath.FromSlash(name)))
	switch {
	case err != nil:
		return w.refuse(at, "a link to nothing")
	case info.IsDir():
		return w.fail(FileError{Path: at, Reason: "a link out of the directory", Hint: "name where it leads to as a path of its own, or exclude the link"})
	}
	return w.refuse(at, "a link out of the directory")
}

// resolve returns the real path of a link, below root and with slashes, and whether it is below root.
func (w *walk) resolve(name string) (string, bool) {
	target, err := filepath.EvalSymlinks(filepath.Join(w.base, filepath.FromSlash(name)))
	if err != nil {
		return "", false
	}
	real, err := filepath.Rel(w.base, target)
	return filepath.ToSlash(real), err == nil && filepath.IsLocal(real)
}
