package artifact

import (
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"path"
	"strings"
)

// archive is the reading of a zip archive. Programs disagree about archives whose two descriptions of a member
// differ, and what one of them sees the other may not: every disagreement is a problem.
type archive struct {
	x     *inspection
	r     io.ReaderAt
	size  int64
	place place
	part  *part
	odd   inspection // problems that do not keep anything from being seen
	names map[string]bool
}

func (z *archive) problem(kind, format string, args ...any) {
	z.odd.problem(z.place, kind, -1, format, args...)
}

// zip inspects the members of an archive. It is taken if one of them is a model, or may be one.
func (x *inspection) zip(s *stream, at place) bool {
	z := archive{x: x, size: s.size, place: at, part: x.found(at, "zip", s.size), names: map[string]bool{}}
	if z.r = s.at; z.r != nil {
		z.r = io.NewSectionReader(s.at, s.base, s.size)
	} else if !z.collect(s) {
		return true
	}
	first := len(x.parts)
	d, err := z.findDirectory()
	if err == nil {
		err = z.members(d)
	}
	x.broken(at, -1, err)
	z.part.format = z.format()
	taken := len(x.parts) > first || x.hidden() || z.odd.hidden() || z.part.format == "keras"
	x.join(&z.odd)
	return taken
}

// collect reads an archive that is in another, where it cannot be read here and there.
func (z *archive) collect(s *stream) bool {
	b, err := io.ReadAll(io.LimitReader(s, maxInMemory+1))
	if err == nil && len(b) > maxInMemory {
		err = wrong(limitReached, "an archive in an archive is larger than %d bytes", maxInMemory)
	}
	z.x.broken(z.place, -1, err)
	z.r, z.size = bytes.NewReader(b), int64(len(b))
	return err == nil
}

// format tells by the members who wrote the archive.
func (z *archive) format() string {
	has := func(base string) bool {
		for name := range z.names {
			if path.Base(name) == base {
				return true
			}
		}
		return false
	}
	switch {
	case has("data.pkl") && (has("version") || has("constants.pkl") || has("byteorder")):
		return "pytorch"
	case z.names["config.json"] && (z.names["metadata.json"] || z.names["model.weights.h5"]):
		return "keras"
	case len(z.names) > 0 && z.allArrays():
		return "npz"
	}
	return "zip"
}

func (z *archive) allArrays() bool {
	for name := range z.names {
		if !strings.HasSuffix(name, ".npy") {
			return false
		}
	}
	return true
}

// members inspects all members, and what is between them.
func (z *archive) members(d directory) error {
	entries, err := z.entries(d)
	if err != nil {
		return err
	}
	for _, e := range entries {
		z.odd.checkName(z.place, e.name, z.names)
	}
	next := d.prefix
	for _, e := range entries {
		if err := z.local(e); err != nil {
			z.x.broken(z.place.in(e.name), e.offset, err)
			next = max(next, e.end)
			continue
		}
		z.gap(next, e.offset, "before "+e.name)
		next = max(next, e.end)
		z.inspect(e)
	}
	z.gap(next, d.start, "before the directory")
	return nil
}

// gap notes what no member holds.
func (z *archive) gap(from, to int64, where string) {
	switch {
	case to > from:
		z.problem(hiddenData, "%d bytes %s belong to no member", to-from, where)
	case to < from:
		z.odd.problem(z.place, directoryMismatch, to, "members overlap %s", where)
	}
}

// local reads the header in front of a member, and compares.
func (z *archive) local(e *zipEntry) error {
	b, err := readAt(z.r, e.offset, localSize)
	if err != nil {
		return err
	}
	if string(b[:signatureLength]) != localSign {
		return wrong(malformed, "there is no member where the directory says")
	}
	n := int64(little.Uint16(b[26:]))
	name, err := readAt(z.r, e.offset+localSize, n)
	if err != nil {
		return err
	}
	e.data = e.offset + localSize + n + int64(little.Uint16(b[28:]))
	e.end = e.data + e.packed
	if e.end > z.size || e.end < e.data {
		return wrong(truncated, "the member does not fit into the archive")
	}
	z.compare(e, b, string(name))
	e.end += z.descriptor(e)
	return nil
}

// compare notes where the two descriptions of a member disagree.
func (z *archive) compare(e *zipEntry, local []byte, name string) {
	in := z.place.in(e.name)
	flags, method := little.Uint16(local[6:]), little.Uint16(local[8:])
	if name != e.name {
		z.odd.problem(in, directoryMismatch, e.offset, "the member itself has the name %q", name)
	}
	if method != e.method || (flags^e.flags)&(flagEncrypted|flagDescriptor) != 0 {
		z.odd.problem(in, directoryMismatch, e.offset, "the member itself has another method or other flags")
	}
	said := func(at int, is int64) bool { n := int64(little.Uint32(local[at:])); return n == is || n == notIn32 }
	if flags&flagDescriptor == 0 && !(said(14, int64(e.crc)) && said(18, e.packed) && said(22, e.size)) {
		z.odd.problem(in, directoryMismatch, e.offset, "the member itself has another size or checksum")
	}
}

// descriptor returns how long the record behind a member is.
func (z *archive) descriptor(e *zipEntry) int64 {
	if e.flags&flagDescriptor == 0 {
		return 0
	}
	const longest = 24
	b, err := readAt(z.r, e.end, min(longest, max(0, z.size-e.end)))
	if err != nil {
		return 0
	}
	length := int64(0)
	if bytes.HasPrefix(b, []byte("PK\x07\x08")) {
		length = signatureLength
	}
	for _, width := range []int64{8, 4} {
		whole := length + signatureLength + 2*width
		if int64(len(b)) >= whole && bytes.Equal(b[length+signatureLength:whole], sizes(e, width)) {
			return whole
		}
	}
	return 0
}

// sizes are the sizes of a member as numbers of a width.
func sizes(e *zipEntry, width int64) []byte {
	b := make([]byte, 16)
	little.PutUint64(b, uint64(e.packed))       //nolint:gosec // not negative
	little.PutUint64(b[width:], uint64(e.size)) //nolint:gosec // not negative
	return b[:2*width]
}

// inspect inspects what a member holds, and compares it with its checksum. Flags that say that it is encrypted
// are not believed: some programs ignore them.
func (z *archive) inspect(e *zipEntry) {
	in := z.place.in(e.name)
	packed := section(z.r, e.data, e.packed)
	sum := crc32.NewIEEE()
	counted := &counter{r: io.TeeReader(packed, sum)}
	switch e.method {
	case methodStored:
		_, err := io.Copy(io.Discard, counted)
		z.x.broken(in, e.data, err)
		z.content(section(z.r, e.data, e.packed), e)
	case methodDeflate:
		read := &counter{r: packed}
		counted.r = io.TeeReader(&inflater{r: flate.NewReader(read), in: &read.n, budget: z.x.budget}, sum)
		z.inflate(counted, e)
	default:
		z.x.problem(in, notInspected, e.data, "the member is compressed by method %d", e.method)
		return
	}
	same := counted.n == e.size && sum.Sum32() == e.crc
	switch {
	case e.flags&flagEncrypted != 0 && !same:
		z.x.encryption.looks = "zip"
		z.x.problem(in, encryptedEntry, e.offset, "the member is encrypted")
	case e.flags&flagEncrypted != 0:
		z.x.problem(in, encryptedEntry, e.offset, "the member says that it is encrypted, and is not")
	case !same:
		z.x.problem(in, checksum, e.data, "the member is not what its checksum and size say")
	}
}

// inflate inspects a compressed member, in memory if it is small: then it can be read twice.
func (z *archive) inflate(r io.Reader, e *zipEntry) {
	in := z.place.in(e.name)
	if e.size > unpackedAtOnce {
		s := forwards(r, -1)
		z.content(s, e)
		_, err := s.rest()
		z.x.broken(in, e.data, err)
		return
	}
	b, err := io.ReadAll(io.LimitReader(r, unpackedAtOnce))
	if err == nil {
		_, err = io.Copy(io.Discard, r)
	}
	z.x.broken(in, e.data, err)
	z.content(inMemory(b), e)
}

func (z *archive) content(s *stream, e *zipEntry) {
	if path.Base(e.name) == "config.json" {
		z.x.kerasConfig(s, z.place.in(e.name))
		return
	}
	z.x.member(s, z.place, e.name)
}
