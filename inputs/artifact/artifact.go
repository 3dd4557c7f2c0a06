// Package artifact looks into model files without loading them: nothing that is read is executed, imported or
// unpacked to a disk.
//
// What comes in is a file of any kind. What goes out, for a file that holds a model or may hold one, is one
// resource of type Artifact: its format by what is in it and never by its name, its digest, what it would import,
// and everything that is wrong with it. Whatever holds no model (a picture, an archive of texts) is not taken.
//
// The formats are pickle in all protocols, alone and as torch.save and joblib write it; numpy arrays; zip, tar,
// gzip, zlib and bzip2 around any of them, several levels deep; safetensors, GGUF, ONNX, the SavedModel of
// TensorFlow, and Keras as a zip archive or as HDF5. Files that look encrypted are told by their structure (Fernet,
// age, OpenPGP, CMS): that they are encrypted is nowhere claimed, for only the key could tell.
//
// The rules that a policy can rely on:
//
//   - properties.inspected is "full" only if everything in the file was read and made sense. What did not, what was
//     over a limit, and what cannot be looked into (xz, 7z) is in properties.problems. HDF5 is only searched for
//     texts, and is "part"; what looks encrypted is "none", without a problem.
//   - properties.imports has every name that loading the file would import, with what the lists of this package say
//     about it: allowed, denied or unknown. Only the allowed ones are known to do nothing. The list of the denied
//     ones only tells which are known to be dangerous.
//   - A pickle is followed with a stack and memo, as Python does it, but a call returns nothing that is known. What
//     is imported by a computed name, or by a number, is therefore a problem, and so is a call of anything that
//     was not imported.
//   - Programs differ in what they see in damaged archives. Where two readings are possible, both are inspected, or
//     the ambiguity is a problem.
//
// Files that hold keys, such as the one of a Fernet token beside it, are a format of their own: see [Keys].
//
// Lists are in allowed.txt and denied.txt. Data is read where it stands; neither size nor compression makes the
// memory grow with the file.
package artifact

import (
	"bytes"
	"path"

	"github.com/tipstaff/tipstaff/inputs"
)

const formatName = "artifact"

// typeName is the type of the resources.
const typeName = "Artifact"

// Format is the format of model files.
var Format = inputs.Format{Name: formatName, DetectBytes: detect, Inspect: inspect}

// detect reports whether a file could hold a model. Most files are told by their first byte not to.
func detect(b inputs.Bytes) bool {
	start := b.Start[:min(len(b.Start), peekSize)]
	for _, k := range kinds {
		if k.starts(start, b.Size) {
			return true
		}
	}
	binary := bytes.IndexByte(start, 0) >= 0
	return binary && b.Size > 0 && endsLikeZip(b, b.Size)
}

func inspect(f inputs.File, b inputs.Bytes) ([]*inputs.Resource, error) {
	x := newInspection()
	taken := x.content(section(b, 0, b.Size), place{})
	taken = x.alsoZip(section(b, 0, b.Size), place{}) || taken
	if x.err != nil {
		return nil, x.err
	}
	if !taken || len(x.parts) == 0 {
		return nil, inputs.ErrNotInput
	}
	digest, err := b.Sum()
	if err != nil {
		return nil, err
	}
	return []*inputs.Resource{{
		Type: typeName, ID: f.Path, Name: path.Base(f.Path), Value: x.value(f.Path, digest, b.Size),
		File: f.Path, Format: formatName, Observed: true,
	}}, nil
}
