package artifact_test

import (
	"bytes"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// check inspects what a fuzzer made up, twice: the properties must be JSON, the same both times, and complete.
func check(t *testing.T, b []byte) {
	t.Helper()
	p := inspect(t, b)
	if !p.Defined() {
		return
	}
	text := p.AppendJSON(nil)
	if _, err := document.ParseJSON(text, document.Limits{}, nil); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if again := inspect(t, b).AppendJSON(nil); !bytes.Equal(text, again) {
		t.Fatalf("first %s\nthen %s", text, again)
	}
	if p.Get("inspected").Text() == "full" && p.Get("problems").Len() > 0 || p.Get("format").Text() == "" {
		t.Fatalf("got %s", text)
	}
}

func FuzzPickle(f *testing.F) {
	for _, p := range malicious() {
		f.Add([]byte(p))
	}
	f.Add([]byte(torchPickle))
	f.Add(joblibPickle("f8", "K\x02K\x02\x86", "\x00"+string(make([]byte, 32))))
	f.Fuzz(func(t *testing.T, b []byte) {
		check(t, b)
		// Whatever b is, an import in front of it is seen, and one behind a whole pickle.
		if p := inspect(t, append([]byte("\x80\x02cos\nsystem\n)R0"), b...)); clean(p) {
			t.Fatalf("with an import in front it is clean: %s", p.AppendJSON(nil))
		}
	})
}

func FuzzContainer(f *testing.F) {
	f.Add(torchZip(f, torchPickle))
	f.Add(torchZip(f, command4))
	f.Add(tarOf(f, file{name: "model.bin", content: command4}))
	f.Add(gzipOf(f, []byte(command4)))
	f.Add(zlibOf(f, tarOf(f, file{name: "a.zip", content: string(zipOf(f, file{name: "model.bin", content: command4}))})))
	f.Fuzz(check)
}

func FuzzSafetensors(f *testing.F) {
	f.Add([]byte(safetensorsHeader), []byte("012345678901234567890123"))
	f.Fuzz(func(t *testing.T, header, data []byte) {
		check(t, safetensorsOf(string(header), string(data)))
		check(t, header)
	})
}

func FuzzGGUF(f *testing.F) {
	f.Add(ggufOf("{{ messages }}"))
	f.Fuzz(check)
}

func FuzzProtobuf(f *testing.F) {
	f.Add(onnxOf("../weights", "com.alder"))
	f.Add([]byte(numberOf(1, 1) + chunkOf(2, chunkOf(2, chunkOf(1, chunkOf(2, "ReadFile"))))))
	f.Fuzz(check)
}

func FuzzArray(f *testing.F) {
	f.Add(npyOf("'|O'", command4))
	f.Fuzz(check)
}

func FuzzKeras(f *testing.F) {
	f.Add([]byte(`{"module":"keras","class_name":"Sequential","config":{"layers":[{"class_name":"Lambda"}]}}`))
	f.Fuzz(func(t *testing.T, config []byte) {
		check(t, zipOf(t, file{name: "config.json", content: string(config)}, file{name: "metadata.json", content: "{}"}))
		check(t, append([]byte("\x89HDF\r\n\x1a\n"), config...))
	})
}

func FuzzEncrypted(f *testing.F) {
	f.Add(fernetOf(1_790_000_000, 2))
	f.Add([]byte("\x85\x01\x0c\x03ABCDEFGH\x01xxxxxxxxxxxxxxxx"))
	f.Add([]byte("\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03rest"))
	f.Fuzz(check)
}
