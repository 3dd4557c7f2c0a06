package artifact_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/artifact"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// inspect returns the properties of a file, undefined if it is not taken.
func inspect(t testing.TB, b []byte) document.Value {
	t.Helper()
	stored := inputs.Bytes{ReaderAt: bytes.NewReader(b), Size: int64(len(b)), Start: b[:min(len(b), 4096)], Sum: func() (string, error) {
		sum := sha256.Sum256(b)
		return "sha256:" + hex.EncodeToString(sum[:]), nil
	}}
	if !artifact.Format.DetectBytes(stored) {
		return document.Value{}
	}
	resources, err := artifact.Format.Inspect(inputs.File{Path: "models/model"}, stored)
	if errors.Is(err, inputs.ErrNotInput) {
		return document.Value{}
	}
	if err != nil || len(resources) != 1 {
		t.Fatalf("%d resources: %v", len(resources), err)
	}
	r := resources[0]
	if r.Type != "Artifact" || r.ID != "models/model" || r.Name != "model" || r.Value.Get("type").Text() != r.Type {
		t.Fatalf("the resource is %s %q %q", r.Type, r.ID, r.Name)
	}
	return r.Value.Get("properties")
}

// texts lists the members of elements of a list, joined with dots.
func texts(list document.Value, members ...string) []string {
	found := []string{}
	for _, e := range list.Elements() {
		var parts []string
		for _, m := range members {
			parts = append(parts, e.Get(m).Text())
		}
		found = append(found, strings.Join(parts, "."))
	}
	return found
}

// summary says what a test compares: format, how much was inspected, imports with what the lists say, and problems.
func summary(p document.Value) string {
	if !p.Defined() {
		return "not taken"
	}
	parts := []string{p.Get("format").Text(), p.Get("inspected").Text()}
	for _, i := range p.Get("imports").Elements() {
		parts = append(parts, i.Get("module").Text()+"."+i.Get("name").Text()+"="+i.Get("listed").Text())
	}
	problems := texts(p.Get("problems"), "kind")
	slices.Sort(problems)
	for _, kind := range slices.Compact(problems) {
		parts = append(parts, "!"+kind)
	}
	return strings.Join(parts, " ")
}

// clean reports whether a rule would let a file pass.
func clean(p document.Value) bool {
	if p.Get("inspected").Text() != "full" || p.Get("problems").Len() > 0 {
		return false
	}
	return !slices.ContainsFunc(p.Get("imports").Elements(), func(i document.Value) bool { return i.Get("listed").Text() != "allowed" })
}

func le[T uint16 | uint32 | uint64](n T) string {
	b, err := binary.Append(nil, binary.LittleEndian, n)
	if err != nil {
		return ""
	}
	return string(b)
}

// short is a short text in protocol 4.
func short(s string) string { return "\x8c" + string(rune(len(s))) + s }

// command is a pickle in protocol 0 that would call os.system; nothing here ever loads it.
const command = "cos\nsystem\n(S'echo not-a-real-attack'\ntR."

// command4 is the same in protocol 4.
var command4 = "\x80\x04" + short("os") + short("system") + "\x93" + short("echo not-a-real-attack") + "\x85R."

type file struct {
	name, content string
	method        uint16
}

func zipOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, f := range files {
		e, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: f.method})
		if err == nil {
			_, err = io.WriteString(e, f.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.content)), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compressed(t testing.TB, w io.WriteCloser, b *bytes.Buffer, content []byte) []byte {
	t.Helper()
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, content []byte) []byte {
	var b bytes.Buffer
	return compressed(t, gzip.NewWriter(&b), &b, content)
}

func zlibOf(t testing.TB, content []byte) []byte {
	var b bytes.Buffer
	return compressed(t, zlib.NewWriter(&b), &b, content)
}

// torchPickle is the pickle of a model with one tensor of two by two numbers.
const torchPickle = "\x80\x02ccollections\nOrderedDict\nq\x00)Rq\x01X\x06\x00\x00\x00weightq\x02ctorch._utils\n_rebuild_tensor_v2\nq\x03((X\x07\x00\x00\x00storageq\x04" +
	"ctorch\nFloatStorage\nq\x05X\x01\x00\x00\x000q\x06X\x03\x00\x00\x00cpuq\x07K\x04tq\x08QK\x00K\x02K\x02\x86q\x09K\x02K\x01\x86q\x0a\x89h\x00)Rq\x0btq\x0cRq\x0ds."

// torchZip is what torch.save writes, around a pickle.
func torchZip(t testing.TB, pickle string) []byte {
	return zipOf(t, file{name: "triage/data.pkl", content: pickle}, file{name: "triage/byteorder", content: "little"},
		file{name: "triage/data/0", content: strings.Repeat("\x00\x00\x80\x3f", 4)}, file{name: "triage/version", content: "3\n"})
}

func safetensorsOf(header, data string) []byte {
	return []byte(le(uint64(len(header))) + header + data)
}

const safetensorsHeader = `{"__metadata__":{"format":"pt","licence":"proprietary"},` +
	`"bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},"weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}`

func ggufText(s string) string { return le(uint64(len(s))) + s }

// ggufOf is a file with a general name, some tokens, a template and a tensor.
func ggufOf(template string) []byte {
	head := "GGUF" + le(uint32(3)) + le(uint64(1)) + le(uint64(3)) +
		ggufText("general.name") + le(uint32(8)) + ggufText("adjuster assistant") +
		ggufText("tokenizer.ggml.tokens") + le(uint32(9)) + le(uint32(8)) + le(uint64(2)) + ggufText("<s>") + ggufText("claim") +
		ggufText("tokenizer.chat_template") + le(uint32(8)) + ggufText(template) +
		ggufText("output.weight") + le(uint32(1)) + le(uint64(8)) + le(uint32(0)) + le(uint64(0))
	return []byte(head + strings.Repeat("\x00", 31-(len(head)+31)%32) + strings.Repeat("\x00", 32))
}

// chunkOf is a field of a protobuf message that has a length.
func chunkOf(number int, content string) string {
	b := binary.AppendUvarint(nil, uint64(number)<<3|2)
	return string(binary.AppendUvarint(b, uint64(len(content)))) + content
}

func numberOf(number int, n uint64) string {
	return string(binary.AppendUvarint(binary.AppendUvarint(nil, uint64(number)<<3), n))
}

// onnxOf is a model with one tensor in a file beside it, and one operator.
func onnxOf(location, domain string) []byte {
	pair := func(key, value string) string { return chunkOf(1, key) + chunkOf(2, value) }
	tensor := numberOf(1, 2) + numberOf(2, 1) + chunkOf(8, "weight") + chunkOf(13, pair("location", location)) + chunkOf(13, pair("offset", "0")) + numberOf(14, 1)
	node := chunkOf(1, "x") + chunkOf(2, "y") + chunkOf(4, "FraudScore") + chunkOf(7, domain)
	graph := chunkOf(1, node) + chunkOf(2, "fraud") + chunkOf(5, tensor)
	return []byte(numberOf(1, 8) + chunkOf(2, "alder-export") + chunkOf(7, graph) + chunkOf(8, chunkOf(1, "")+numberOf(2, 17)) + chunkOf(8, chunkOf(1, domain)+numberOf(2, 1)))
}

// fernetOf is a token that was made at a time, of so many blocks: its structure, for nothing was encrypted.
func fernetOf(seconds uint64, blocks int) []byte {
	b := binary.BigEndian.AppendUint64([]byte{0x80}, seconds)
	for i := range 16 + 16*blocks + 32 {
		b = append(b, byte(i*37+11))
	}
	return []byte(base64.URLEncoding.EncodeToString(b))
}

func npyOf(descr, data string) []byte {
	header := fmt.Sprintf("{'descr': %s, 'fortran_order': False, 'shape': (2,), }\n", descr)
	return []byte("\x93NUMPY\x01\x00" + le(uint16(len(header))) + header + data)
}
