package engine

import (
	"path"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// sampleFiles yields the path, as reports print it, of every file that a dataset names as a sample of it.
func sampleFiles(r *inputs.Resource) []document.Value {
	samples := r.Value.At("properties", "samples").Elements()
	ids := make([]document.Value, 0, len(samples))
	for _, s := range samples {
		if s.Kind() == document.String {
			ids = append(ids, beside(r, s.Text()))
		}
	}
	return ids
}

// modelFiles yields what a model says of the files it is in: their paths, as reports print them, and their digests.
// A file that lies somewhere else is known by its digest alone.
func modelFiles(r *inputs.Resource) []document.Value {
	artifact := r.Value.At("properties", "artifact")
	var ids []document.Value
	for _, f := range append([]document.Value{artifact}, artifact.Get("files").Elements()...) {
		uri, digest := f.Get("uri"), f.Get("digest")
		if uri.Text() != "" && !strings.Contains(uri.Text(), "://") {
			ids = append(ids, beside(r, uri.Text()))
		}
		if digest.Text() != "" {
			ids = append(ids, document.StringValue(digest.Text()))
		}
	}
	return ids
}

// beside is a path that a resource names, from where it is described, as reports print it.
func beside(r *inputs.Resource, name string) document.Value {
	return document.StringValue(path.Join(path.Dir(r.File), name))
}

// pathAndDigest yields how a model file is known: by where it is and by what is in it.
func pathAndDigest(r *inputs.Resource) []document.Value {
	return []document.Value{r.Value.Get("id"), r.Value.At("properties", "digest")}
}
