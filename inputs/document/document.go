// Package document turns the bytes of JSON and YAML files into compact values, strictly.
//
// Nothing is guessed and nothing is repaired: duplicate keys, trailing data, invalid UTF-8, lone
// surrogates, NaN, nesting deeper than [Limits].Depth and the like are a [*SyntaxError] with line and
// column. Numbers keep their text, so 12345678901234567890 and 1.0 come out as they went in.
//
// A [Value] knows the number of the node it was read from. [Document.Span] finds that node's place in the
// bytes on demand, so decoding pays nothing for positions that no finding asks for. Values that an adapter
// derives from others keep their node with [Value.From].
package document

import (
	"fmt"
	"sync"
)

// Limits bound what one document may cost. Going over one is an error, never a shorter document.
type Limits struct {
	Bytes     int64 // size of one file
	Depth     int   // nesting of arrays and objects
	Documents int   // YAML documents in one file
	Aliases   int   // YAML nodes produced by following aliases
	Line      int   // bytes of one line of a log
}

// DefaultLimits are the limits used unless a caller sets others.
var DefaultLimits = Limits{Bytes: 64 << 20, Depth: 128, Documents: 10_000, Aliases: 10_000, Line: 1 << 20}

// OrDefault returns l with the default in place of every limit that is not set.
func (l Limits) OrDefault() Limits {
	l.Bytes = positive(l.Bytes, DefaultLimits.Bytes)
	l.Depth = positive(l.Depth, DefaultLimits.Depth)
	l.Documents = positive(l.Documents, DefaultLimits.Documents)
	l.Aliases = positive(l.Aliases, DefaultLimits.Aliases)
	l.Line = positive(l.Line, DefaultLimits.Line)
	return l
}

func positive[T int | int64](n, otherwise T) T {
	if n > 0 {
		return n
	}
	return otherwise
}

// Position is a place in a file: line and column count from 1, the column in Unicode code points.
type Position struct{ Line, Column int }

// fileStart is where a file starts.
var fileStart = Position{1, 1}

// Span is the extent of a value in its file; End is just behind the last character. Key is where the
// value's object key starts, the zero Position for elements and roots.
type Span struct{ Key, KeyEnd, Start, End Position }

// SyntaxError is why bytes are not a document.
type SyntaxError struct {
	Position
	Reason string // what is wrong, in lower case
	Hint   string // the way out, "" if there is nothing to say
}

// Error returns line, column and reason.
func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Reason)
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

// Document is one decoded document of a file.
type Document struct {
	Root  Value
	Index int // which document of the file, from 0

	source source
	hidden []Node

	hideOnce    sync.Once
	hiddenLines map[int]bool
}

// source is the text that documents were decoded from, and finds their nodes in it.
type source interface {
	// span returns where a node of the document with an index is.
	span(index int, n Node) (Span, bool)
	// line returns the text of a line; it is called after span. Lines longer than limit bytes have none.
	line(n, limit int) (string, bool)
}

// Span returns where node n stands in the file the document was decoded from; false if n is not one of
// its nodes.
func (d *Document) Span(n Node) (Span, bool) { return d.source.span(d.Index, n) }

// Hide says that node n must not be shown, whether or not an adapter passes its value on: the lines it
// stands on have no text from then on. It is called while a file is read, by one goroutine.
func (d *Document) Hide(n Node) {
	if n != 0 {
		d.hidden = append(d.hidden, n)
	}
}

// Line returns the text of line n of the file, without its end; false if the document has no such line, the
// line is longer than limit bytes, or something hidden stands on it.
func (d *Document) Line(n, limit int) (string, bool) {
	d.Span(1) // makes the table of lines, once for all goroutines
	d.hideOnce.Do(func() {
		d.hiddenLines = map[int]bool{}
		for _, h := range d.hidden {
			span, _ := d.Span(h)
			for line := span.Start.Line; line <= span.End.Line; line++ {
				d.hiddenLines[line] = true
			}
		}
	})
	if d.hiddenLines[n] {
		return "", false
	}
	return d.source.line(n, limit)
}
