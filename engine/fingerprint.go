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

// fingerprintKey is the identity of a finding across runs: rule, file, resource and path; never line or message, which change
// without the finding changing.
func fingerprintKey(f *Finding, pointer, prefix string) string {
	var b strings.Builder
	for _, part := range []string{f.Rule, prefix + f.Location.File, f.Resource.ID, pointer} {
		b.WriteString(strconv.Itoa(len(part)))
		b.WriteByte(':')
		b.WriteString(part)
	}
	return b.String()
}

// fingerprint is the digest of a key and of which of several findings with that key this is, from 1.
func fingerprint(key string, occurrence int) string {
	n := strconv.Itoa(occurrence)
	digest := sha256.Sum256([]byte(key + strconv.Itoa(len(n)) + ":" + n))
	return "tipstaff/v1:" + hex.EncodeToString(digest[:])
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
	seen := map[string]int{}
	for i, f := range order {
		key := fingerprintKey(f.Finding, f.pointer, prefix)
		seen[key]++
		f.Fingerprint = fingerprint(key, seen[key])
		sorted[i] = *f.Finding
	}
	return sorted
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
