package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// note writes one note below a finding; an empty one is left out.
func (t *text) note(pad, name, prose string) {
	if prose == "" {
		return
	}
	t.paragraph(pad+" = "+name+":", frameStyle, prose, len(pad)+5)
}

// ownNotes writes what is true of this finding alone.
func (t *text) ownNotes(pad string, f engine.Finding) {
	if f.Planned != nil {
		t.link(pad, "plan", Escape(position(*f.Planned)))
	}
	if w := f.Waiver; w != nil {
		t.note(pad, "waived", Escape(waiver(w)))
	}
	if f.Status == "existing" {
		t.note(pad, "note", "it is in the baseline, and does not count as new")
	}
}

// sharedNotes writes what is true of the rule, where somebody has to act on it: not below a failure that
// was accepted or a rule that did not work.
func (t *text) sharedNotes(pad string, f engine.Finding, rule *engine.Rule) {
	if f.Outcome == engine.Waived || f.Outcome == engine.Error {
		return
	}
	if rule != nil {
		t.note(pad, "why", Escape(firstParagraph(rule.Description)))
	}
	t.note(pad, "fix", Escape(strings.Join(strings.Fields(f.Remediation), " ")))
	if rule != nil && len(rule.References) > 0 {
		t.link(pad, "see", Escape(rule.References[0]))
	}
	t.note(pad, "controls", Escape(controls(f.Controls)))
}

// link writes a reference in one piece, so that it can be opened or copied.
func (t *text) link(pad, name, ref string) {
	t.line(t.o.paint(frameStyle, pad+" = "+name+":"), " ", ref)
}

// waiver returns who accepted what until when.
func waiver(w *engine.WaiverRef) string {
	text := fmt.Sprintf("until %s: %s (owner %s, approved by %s", w.Expires, w.Reason, w.Owner, w.ApprovedBy)
	if w.Ticket != "" {
		text += ", " + w.Ticket
	}
	return text + ")"
}

// controls returns frameworks and their controls as one line.
func controls(c map[string][]string) string {
	var parts []string
	for _, framework := range slices.Sorted(maps.Keys(c)) {
		parts = append(parts, framework+" "+strings.Join(c[framework], ", "))
	}
	return strings.Join(parts, "; ")
}

// absence says what a location stands for that does not point at the attribute itself.
func absence(f engine.Finding) string {
	switch f.Location.Precision {
	case engine.AtParent:
		return Escape(dotted(f.Path)) + " is absent here"
	case engine.AtResource:
		if len(f.Path) > 0 {
			return Escape(dotted(f.Path)) + " is absent from this resource"
		}
	case engine.AtAttribute, engine.AtFile:
	}
	return ""
}

// dotted returns a path as people write it: properties.permissions[0].actions.
func dotted(path []any) string {
	var b strings.Builder
	for _, step := range path {
		if key, ok := step.(string); ok {
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(key)
			continue
		}
		fmt.Fprintf(&b, "[%v]", step)
	}
	if b.Len() == 0 {
		return "the attribute"
	}
	return b.String()
}
