package artifact

import (
	"math"
	"slices"
	"strconv"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// startsSafetensors tells the size of a header, which no real one needs more than five bytes for, and the
// bracket that the header begins with.
func startsSafetensors(b []byte, _ int64) bool {
	const size = 8
	return len(b) > size && b[5]|b[6]|b[7] == 0 && b[size] == '{' && little.Uint64(b) >= 2
}

// tensor is the extent of a tensor in the data.
type tensor struct {
	name       string
	start, end int64
}

// typeBits are the sizes of the elements of tensors.
var typeBits = map[string]int64{
	"BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32,
	"F32": 32, "I64": 64, "U64": 64, "F64": 64, "C64": 64, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
}

// safetensors reads the header and sees to it that the tensors fill the rest: exactly, and none over another.
func (x *inspection) safetensors(s *stream, at place) bool {
	p := x.found(at, "safetensors", s.size)
	n, err := s.number(8)
	if err == nil && n > maxHeader {
		err = wrong(limitReached, "the header has %d bytes, more than %d", n, maxHeader)
	}
	var b []byte
	if err == nil {
		b, err = s.take(int64(n)) //nolint:gosec // not more than maxHeader
	}
	if err != nil {
		x.broken(at, 0, err)
		return true
	}
	doc, err := document.ParseJSON(b, document.Limits{Bytes: maxHeader}, nil)
	if err != nil || doc.Root.Kind() != document.Object {
		x.problem(at, malformed, 8, "the header is no JSON object")
		return true
	}
	start := s.pos
	size, err := s.rest()
	x.broken(at, start, err)
	x.tensors(doc.Root, p, at, size)
	return true
}

func (x *inspection) tensors(header document.Value, p *part, at place, size int64) {
	var all []tensor
	for _, m := range header.Members() {
		if m.Key.Text() == "__metadata__" {
			for _, entry := range m.Value.Members() {
				p.tell(entry.Key.Text(), entry.Value.Text())
			}
			continue
		}
		t, reason := tensorOf(m.Value)
		t.name = m.Key.Text()
		if reason != "" {
			x.problem(at, malformed, 8, "tensor %q: %s", t.name, reason)
		}
		all = append(all, t)
	}
	p.tensors = int64(len(all))
	slices.SortFunc(all, func(a, b tensor) int { return compare(a.start, b.start, a.end, b.end) })
	next := int64(0)
	for _, t := range all {
		if t.start != next {
			x.problem(at, offsets, -1, "tensor %q starts at %d, not at %d", t.name, t.start, next)
		}
		next = max(next, t.end)
	}
	if next != size {
		x.problem(at, offsets, -1, "the tensors end at %d, the data at %d", next, size)
	}
}

func compare(a, b, otherA, otherB int64) int {
	switch {
	case a != b:
		return int(max(-1, min(1, a-b)))
	default:
		return int(max(-1, min(1, otherA-otherB)))
	}
}

// tensorOf reads what a header says about a tensor, and why that cannot be.
func tensorOf(v document.Value) (t tensor, reason string) {
	pair := v.Get("data_offsets")
	if pair.Len() != 2 {
		return t, "it has no offsets"
	}
	var ok, also bool
	t.start, ok = natural(pair.Elements()[0])
	t.end, also = natural(pair.Elements()[1])
	if !ok || !also || t.end < t.start {
		return t, "its offsets are none"
	}
	bits := typeBits[v.Get("dtype").Text()]
	if bits == 0 {
		return t, "its type is not known"
	}
	if v.Get("shape").Kind() != document.Array {
		return t, "it has no shape"
	}
	for _, e := range v.Get("shape").Elements() {
		n, ok := natural(e)
		if !ok || n > 0 && bits > math.MaxInt64/n {
			return t, "its shape is none"
		}
		bits *= n
	}
	if bits != (t.end-t.start)*8 {
		return t, "its size is not that of its shape and type"
	}
	return t, ""
}

// natural returns a number that counts something.
func natural(v document.Value) (int64, bool) {
	n, err := strconv.ParseInt(v.Text(), 10, 60)
	return n, v.Kind() == document.Number && err == nil && n >= 0
}

// maxMetadata is how many entries of metadata are kept.
const maxMetadata = 200

// tell adds an entry of metadata, unless the key is there.
func (p *part) tell(key, value string) {
	key = printable(key)
	if len(p.metadata) < maxMetadata && !slices.ContainsFunc(p.metadata, func(e entry) bool { return e.key == key }) {
		p.metadata = append(p.metadata, entry{key, printable(value)})
	}
}
