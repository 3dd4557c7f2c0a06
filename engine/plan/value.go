package plan

import (
	"strconv"
	"unsafe"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Kind is the type of a [Value]: the kinds of package document, and Set. Their order is Rego's order of
// values of different types.
type Kind uint8

// The kinds. The zero Kind is Undefined.
const (
	Undefined = Kind(document.Undefined)
	Null      = Kind(document.Null)
	Boolean   = Kind(document.Boolean)
	Number    = Kind(document.Number)
	String    = Kind(document.String)
	Array     = Kind(document.Array)
	Object    = Kind(document.Object)
	Set       = Object + 1
)

var kindNames = [...]string{"undefined", "null", "boolean", "number", "string", "array", "object", "set"}

// String returns the name of the kind, as type_name gives it.
func (k Kind) String() string { return kindNames[k] }

// form says how the payload of a value is stored. Without made it is stored as package document does: the text
// of a number, a slice of elements or of members. Booleans and strings have no other form. The other bits are
// the marks of the document.
type form uint8

const (
	// made is set in values that plans build: an int64, an *array, an *object or a *set.
	made form = 1 << 7
	// hidden is set in an undefined value that stands for an unknown one.
	hidden = form(document.Unknown)
)

// Value is one Rego value in 24 bytes, without boxing. The zero Value is undefined. Containers are
// references: a plan fetches a nested object with Dot and changes it in place while it is being built.
//
// It is laid out as a value of package document, so that documents are read where they are.
type Value struct {
	kind Kind
	form form
	sym  document.Symbol
	node document.Node
	n    int64
	p    unsafe.Pointer
}

// field is a member of an object that was read, laid out as document.Member.
type field struct{ key, value Value }

// FromDocument returns v as a value of this package, at the cost of copying 24 bytes. An unknown value
// becomes undefined.
func FromDocument(v document.Value) Value { return *(*Value)(unsafe.Pointer(&v)) }

// isRead reports whether v is stored as package document does.
func (v *Value) isRead() bool { return v.form&made == 0 }

// Kind returns the type of v.
func (v Value) Kind() Kind { return v.kind }

// Node returns where in the input v was read, 0 if it was computed.
func (v Value) Node() document.Node { return v.node }

// Defined reports whether v is there.
func (v Value) Defined() bool { return v.kind != Undefined }

// Bool returns the value of a boolean, false for every other kind.
func (v Value) Bool() bool { return v.kind == Boolean && v.n != 0 }

// Text returns the contents of a string, or a number as it is written; "" for every other kind.
func (v Value) Text() string {
	switch {
	case v.kind == Number && v.form == made:
		return strconv.FormatInt(v.n, 10)
	case v.kind == String, v.kind == Number:
		return v.text()
	}
	return ""
}

// text is the text of a string or of a number that is kept as text.
func (v Value) text() string { return unsafe.String((*byte)(v.p), int(v.n)) }

// Len returns the number of elements or members of a container, 0 for every other kind.
func (v Value) Len() int {
	switch {
	case v.kind < Array:
		return 0
	case v.isRead():
		return int(v.n)
	case v.kind == Array:
		return len(v.array().elems)
	}
	return len(v.table().keys)
}

// At returns element i of an array, or of a set in Rego's order; undefined if there is none.
func (v Value) At(i int) Value {
	if i < 0 || i >= v.Len() || v.kind == Object {
		return Value{}
	}
	if v.kind == Set {
		v.set().sort()
		return v.set().keys[i]
	}
	return v.elem(i)
}

// Get returns the member of an object with the given key; undefined if there is none.
func (v Value) Get(key string) Value {
	if v.kind != Object {
		return Value{}
	}
	return lookup(v, text(key))
}

// elem is element i of an array.
func (v Value) elem(i int) Value {
	if v.isRead() {
		return v.elements()[i]
	}
	return v.array().elems[i]
}

// member is member i of an object, in the order of storage.
func (v Value) member(i int) (Value, Value) {
	if v.isRead() {
		m := &v.members()[i]
		return m.key, m.value
	}
	o := v.object()
	return o.keys[i], o.vals[i]
}

func (v Value) elements() []Value { return unsafe.Slice((*Value)(v.p), int(v.n)) }
func (v Value) members() []field  { return unsafe.Slice((*field)(v.p), int(v.n)) }

func (v Value) array() *array   { return (*array)(v.p) }
func (v Value) object() *object { return (*object)(v.p) }
func (v Value) set() *set       { return (*set)(v.p) }

// table is the keys of an object or set that was made here: both begin with it.
func (v Value) table() *table { return (*table)(v.p) }

// int64 is the number v if its text is the canonical text of one.
func (v Value) int64() (int64, bool) {
	if v.form == made {
		return v.n, true
	}
	return parseInt(v.text())
}

// parseInt is the inverse of strconv.FormatInt for up to 18 digits; other texts stay texts.
func parseInt(s string) (int64, bool) {
	digits := s
	if len(s) > 1 && s[0] == '-' {
		digits = s[1:]
	}
	if len(digits) == 0 || len(digits) > 18 || digits[0] == '0' && len(s) > 1 {
		return 0, false
	}
	var n int64
	for i := range len(digits) {
		c := digits[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	if len(digits) < len(s) {
		n = -n
	}
	return n, true
}

func null() Value              { return Value{kind: Null} }
func integer(n int64) Value    { return Value{kind: Number, form: made, n: n} }
func arrayOf(a *array) Value   { return Value{kind: Array, form: made, p: unsafe.Pointer(a)} }
func objectOf(o *object) Value { return Value{kind: Object, form: made, p: unsafe.Pointer(o)} }
func setOf(s *set) Value       { return Value{kind: Set, form: made, p: unsafe.Pointer(s)} }

func boolean(b bool) Value {
	if b {
		return Value{kind: Boolean, n: 1}
	}
	return Value{kind: Boolean}
}

func text(s string) Value {
	return Value{kind: String, n: int64(len(s)), p: unsafe.Pointer(unsafe.StringData(s))}
}

// number is the number written as s.
func number(s string) Value {
	if n, ok := parseInt(s); ok {
		return integer(n)
	}
	return Value{kind: Number, n: int64(len(s)), p: unsafe.Pointer(unsafe.StringData(s))}
}
