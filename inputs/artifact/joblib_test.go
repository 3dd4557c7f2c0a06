package artifact_test

import (
	"strings"
	"testing"
)

// joblibPickle is what joblib writes of an array: a wrapper, and behind the BUILD of its state the array itself.
func joblibPickle(dtype, shape, data string) []byte {
	text := func(s string) string { return "X" + le(uint32(len(s))) + s }
	state := "}(" + text("subclass") + "cnumpy\nndarray\n" + text("shape") + shape + text("order") + text("C") +
		text("dtype") + "cnumpy\ndtype\n" + text(dtype) + "\x89\x88\x87R(K\x03" + text("<") + "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb" +
		text("allow_mmap") + "\x88" + text("numpy_array_alignment_bytes") + "K\x10u"
	return []byte("\x80\x03}" + text("weights") + "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81" + state + "b" + data + "s.")
}

func TestJoblib(t *testing.T) {
	const full = "joblib full joblib.numpy_pickle.NumpyArrayWrapper=allowed numpy.ndarray=allowed numpy.dtype=allowed"
	const part = "joblib part joblib.numpy_pickle.NumpyArrayWrapper=allowed numpy.ndarray=allowed numpy.dtype=allowed"
	zeros := strings.Repeat("\x00", 32)
	behind := "cos\nsystem\n)R0"   // between the array and the rest of the pickle
	hidden := "N0cos\nsystem\n)R0" // N is also the size of a padding
	hidden += strings.Repeat("0", 1+'N'+32-len(hidden))
	tests := []struct{ name, dtype, shape, data, want string }{
		{"numbers", "f8", "K\x02K\x02\x86", "\x00" + zeros, full},
		{"numbers, aligned", "f8", "K\x02K\x02\x86", "\x05xxxxx" + zeros, full},
		{"no dimension", "f8", ")", "\x00" + zeros[:8], full},
		{"text", "U8", "K\x01\x85", "\x00" + zeros, full},
		{"objects", "O8", "K\x01\x85", "\x80\x02N.", full},
		{"objects with an import", "O8", "K\x01\x85", command4, full + evil},
		{"an import behind it", "f8", "K\x02K\x02\x86", "\x00" + zeros + behind, full + evil},
		{"an import in it, for those who do not know joblib", "f8", "K\x02K\x02\x86", hidden, full + evil},
		{"a type nobody knows", "x9", "K\x02\x85", "\x00" + zeros, part + " !malformed"},
		{"a shape below zero", "f8", "J\xff\xff\xff\xff\x85", "\x00" + zeros, part + " !malformed"},
		{"an endless shape", "f8", "J\xff\xff\xff\x7fJ\xff\xff\xff\x7fJ\xff\xff\xff\x7f\x87", "\x00" + zeros, part + " !malformed"},
		{"larger than the file", "f8", "K\xff\x85", "\x00" + zeros, part + " !truncated"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := summary(inspect(t, joblibPickle(tt.dtype, tt.shape, tt.data)))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestLegacyTorch reads what torch.save wrote before it wrote archives: five pickles and the bytes of tensors.
func TestLegacyTorch(t *testing.T) {
	const magic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."
	head := magic + "\x80\x02M\xe9\x03." + "\x80\x02}X\x0d\x00\x00\x00little_endian\x88s."
	keys := "\x80\x02]X\x01\x00\x00\x000a."
	tests := []struct{ name, content, want string }{
		{"tensors", head + "\x80\x02N." + keys + "\x00\x00\x80\x3f", "pytorch full"},
		{"an import", head + command4 + keys + "\x00\x00\x80\x3f", "pytorch full" + evil},
		{"an import among the keys", head + "\x80\x02N." + command4 + "\x00\x00\x80\x3f", "pytorch full" + evil},
		{"an import among the tensors", head + "\x80\x02N." + keys + command4, "pytorch full" + evil},
		{"no keys", head + "\x80\x02N.", "pytorch part !trailing_data"},
		{"cut off", head + "\x80\x02", "pytorch part !trailing_data"},
	}
	for _, tt := range tests {
		if got := summary(inspect(t, []byte(tt.content))); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
