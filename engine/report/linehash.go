package report

import (
	"strconv"
	"unicode/utf16"
)

const (
	hashWindow     = 100
	hashMultiplier = 37
	endOfText      = 65535
)

// lineHashes returns, for each line of text, the hash that code scanning recognises a line by although it
// has moved: the CodeQL fingerprint called primaryLocationLineHash.
//
// It is a rolling hash, modulo 2^64, over the 100 UTF-16 code units from the start of the line on, however
// many lines those are. Spaces and tabs do not count, and every kind of line end counts as one \n. Behind
// the last unit stands 65535 and then zeros. Lines with one hash are numbered from 1.
func lineHashes(text string) []string {
	h := lineHasher{seen: map[string]int{}, atStart: true}
	for h.outgoing = 1; h.next < hashWindow; h.next++ {
		h.outgoing *= hashMultiplier
	}
	h.next = 0
	carriage := false
	for _, unit := range utf16.Encode([]rune(text)) {
		folded := carriage && unit == '\n'
		carriage = unit == '\r'
		if unit == ' ' || unit == '\t' || folded {
			continue
		}
		if carriage {
			unit = '\n'
		}
		h.add(uint64(unit))
	}
	h.add(endOfText)
	for range hashWindow {
		h.push(0)
	}
	return h.lines
}

type lineHasher struct {
	units    [hashWindow]uint64 // a ring: the last units that were added
	starts   [hashWindow]bool   // which of them start a line
	next     int                // the place of the next unit, and until then of the oldest
	hash     uint64             // over all units of the ring
	outgoing uint64             // the factor of the unit that leaves the ring
	atStart  bool               // the next unit starts a line
	seen     map[string]int
	lines    []string
}

// add appends a unit that counts.
func (h *lineHasher) add(unit uint64) {
	starts := h.atStart
	h.atStart = unit == '\n'
	place := h.next
	h.push(unit)
	h.starts[place] = starts
}

// push appends a unit. If the one that it replaces started a line, then the hash is that of the line.
func (h *lineHasher) push(unit uint64) {
	if h.starts[h.next] {
		hash := strconv.FormatUint(h.hash, 16)
		h.seen[hash]++
		h.lines = append(h.lines, hash+":"+strconv.Itoa(h.seen[hash]))
		h.starts[h.next] = false
	}
	h.hash = hashMultiplier*h.hash + unit - h.outgoing*h.units[h.next]
	h.units[h.next] = unit
	h.next = (h.next + 1) % hashWindow
}
