package plan

import (
	"cmp"
	"encoding/json"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// compare orders values as Rego does: by type first, numbers by value whatever their text, objects by key,
// value, key, value and then size.
func compare(a, b Value) int {
	if a.kind != b.kind {
		return cmp.Compare(a.kind, b.kind)
	}
	switch a.kind {
	case Boolean:
		return cmp.Compare(a.n, b.n)
	case Number:
		return compareNumbers(a, b)
	case String:
		return strings.Compare(a.text(), b.text())
	case Array:
		return compareArrays(a, b)
	case Object:
		return compareObjects(sortedObject(a), sortedObject(b))
	case Set:
		a.set().sort()
		b.set().sort()
		return compareKeys(a.set().keys, b.set().keys)
	}
	return 0
}

func compareNumbers(a, b Value) int {
	x, ok := a.int64()
	if y, also := b.int64(); ok && also {
		return cmp.Compare(x, y)
	}
	if c, ok := compareDecimals(a, b); ok {
		return c
	}
	return ast.NumberCompare(ast.Number(json.Number(a.Text())), ast.Number(json.Number(b.Text())))
}

func compareArrays(a, b Value) int {
	for i := range min(a.Len(), b.Len()) {
		if c := compare(a.elem(i), b.elem(i)); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.Len(), b.Len())
}

func compareKeys(a, b []Value) int {
	for i := range min(len(a), len(b)) {
		if c := compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func compareObjects(a, b *object) int {
	for i := range min(len(a.keys), len(b.keys)) {
		if c := compare(a.keys[i], b.keys[i]); c != 0 {
			return c
		}
		if c := compare(a.vals[i], b.vals[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a.keys), len(b.keys))
}

// sortedObject is v with its members in order, copied if it was read.
func sortedObject(v Value) *object {
	o := v.object
	if v.form == made {
		o().sort()
		return o()
	}
	c := &object{}
	for i := range v.Len() {
		if k, val := v.member(i); val.Defined() {
			c.keys, c.vals = append(c.keys, k), append(c.vals, val)
		}
	}
	c.sort()
	return c
}

// equal reports whether compare is 0, without sorting anything.
func equal(a, b Value) bool {
	if a.kind != b.kind {
		return false
	}
	switch a.kind {
	case Boolean:
		return a.n == b.n
	case String:
		return a.n == b.n && (a.p == b.p || a.text() == b.text())
	case Number:
		return a.form == made && b.form == made && a.n == b.n || compareNumbers(a, b) == 0
	case Array, Object, Set:
		return a.p == b.p && a.form == b.form && a.n == b.n || a.Len() == b.Len() && equalContainers(a, b)
	}
	return true
}

// equalContainers compares two containers of one kind and size.
func equalContainers(a, b Value) bool {
	switch a.kind {
	case Array:
		for i := range a.Len() {
			if !equal(a.elem(i), b.elem(i)) {
				return false
			}
		}
	case Object:
		for i := range a.Len() {
			k, v := a.member(i)
			if !equal(lookup(b, k), v) {
				return false
			}
		}
	case Set:
		for _, k := range a.set().keys {
			if b.set().find(k) < 0 {
				return false
			}
		}
	}
	return true
}
