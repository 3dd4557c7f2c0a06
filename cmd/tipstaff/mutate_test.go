package main

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// part is one value of a file, as offsets: from its key or itself to its end.
type part struct{ key, start, end int }

// partsOf returns the values of the documents of a file whose text is ASCII.
func partsOf(resources []*inputs.Resource, text []byte) []part {
	lines := []int{0}
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	offset := func(p document.Position) int { return lines[p.Line-1] + p.Column - 1 }
	var parts []part
	seen := map[*document.Document]bool{}
	for _, r := range resources {
		if r.Document == nil || seen[r.Document] {
			continue
		}
		seen[r.Document] = true
		for at, v := range r.Document.Root.All() {
			span, ok := r.Document.Span(v.Node())
			if len(at) == 0 || !ok || span.Start.Line < 1 {
				continue
			}
			p := part{offset(span.Start), offset(span.Start), offset(span.End)}
			if span.Key.Line > 0 {
				p.key = offset(span.Key)
			}
			parts = append(parts, p)
		}
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
		if text[at] == '\n' && m.lines() { // then all that follows is another line
			return text[:at], truncated
		}
		text[at] ^= 1 << random.IntN(7)
		return text, flipped
	case 3, 4, 5:
		return withoutPart(text, p), deleted
	}
	return slices.Replace(text, p.start, p.end, []byte(otherTypes[random.IntN(len(otherTypes))])...), retyped
}

// lines reports whether the resources of the file go by their lines.
func (m *mutation) lines() bool { return strings.HasSuffix(m.path, ".jsonl") }

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
