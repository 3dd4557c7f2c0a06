package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// hostileYAML are texts of about n bytes that are cheap to write and might be dear to read.
func hostileYAML(n int) map[string]string {
	var keys, stairs strings.Builder
	for i := range n / 12 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	for i := range 120 {
		stairs.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return map[string]string{
		"seq":       strings.Repeat("- a\n", n/4),
		"maps":      strings.Repeat("- a: b\n", n/7),
		"comments":  strings.Repeat("# c\n", n/4) + "a: 1",
		"comments2": "a: 1\n" + strings.Repeat("# c\n", n/4) + "b: 1",
		"comments3": "a:\n" + strings.Repeat("  # c\n\n  - b\n", n/13),
		"flow":      "[" + strings.Repeat("a,", n/2) + "]",
		"flowmap":   "[" + strings.Repeat("{a: b},", n/7) + "]",
		"deepflow":  strings.Repeat("[", 9000),
		"deepmap":   strings.Repeat("{a: ", 9000),
		"questions": strings.Repeat("? ", n/2),
		"dashes":    strings.Repeat("- ", n/2),
		"colons":    strings.Repeat(": ", n/2),
		"quotes":    "a: \"" + strings.Repeat("\\n", n/2) + "\"",
		"quoted":    "a: '" + strings.Repeat("x\n ", n/3) + "'",
		"block":     "a: |\n" + strings.Repeat("  x\n", n/4),
		"blank":     "a: |\n" + strings.Repeat("\n", n) + "b",
		"blanks":    strings.Repeat("\n", n) + "b",
		"docs":      strings.Repeat("---\na: 1\n", 9000),
		"anchors":   strings.Repeat("- &a a\n", n/7),
		"aliases":   "- &a a\n" + strings.Repeat("- *a\n", 9000),
		"indent":    strings.Repeat(" ", n) + "a",
		"tabs":      strings.Repeat("\t", n) + "a",
		"bangs":     "[" + strings.Repeat("! a,", n/4) + "]",
		"bangs2":    "[" + strings.Repeat("a,", n/2) + "'! ']",
		"plain":     "a: " + strings.Repeat("x ", n/2),
		"plainml":   "a:\n" + strings.Repeat(" x\n", n/3),
		"flowc":     "[" + strings.Repeat("# c\n a,", n/7) + "]",
		"keys":      keys.String(),
		"stairs":    stairs.String(),
	}
}

func TestYAMLHostile(t *testing.T) {
	for name, text := range hostileYAML(1 << 16) {
		docs, err := document.ParseYAML([]byte(text), document.DefaultLimits, document.Core)
		if err != nil {
			checkError(t, err, []byte(text))
			continue
		}
		if len(docs) == 0 {
			t.Errorf("%s: got neither a document nor an error", name)
		}
		for _, doc := range docs[:min(len(docs), 10)] {
			if _, ok := doc.Span(1); !ok {
				t.Errorf("%s: document %d has no place", name, doc.Index)
			}
		}
	}
}
