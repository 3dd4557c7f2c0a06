package inputs

import (
	"slices"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// armTree is an ARM object, or a value in it, while it is being put together.
type armTree struct {
	source   document.Value // of an object: what it stands for, which gives its place in the file
	value    document.Value // of a leaf
	leaf     bool
	keys     []string // of an object, in the order they came
	children map[string]*armTree
}

func newARMTree(source document.Value) *armTree {
	return &armTree{source: source, children: map[string]*armTree{}}
}

// set puts v where a row takes it. holder is the object that v comes from.
func (t *armTree) set(row azurermRow, v, holder document.Value) {
	at := t
	path := strings.Split(row.to, ".")
	for _, key := range path[:len(path)-1] {
		next := at.children[key]
		if next == nil || next.leaf {
			next = newARMTree(orPlace(holder, t.source))
			at.put(key, next)
		}
		at = next
	}
	last := path[len(path)-1]
	if old := at.children[last]; row.fallback && old != nil && (!old.value.Has(document.Unknown) || v.Has(document.Unknown)) {
		return
	}
	at.put(last, &armTree{value: v, leaf: true})
}

func (t *armTree) put(key string, child *armTree) {
	if _, ok := t.children[key]; !ok {
		t.keys = append(t.keys, key)
	}
	t.children[key] = child
}

// drop removes what is at path.
func (t *armTree) drop(path string) {
	key, rest, deeper := strings.Cut(path, ".")
	child := t.children[key]
	switch {
	case child == nil:
	case deeper:
		child.drop(rest)
	default:
		delete(t.children, key)
		t.keys = slices.DeleteFunc(t.keys, func(k string) bool { return k == key })
	}
}

func (t *armTree) build() document.Value {
	if t.leaf {
		return t.value
	}
	members := make([]document.Member, 0, len(t.keys))
	for _, key := range t.keys {
		members = append(members, document.Field(key, t.children[key].build()))
	}
	return document.ObjectValue(members...).From(t.source)
}

// members are those of a resource, which always has properties.
func (t *armTree) members() []document.Member {
	if t.children["properties"] == nil {
		t.put("properties", newARMTree(t.source))
	}
	return t.build().Members()
}
