package main

import (
	"bytes"
	"math/rand/v2"
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// part is one value of a file, as offsets: from its key or itself to its end.
type part struct{ key, start, end int }

// partsOf returns the values of a document whose text is ASCII.
func partsOf(doc *document.Document, text []byte) []part {
	lines := []int{0}
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	offset := func(p document.Position) int { return lines[p.Line-1] + p.Column - 1 }
	var parts []part
	for at, v := range doc.Root.All() {
		span, ok := doc.Span(v.Node())
		if len(at) == 0 || !ok || span.Start.Line < 1 {
			continue
		}
		p := part{offset(span.Start), offset(span.Start), offset(span.End)}
		if span.Key.Line > 0 {
			p.key = offset(span.Key)
		}
		parts = append(parts, p)
	}
	return parts
}

// How a file is spoiled.
const (
	truncated = "truncated"
	flipped   = "a bit flipped"
	deleted   = "something deleted"
	retyped   = "something retyped"
)

// otherTypes are what a value is replaced by.
var otherTypes = []string{"null", "{}", "[]", "1", `"x"`, "true", "false", `["x"]`, `{"x": "y"}`, "3650", `"yes"`}

// mutate returns the text with one thing spoiled, and how it was.
func (m *mutation) mutate(random *rand.Rand) ([]byte, string) {
	text, at, p := bytes.Clone(m.text), random.IntN(len(m.text)), m.parts[random.IntN(len(m.parts))]
	switch random.IntN(8) {
	case 0:
		return text[:at], truncated
	case 1, 2:
		text[at] ^= 1 << random.IntN(7)
		return text, flipped
	case 3, 4, 5:
		return withoutPart(text, p), deleted
	}
	return slices.Replace(text, p.start, p.end, []byte(otherTypes[random.IntN(len(otherTypes))])...), retyped
}

// withoutPart returns the text without a part of it, and without a comma that separates it from others.
func withoutPart(text []byte, p part) []byte {
	end := p.end
	if rest := bytes.TrimLeft(text[end:], " \n"); bytes.HasPrefix(rest, []byte(",")) {
		return slices.Delete(text, p.key, len(text)-len(rest)+1)
	}
	start := len(bytes.TrimRight(text[:p.key], " \n"))
	if start > 0 && text[start-1] == ',' {
		return slices.Delete(text, start-1, end)
	}
	return slices.Delete(text, p.key, end)
}
