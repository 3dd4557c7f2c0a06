package document

import (
	"slices"
	"strconv"
	"strings"
)

// Step is one step of a [Path]: an object key, or an array index when Key is "" and IsIndex is set.
type Step struct {
	Key     string
	Index   int
	IsIndex bool
}

// Path leads from a value to one below it. It is printed as JSON (["properties", "permissions", 0]) in
// reports and as a JSON pointer (RFC 6901) in diagnostics.
type Path []Step

// PathOf returns the path of steps as reports and policies write them: strings and ints. Other steps are
// left out.
func PathOf(steps []any) Path {
	p := make(Path, 0, len(steps))
	for _, step := range steps {
		switch step := step.(type) {
		case string:
			p = append(p, Step{Key: step})
		case int:
			p = append(p, Step{Index: step, IsIndex: true})
		}
	}
	return p
}

// Steps returns p as [PathOf] takes it.
func (p Path) Steps() []any {
	steps := make([]any, 0, len(p))
	for _, s := range p {
		if s.IsIndex {
			steps = append(steps, s.Index)
			continue
		}
		steps = append(steps, s.Key)
	}
	return steps
}

// Key returns p extended by an object key, without changing p.
func (p Path) Key(key string) Path { return append(slices.Clip(p), Step{Key: key}) }

// Index returns p extended by an array index, without changing p.
func (p Path) Index(i int) Path { return append(slices.Clip(p), Step{Index: i, IsIndex: true}) }

// String returns p as a JSON pointer.
func (p Path) String() string {
	var room [128]byte // of most pointers
	b := room[:0]
	for _, s := range p {
		b = s.appendPointer(b)
	}
	return string(b)
}

// Pointer returns the JSON pointer of steps as [PathOf] takes them.
func Pointer(steps []any) string {
	var room [128]byte
	b := room[:0]
	for _, step := range steps {
		switch step := step.(type) {
		case string:
			b = Step{Key: step}.appendPointer(b)
		case int:
			b = Step{Index: step, IsIndex: true}.appendPointer(b)
		}
	}
	return string(b)
}

func (s Step) appendPointer(b []byte) []byte {
	b = append(b, '/')
	if s.IsIndex {
		return strconv.AppendInt(b, int64(s.Index), 10)
	}
	return append(b, pointerEscape.Replace(s.Key)...)
}

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

// Find follows p from v. It returns the value there, or the nearest existing ancestor, and how many steps
// of p it could follow; len(p) means that the value itself was found.
func (v Value) Find(p Path) (Value, int) {
	for i, s := range p {
		next := v.step(s)
		if !next.Defined() && !next.Has(Unknown) {
			return v, i
		}
		v = next
	}
	return v, len(p)
}

func (v Value) step(s Step) Value {
	if !s.IsIndex {
		return v.Get(s.Key)
	}
	if e := v.Elements(); s.Index >= 0 && s.Index < len(e) {
		return e[s.Index]
	}
	return Value{}
}
