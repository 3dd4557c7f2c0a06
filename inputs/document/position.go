package document

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sort"
)

// positionIn returns the place of offset at in b, whose first byte stands at start. It reads all bytes before the
// offset: right for the one error of a document, [lineTable] is for many lookups.
func positionIn(b []byte, at int, start Position) Position {
	from := 0
	for i := 0; i < at; i++ {
		if next := lineEnd(b, i); next > 0 && next <= at {
			start = Position{start.Line + 1, 1}
			from, i = next, next-1
		}
	}
	return Position{Line: start.Line, Column: start.Column + codePoints(b[from:at])}
}

// lineEnd returns the offset behind the line end that starts at i, 0 if there is none: LF, CR LF or CR.
func lineEnd(b []byte, i int) int {
	switch {
	case b[i] == '\n':
		return i + 1
	case b[i] != '\r':
		return 0
	case i+1 < len(b) && b[i+1] == '\n':
		return i + 2
	}
	return i + 1
}

// codePoints counts the code points that start in b, which may begin or end inside one.
func codePoints(b []byte) int {
	n := 0
	for ; len(b) >= 8; b = b[8:] { // eight at once: a byte of 10…… goes on what another started
		word := binary.LittleEndian.Uint64(b)
		n += 8 - bits.OnesCount64(word&^(word<<1)&highBits)
	}
	for _, c := range b {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// stride is how many bytes lie between two entries of a lineTable's counts.
const stride = 512

// lineTable turns offsets into positions, without reading long lines from their start.
type lineTable struct {
	b      []byte
	first  Position // of the first byte
	starts []int    // offset of every line
	counts []int    // code points before every stride-th byte
}

func newLineTable(b []byte, first Position) *lineTable {
	t := &lineTable{b: b, first: first, starts: make([]int, 1, 1+bytes.Count(b, []byte("\n")))}
	for i := 0; i < len(b); i++ {
		if next := lineEnd(b, i); next > 0 {
			t.starts = append(t.starts, next)
			i = next - 1
		}
	}
	n := 0
	for at := 0; at <= len(b); at += stride {
		t.counts = append(t.counts, n)
		n += codePoints(b[at:min(at+stride, len(b))])
	}
	return t
}

func (t *lineTable) position(at int) Position {
	line := sort.SearchInts(t.starts, at+1) - 1
	return Position{Line: t.first.Line + line, Column: t.column(line) + t.before(at) - t.before(t.starts[line])}
}

// column returns the column of the first character of a line that is there: all lines but the first are whole.
func (t *lineTable) column(line int) int {
	if line == 0 {
		return t.first.Column
	}
	return 1
}

// before returns the number of code points before offset at.
func (t *lineTable) before(at int) int {
	from := at / stride
	return t.counts[from] + codePoints(t.b[from*stride:at])
}

// offset returns where a position lies, the opposite of position. Positions outside b are moved into it.
func (t *lineTable) offset(p Position) int {
	line := min(max(p.Line-t.first.Line, 0), len(t.starts)-1)
	want := t.before(t.starts[line]) + max(p.Column-t.column(line), 0)
	block := sort.Search(len(t.counts), func(i int) bool { return t.counts[i] > want }) - 1
	at := max(t.starts[line], max(block, 0)*stride)
	for n := t.before(at); at < len(t.b); at++ {
		if t.b[at]&0xC0 != 0x80 {
			if n == want {
				break
			}
			n++
		}
	}
	return at
}

// text returns the line with the given number, unless it is longer than limit bytes or its start is not there.
func (t *lineTable) text(n, limit int) (string, bool) {
	i := n - t.first.Line
	if i < 0 || i >= len(t.starts) || t.column(i) > 1 {
		return "", false
	}
	end := len(t.b)
	if i+1 < len(t.starts) {
		end = t.starts[i+1]
	}
	if end-t.starts[i] > limit {
		return "", false
	}
	return string(bytes.TrimRight(t.b[t.starts[i]:end], "\r\n")), true
}
