package inputs

import (
	"maps"
	"strings"
)

// terraformIndex is what resources are known by, so that others that name them lead to them.
type terraformIndex struct {
	ids    map[string]string // known id in lower case -> address; "" if several resources have it
	groups map[string]string // of network security groups: name and resource group -> address; "" likewise
	wholes map[string]string // of what can have parts: type and name -> address; "" likewise
	other  []knownID         // what is not in ids yet
}

// knownID is what an identifier of a resource was and will be.
type knownID struct{ address, before, after string }

func newTerraformIndex() terraformIndex {
	return terraformIndex{ids: map[string]string{}, groups: map[string]string{}, wholes: map[string]string{}}
}

// index takes in what a resource is known by, and what it knows another by that it is a part of.
func (p *terraformPlan) index(c *terraformChange) {
	if c.kind == securityGroupKind {
		addUnique(p.groups, groupKey(c.after, "name"), c.address)
	}
	overlay, isOverlay := azurermOverlays[c.kind]
	if !isOverlay { // those have the id of the resource they are about
		p.addID(p.identifierOf(c, "id"))
	}
	for key := range identifiers {
		if id := p.identifierOf(c, key); id.before != "" || id.after != "" {
			p.other = append(p.other, id)
		}
	}
	for _, key := range attachedBy[c.kind] {
		if text := c.after.Get(key).Text(); text != "" {
			addUnique(p.wholes, c.kind+" "+text, c.address)
		}
	}
	switch part, ok := attachments[c.kind]; {
	case ok:
		c.whole = p.lastingValue(c.after.Get(part.by))
	case isOverlay:
		c.whole = p.lastingValue(c.after.Get(overlay.target))
	}
}

// partOfAnother reports whether resources of a type name one that they are parts of or set attributes of.
func partOfAnother(kind string) bool {
	_, isPart := attachments[kind]
	_, isOverlay := azurermOverlays[kind]
	return isPart || isOverlay
}

func (p *terraformPlan) identifierOf(c *terraformChange, key string) knownID {
	before, after := c.before.Get(key).Text(), c.after.Get(key).Text()
	return knownID{c.address, p.lasting(strings.ToLower(before)), p.lasting(strings.ToLower(after))}
}

// indexIDs lists the identifiers that are known, so that a known id also leads to its resource. Other
// identifiers than "id" only add to the list: some resources have the id of another one in them.
func (p *terraformPlan) indexIDs() {
	ids := maps.Clone(p.ids)
	for _, id := range p.other {
		if _, ok := ids[id.after]; !ok {
			p.addID(id)
		}
	}
	p.other = nil
}

func (p *terraformPlan) addID(id knownID) {
	addUnique(p.ids, id.before, id.address)
	addUnique(p.ids, id.after, id.address)
}

// addUnique lists an address under a key, or nothing if another one is there: then nobody can say which is
// meant.
func addUnique(list map[string]string, key, address string) {
	if key == "" {
		return
	}
	if other, ok := list[key]; ok && other != address {
		address = ""
	}
	list[key] = address
}
