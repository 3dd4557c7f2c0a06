package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

const (
	defaultWidth = 80
	minimalWidth = 40
)

// Text writes the report for a person: every finding with its source line, why it matters and how to fix
// it, then errors, coverage and the verdict. The most urgent comes last, next to the verdict, because the
// end of the output is what a terminal shows. Results that could not be decided take one line for each rule, unless
// the options ask for each.
func Text(w io.Writer, r *engine.Report, o Options) error {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	o.Width = max(o.Width, minimalWidth)
	t := &text{w: bufio.NewWriter(w), o: o}
	t.groups(r)
	for _, f := range r.Errors {
		t.failure(f)
	}
	if !o.Quiet {
		t.summary(r)
	}
	t.verdict(r)
	return t.w.Flush()
}

// text writes lines; an error of w is kept until the end by the bufio.Writer.
type text struct {
	w *bufio.Writer
	o Options
}

// line writes one line of parts that are escaped and painted.
func (t *text) line(parts ...string) {
	for _, p := range parts {
		_, _ = t.w.WriteString(p)
	}
	_ = t.w.WriteByte('\n')
}

// paragraph writes a head and after it prose, wrapped, with its further lines indented.
func (t *text) paragraph(head string, s style, prose string, indent int) {
	lines := wrap(abridge(prose), t.o.Width-columns.StringWidth(head)-1, t.o.Width-indent)
	if lines[0] != "" {
		lines[0] = " " + lines[0]
	}
	t.line(t.o.paint(s, head), lines[0])
	for _, l := range lines[1:] {
		t.line(strings.Repeat(" ", indent), l)
	}
}

// groups writes all findings, those of one rule together.
func (t *text) groups(r *engine.Report) {
	folded := false
	for _, g := range groups(r) {
		unknown := g[0].Outcome == engine.Unknown
		if unknown && t.o.HideUnknown {
			continue
		}
		if folded && !unknown {
			t.unfolds()
		}
		if folded = unknown && !t.o.EachUnknown; folded {
			t.fold(g)
		} else {
			t.group(g, r.Rules[g[0].Rule])
		}
	}
	if folded {
		t.unfolds()
	}
}

// group writes the findings of one rule, and once for all of them why it matters and how to fix it.
func (t *text) group(g group, rule *engine.Rule) {
	for i, f := range g {
		t.headline(f)
		pad := t.place(f.Location, f.Resource.ID, absence(f), headStyle(f))
		t.ownNotes(pad, f)
		if i == len(g)-1 {
			t.sharedNotes(pad, f, rule)
		}
		t.line()
	}
}

// headline writes severity, rule and message; outcomes other than fail are named first.
func (t *text) headline(f engine.Finding) {
	word := string(f.Severity)
	if f.Outcome != engine.Fail {
		word = string(f.Outcome) + " " + word
	}
	t.paragraph(Escape(fmt.Sprintf("%s[%s]:", word, f.Rule)), headStyle(f), Escape(f.Message), 4)
}

func headStyle(f engine.Finding) style {
	if f.Outcome == engine.Fail {
		return style(f.Severity)
	}
	return style(f.Outcome)
}

// failure writes what could not be read or evaluated.
func (t *text) failure(f engine.Failure) {
	t.paragraph(Escape("error["+f.Code+"]:"), style(engine.Error), Escape(f.Message), 4)
	pad := t.place(f.Location, "", "", style(engine.Error))
	t.note(pad, "help", Escape(f.Hint))
	t.line()
}

// place writes where l is and the source line if it is known, and returns the indent of notes below it.
func (t *text) place(l engine.Location, resource, label string, s style) (pad string) {
	gutter := "  "
	number := fmt.Sprint(l.Line)
	if len(number) > len(gutter) {
		gutter = strings.Repeat(" ", len(number))
	}
	t.arrow(gutter, l, resource)
	if l.Line < 1 || l.Snippet == "" {
		t.note(gutter, "note", label)
		return gutter
	}
	source, carets := excerpt(l, t.o.Width-len(gutter)-3)
	t.line(t.o.paint(frameStyle, gutter+" |"))
	t.line(t.o.paint(frameStyle, fmt.Sprintf("%*d |", len(gutter), l.Line)), " ", source)
	t.line(t.o.paint(frameStyle, gutter+" |"), " ", t.o.paint(s, carets))
	t.note(gutter, "note", label)
	return gutter
}

// longestID is how much of an id is shown: more than the longest id of Azure takes.
const longestID = 400

// arrow writes file, line and column, which are never cut, and the resource beside them or below.
func (t *text) arrow(gutter string, l engine.Location, resource string) {
	where, resource := Escape(position(l)), Escape(resource)
	if where == "" && resource == "" {
		return
	}
	head := gutter + "-->"
	beside := " " + where + " (" + resource + ")"
	switch {
	case where == "":
		t.paragraph(head, frameStyle, resource, len(head)+1)
	case resource == "":
		t.line(t.o.paint(frameStyle, head), " ", where)
	case columns.StringWidth(head+beside) <= t.o.Width:
		t.line(t.o.paint(frameStyle, head), beside)
	default:
		t.line(t.o.paint(frameStyle, head), " ", where)
		t.link(gutter, "in", clip(resource, longestID))
	}
}

// position returns file, line and column as editors understand them, as far as they are known.
func position(l engine.Location) string {
	switch {
	case l.Line < 1:
		return l.File
	case l.Column < 1:
		return fmt.Sprintf("%s:%d", l.File, l.Line)
	}
	return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
}
