package inputs

import (
	"fmt"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// entries returns the entries of a data component; one that is undefined if there are none, for the component
// itself is a dataset then.
func (b *bom) entries(c document.Value) []document.Value {
	if entries := c.Get("data").Elements(); len(entries) > 0 {
		return entries
	}
	return []document.Value{{}}
}

// entryName returns the name of the dataset that an entry is: that of its component, and where that has
// several, its own behind a slash.
func (b *bom) entryName(c, entry document.Value) document.Value {
	name := b.name(c)
	entries := b.entries(c)
	if len(entries) == 1 {
		return name
	}
	own := entry.Get("name")
	if own.Kind() != document.String {
		for i, e := range entries {
			if e.Node() == entry.Node() {
				own = document.StringValue(fmt.Sprint(i + 1)).From(entry)
			}
		}
	}
	return document.StringValue(name.Text() + "/" + own.Text()).From(own)
}

// addData adds the datasets of a data component.
func (b *bom) addData(c document.Value) {
	b.objects(c, "data")
	for _, entry := range b.entries(c) {
		s := stated{}
		s.set("version", b.text(c, "version"))
		s.set("description", b.text(c, "description"))
		s.set("licence", b.licence(c))
		s.set("digest", b.digest(c))
		s.set("tags", b.texts(c, "tags"))
		s.set("derived_from", b.ancestors(c, cyclonedxDataType))
		b.dataset(entry, s)
		b.addPart(&cyclonedxData, b.entryName(c, entry), c, entry, s)
	}
}

// addPart adds the dataset that an entry of a component is; what it states of itself is in the entry.
func (b *bom) addPart(p *profile, name, c, entry document.Value, s stated) {
	if len(b.entries(c)) > 1 {
		c = entry
	}
	b.add(p, name, c, s)
}

// dataset states what the description of a data set says.
func (b *bom) dataset(v document.Value, s stated) {
	if v.Kind() != document.Object {
		return
	}
	s.set("description", b.text(v, "description"))
	s.set("classification", b.text(v, "classification"))
	s.set("sensitive_data", b.textOrTexts(v, "sensitiveData"))
	s.set("storage.uri", b.text(b.object(v, "contents"), "url"))
	governance := b.object(v, "governance")
	s.set("owner", b.party(governance, "owners"))
	s.set("steward", b.party(governance, "custodians"))
	s.set("steward", b.party(governance, "stewards"))
}

// party returns the first of the people and organisations on a list that can be reached.
func (b *bom) party(governance document.Value, key string) document.Value {
	var first document.Value
	for _, p := range b.objects(governance, key) {
		contact, organisation := b.object(p, "contact"), b.object(p, "organization")
		for _, v := range []document.Value{b.text(contact, "email"), b.text(contact, "name"), b.text(organisation, "name")} {
			if !first.Defined() && strings.TrimSpace(v.Text()) != "" {
				first = v
			}
		}
	}
	return first
}

// digest returns the SHA-256 digest of a component.
func (b *bom) digest(c document.Value) document.Value {
	var found document.Value
	for _, h := range b.objects(c, "hashes") {
		alg, content := b.text(h, "alg"), b.text(h, "content")
		if strings.EqualFold(alg.Text(), "SHA-256") && content.Defined() {
			found = sha256Digest(content)
		}
	}
	return found
}

// sha256Digest returns hexadecimal digits as a digest.
func sha256Digest(hex document.Value) document.Value {
	return document.StringValue("sha256:" + strings.ToLower(strings.TrimSpace(hex.Text()))).From(hex)
}

// licence returns the licences of a component as one expression.
func (b *bom) licence(c document.Value) document.Value {
	var all []document.Value
	for _, l := range b.objects(c, "licenses") {
		licence := b.object(l, "license")
		for _, v := range []document.Value{b.text(licence, "id"), b.text(licence, "name"), b.text(l, "expression")} {
			if v.Text() != "" {
				all = append(all, v)
				break
			}
		}
	}
	return joinTexts(all, " AND ")
}

// ancestors returns the names of what a component was made from, of the same type.
func (b *bom) ancestors(c document.Value, kind string) document.Value {
	list := b.member(b.object(c, "pedigree"), "ancestors", document.Array)
	if !list.Defined() {
		return list
	}
	names := []document.Value{}
	for _, a := range b.elements(list, "ancestors", document.Object) {
		if name := b.text(a, "name"); b.text(a, "type").Text() == kind && name.Defined() {
			names = append(names, name)
		}
	}
	return document.ArrayValue(names...).From(list)
}
