package artifact

import (
	"archive/tar"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strings"
)

// corrupt reports whether an error is about compressed or archived data, and not about reading the file.
func corrupt(err error) bool {
	var flateError flate.CorruptInputError
	var bzipError bzip2.StructuralError
	for _, known := range []error{gzip.ErrHeader, gzip.ErrChecksum, zlib.ErrHeader, zlib.ErrChecksum, zlib.ErrDictionary, tar.ErrHeader, tar.ErrFieldTooLong} {
		if errors.Is(err, known) {
			return true
		}
	}
	return errors.As(err, &flateError) || errors.As(err, &bzipError) || strings.HasPrefix(err.Error(), "archive/tar:")
}

// startsZlib tells zlib by its two bytes, which are a multiple of 31.
func startsZlib(b []byte, _ int64) bool {
	return len(b) > 2 && b[0]&0x0f == 8 && b[0] <= 0x78 && (int(b[0])<<8|int(b[1]))%31 == 0 && b[1]&0x20 == 0
}

func (x *inspection) gzip(s *stream, at place) bool {
	return x.compressed(s, at, "gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) })
}

func (x *inspection) zlib(s *stream, at place) bool {
	return x.compressed(s, at, "zlib", func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) })
}

func (x *inspection) bzip2(s *stream, at place) bool {
	return x.compressed(s, at, "bzip2", func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil })
}

// compressed inspects what comes out of compression. What is no model of any kind is not taken, nor what only
// starts like compressed data.
func (x *inspection) compressed(s *stream, at place, name string, open func(io.Reader) (io.Reader, error)) bool {
	in := &counter{r: s}
	r, err := open(in)
	if err != nil {
		return false
	}
	inner := forwards(&inflater{r: r, in: &in.n, budget: x.budget}, -1)
	if inner.ended() {
		return false
	}
	first := len(x.parts)
	if !x.content(inner, at.deeper()) {
		return false
	}
	if len(x.parts) > first {
		x.parts[first].compression = strings.Trim(name+"+"+x.parts[first].compression, "+")
		x.parts[first].bytes = s.size
	}
	if _, err := inner.rest(); err != nil {
		x.broken(at, -1, err)
	}
	if n, _ := s.rest(); n > 0 {
		x.problem(at, trailingData, s.pos-n, "%d bytes follow the compressed data", n)
	}
	return true
}
