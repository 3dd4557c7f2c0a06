package artifact

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// stream reads bytes forwards and knows where it is. What can be read anywhere is skipped without being read.
type stream struct {
	r    *bufio.Reader
	at   io.ReaderAt // nil if the bytes can only be read forwards
	base int64       // where in at the stream starts
	size int64       // how long it is, -1 if that is not known
	pos  int64       // how much was read
}

const (
	bufferSize = 64 << 10
	peekSize   = 4096 // how much is looked at to tell what something is
)

// forwards returns a stream of what r reads, size bytes or -1 if that is not known.
func forwards(r io.Reader, size int64) *stream {
	return &stream{r: bufio.NewReaderSize(r, bufferSize), size: size}
}

// section returns the stream of size bytes at base.
func section(at io.ReaderAt, base, size int64) *stream {
	return &stream{r: bufio.NewReaderSize(io.NewSectionReader(at, base, size), int(min(size, bufferSize))), at: at, base: base, size: size}
}

func inMemory(b []byte) *stream { return section(bytes.NewReader(b), 0, int64(len(b))) }

// peek returns the next n bytes, or those that are left.
func (s *stream) peek(n int) []byte {
	b, _ := s.r.Peek(min(n, bufferSize))
	return b
}

// Read reads as [io.Reader] says.
func (s *stream) Read(b []byte) (int, error) {
	n, err := s.r.Read(b)
	s.pos += int64(n)
	return n, err
}

// take returns the next n bytes, which are the caller's. It reads them bit by bit: n is not to be trusted.
func (s *stream) take(n int64) ([]byte, error) {
	if n <= bufferSize {
		b := make([]byte, n)
		_, err := io.ReadFull(s, b)
		return b, cutOff(err)
	}
	var b bytes.Buffer
	read, err := io.CopyN(&b, s, n)
	if err == nil && read < n {
		err = io.ErrUnexpectedEOF
	}
	return b.Bytes(), cutOff(err)
}

// cutOff makes the end of a stream an error, where it is one.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (s *stream) one() (byte, error) {
	b, err := s.r.ReadByte()
	if err == nil {
		s.pos++
	}
	return b, err
}

// number reads a little-endian number of not more than 8 bytes.
func (s *stream) number(size int) (uint64, error) {
	b, err := s.r.Peek(size)
	if err != nil {
		return 0, cutOff(err)
	}
	var eight [8]byte
	copy(eight[:], b)
	s.pos += int64(size)
	_, err = s.r.Discard(size)
	return binary.LittleEndian.Uint64(eight[:]), err
}

// line reads up to a newline, which is not returned, and keeps no more than limit bytes of it. If the stream ends
// first, the last byte is lost in place of the newline, as it is for Python.
func (s *stream) line(limit int) (kept []byte, size int64, err error) {
	for {
		chunk, err := s.r.ReadSlice('\n')
		s.pos += int64(len(chunk))
		size += int64(len(chunk))
		kept = append(kept, chunk[:min(len(chunk), max(0, limit+1-len(kept)))]...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || size == 0):
			return nil, size, cutOff(err)
		}
		return kept[:min(len(kept), int(size-1))], size - 1, nil
	}
}

// skip leaves out n bytes, which must be there.
func (s *stream) skip(n int64) error {
	switch left := s.left(); {
	case n < 0, left >= 0 && n > left:
		return io.ErrUnexpectedEOF
	case s.at == nil || n <= int64(s.r.Buffered()):
		read, err := io.CopyN(io.Discard, s, n)
		if err == nil && read < n {
			err = io.ErrUnexpectedEOF
		}
		return cutOff(err)
	}
	s.pos += n
	s.r.Reset(io.NewSectionReader(s.at, s.base+s.pos, s.size-s.pos))
	return nil
}

// left is how many bytes there are still to come, -1 if that is not known.
func (s *stream) left() int64 {
	if s.size < 0 {
		return -1
	}
	return s.size - s.pos
}

// rest reads to the end and returns how much that was.
func (s *stream) rest() (int64, error) {
	if left := s.left(); left >= 0 && s.at != nil {
		return left, s.skip(left)
	}
	return io.Copy(io.Discard, s)
}

// ended reports whether there is nothing to come.
func (s *stream) ended() bool { return len(s.peek(1)) == 0 }

// part returns a stream of the next n bytes; done, which must be called, goes on behind them.
func (s *stream) part(n int64) (part *stream, done func() error) {
	if s.at != nil {
		return section(s.at, s.base+s.pos, max(0, min(n, s.left()))), func() error { return s.skip(n) }
	}
	limited := &io.LimitedReader{R: s, N: n}
	return forwards(limited, n), func() error { return s.skip(limited.N) }
}
