package engine_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
)

// entry is one of an archive.
type entry struct {
	name, text string
	kind       byte
}

func archived(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	w := tar.NewWriter(zipped)
	for _, e := range entries {
		if e.kind == 0 {
			e.kind = tar.TypeReg
		}
		header := &tar.Header{Name: e.name, Typeflag: e.kind, Size: int64(len(e.text)), Mode: 0o600}
		if e.kind == tar.TypeSymlink {
			header.Linkname, header.Size, e.text = "/etc/passwd", 0, ""
		}
		if err := w.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), zipped.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const archivedRule = `# METADATA
# title: A rule
# description: Of a test.
# custom:
#   severity: low
#   resources: [Pod]
#   remediation: None.
package monitoring.x

deny contains {"message": "x"} if input.resource.name == data.facts.x
`

func TestReadArchive(t *testing.T) {
	rule, facts := entry{name: "/monitoring/x/x.rego", text: archivedRule}, entry{name: "/facts/data.json", text: `{"x": "y"}`}
	good := archived(t, entry{name: "/.manifest", text: `{"revision": "r"}`}, entry{name: "monitoring", kind: tar.TypeDir}, rule, facts)
	for _, test := range []struct {
		name  string
		bytes []byte
		want  string // in the error; "" if it loads
	}{
		{"good", good, ""},
		{"not gzip", []byte("x"), "gzip"},
		{"cut off", good[:len(good)/2], "unexpected EOF"},
		{"twice", archived(t, rule, facts, entry{name: "monitoring/x/x.rego", text: archivedRule}), "is there twice"},
		{"out of it", archived(t, rule, facts, entry{name: "../x.rego", text: archivedRule}), "no path within the bundle"},
		{"out of it, within", archived(t, rule, facts, entry{name: "a/../../x.rego"}), "no path within the bundle"},
		{"link", archived(t, rule, facts, entry{name: "x.rego", kind: tar.TypeSymlink}), "not a regular file"},
		{"too large", archived(t, rule, facts, entry{name: "data.json", text: strings.Repeat(" ", 9<<20)}), "more than 8 MiB"},
		{"signed", archived(t, rule, facts, entry{name: ".signatures.json", text: "{}"}), "neither a .rego module nor"},
		{"wasm", archived(t, rule, facts, entry{name: "policy.wasm"}), "neither a .rego module nor"},
		{"empty", archived(t), "no rule"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b, err := engine.ReadArchive("b.tar.gz", bytes.NewReader(test.bytes))
			if err == nil {
				_, err = engine.Load(context.Background(), engine.Config{Bundles: []engine.Bundle{b}})
			}
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func FuzzReadArchive(f *testing.F) {
	f.Add(archived(f, entry{name: "/a/x.rego", text: "package a"}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := engine.ReadArchive("x.tar.gz", bytes.NewReader(b)); err != nil {
			if _, ok := errors.AsType[*engine.LoadError](err); !ok {
				t.Errorf("%v is no *LoadError", err)
			}
		}
	})
}
