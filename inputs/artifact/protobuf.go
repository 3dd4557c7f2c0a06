package artifact

import (
	"bytes"
	"math"
	"slices"
)

// message describes a type of protobuf messages: which fields are read, as what.
type message map[int]field

// field is one field of a message. Exactly one of message and do is set, or neither for a field that may be
// there and does not matter.
type field struct {
	wire    wire
	message func() message                         // what is in it
	begin   func(w *walker)                        // called before it
	do      func(w *walker, text string, n uint64) // called with a text or number
	end     func(w *walker)                        // called behind it
}

// wire is how a field is written.
type wire uint8

const (
	varint  wire = 0
	fixed64 wire = 1
	chunk   wire = 2
	fixed32 wire = 5
)

// walker reads a message without keeping it.
type walker struct {
	x      *inspection
	s      *stream
	at     place
	part   *part
	depth  int
	known  int // fields of the outermost message that it has
	graphs int
	// what is being described
	tensor external
	key    string
}

const (
	maxMessages  = 100     // in each other
	maxProtoText = 1 << 16 // of a text that is read
)

// varint reads a number of up to ten bytes.
func (s *stream) varint() (uint64, error) {
	n := uint64(0)
	for shift := 0; shift < 64; shift += 7 {
		b, err := s.one()
		if err != nil {
			return 0, cutOff(err)
		}
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n, nil
		}
	}
	return 0, wrong(malformed, "a number is too long")
}

// message reads the fields of a message that ends at end, -1 for the end of the stream.
func (w *walker) message(m message, end int64) error {
	if w.depth++; w.depth > maxMessages {
		return wrong(limitReached, "messages are nested deeper than %d", maxMessages)
	}
	defer func() { w.depth-- }()
	for end < 0 && !w.s.ended() || w.s.pos < end {
		tag, err := w.s.varint()
		if err != nil {
			return err
		}
		f, ok := m[int(min(tag>>3, math.MaxInt32))]
		if ok && f.wire != wire(tag&7) {
			return wrong(malformed, "a field is written in another way than it should be")
		}
		if ok && w.depth == 1 {
			w.known++
		}
		if err := w.field(f, wire(tag&7), end); err != nil {
			return err
		}
	}
	if end >= 0 && w.s.pos != end {
		return wrong(malformed, "a field does not fit into its message")
	}
	return nil
}

func (w *walker) field(f field, how wire, end int64) error {
	switch how {
	case varint:
		n, err := w.s.varint()
		if err == nil && f.do != nil {
			f.do(w, "", n)
		}
		return err
	case fixed64:
		return w.s.skip(8)
	case fixed32:
		return w.s.skip(4)
	case chunk:
		return w.chunk(f, end)
	}
	return wrong(malformed, "a field is written in no known way")
}

// chunk reads a text or a message in another.
func (w *walker) chunk(f field, end int64) error {
	n, err := w.s.varint()
	if err != nil {
		return err
	}
	if n > math.MaxInt64/2 || end >= 0 && int64(n) > end-w.s.pos {
		return wrong(truncated, "a field of %d bytes does not fit into the rest", n)
	}
	size := int64(n)
	switch {
	case f.message != nil:
		if f.begin != nil {
			f.begin(w)
		}
		if err := w.message(f.message(), w.s.pos+size); err != nil {
			return err
		}
		if f.end != nil {
			f.end(w)
		}
		return nil
	case f.do != nil && size <= maxProtoText:
		b, err := w.s.take(size)
		if err == nil {
			f.do(w, string(b), 0)
		}
		return err
	case f.do != nil:
		w.x.problem(w.at, limitReached, w.s.pos, "a text is longer than %d bytes", maxProtoText)
	}
	return w.s.skip(size)
}

// startsProtobuf tells a file that may be a model in ONNX or TensorFlow: it begins with one of the fields that these
// have, and is no text.
func startsProtobuf(b []byte, _ int64) bool {
	if len(b) < 4 {
		return false
	}
	return b[0] == 0x08 && b[1] < 0x80 || slices.Contains([]byte{0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72}, b[0]) && bytes.IndexByte(b, 0) >= 0
}

// protobuf inspects a model in ONNX, or a SavedModel of TensorFlow. Protobuf has no magic: what does not make sense
// as either to its end, and has none of the fields that tell, is not taken.
func (x *inspection) protobuf(s *stream, at place) bool {
	if s.at == nil {
		return x.protobufAs(s, at, "onnx", onnxModel())
	}
	return x.protobufAs(s, at, "onnx", onnxModel()) ||
		x.protobufAs(section(s.at, s.base, s.size), at, "savedmodel", savedModel())
}

func (x *inspection) protobufAs(s *stream, at place, format string, m message) bool {
	y := x.fork()
	w := walker{x: y, s: s, at: at}
	w.part = y.found(at, format, s.size)
	err := w.message(m, -1)
	const telling = 3 // fields, that another file has not by accident
	if w.graphs == 0 || err != nil && w.known < telling {
		return false
	}
	y.broken(at, s.pos, err)
	x.join(y)
	return true
}
