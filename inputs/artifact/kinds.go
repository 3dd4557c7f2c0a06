package artifact

import (
	"bytes"
	"io"
)

// kind is one kind of content: how it starts, and what reads it.
type kind struct {
	starts func(start []byte, size int64) bool
	reader string
}

// reader inspects what starts like a kind, and reports whether it is of the kind after all.
type reader func(x *inspection, s *stream, at place) bool

func prefix(texts ...string) func([]byte, int64) bool {
	return func(start []byte, _ int64) bool {
		for _, t := range texts {
			if bytes.HasPrefix(start, []byte(t)) {
				return true
			}
		}
		return false
	}
}

var startsZip = prefix(localSign, endSignature, "PK\x07\x08")

// kinds are the kinds of content, in the order in which they are tried.
var kinds = []kind{
	{startsZip, "zip"},
	{prefix("GGUF"), "gguf"},
	{prefix("\x93NUMPY"), "npy"},
	{prefix("\x89HDF\r\n\x1a\n"), "hdf5"},
	{startsSafetensors, "safetensors"},
	{prefix("\x1f\x8b"), "gzip"},
	{startsZlib, "zlib"},
	{prefix("BZh"), "bzip2"},
	{prefix("\xfd7zXZ\x00"), "xz"},
	{startsLZMA, "lzma"},
	{prefix("\x28\xb5\x2f\xfd"), "zstd"},
	{prefix("\x04\x22\x4d\x18"), "lz4"},
	{prefix("7z\xbc\xaf\x27\x1c"), "7z"},
	{prefix("Rar!\x1a\x07"), "rar"},
	{startsTar, "tar"},
	{startsEncrypted, "encrypted"},
	{startsProtobuf, "protobuf"},
	{looksLikePickle, "pickle"},
}

// readers returns what reads each kind.
func readers() map[string]reader {
	return map[string]reader{
		"zip": (*inspection).zip, "gguf": (*inspection).gguf, "npy": (*inspection).npy, "hdf5": (*inspection).hdf5,
		"safetensors": (*inspection).safetensors, "gzip": (*inspection).gzip, "zlib": (*inspection).zlib, "bzip2": (*inspection).bzip2,
		"xz": opaque("compressed", "xz"), "lzma": opaque("compressed", "lzma"), "zstd": opaque("compressed", "zstd"),
		"lz4": opaque("compressed", "lz4"), "7z": opaque("7z", ""), "rar": opaque("rar", ""), "tar": (*inspection).tar,
		"encrypted": (*inspection).encrypted, "protobuf": (*inspection).protobuf, "pickle": (*inspection).pickle,
	}
}

// content inspects what is at a place, and reports whether it is of any kind.
func (x *inspection) content(s *stream, at place) bool {
	start := bytes.Clone(s.peek(peekSize))
	if len(start) == 0 {
		return false
	}
	for _, k := range kinds {
		if !k.starts(start, s.size) {
			continue
		}
		if at.depth > maxDepth {
			x.problem(at, limitReached, -1, "containers are nested deeper than %d", maxDepth)
			return true
		}
		y := x.fork()
		if readers()[k.reader](y, s, at) || y.err != nil {
			x.join(y)
			x.alsoPickle(s, start, at)
			return true
		}
		if s.pos > 0 && s.at == nil {
			return false // it cannot be read again
		}
		if s.pos > 0 {
			s = section(s.at, s.base, s.size)
		}
	}
	return false
}

// alsoPickle notes what is a pickle to those who take it for one, whatever else it is.
func (x *inspection) alsoPickle(s *stream, start []byte, at place) {
	if x.pickles > 0 || !startsPickle(start) {
		return
	}
	again := inMemory(start)
	if s.at != nil {
		again = section(s.at, s.base, s.size)
	}
	y := x.fork()
	if p := newPickle(y, again, at); at.depth < maxDepth {
		p.run()
		if p.called {
			y.pickles++
			x.problem(at, polyglot, 0, "this is also a pickle")
			x.join(y)
		}
	}
}

// alsoZip notes an archive that something else stands before: those who read archives from their end do not see
// what that is.
func (x *inspection) alsoZip(s *stream, at place) bool {
	other := len(x.parts) > 0
	if startsZip(s.peek(signatureLength), s.size) || !endsLikeZip(s.at, s.size) {
		return false
	}
	y := x.fork()
	if !y.zip(s, at) {
		return false
	}
	x.join(y)
	if other {
		x.problem(at, polyglot, -1, "this is also a zip archive")
	}
	return true
}

// endsLikeZip tells an archive, without a comment, by its end.
func endsLikeZip(r io.ReaderAt, size int64) bool {
	b, err := readAt(r, size-endSize, endSize)
	return err == nil && string(b[:signatureLength]) == endSignature
}

// opaque reads what cannot be looked into.
func opaque(format, compression string) reader {
	return func(x *inspection, s *stream, at place) bool {
		p := x.found(at, format, s.size)
		p.compression, p.opaque = compression, true
		x.problem(at, notInspected, 0, "%s is not looked into", firstText(compression, format))
		return true
	}
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// startsLZMA tells the older format of lzma by its properties, its size of the dictionary, and the size that it
// says it has or that it does not know.
func startsLZMA(b []byte, _ int64) bool {
	const header = 13
	if len(b) <= header || b[0] != 0x5d || b[1] != 0 || b[2] != 0 || b[header] != 0 {
		return false
	}
	size := b[5:header]
	return bytes.Equal(size, bytes.Repeat([]byte{0xff}, 8)) || bytes.Equal(size[5:], []byte{0, 0, 0})
}
