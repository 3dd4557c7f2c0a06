package engine

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing/fstest"
)

// maxArchiveFiles bounds the entries of an archive.
const maxArchiveFiles = 10_000

// ReadArchive reads an OPA bundle: a gzipped tar file of a policy directory. It is held in memory and nothing is written
// anywhere. Entries twice, links, paths that lead out of the bundle, and more than a bundle may hold, are a [*LoadError].
// Signatures are not checked: a bundle with a .signatures.json is refused like every file that is not understood.
func ReadArchive(name string, r io.Reader) (Bundle, error) {
	files, err := unpack(r)
	if err != nil {
		return Bundle{}, &LoadError{File: name, Reason: err.Error(), Hint: "want a gzipped tar file, as opa build makes it"}
	}
	return Bundle{Name: name, FS: files}, nil
}

func unpack(r io.Reader) (fstest.MapFS, error) {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	files, room := fstest.MapFS{}, int64(maxPolicyBundle)
	for reader, entries := tar.NewReader(unzipped), 1; ; entries++ {
		header, err := reader.Next()
		switch {
		case errors.Is(err, io.EOF):
			return files, nil
		case err != nil:
			return nil, err
		case entries > maxArchiveFiles:
			return nil, fmt.Errorf("more than %d entries", maxArchiveFiles)
		case header.Typeflag == tar.TypeDir:
			continue
		case header.Typeflag != tar.TypeReg:
			return nil, fmt.Errorf("%q is not a regular file", header.Name)
		}
		at := strings.TrimPrefix(strings.TrimPrefix(header.Name, "/"), "./")
		if at != path.Clean(at) || at == ".." || strings.HasPrefix(at, "../") || strings.Contains(at, "\\") {
			return nil, fmt.Errorf("%q is no path within the bundle", header.Name)
		}
		if files[at] != nil {
			return nil, fmt.Errorf("%q is there twice", header.Name)
		}
		content, err := io.ReadAll(io.LimitReader(reader, room+1))
		if err != nil {
			return nil, err
		}
		if room -= int64(len(content)); room < 0 {
			return nil, fmt.Errorf("more than %d MiB of policy files", maxPolicyBundle>>20)
		}
		files[at] = &fstest.MapFile{Data: content, Mode: 0o400}
	}
}
