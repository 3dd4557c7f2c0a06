package engine

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// States of a [Read].
const (
	stateValue     = "value"
	stateAbsent    = "absent"
	stateUnknown   = "unknown"
	stateSensitive = "sensitive"
)

// readList turns a log into the attributes that were read: the deepest ones, each once, sorted. What was
// only passed through on the way to a deeper attribute is left out.
func (s *subject) readList(reads []read) []Read {
	seen, passed, whole := map[string]document.Path{}, map[string]bool{"": true}, map[string]bool{}
	for _, r := range reads {
		p := r.at.path()
		if r.kind == readWhole {
			whole[p.String()] = true
		} else {
			p = p.Key(r.key)
		}
		seen[p.String()] = p
		for n := range p {
			passed[p[:n].String()] = true
		}
	}
	pointers := make([]string, 0, len(seen))
	for pointer := range seen {
		pointers = append(pointers, pointer)
	}
	slices.Sort(pointers)
	list := []Read{}
	for _, pointer := range pointers {
		if passed[pointer] && !whole[pointer] {
			continue
		}
		path := seen[pointer].Steps()
		list = append(list, Read{Path: path, State: s.state(seen[pointer]), Location: s.locate(path)})
	}
	return list
}

func (s *subject) state(p document.Path) string {
	v, found := s.value.Find(p)
	switch {
	case v.Has(document.Unknown):
		return stateUnknown
	case found < len(p):
		return stateAbsent
	case v.Has(document.Sensitive):
		return stateSensitive
	default:
		return stateValue
	}
}
