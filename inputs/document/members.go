package document

import (
	"bytes"
	"unsafe"
)

// share makes one room for the members of a new document: those of objects that are being read grow from its front,
// those of objects that were read are moved to its back. A member has a colon, so that the room is rarely too small,
// and if it is, both get their own.
func (d *decoder) share() {
	const looked = 64 << 10 // how much of a document is counted
	colons := bytes.Count(d.b[:min(len(d.b), looked)], []byte{':'})
	d.fields, d.shared = make([]Member, 0, min(colons, 4+len(d.b)/8, largestChunk)), true
}

// push adds a member to the object that is being read.
func (d *decoder) push(m Member) {
	if len(d.fields) == cap(d.fields) {
		d.widen()
	}
	d.fields = append(d.fields, m)
}

// widen makes room for more members of objects that are being read. What was shared is left to those that were read.
func (d *decoder) widen() {
	full := d.fields
	d.fields = append(make([]Member, 0, 2*len(full)+8), full...)
	if d.shared {
		d.members.free, d.shared = full, false
	}
}

// keep moves the members from first on, which are those of an object that was read, to where they stay.
func (d *decoder) keep(first int) unsafe.Pointer {
	members := d.fields[first:]
	if !d.shared {
		d.fields = d.fields[:first]
		return d.members.take(members, first+(len(d.b)-d.at)/24)
	}
	back := cap(d.fields) - len(members) // at first or behind it: members are moved, or stay
	kept := d.fields[back:cap(d.fields)]
	copy(kept, members)
	d.fields = d.fields[:first:back]
	return unsafe.Pointer(unsafe.SliceData(kept))
}
