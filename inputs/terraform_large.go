package inputs

import (
	"bytes"
	"hash/maphash"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// largePlan is a plan that is not held in memory. It is read twice: all of it, to see which resources there are and
// what they are called, and then one resource after the other, each with those that set something on it.
type largePlan struct {
	stored  Bytes
	seed    maphash.Seed
	root    *document.Pieces // with all that is not about one resource
	members []document.Member
	planned []plannedValues
}

// storedChange is where the values of a change are: the change itself, and the planned values if something of them is
// sensitive.
type storedChange struct {
	change, planned document.Place
	sum             uint64 // of the text of the change
}

// planStart is how a plan starts, whatever order its members are in. What only starts like one is read as what it is.
var planStart = regexp.MustCompile(`^(\xef\xbb\xbf)?\s*\{\s*"(format_version|terraform_version|planned_values|resource_changes|` +
	`configuration|prior_state|applyable|complete|errored)"\s*:`)

// isLargePlan reports whether a file may be a plan that is worth reading twice. What comes through a pipe is not.
func isLargePlan(b Bytes) bool {
	return b.Size > small && planStart.Match(b.Start[:min(len(b.Start), headSize)])
}

// readLargePlan yields the resources of a plan of any size, as readTerraformPlan returns them.
func readLargePlan(f File, b Bytes, yield func(*Resource) bool) error {
	p := newTerraformPlan(f, planName)
	p.large = &largePlan{stored: b, seed: maphash.MakeSeed(), root: document.NewPieces(b.Limits, b.Symbols)}
	if err := p.large.readAll(p); err != nil {
		return err
	}
	return p.each(yield)
}

// readAll takes in all resources of the plan, and what is about all of them.
func (l *largePlan) readAll(p *terraformPlan) error {
	whole := io.NewSectionReader(l.stored, 0, l.stored.Size)
	err := document.Split(whole, l.stored.Limits, l.stored.Symbols, l.enter, func(part document.Part) error {
		switch path := part.Path; {
		case len(path) == 1:
			v, err := l.root.Add(bytes.Clone(part.Bytes), part.Place)
			l.members = append(l.members, document.Field(strings.Clone(path[0]), v))
			return err
		case len(path) == 2 && path[0] == "resource_changes":
			return l.takeChange(p, part)
		case len(path) > 1 && path[0] == "planned_values":
			return l.takePlanned(part)
		}
		return nil // prior_state: what was read before
	})
	if err != nil {
		return err
	}
	p.doc = l.root.Document(l.members...)
	if !isTerraformPlan(p.doc.Root) {
		return ErrNotInput
	}
	if err := p.check(); err != nil {
		return err
	}
	if err := p.compareWithPlannedValues(); err != nil { // if it was not entered
		return err
	}
	return l.comparePlanned(p)
}

// enter says what of a plan is read in parts: the lists of resources in it.
func (l *largePlan) enter(path []string, kind document.Kind) bool {
	if len(path) == 0 {
		return kind == document.Object
	}
	last, list := path[len(path)-1], path[max(len(path)-2, 0)]
	switch {
	case path[0] == "resource_changes" && len(path) == 1 && kind == document.Array:
		l.members = append(l.members, document.Field(path[0], document.ArrayValue())) // its elements are taken in
		return true
	case path[0] == "prior_state" && len(path) < 3, path[0] == "planned_values" && len(path) == 1:
		return kind == document.Object
	case path[0] != "planned_values" && path[0] != "prior_state":
		return false
	case last == "root_module", last == document.Element && list == "child_modules":
		return kind == document.Object
	case last == "resources", last == "child_modules":
		return kind == document.Array
	}
	return false
}

func (l *largePlan) takeChange(p *terraformPlan, part document.Part) error {
	c, err := p.take(part.Document, part.Document.Root)
	if err != nil || c == nil {
		return err
	}
	c.again = storedChange{change: part.Place, sum: maphash.Bytes(l.seed, part.Bytes)}
	c.forget()
	return nil
}

// takePlanned takes in what stands in planned_values.
func (l *largePlan) takePlanned(part document.Part) error {
	doc, v, last := part.Document, part.Document.Root, part.Path[len(part.Path)-1]
	switch list := part.Path[len(part.Path)-2]; {
	case last == document.Element && list == "resources":
		r, err := readPlanned(doc, v)
		if r.address != "" {
			r.address, r.place = strings.Clone(r.address), part.Place
			l.planned = append(l.planned, r)
		}
		return err
	case last == document.Element || last == "root_module" && isSet(v):
		return plannedModuleError(doc, v)
	case (last == "resources" || last == "child_modules") && isSet(v):
		return plannedListError(doc, v, last)
	}
	return nil
}

// comparePlanned holds the changes against the planned values.
func (l *largePlan) comparePlanned(p *terraformPlan) error {
	for _, r := range l.planned {
		if !p.seen[r.address] {
			pieces := document.NewPieces(l.stored.Limits, l.stored.Symbols)
			v, err := l.read(pieces, r.place)
			if err != nil {
				return err
			}
			return notInChanges(pieces.Document(), v, r.address)
		}
		if c := p.byAddress[r.address]; c != nil && r.sensitive {
			c.again.planned = r.place
		}
	}
	l.planned = nil
	return nil
}

// read reads a part of the plan again.
func (l *largePlan) read(into *document.Pieces, at document.Place) (document.Value, error) {
	text, err := l.text(at)
	if err != nil {
		return document.Value{}, err
	}
	return into.Add(text, at)
}

func (l *largePlan) text(at document.Place) ([]byte, error) {
	b := make([]byte, at.Size)
	if n, err := l.stored.ReadAt(b, at.Offset); n < len(b) {
		return nil, err
	}
	return b, nil
}

// load reads the values of a change and of those that set something on it, into one document.
func (l *largePlan) load(p *terraformPlan, c *terraformChange) error {
	pieces := document.NewPieces(l.stored.Limits, l.stored.Symbols)
	for _, e := range p.with(c) {
		text, err := l.text(e.again.change)
		if err != nil {
			return err
		}
		if maphash.Bytes(l.seed, text) != e.again.sum {
			return errChanged
		}
		if e.element, err = pieces.Add(text, e.again.change); err != nil {
			return err
		}
		e.doc = pieces.Document()
		if err := e.readAfter(); err != nil {
			return err
		}
		e.mark()
		if e.again.planned.Size == 0 {
			continue
		}
		planned, err := l.read(document.NewPieces(l.stored.Limits, l.stored.Symbols), e.again.planned)
		if err != nil {
			return err
		}
		e.addSensitive(planned.Get("sensitive_values"))
	}
	return nil
}

// unload forgets what load has read.
func (l *largePlan) unload(p *terraformPlan, c *terraformChange) {
	for _, e := range p.with(c) {
		e.forget()
	}
}

// with returns a change and those that set something on it.
func (p *terraformPlan) with(c *terraformChange) []*terraformChange {
	return slices.Concat([]*terraformChange{c}, p.parts[c.address], p.overlays[c.address])
}

// forget drops the values of a change.
func (c *terraformChange) forget() {
	c.element, c.before, c.after, c.doc = document.Value{}, document.Value{}, document.Value{}, nil
}

// lasting returns a text that stays what it is when the part of the plan is gone that it was read from.
func (p *terraformPlan) lasting(text string) string {
	if p.large == nil {
		return text
	}
	return strings.Clone(text)
}

// lastingValue does the same for the text of a value, or for a value that is unknown.
func (p *terraformPlan) lastingValue(v document.Value) document.Value {
	switch {
	case p.large == nil || !v.Defined() && !v.Has(document.Unknown):
		return v
	case v.Has(document.Unknown):
		return document.UnknownValue()
	}
	return document.StringValue(strings.Clone(v.Text()))
}
