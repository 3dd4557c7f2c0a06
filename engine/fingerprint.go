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

// sortable is a finding with its path as it is compared.
type sortable struct {
	*Finding
	pointer string
}

// sortFindings returns the findings in the order of where they stand, then by rule, each with its fingerprint.
func sortFindings(findings []Finding, prefix string) []Finding {
	order := make([]sortable, len(findings))
	for i := range findings {
		order[i] = sortable{&findings[i], document.PathOf(findings[i].Path).String()}
	}
	slices.SortStableFunc(order, sortable.compare)
	sorted := make([]Finding, len(order))
	seen := make(map[findingKey]int, len(order))
	var b []byte
	for i, f := range order {
		key := findingKey{f.Rule, f.judgedFile(), f.Resource.ID, f.pointer}
		seen[key]++
		f.Fingerprint, b = fingerprint(b, key, prefix, seen[key])
		sorted[i] = *f.Finding
	}
	return sorted
}

// judgedFile is the file with what was judged, whether or not the file it was made from is beside it.
func (f sortable) judgedFile() string {
	if f.Planned != nil {
		return f.Planned.File
	}
	return f.Location.File
}

func (f sortable) compare(g sortable) int {
	return cmp.Or(
		strings.Compare(f.Location.File, g.Location.File),
		f.Location.Line-g.Location.Line,
		f.Location.Column-g.Location.Column,
		strings.Compare(f.Resource.ID, g.Resource.ID),
		strings.Compare(f.Rule, g.Rule),
		strings.Compare(f.pointer, g.pointer),
		strings.Compare(f.Message, g.Message),
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
