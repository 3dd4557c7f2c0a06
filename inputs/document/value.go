package document

import (
	"iter"
	"math"
	"unsafe"
)

// Kind is the type of a [Value]: the six JSON types, and Undefined for "not there".
type Kind uint8

// The kinds. The zero Kind is Undefined.
const (
	Undefined Kind = iota
	Null
	Boolean
	Number
	String
	Array
	Object
)

var kindNames = [...]string{"undefined", "null", "boolean", "number", "string", "array", "object"}

// String returns the JSON name of the kind, as error messages print it.
func (k Kind) String() string { return kindNames[k] }

// Mark is a set of statements about a value that are not part of the value.
type Mark uint8

const (
	// Unknown says that the value exists but cannot be known yet (Terraform's "known after apply", an
	// ARM expression that only the server can evaluate). Its Kind is Undefined.
	Unknown Mark = 1 << iota
	// Sensitive says that the value may be judged but must never be printed, stored or logged.
	Sensitive
)

// Node numbers a value within its [Document], in pre-order from 1 for the root; 0 means that the value
// was computed and stands in no document. Positions and read tracking use it.
type Node uint32

// Value is one JSON value in 24 bytes, without boxing. The zero Value is undefined. Values are immutable
// once built and may be shared between goroutines; their text aliases the bytes they were decoded from.
type Value struct {
	head uint64
	n    int64          // boolean (0, 1), or the length of the text, or the number of elements
	p    unsafe.Pointer // first byte of the text, first element, or first member; any or nil if empty
}

// The head of a value packs its kind, its marks, its symbol (0 if it has none) and its node: a struct of three words
// stays in registers, one of six fields does not. In memory they follow each other in this order, with 1, 1, 2 and 4
// bytes, as package plan reads them.

func headOf(k Kind, n Node) uint64 { return uint64(k)<<kindShift | uint64(n)<<nodeShift }

// at returns v as node n.
func (v Value) at(n Node) Value {
	v.head = v.head&^(math.MaxUint32<<nodeShift) | uint64(n)<<nodeShift
	return v
}

// Member is one key and value of an object, in source order. The key's Kind is always String.
type Member struct{ Key, Value Value }

// Kind returns the type of v.
func (v Value) Kind() Kind { return Kind(v.head >> kindShift) }

// Node returns where v was read from, 0 if nowhere.
func (v Value) Node() Node { return Node(v.head >> nodeShift) }

// Defined reports whether v is there and known.
func (v Value) Defined() bool { return v.Kind() != Undefined }

// Has reports whether v carries every mark of m.
func (v Value) Has(m Mark) bool { return Mark(v.head>>markShift)&m == m }

// Bool returns the value of a boolean, false for every other kind.
func (v Value) Bool() bool { return v.Kind() == Boolean && v.n != 0 }

// Text returns the contents of a string, or a number as it was written; "" for every other kind.
func (v Value) Text() string {
	if v.Kind() != String && v.Kind() != Number {
		return ""
	}
	return unsafe.String((*byte)(v.p), int(v.n))
}

// Len returns the number of elements of an array or members of an object, 0 for every other kind.
func (v Value) Len() int {
	if v.Kind() != Array && v.Kind() != Object {
		return 0
	}
	return int(v.n)
}

// Raw returns how v is stored: 0 or 1 of a boolean, or the length of the text, elements or members, and
// where they start. It is for engine/plan, whose values have the same form and are made without a copy.
func (v Value) Raw() (int64, unsafe.Pointer) { return v.n, v.p }

// Elements returns the elements of an array, nil for every other kind. The slice must not be changed.
func (v Value) Elements() []Value {
	if v.Kind() != Array {
		return nil
	}
	return unsafe.Slice((*Value)(v.p), int(v.n))
}

// Members returns the members of an object in source order, nil for every other kind. The slice must not
// be changed.
func (v Value) Members() []Member {
	if v.Kind() != Object {
		return nil
	}
	return unsafe.Slice((*Member)(v.p), int(v.n))
}

// Get returns the member of an object with the given key; undefined if there is none or v is no object.
func (v Value) Get(key string) Value {
	for _, m := range v.Members() {
		if m.Key.Text() == key {
			return m.Value
		}
	}
	return Value{}
}

// At follows keys through nested objects, as Get does; undefined as soon as one is missing. An unknown
// value on the way is returned as it is.
func (v Value) At(keys ...string) Value {
	for _, key := range keys {
		if v.Has(Unknown) {
			return v
		}
		v = v.Get(key)
	}
	return v
}

// All yields v and every value below it with its path, in document order.
func (v Value) All() iter.Seq2[Path, Value] {
	return func(yield func(Path, Value) bool) { v.walk(nil, yield) }
}

func (v Value) walk(at Path, yield func(Path, Value) bool) bool {
	if !yield(at, v) {
		return false
	}
	for i, e := range v.Elements() {
		if !e.walk(at.Index(i), yield) {
			return false
		}
	}
	for _, m := range v.Members() {
		if !m.Value.walk(at.Key(m.Key.Text()), yield) {
			return false
		}
	}
	return true
}

// With returns v with m added to its marks. Unknown makes the kind Undefined.
func (v Value) With(m Mark) Value {
	v.head |= uint64(m) << markShift
	if m&Unknown != 0 {
		v.head, v.n, v.p = v.head&^(math.MaxUint8<<kindShift), 0, nil
	}
	return v
}

// From returns v as if read from where source was read: its node, and its sensitivity on top of v's own.
// Adapters use it for values they derive (Disabled from false), so that positions survive.
func (v Value) From(source Value) Value {
	v.head |= source.head & (uint64(Sensitive) << markShift)
	return v.at(source.Node())
}

// NullValue is JSON null.
func NullValue() Value { return Value{head: headOf(Null, 0)} }

// BoolValue returns the boolean b.
func BoolValue(b bool) Value {
	v := Value{head: headOf(Boolean, 0)}
	if b {
		v.n = 1
	}
	return v
}

// StringValue returns the string s.
func StringValue(s string) Value {
	return Value{head: headOf(String, 0), n: int64(len(s)), p: unsafe.Pointer(unsafe.StringData(s))}
}

// NumberValue returns the number written as text, which must follow RFC 8259.
func NumberValue(text string) Value {
	return Value{head: headOf(Number, 0), n: int64(len(text)), p: unsafe.Pointer(unsafe.StringData(text))}
}

// UnknownValue returns a value of which nothing is known.
func UnknownValue() Value { return Value{head: uint64(Unknown) << markShift} }

// ArrayValue returns an array of elements; it keeps the slice.
func ArrayValue(elements ...Value) Value {
	return Value{head: headOf(Array, 0), n: int64(len(elements)), p: unsafe.Pointer(unsafe.SliceData(elements))}
}

// ObjectValue returns an object of members, whose keys must differ; it keeps the slice.
func ObjectValue(members ...Member) Value {
	return Value{head: headOf(Object, 0), n: int64(len(members)), p: unsafe.Pointer(unsafe.SliceData(members))}
}

// Field returns the member key: v, for [ObjectValue].
func Field(key string, v Value) Member { return Member{Key: StringValue(key), Value: v} }
