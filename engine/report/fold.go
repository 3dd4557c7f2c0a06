package report

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

// namesShown is how many resources a line names for a result that it stands for.
const namesShown = 3

// fold writes one line for all results of a rule that could not be decided: how many resources they are about, and the
// first of them; or, for a single result, what it says.
func (t *text) fold(g group) {
	head := fmt.Sprintf("%s %s[%s]:", g[0].Outcome, g[0].Severity, g[0].Rule)
	said := g[0].Message
	if len(g) > 1 {
		said = affected(g)
	}
	t.paragraph(Escape(head), headStyle(g[0]), Escape(said), 4)
}

// affected counts the resources of findings, and names the first.
func affected(g group) string {
	seen := map[engine.ResourceRef]bool{}
	var names []string
	for _, f := range g {
		if !seen[f.Resource] {
			seen[f.Resource] = true
			names = append(names, called(f.Resource))
		}
	}
	text := count(len(names), "resource") + " could not be decided: " + strings.Join(names[:min(len(names), namesShown)], ", ")
	if more := len(names) - namesShown; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// called is the name of a resource, or its id if it has none.
func called(r engine.ResourceRef) string {
	if r.Name != "" {
		return r.Name
	}
	return r.ID
}

// unfolds ends a list of such lines, and says how to see more.
func (t *text) unfolds() {
	t.paragraph("   ", frameStyle, "what is not known, and where: add --all, or write the json report", 4)
	t.line()
}
