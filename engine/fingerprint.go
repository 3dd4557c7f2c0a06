package engine

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// findingKey is the identity of a finding across runs: rule, file, resource and path; never line or message, which
// change without the finding changing.
type findingKey struct{ rule, file, resource, pointer string }

// fingerprint is the digest of a key and of which of several findings with that key this is, from 1. It uses the
// room of b.
func fingerprint(b []byte, k findingKey, prefix string, occurrence int) (string, []byte) {
	b = b[:0]
	n := strconv.Itoa(occurrence)
	for _, part := range [...][2]string{{k.rule}, {prefix, k.file}, {k.resource}, {k.pointer}, {n}} {
		b = strconv.AppendInt(b, int64(len(part[0])+len(part[1])), 10)
		b = append(append(append(b, ':'), part[0]...), part[1]...)
	}
	digest := sha256.Sum256(b)
	b = append(b[:0], "tipstaff/v1:"...)
	b = hex.AppendEncode(b, digest[:])
	return string(b), b
}

// sortable is a finding with its path as it is compared, and where it stands in the list.
type sortable struct {
	*Finding
	pointer string
	at      int
}

// sortFindings puts findings in the order of where they stand, then by rule, and gives each its fingerprint.
func sortFindings(findings []Finding, prefix string) {
	order := make([]sortable, len(findings))
	for i := range findings {
		order[i] = sortable{&findings[i], document.Pointer(findings[i].Path), i}
	}
	slices.SortFunc(order, sortable.compare)
	seen := make(map[string]int, len(order)) // first fingerprint of a key -> how many findings have the key
	var b []byte
	for _, f := range order {
		key := findingKey{f.Rule, f.judgedFile(), f.Resource.ID, f.pointer}
		f.Fingerprint, b = fingerprint(b, key, prefix, 1)
		first := f.Fingerprint
		if n := seen[first] + 1; n > 1 {
			f.Fingerprint, b = fingerprint(b, key, prefix, n)
		}
		seen[first]++
	}
	arrange(findings, order)
}

// judgedFile is the file with what was judged, whether or not the file it was made from is beside it.
func (f sortable) judgedFile() string {
	if f.Planned != nil {
		return f.Planned.File
	}
	return f.Location.File
}

// arrange moves findings to where they belong, one cycle of the order after the other: a second list of so large
// structs would cost more than sorting them. It uses up the order.
func arrange(findings []Finding, order []sortable) {
	for start := range order {
		if order[start].at == start {
			continue
		}
		first := findings[start]
		to := start
		for from := order[to].at; from != start; from = order[to].at {
			findings[to], order[to].at = findings[from], to
			to = from
		}
		findings[to], order[to].at = first, to
	}
}

// compare looks at what differs most often first, and at nothing more: findings are large, and far apart.
func (f sortable) compare(g sortable) int {
	if c := strings.Compare(f.Location.File, g.Location.File); c != 0 {
		return c
	}
	if c := cmp.Or(f.Location.Line-g.Location.Line, f.Location.Column-g.Location.Column); c != 0 {
		return c
	}
	return cmp.Or(
		strings.Compare(f.Resource.ID, g.Resource.ID),
		strings.Compare(f.Rule, g.Rule),
		strings.Compare(f.pointer, g.pointer),
		strings.Compare(f.Message, g.Message),
		f.at-g.at,
	)
}

func firstNonZero(comparisons ...int) int {
	for _, c := range comparisons {
		if c != 0 {
			return c
		}
	}
	return 0
}
