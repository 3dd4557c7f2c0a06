package artifact

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"slices"
)

// zipEntry is what the central directory of an archive says about a member.
type zipEntry struct {
	name          string
	flags, method uint16
	crc           uint32
	packed, size  int64
	offset        int64 // of the local header, from the start of the file
	data, end     int64 // where the data is, by the local header
}

const (
	endSize         = 22 // of the record at the end of an archive, without its comment
	maxComment      = math.MaxUint16
	locatorSize     = 20
	end64Size       = 56
	centralSize     = 46
	localSize       = 30
	notIn32         = math.MaxUint32 // a size or offset that is in a field of 64 bits
	endSignature    = "PK\x05\x06"
	end64Signature  = "PK\x06\x06"
	locator         = "PK\x06\x07"
	centralSign     = "PK\x01\x02"
	localSign       = "PK\x03\x04"
	flagEncrypted   = 1<<0 | 1<<6 | 1<<13
	flagDescriptor  = 1 << 3
	maxDirectory    = 64 << 20
	methodStored    = 0
	methodDeflate   = 8
	extraZip64      = 1
	unpackedAtOnce  = 1 << 20
	signatureLength = 4
)

var little = binary.LittleEndian

// directory is where an archive ends and its directory begins.
type directory struct{ start, size, count, prefix int64 }

// at reads n bytes at an offset.
func readAt(r io.ReaderAt, offset, n int64) ([]byte, error) {
	b := make([]byte, n)
	if offset < 0 {
		return nil, io.ErrUnexpectedEOF
	}
	_, err := io.ReadFull(io.NewSectionReader(r, offset, n), b)
	return b, cutOff(err)
}

// findDirectory finds the directory of an archive from its end.
func (z *archive) findDirectory() (directory, error) {
	n := min(z.size, endSize+maxComment)
	tail, err := readAt(z.r, z.size-n, n)
	if err != nil {
		return directory{}, err
	}
	at := bytes.LastIndex(tail, []byte(endSignature))
	if at < 0 || len(tail)-at < endSize {
		return directory{}, wrong(truncated, "the archive has no directory")
	}
	z.otherEnds(tail, at)
	end := tail[at:]
	if extra := len(end) - endSize - int(little.Uint16(end[20:])); extra != 0 {
		z.problem(trailingData, "%d bytes are behind the archive", extra)
	}
	if little.Uint16(end[4:]) != 0 && little.Uint16(end[4:]) != math.MaxUint16 {
		z.problem(unsupported, "the archive is in several parts")
	}
	d := directory{count: int64(little.Uint16(end[10:])), size: int64(little.Uint32(end[12:]))}
	position, offset := z.size-n+int64(at), int64(little.Uint32(end[16:]))
	if record, where, err := z.end64(position); err != nil {
		return d, err
	} else if record != nil {
		position = where
		d.count, d.size, offset = number64(record[32:]), number64(record[40:]), number64(record[48:])
	}
	d.start = position - d.size
	d.prefix = d.start - offset
	if d.size > maxDirectory {
		return d, wrong(limitReached, "the directory of the archive is larger than %d bytes", maxDirectory)
	}
	if d.size < 0 || d.start < 0 || d.prefix < 0 {
		return d, wrong(malformed, "the directory of the archive is not where it should be")
	}
	if d.prefix > 0 {
		z.problem(hiddenData, "%d bytes are before the archive", d.prefix)
	}
	return d, nil
}

// otherEnds notes another end of an archive before the last one, which has that in its comment.
func (z *archive) otherEnds(tail []byte, last int) {
	for at := last; ; {
		at = bytes.LastIndex(tail[:at], []byte(endSignature))
		if at < 0 {
			return
		}
		if at+endSize+int(little.Uint16(tail[at+20:])) == len(tail) {
			z.problem(directoryMismatch, "the archive has two directories")
			return
		}
	}
}

// number64 reads a number, -1 if it is larger than any file.
func number64(b []byte) int64 { return max(-1, int64(little.Uint64(b))) } //nolint:gosec // wraps to less than -1

// end64 returns the record that a large archive has before its end, nil if there is none.
func (z *archive) end64(end int64) (record []byte, position int64, err error) {
	if end < locatorSize {
		return nil, 0, nil
	}
	b, err := readAt(z.r, end-locatorSize, locatorSize)
	if err != nil || !bytes.HasPrefix(b, []byte(locator)) {
		return nil, 0, err
	}
	// Where the record is said to be does not count what is before the archive; it ends where the locator begins.
	position = end - locatorSize - end64Size
	if said := number64(b[8:]); said >= 0 && said < position {
		position = said
	}
	record, err = readAt(z.r, position, end64Size)
	if err == nil && !bytes.HasPrefix(record, []byte(end64Signature)) {
		err = wrong(malformed, "the end of the archive is damaged")
	}
	return record, position, err
}

// entries reads the directory.
func (z *archive) entries(d directory) ([]*zipEntry, error) {
	b, err := readAt(z.r, d.start, d.size)
	if err != nil {
		return nil, err
	}
	var entries []*zipEntry
	for len(b) > 0 {
		if len(b) < centralSize || string(b[:signatureLength]) != centralSign {
			return entries, wrong(malformed, "the directory of the archive is damaged")
		}
		names, extra, comment := int(little.Uint16(b[28:])), int(little.Uint16(b[30:])), int(little.Uint16(b[32:]))
		if len(b) < centralSize+names+extra+comment {
			return entries, wrong(malformed, "the directory of the archive is damaged")
		}
		e := &zipEntry{
			name: string(b[centralSize : centralSize+names]), flags: little.Uint16(b[8:]), method: little.Uint16(b[10:]), crc: little.Uint32(b[16:]),
			packed: int64(little.Uint32(b[20:])), size: int64(little.Uint32(b[24:])), offset: int64(little.Uint32(b[42:])),
		}
		if !e.large(b[centralSize+names:][:extra]) {
			return entries, wrong(malformed, "the directory of the archive has no sizes for %q", e.name)
		}
		e.offset += d.prefix
		entries = append(entries, e)
		if err := z.x.enter(); err != nil {
			return entries, err
		}
		b = b[centralSize+names+extra+comment:]
	}
	if int64(len(entries)) != d.count && d.count != math.MaxUint16 {
		z.problem(directoryMismatch, "the archive says that it has %d members, and lists %d", d.count, len(entries))
	}
	slices.SortStableFunc(entries, func(a, b *zipEntry) int { return int(max(-1, min(1, a.offset-b.offset))) })
	return entries, nil
}

// large takes sizes and offset that need 64 bits from the extra field.
func (e *zipEntry) large(extra []byte) bool {
	wanted := []*int64{&e.size, &e.packed, &e.offset}
	wanted = slices.DeleteFunc(wanted, func(n *int64) bool { return *n != notIn32 })
	for len(wanted) > 0 && len(extra) >= signatureLength {
		id, n := little.Uint16(extra), int(little.Uint16(extra[2:]))
		extra = extra[signatureLength:]
		if n > len(extra) {
			return false
		}
		for field := extra[:n]; id == extraZip64 && len(field) >= 8 && len(wanted) > 0; field = field[8:] {
			if *wanted[0] = number64(field); *wanted[0] < 0 {
				return false
			}
			wanted = wanted[1:]
		}
		extra = extra[n:]
	}
	return len(wanted) == 0
}
