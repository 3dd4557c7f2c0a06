package artifact_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestPickle has one case for each instruction that matters, and for each way to hide an import.
func TestPickle(t *testing.T) {
	const evil = " os.system=denied"
	tests := []struct{ name, pickle, want string }{
		{"a constant", "\x80\x02N.", "pickle full"},
		{"protocol 0", "(lp0\nI1\naI01\naF1.5\naL12L\naNa.", "pickle full"},
		{"GLOBAL", command, "pickle full" + evil},
		{"STACK_GLOBAL", command4, "pickle full" + evil},
		{"INST", "(S'echo'\nios\nsystem\n.", "pickle full" + evil},
		{"OBJ", "(cos\nsystem\nS'echo'\no.", "pickle full" + evil},
		{"NEWOBJ", "\x80\x02cos\nsystem\n)\x81.", "pickle full" + evil},
		{"NEWOBJ_EX", "\x80\x04cos\nsystem\n)}\x92.", "pickle full" + evil},
		{"only imported", "\x80\x02cos\nsystem\n.", "pickle full" + evil},
		{"names in the memo", "\x80\x04" + short("os") + "\x94" + short("system") + "\x9400h\x00h\x01\x93)R.", "pickle full" + evil},
		{"PUT and GET", "S'os'\np5\n0S'system'\np6\n0g5\ng6\n\x93)R.", "pickle full" + evil},
		{"BINPUT and MEMOIZE", "\x80\x04" + short("os") + "q\x070" + short("system") + "\x940h\x07h\x01\x93)R.", "pickle full" + evil},
		{"names with escapes", "S'\\x6fs'\nV\\u0073ystem\n\x93)R.", "pickle full" + evil},
		{"names duplicated", "\x80\x04" + short("os") + "2\x93.", "pickle full os.os=denied"},
		{"names that are no text", "\x80\x04K\x01" + short("system") + "\x93)R.", "pickle part !call_of_value !unresolved_import"},
		{"names in bytes", "\x80\x04C\x02osC\x06system\x93)R.", "pickle part !call_of_value !unresolved_import"},
		{"a computed name", "\x80\x04cbuiltins\nstr\n" + short("os") + "\x85R" + short("system") + "\x93)R.", "pickle part builtins.str=allowed !call_of_value !unresolved_import"},
		{"EXT1", "\x80\x02\x82\x01)R.", "pickle part !call_of_value !extension_code"},
		{"EXT2", "\x80\x02\x83\x01\x00)R.", "pickle part !call_of_value !extension_code"},
		{"EXT4", "\x80\x02\x84\x01\x00\x00\x00)R.", "pickle part !call_of_value !extension_code"},
		{"BUILD on an import", "\x80\x02ctorch._utils\n_rebuild_tensor\n}b.", "pickle part torch._utils._rebuild_tensor=allowed !build_on_import"},
		{"BUILD of a special attribute", "\x80\x02ccollections\nOrderedDict\n)R}U\x09__class__Nsb.", "pickle part collections.OrderedDict=allowed !build_dunder"},
		{"BUILD of a pair", "\x80\x02ccollections\nOrderedDict\n)RN}U\x09__class__Ns\x86b.", "pickle part collections.OrderedDict=allowed !build_dunder"},
		{"BUILD on a list", "\x80\x02]}b.", "pickle part !build_on_value"},
		{"SETITEM on an import", "\x80\x02csys\nmodules\nU\x02osNs.", "pickle part sys.modules=denied !change_of_import"},
		{"APPEND on an import", "\x80\x02csys\npath\nU\x01xa.", "pickle part sys.path=denied !change_of_import"},
		{"through another module", "\x80\x04" + short("torch") + short("os.system") + "\x93)R.", "pickle full torch.os.system=denied"},
		{"through an attribute", "\x80\x04" + short("collections") + short("OrderedDict.__reduce__.__globals__") + "\x93.", "pickle full collections.OrderedDict.__reduce__.__globals__=denied"},
		{"by its name in Python 2", "\x80\x02c__builtin__\neval\n.", "pickle full __builtin__.eval=denied"},
		{"of nobody's list", "\x80\x02cmystery\nThing\n)R.", "pickle full mystery.Thing=unknown"},
		{"behind another pickle", "\x80\x02N." + command4, "pickle full" + evil},
		{"behind one that is text", "I1\n." + command, "pickle full" + evil},
		{"behind what is none", "\x80\x02N.what is this?", "pickle part !trailing_data"},
		{"in bytes", "\x80\x03C" + string(rune(len(command4))) + command4 + ".", "pickle full" + evil},
		{"in text", "\x80\x02U" + string(rune(len(command))) + command + ".", "pickle full" + evil},
		{"in bytes of protocol 2", "\x80\x02c_codecs\nencode\nX" + le(uint32(len(latin(command4)))) + latin(command4) + "U\x06latin1\x86R.", "pickle full _codecs.encode=allowed" + evil},
		{"in many bytes", "\x80\x03B" + le(uint32(100+len(command4)+100_000)) + "\x80\x04B" + le(uint32(100_000)) + strings.Repeat("x", 100_000) + "0" + command4[2:] + strings.Repeat(" ", 94) + ".", "pickle full" + evil},
		{"in a long text on a line", "S'" + strings.ReplaceAll(strings.Repeat("N0", 1000)+command, "\n", `\n`) + "'\n.", "pickle full" + evil},
		{"GET of nothing", "\x80\x02h\x05.", "pickle part !missing_memo"},
		{"GET of nothing, called", "\x80\x02h\x05)R.", "pickle part !call_of_value !missing_memo"},
		{"too little on the stack", "\x80\x02R.", "pickle part !underflow"},
		{"no mark", "\x80\x02t.", "pickle part !underflow"},
		{"below a mark", "\x80\x02N(R.", "pickle part !underflow"},
		{"values left", "\x80\x02NN.", "pickle part !leftover"},
		{"no end", "\x80\x02cos\nsystem\n)R", "pickle part os.system=denied !truncated"},
		{"cut off in a name", "\x80\x02cos\nsys", "pickle part os.sy=denied !truncated"},
		{"cut off in a text", "\x80\x02X\xff\x00\x00\x00abc", "pickle part !truncated"},
		{"a size without limits", "\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7fabc.", "pickle part !truncated"},
		{"a size below zero", "\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xffabc.", "pickle part !truncated"},
		{"a frame without limits", "\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", "pickle part !truncated"},
		{"no instruction", "\x80\x02cos\nsystem\n\xff.", "pickle part os.system=denied !bad_opcode"},
		{"protocol 2 and nothing", "\x80\x02", "pickle part !truncated"},
		{"a protocol to come", "\x80\x05\x80\x09N.", "pickle part !unsupported_version"},
		{"an integer that is none", "\x80\x02Ix\n.", "pickle part !malformed"},
		{"a string without quotes", "\x80\x02Sx\n.", "pickle part !malformed"},
		{"a dict with half an item", "\x80\x02}(Nu.", "pickle part !malformed"},
		{"frozen set, buffers and bytearrays", "\x80\x05(K\x01\x91\x97\x98\x96\x01\x00\x00\x00\x00\x00\x00\x00x\x87.", "pickle full"},
		{"persistent ids", "\x80\x02U\x01xQ0Pname\n.", "pickle full"},
		{"POP of a mark", "\x80\x02N(0.", "pickle full"},
		{"POP_MARK", "\x80\x02N(NN1.", "pickle full"},
		{"text", "cats\nand dogs\n\nN.B. this is no pickle", "not taken"},
		{"a sentence", "N.B. this is no pickle", "not taken"},
		{"a licence", "MIT License\n\nCopyright (c) 2026", "not taken"},
		{"JSON", `{"a": 1}`, "not taken"},
		{"nothing", "", "not taken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := summary(inspect(t, []byte(tt.pickle))); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// latin is bytes as protocols below 3 have them: a text of the characters with those numbers.
func latin(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// TestPickleImport says all that is known about an import.
func TestPickleImport(t *testing.T) {
	got := string(inspect(t, []byte("\x80\x02N.\x80\x02cos\nsystem\n0cos\nsystem\n)R.")).Get("imports").AppendJSON(nil))
	const want = `[{"module":"os","name":"system","listed":"denied","opcode":"GLOBAL","called":true,"count":2,"offset":6}]`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestPickleDepth nests pickles until somebody gives up.
func TestPickleDepth(t *testing.T) {
	p := command4
	for range 10 {
		p = "\x80\x04B" + le(uint32(len(p))) + p + "."
	}
	if got, want := summary(inspect(t, []byte(p))), "pickle part !limit"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// harmless is a whole pickle, which is left if only what follows it is cut off.
const harmless = "\x80\x02N."

// malicious are pickles that must not become clean, however they are damaged.
func malicious() []string {
	framed := "\x80\x04\x95" + le(uint64(len(command4)-2)) + command4[2:]
	return []string{
		command, command4, framed,
		"(S'echo'\nios\nsystem\n.",
		"\x80\x02}q\x00(X\x05\x00\x00\x00modelq\x01]q\x02(K\x01K\x02eX\x04\x00\x00\x00hookq\x03cposix\nsystem\nq\x04X\x04\x00\x00\x00echoq\x05\x85q\x06Rq\x07u.",
		"\x80\x03}q\x00X\x01\x00\x00\x00aq\x01cbuiltins\neval\nq\x02X\x05\x00\x00\x001 + 1q\x03\x85q\x04Rq\x05s.",
		harmless + command4,
		"\x80\x04" + short("os") + "\x94" + short("system") + "\x94\x93\x94" + short("echo") + "\x94\x85\x94R\x94.",
	}
}

// TestDamageNeverCleans damages malicious pickles in ten thousand ways: a byte changed, a bit flipped, bytes
// removed, or the end cut off. What is dangerous must still be seen, or that something is wrong.
func TestDamageNeverCleans(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2)) // the same damage every time
	pickles := malicious()
	gone := 0
	for i := range 10_000 {
		original := pickles[i%len(pickles)]
		b := []byte(original)
		at := r.IntN(len(b))
		var what string
		switch r.IntN(4) {
		case 0:
			b[at], what = byte(r.IntN(256)), "changed"
		case 1:
			b[at] ^= 1 << r.IntN(8)
			what = "flipped"
		case 2:
			b, what = b[:at], "cut off"
		case 3:
			b, what = slices.Delete(b, at, min(len(b), at+1+r.IntN(3))), "removed"
		}
		if bytes.Equal(b, []byte(original)) {
			continue
		}
		p := inspect(t, b)
		if !p.Defined() {
			gone++ // nothing is called before the damage
		}
		if p.Defined() && clean(p) && string(b) != harmless {
			t.Errorf("damage %d of %q, %s at %d, is clean: %q", i, original, what, at, b)
		}
	}
	if gone > 10_000/10 {
		t.Errorf("%d of the damaged pickles are no pickles any more", gone)
	}
}
