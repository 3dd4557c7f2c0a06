package artifact_test

import (
	"archive/zip"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// get follows members and indices through a value.
func get(v document.Value, path string) document.Value {
	for step := range strings.SplitSeq(path, "/") {
		if v.Kind() == document.Array {
			if v.Len() == 0 {
				return document.Value{}
			}
			v = v.Elements()[0]
		}
		if step != "0" {
			v = v.Get(step)
		}
	}
	return v
}

func TestSafetensors(t *testing.T) {
	const data = "012345678901234567890123"
	tests := []struct{ name, header, data, want string }{
		{"well-formed", safetensorsHeader, data, "safetensors full"},
		{"no tensor", "{}", "", "safetensors full"},
		{"data missing", safetensorsHeader, data[:20], "safetensors part !offsets"},
		{"more data", safetensorsHeader, data + "x", "safetensors part !offsets"},
		{"a hole", `{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}`, "01234567", "safetensors part !offsets"},
		{"an overlap", `{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}`, "012345", "safetensors part !offsets"},
		{"another size", `{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,4]}}`, "0123", "safetensors part !malformed"},
		{"a type of its own", `{"a":{"dtype":"PY","shape":[4],"data_offsets":[0,4]}}`, "0123", "safetensors part !malformed"},
		{"an endless shape", `{"a":{"dtype":"U8","shape":[4611686018427387904,4],"data_offsets":[0,4]}}`, "0123", "safetensors part !malformed"},
		{"offsets below zero", `{"a":{"dtype":"U8","shape":[4],"data_offsets":[-4,0]}}`, "", "safetensors part !malformed !offsets"},
		{"offsets that are none", `{"a":{"dtype":"U8","shape":[4],"data_offsets":"0"}}`, "", "safetensors part !malformed"},
		{"a key twice", `{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}`, "0", "safetensors part !malformed"},
		{"no JSON", "{'a'}", "", "safetensors part !malformed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := summary(inspect(t, safetensorsOf(tt.header, tt.data))); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	p := inspect(t, safetensorsOf(safetensorsHeader, data))
	if got := get(p, "metadata/licence").Text() + " " + p.Get("tensors").Text(); got != "proprietary 2" {
		t.Errorf("got %s", got)
	}
	for header, want := range map[string]string{le(uint64(1<<30)) + "{": "!limit", le(uint64(100)) + "{}": "!truncated"} {
		if got := summary(inspect(t, []byte(header))); got != "safetensors part "+want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestGGUF(t *testing.T) {
	p := inspect(t, ggufOf("{% for m in messages %}{{ m.content }}{% endfor %}"))
	if got, want := summary(p), "gguf full"; got != want {
		t.Fatalf("got %s, want %s: %s", got, want, p.AppendJSON(nil))
	}
	const want = `[{"key":"tokenizer.chat_template","bytes":50,"special":[]}]`
	if got := string(p.Get("chat_templates").AppendJSON(nil)); got != want {
		t.Errorf("got %s", got)
	}
	if got := p.Get("tensors").Text() + get(p, "metadata/general.name").Text(); got != "1adjuster assistant" {
		t.Errorf("got %s", got)
	}
	attack := inspect(t, ggufOf("{{ messages.__class__.__init__ | attr('x') }}"))
	if got := strings.Join(texts(document.ArrayValue(get(attack, "chat_templates/special").Elements()...)), " "); get(attack, "chat_templates/special").Len() != 3 {
		t.Errorf("got %q", got)
	}
	whole := ggufOf("x")
	for n := 4; n < len(whole); n++ {
		if got := summary(inspect(t, whole[:n])); got == "gguf full" || !strings.HasPrefix(got, "gguf") {
			t.Errorf("cut off at %d: %s", n, got)
		}
	}
	tests := []struct{ name, content, want string }{
		{"version 1", "GGUF" + le(uint32(1)) + le(uint64(0)) + le(uint64(0)), "gguf part !unsupported_version"},
		{"big-endian", "GGUF\x00\x00\x00\x03" + le(uint64(0)) + le(uint64(0)), "gguf part !unsupported_version"},
		{"nothing in it", "GGUF" + le(uint32(3)) + le(uint64(0)) + le(uint64(0)), "gguf full"},
		{"a long key", "GGUF" + le(uint32(3)) + le(uint64(0)) + le(uint64(1)) + le(uint64(1<<40)), "gguf part !limit"},
		{"many elements", "GGUF" + le(uint32(3)) + le(uint64(0)) + le(uint64(1)) + ggufText("a") + le(uint32(9)) + le(uint32(8)) + le(uint64(1<<40)), "gguf part !limit"},
		{"an unknown type", "GGUF" + le(uint32(3)) + le(uint64(0)) + le(uint64(1)) + ggufText("a") + le(uint32(99)), "gguf part !malformed"},
		{"many tensors", "GGUF" + le(uint32(3)) + le(uint64(1<<40)) + le(uint64(0)), "gguf part !limit"},
	}
	for _, tt := range tests {
		if got := summary(inspect(t, []byte(tt.content))); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestONNX(t *testing.T) {
	tests := []struct{ name, location, outside string }{
		{"beside it", "weights.bin", "false"},
		{"below it", "data/weights.bin", "false"},
		{"back and forth", "data/../weights.bin", "false"},
		{"above it", "../../etc/passwd", "true"},
		{"by way of a directory", "data/../../x", "true"},
		{"absolute", "/etc/passwd", "true"},
		{"on Windows", `C:\Windows\win.ini`, "true"},
		{"above it on Windows", `..\x`, "true"},
		{"with a zero", "a\x00/../b", "true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := inspect(t, onnxOf(tt.location, "com.alder"))
			if got := summary(p); got != "onnx full" {
				t.Fatalf("got %s", got)
			}
			e := get(p, "external_data/0")
			if got := e.Get("tensor").Text() + string(e.Get("outside").AppendJSON(nil)); got != "weight"+tt.outside {
				t.Errorf("got %s", got)
			}
		})
	}
	p := inspect(t, onnxOf("w", "com.alder"))
	const want = `[{"name":"com.alder","custom":true},{"name":"","custom":false}]`
	if got := string(p.Get("operator_domains").AppendJSON(nil)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := get(p, "metadata/producer_name").Text(); got != "alder-export" {
		t.Errorf("got %s", got)
	}
	whole := onnxOf("../x", "com.alder")
	cut := summary(inspect(t, whole[:len(whole)-3]))
	if !strings.HasPrefix(cut, "onnx part !") {
		t.Errorf("cut off: %s", cut)
	}
	for name, content := range map[string]string{"other fields": "\x08\x03\x6a\x02hi", "no graph": numberOf(1, 8) + chunkOf(2, "x"), "nothing": "\x08\x01\x00\x00"} {
		if got := summary(inspect(t, []byte(content))); got != "not taken" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSavedModel(t *testing.T) {
	node := func(name, op string) string { return chunkOf(1, name) + chunkOf(2, op) }
	function := chunkOf(2, chunkOf(1, chunkOf(3, node("load", "ReadFile"))))
	graph := chunkOf(1, node("scores", "MatMul")) + chunkOf(1, node("dump", "WriteFile")) + function
	p := inspect(t, []byte(numberOf(1, 1)+chunkOf(2, chunkOf(1, chunkOf(1, "v1"))+chunkOf(2, graph))))
	if got := summary(p); got != "savedmodel full" {
		t.Fatalf("got %s", got)
	}
	if got := strings.Join(texts(p.Get("operations"), "name", "node"), " "); got != "WriteFile.dump ReadFile.load" {
		t.Errorf("got %s", got)
	}
}

func TestArrays(t *testing.T) {
	tests := []struct{ name, descr, data, want string }{
		{"numbers", "'<f8'", strings.Repeat("\x00", 16), "npy full"},
		{"objects", "'|O'", command4, "npy full" + evil},
		{"objects, harmless", "'|O'", "\x80\x02N.", "npy full"},
		{"objects in a field", "[('a', '<i4'), ('b', '|O')]", command4, "npy full" + evil},
		{"objects, with an escape", `'|\x4f'`, command4, "npy full" + evil},
		{"objects, cut off", "'|O'", command4[:20], "npy part" + evil + " !truncated"},
	}
	for _, tt := range tests {
		p := inspect(t, npyOf(tt.descr, tt.data))
		if got := summary(p); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		if objects := p.Get("object_arrays").Len() > 0; objects != (tt.name != "numbers") {
			t.Errorf("%s: objects %t", tt.name, objects)
		}
	}
	npz := zipOf(t, file{name: "a.npy", content: string(npyOf("'<f8'", strings.Repeat("\x00", 16)))}, file{name: "b.npy", content: string(npyOf("'|O'", command4))})
	if got, want := summary(inspect(t, npz)), "npz full"+evil; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := summary(inspect(t, []byte("\x93NUMPY\x09\x00xx"))); got != "npy part !unsupported_version" {
		t.Errorf("got %s", got)
	}
}

func TestKeras(t *testing.T) {
	layer := func(module, class, config string) string {
		return `{"module":"keras","class_name":"Sequential","config":{"layers":[{"module":"` + module + `","class_name":"` + class + `","config":` + config + `}]}}`
	}
	tests := []struct{ name, config, want, lambdas string }{
		{"a layer", layer("keras.layers", "Dense", `{"name":"d"}`), "keras full keras.Sequential=allowed keras.layers.Dense=allowed", ""},
		{"a layer with code", layer("keras.layers", "Lambda", `{"name":"risk"}`), "keras full keras.Sequential=allowed keras.layers.Lambda=denied", "risk.exact"},
		{"code", layer("builtins", "__lambda__", `{"code":"4wE="}`), "keras full keras.Sequential=allowed builtins.__lambda__=denied", ".exact"},
		{"a function of a module", layer("os", "function", `"system"`), "keras full keras.Sequential=allowed os.system=denied", ""},
		{"a function of Keras", layer("keras.utils", "function", `"get_file"`), "keras full keras.Sequential=allowed keras.utils.get_file=denied", ""},
		{"an activation", layer("keras.activations", "function", `"relu"`), "keras full keras.Sequential=allowed keras.activations.relu=allowed", ""},
		{"a class of its own", layer("alder.layers", "Risk", `{}`), "keras full keras.Sequential=allowed alder.layers.Risk=unknown", ""},
		{"broken JSON", `{"class_name":"Sequential",`, "keras part !malformed", ""},
		{"a key twice", `{"class_name":"Lambda","class_name":"Dense"}`, "keras part !malformed", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := inspect(t, zipOf(t, file{name: "config.json", content: tt.config}, file{name: "metadata.json", content: `{"keras_version":"3.0"}`}))
			if got := summary(p); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if got := strings.Join(texts(p.Get("lambda_layers"), "name", "precision"), " "); got != tt.lambdas {
				t.Errorf("got layers %q, want %q", got, tt.lambdas)
			}
		})
	}
	long := `{"class_name":"Sequential","name":"` + strings.Repeat("x", 2<<20) + `"}`
	if got := summary(inspect(t, zipOf(t, file{"config.json", long, zip.Deflate}, file{name: "metadata.json", content: "{}"}))); got != "keras full" {
		t.Errorf("a long configuration is %s", got)
	}
	if got := summary(inspect(t, zipOf(t, file{name: "config.json", content: `{"model_type":"bert"}`}))); got != "not taken" {
		t.Errorf("a configuration of something else is %s", got)
	}
}

func TestHDF5(t *testing.T) {
	const magic = "\x89HDF\r\n\x1a\n"
	for content, want := range map[string]string{
		magic + strings.Repeat("x", 1<<20-20) + `{"class_name": "Lambda", "config"`: ".heuristic",
		magic + `{"class_name" : "\u004cambda"}`:                                    ".heuristic",
		magic + `{"class_name": "Dense"}`:                                           "",
	} {
		p := inspect(t, []byte(content))
		if got := strings.Join(texts(p.Get("lambda_layers"), "name", "precision"), " "); got != want || summary(p) != "hdf5 part" {
			t.Errorf("got %q, want %q: %s", got, want, summary(p))
		}
	}
}

// TestEncryption says what files look encrypted with, and what only starts like them.
func TestEncryption(t *testing.T) {
	token := string(fernetOf(1_790_000_000, 3))
	broken := []byte(token)
	broken[40] = '!'
	short, _ := base64.URLEncoding.DecodeString(token)
	tests := []struct{ name, content, want string }{
		{"Fernet", token, "fernet 2026-09-21T14:13:20Z"},
		{"Fernet with a newline", token + "\n", "fernet 2026-09-21T14:13:20Z"},
		{"Fernet, the smallest", string(fernetOf(1, 1)), "fernet 1970-01-01T00:00:01Z"},
		{"Fernet without a block", string(fernetOf(1, 0)), ""},
		{"the start of Fernet", "gAAAAABh", ""},
		{"the start of Fernet, and text", "gAAAAABh but this is a text and not a token, " + strings.Repeat("x", 100), ""},
		{"Fernet with another character", string(broken), ""},
		{"Fernet, cut off", token[:len(token)-4], ""},
		{"Fernet, twice", token + "\n" + token, ""},
		{"Fernet of another length", base64.URLEncoding.EncodeToString(short[:len(short)-1]), ""},
		{"age", "age-encryption.org/v1\n-> X25519 abc\n", "age"},
		{"age, armoured", "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n", "age"},
		{"OpenPGP, armoured", "-----BEGIN PGP MESSAGE-----\n\nhQ\n", "pgp"},
		{"an OpenPGP key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nhQ\n", ""},
		{"a signature", "-----BEGIN PGP SIGNATURE-----\n\nhQ\n", ""},
		{"OpenPGP, by a public key", "\x85\x01\x0c\x03ABCDEFGH\x01" + strings.Repeat("x", 300), "pgp"},
		{"OpenPGP, by a passphrase", "\x8c\x0d\x04\x09\x03\x08abcdefgh\x60" + strings.Repeat("x", 300), "pgp"},
		{"OpenPGP, newer", "\xc1\x5e\x03ABCDEFGH\x12" + strings.Repeat("x", 300), "pgp"},
		{"CMS", "\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03rest", "cms"},
		{"CMS, armoured", "-----BEGIN CMS-----\nMIIB\n", "cms"},
		{"a certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n", ""},
		{"OpenSSL", "Salted__abcdefghrest", "openssl"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := inspect(t, []byte(tt.content))
			got := strings.TrimSpace(p.At("encryption", "looks").Text() + " " + p.At("encryption", "created").Text())
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if tt.want != "" && (p.Get("inspected").Text() != "none" || p.Get("problems").Len() > 0) {
				t.Errorf("got %s", summary(p))
			}
			if tt.want == "" && p.Defined() {
				t.Errorf("it is taken: %s", summary(p))
			}
		})
	}
}

// TestPolyglots are pickles besides what they seem to be.
func TestPolyglots(t *testing.T) {
	body := "0" + command4[2:] // drops what was swallowed before
	tarball := tarOf(t, file{name: "(0N0" + command + "x", content: "text"})
	tests := []struct {
		name    string
		content []byte
		want    string
	}{
		{"OpenPGP", []byte("\x8c\x0d\x04\x09\x03\x08abcdefgh\x60" + body), "encrypted none" + evil + " !polyglot"},
		{"tar", tarball, "pickle part" + evil + " !trailing_data"},
	}
	for _, tt := range tests {
		if got := summary(inspect(t, tt.content)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
