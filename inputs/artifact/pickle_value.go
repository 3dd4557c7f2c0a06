package artifact

import (
	"strings"
)

// valueKind is what a value of a pickle is, as far as it matters here.
type valueKind uint8

const (
	otherValue  valueKind = iota // not known
	plainValue                   // None, a boolean, a float, a bytearray
	intValue                     // number is its value, if it is not too large
	textValue                    // text is what it says, unless it is long
	bytesValue                   // text likewise
	tupleValue                   // items
	listValue                    //
	dictValue                    // items are keys and values in turn
	setValue                     //
	importValue                  // text is module and name
	madeValue                    // text is what was called to make it, items are the arguments
)

// value is a value on the stack of a pickle.
type value struct {
	kind   valueKind
	long   bool // the text was too long to keep
	text   string
	number int64
	*box   // shared by all who refer to the value
}

// box is what a value holds.
type box struct {
	items  []value
	state  value // what BUILD gave to it
	made   *imported
	dunder string // a key that begins with two underscores
}

// maxItems is how many values of a collection are kept: enough to tell the shape of an array.
const maxItems = 64

func (b *box) add(values ...value) {
	if b != nil && len(b.items)+len(values) <= maxItems {
		b.items = append(b.items, values...)
	}
}

// set puts keys and values, in turn, into a dict.
func (b *box) set(values ...value) {
	if b == nil {
		return
	}
	for i := 0; i+1 < len(values); i += 2 {
		if key := values[i]; key.kind == textValue && strings.HasPrefix(key.text, "__") {
			b.dunder = key.text
		}
	}
	b.add(values...)
}

// get returns the value of a key, the last one if there are several.
func (v value) get(key string) (found value, ok bool) {
	if v.box == nil || v.kind != dictValue {
		return value{}, false
	}
	for i := 0; i+1 < len(v.items); i += 2 {
		if k := v.items[i]; k.kind == textValue && k.text == key {
			found, ok = v.items[i+1], true
		}
	}
	return found, ok
}

func collection(kind valueKind, items ...value) value {
	v := value{kind: kind, box: &box{}}
	if kind == dictValue {
		v.set(items...)
	} else {
		v.add(items...)
	}
	return v
}

// describe says what a value is, in a few words.
func (v value) describe() string {
	switch v.kind {
	case importValue:
		return v.text
	case madeValue:
		return "what " + v.text + " returned"
	default:
		return valueNames[v.kind]
	}
}

var valueNames = map[valueKind]string{
	otherValue: "an unknown value", plainValue: "a constant", intValue: "a number", textValue: "a text", bytesValue: "bytes",
	tupleValue: "a tuple", listValue: "a list", dictValue: "a dict", setValue: "a set",
}
