package engine

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestSortFindings compares the order with that of a plain stable sort, on findings of which many are equal.
func TestSortFindings(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		findings := make([]Finding, n)
		for i := range findings {
			findings[i] = Finding{
				Rule: string(rune('a' + dice.IntN(2))), Path: []any{dice.IntN(2)}, Message: string(rune('a' + dice.IntN(2))),
				Resource: ResourceRef{ID: string(rune('a' + dice.IntN(2))), Name: string(rune('0' + i))},
				Location: Location{File: string(rune('a' + dice.IntN(2))), Line: dice.IntN(2)},
			}
		}
		want := slices.Clone(findings)
		slices.SortStableFunc(want, func(a, b Finding) int {
			return sortable{&a, document.Pointer(a.Path), 0}.compare(sortable{&b, document.Pointer(b.Path), 0})
		})
		sortFindings(findings, "")
		seen := map[string]bool{}
		for i, f := range findings {
			if f.Resource.Name != want[i].Resource.Name {
				t.Fatalf("%d findings: at %d there is the one that was %q, want %q", n, i, f.Resource.Name, want[i].Resource.Name)
			}
			if seen[f.Fingerprint] {
				t.Fatalf("%d findings: two have the fingerprint %s", n, f.Fingerprint)
			}
			seen[f.Fingerprint] = true
		}
	}
}

// TestFingerprintCounts checks that findings with one key differ by how many came before.
func TestFingerprintCounts(t *testing.T) {
	findings := []Finding{{Rule: "r", Message: "b"}, {Rule: "r", Message: "c"}, {Rule: "r", Message: "a"}}
	sortFindings(findings, "p/")
	for i, message := range []string{"a", "b", "c"} {
		want, _ := fingerprint(nil, findingKey{rule: "r"}, "p/", i+1)
		if f := findings[i]; f.Message != message || f.Fingerprint != want {
			t.Errorf("finding %d is %q with %s, want %q with %s", i, f.Message, f.Fingerprint, message, want)
		}
	}
}
