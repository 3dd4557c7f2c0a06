package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// fingerprint identifies a finding across runs: by rule, file, resource, path and which of several equal
// ones it is; never by line or message, which change without the finding changing.
func fingerprint(f Finding, prefix string, occurrence int) string {
	h := sha256.New()
	pointer := document.PathOf(f.Path).String()
	for _, part := range []string{f.Rule, prefix + f.Location.File, f.Resource.ID, pointer, fmt.Sprint(occurrence)} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return "tipstaff/v1:" + hex.EncodeToString(h.Sum(nil))
}

// sortFindings orders findings by where they stand, then by rule, and gives each its fingerprint.
func sortFindings(findings []Finding, prefix string) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return firstNonZero(
			strings.Compare(a.Location.File, b.Location.File),
			a.Location.Line-b.Location.Line,
			a.Location.Column-b.Location.Column,
			strings.Compare(a.Resource.ID, b.Resource.ID),
			strings.Compare(a.Rule, b.Rule),
			strings.Compare(document.PathOf(a.Path).String(), document.PathOf(b.Path).String()),
			strings.Compare(a.Message, b.Message),
		)
	})
	seen := map[string]int{}
	for i := range findings {
		f := &findings[i]
		key := fingerprint(*f, prefix, 0)
		f.Fingerprint = fingerprint(*f, prefix, seen[key]+1)
		seen[key]++
	}
}

func firstNonZero(comparisons ...int) int {
	for _, c := range comparisons {
		if c != 0 {
			return c
		}
	}
	return 0
}

// redact replaces the sensitive texts of a resource in a message that quotes them. What the name of the
// resource holds is no secret.
func redact(message string, resource document.Value) string {
	public := resource.Get("id").Text() + "\n" + resource.Get("name").Text()
	for _, v := range resource.All() {
		if text := v.Text(); v.Has(document.Sensitive) && len(text) > 2 && !strings.Contains(public, text) {
			message = strings.ReplaceAll(message, text, "(sensitive)")
		}
	}
	return message
}
