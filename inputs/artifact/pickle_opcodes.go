package artifact

import "bytes"

// opcode is one instruction of the pickle machine.
type opcode struct {
	name     string
	argument argument
	do       func(p *pickle, a value)
}

func push(p *pickle, a value) { p.push(a) }

func pushPlain(p *pickle, _ value) { p.push(value{kind: plainValue}) }

func pushOther(p *pickle, _ value) { p.push(value{}) }

func pushEmpty(kind valueKind) func(*pickle, value) {
	return func(p *pickle, _ value) { p.push(collection(kind)) }
}

// gather makes a collection of what is above the mark.
func gather(kind valueKind) func(*pickle, value) {
	return func(p *pickle, _ value) { p.push(collection(kind, p.popMark()...)) }
}

// tuple makes a tuple of the last n values.
func tuple(n int) func(*pickle, value) {
	return func(p *pickle, _ value) {
		items := make([]value, n)
		for i := range items {
			items[n-1-i] = p.pop()
		}
		p.push(collection(tupleValue, items...))
	}
}

func put(p *pickle, a value) { p.put(a.number) }

func get(p *pickle, a value) { p.get(a.number) }

// opcodes are the instructions of protocols 0 to 5.
var opcodes = [256]opcode{
	'(': {"MARK", noArgument, (*pickle).mark},
	'.': {"STOP", noArgument, (*pickle).stop},
	'0': {"POP", noArgument, (*pickle).drop},
	'1': {"POP_MARK", noArgument, func(p *pickle, _ value) { p.popMark() }},
	'2': {"DUP", noArgument, (*pickle).dup},
	'F': {"FLOAT", floatLine, pushPlain},
	'I': {"INT", intLine, push},
	'J': {"BININT", signed4, push},
	'K': {"BININT1", fixed1, push},
	'L': {"LONG", longLine, push},
	'M': {"BININT2", fixed2, push},
	'N': {"NONE", noArgument, pushPlain},
	'P': {"PERSID", textLine, pushOther},
	'Q': {"BINPERSID", noArgument, func(p *pickle, _ value) { p.pop(); p.push(value{}) }},
	'R': {"REDUCE", noArgument, (*pickle).reduce},
	'S': {"STRING", quotedLine, push},
	'T': {"BINSTRING", string4, push},
	'U': {"SHORT_BINSTRING", string1, push},
	'V': {"UNICODE", escapedLine, push},
	'X': {"BINUNICODE", text4, push},
	'B': {"BINBYTES", bytes4, push},
	'C': {"SHORT_BINBYTES", bytes1, push},
	'G': {"BINFLOAT", eightBytes, pushPlain},
	'a': {"APPEND", noArgument, func(p *pickle, _ value) { p.extend(p.pop()) }},
	'b': {"BUILD", noArgument, (*pickle).build},
	'c': {"GLOBAL", twoLines, func(p *pickle, a value) { p.push(p.resolve(a.text, a.items[0].text)) }},
	'd': {"DICT", noArgument, gather(dictValue)},
	'e': {"APPENDS", noArgument, func(p *pickle, _ value) { p.extend(p.popMark()...) }},
	'g': {"GET", intLine, get},
	'h': {"BINGET", fixed1, get},
	'i': {"INST", twoLines, (*pickle).inst},
	'j': {"LONG_BINGET", fixed4, get},
	'l': {"LIST", noArgument, gather(listValue)},
	'o': {"OBJ", noArgument, (*pickle).obj},
	'p': {"PUT", intLine, put},
	'q': {"BINPUT", fixed1, put},
	'r': {"LONG_BINPUT", fixed4, put},
	's': {"SETITEM", noArgument, func(p *pickle, _ value) { v := p.pop(); k := p.pop(); p.setItems(k, v) }},
	't': {"TUPLE", noArgument, gather(tupleValue)},
	'u': {"SETITEMS", noArgument, func(p *pickle, _ value) { p.setItems(p.popMark()...) }},
	']': {"EMPTY_LIST", noArgument, pushEmpty(listValue)},
	'}': {"EMPTY_DICT", noArgument, pushEmpty(dictValue)},
	')': {"EMPTY_TUPLE", noArgument, pushEmpty(tupleValue)},

	0x80: {"PROTO", fixed1, (*pickle).proto},
	0x81: {"NEWOBJ", noArgument, (*pickle).reduce},
	0x82: {"EXT1", fixed1, (*pickle).extension},
	0x83: {"EXT2", fixed2, (*pickle).extension},
	0x84: {"EXT4", signed4, (*pickle).extension},
	0x85: {"TUPLE1", noArgument, tuple(1)},
	0x86: {"TUPLE2", noArgument, tuple(2)},
	0x87: {"TUPLE3", noArgument, tuple(3)},
	0x88: {"NEWTRUE", noArgument, pushPlain},
	0x89: {"NEWFALSE", noArgument, pushPlain},
	0x8a: {"LONG1", long1, push},
	0x8b: {"LONG4", long4, push},
	0x8c: {"SHORT_BINUNICODE", text1, push},
	0x8d: {"BINUNICODE8", text8, push},
	0x8e: {"BINBYTES8", bytes8, push},
	0x8f: {"EMPTY_SET", noArgument, pushEmpty(setValue)},
	0x90: {"ADDITEMS", noArgument, func(p *pickle, _ value) { p.extend(p.popMark()...) }},
	0x91: {"FROZENSET", noArgument, gather(setValue)},
	0x92: {"NEWOBJ_EX", noArgument, (*pickle).newObjEx},
	0x93: {"STACK_GLOBAL", noArgument, (*pickle).stackGlobal},
	0x94: {"MEMOIZE", noArgument, func(p *pickle, _ value) { p.put(int64(p.memoSize())) }},
	0x95: {"FRAME", fixed8, (*pickle).frame},
	0x96: {"BYTEARRAY8", bytes8, push},
	0x97: {"NEXT_BUFFER", noArgument, pushOther},
	0x98: {"READONLY_BUFFER", noArgument, func(p *pickle, _ value) { p.push(p.pop()) }},
}

// first reports whether a pickle can start with an opcode: whether it is one that needs nothing on the stack.
var first = func() (is [256]bool) {
	for _, c := range []byte("(FIJKLMNPSTUVXBGCc]})") {
		is[c] = true
	}
	for _, c := range []byte{0x80, 0x82, 0x83, 0x84, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x95, 0x96, 0x97} {
		is[c] = true
	}
	return is
}()

// startsPickle reports whether a pickle could start like this.
func startsPickle(b []byte) bool { return len(b) > 1 && first[b[0]] }

// mayImport reports whether a value that starts like b could be a pickle that imports something.
func mayImport(b []byte, size int64) bool {
	return startsPickle(b) && (b[0] == 0x80 || int64(len(b)) < size || bytes.IndexByte(b, '\n') >= 0 || bytes.IndexByte(b, 0x93) >= 0)
}
