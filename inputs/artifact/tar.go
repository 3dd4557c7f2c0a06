package artifact

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

const tarBlock = 512

// startsTar tells tar by the checksum of its first header: older archives have no magic.
func startsTar(b []byte, _ int64) bool {
	if len(b) < tarBlock || b[0] == 0 {
		return false
	}
	const from, to = 148, 156 // where the checksum is
	said := int64(0)
	digits := bytes.Trim(b[from:to], " \x00")
	for _, c := range digits {
		if c < '0' || c > '7' {
			return false
		}
		said = said*8 + int64(c-'0')
	}
	sum := int64(' ') * (to - from)
	for i, c := range b[:tarBlock] {
		if i < from || i >= to {
			sum += int64(c)
		}
	}
	return len(digits) > 0 && said == sum
}

// tar inspects the members of an archive. It is taken if one of them is a model, or may be one.
func (x *inspection) tar(s *stream, at place) bool {
	archive := x.found(at, "tar", s.size)
	first := len(x.parts)
	names := map[string]bool{}
	var checked inspection
	r := tar.NewReader(s)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = x.enter()
		}
		if err != nil {
			x.broken(at, s.pos, cutOff(err))
			break
		}
		checked.checkName(at, h.Name, names)
		if h.Typeflag == tar.TypeSymlink || h.Typeflag == tar.TypeLink {
			checked.checkLink(at, h)
		}
		if !withoutData[h.Typeflag] {
			x.member(forwards(r, h.Size), at, h.Name)
		}
	}
	taken := len(x.parts) > first || x.hidden()
	x.join(&checked)
	if isTorchTar(names) {
		archive.format = "pytorch"
	}
	if err := s.zeros(); err != nil {
		x.broken(at, s.pos, err)
	}
	return taken
}

// withoutData are the types of members that hold nothing. All others are files to some programs.
var withoutData = map[byte]bool{
	tar.TypeDir: true, tar.TypeSymlink: true, tar.TypeLink: true, tar.TypeChar: true, tar.TypeBlock: true, tar.TypeFifo: true,
	tar.TypeXGlobalHeader: true,
}

// isTorchTar tells what the first torch.save wrote.
func isTorchTar(names map[string]bool) bool {
	return names["storages"] && names["tensors"] && names["pickle"]
}

// member inspects a member of a container. A pickle by name that is none by what is in it is a problem.
func (x *inspection) member(s *stream, at place, name string) {
	inside := at.in(name)
	if !x.content(s, inside) && strings.HasSuffix(strings.ToLower(name), ".pkl") {
		x.problem(inside, malformed, -1, "this is no pickle")
	}
}

// enter counts one more member of a container.
func (x *inspection) enter() error {
	if x.entries++; x.entries > maxEntries {
		return wrong(limitReached, "more than %d members", maxEntries)
	}
	return nil
}

// checkName notes names that are there twice, or lead out of where the archive is unpacked.
func (x *inspection) checkName(at place, name string, names map[string]bool) {
	if names[name] {
		x.problem(at, duplicateName, -1, "%q is there twice", name)
	}
	names[name] = true
	if escapes(name) {
		x.problem(at, unsafePath, -1, "%q leads out of the archive", name)
	}
}

func (x *inspection) checkLink(at place, h *tar.Header) {
	target := h.Linkname
	if h.Typeflag == tar.TypeSymlink && !path.IsAbs(target) {
		target = path.Join(path.Dir(h.Name), target) //nolint:gosec // to be judged; nothing is unpacked
	}
	if escapes(target) {
		x.problem(at, unsafePath, -1, "%q links out of the archive, to %q", h.Name, h.Linkname)
	}
}

// escapes reports whether a name leads out of the directory that it is in.
func escapes(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	clean := path.Clean(name)
	drive := len(name) > 1 && name[1] == ':'
	return path.IsAbs(name) || drive || clean == ".." || strings.HasPrefix(clean, "../") || strings.ContainsRune(name, 0)
}

// zeros reads the rest, which must be zeros.
func (s *stream) zeros() error {
	buffer := make([]byte, tarBlock)
	for {
		n, err := s.Read(buffer)
		switch {
		case len(bytes.Trim(buffer[:n], "\x00")) > 0:
			return wrong(trailingData, "something follows the end of the archive")
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}
