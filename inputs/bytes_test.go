package inputs_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// stored is a format of files that start with MAGIC. One whose next letter is ? turns out to be none.
var stored = inputs.Format{
	Name:        "stored",
	DetectBytes: func(b inputs.Bytes) bool { return bytes.HasPrefix(b.Start, []byte("MAGIC")) },
	Inspect: func(f inputs.File, b inputs.Bytes) ([]*inputs.Resource, error) {
		start := make([]byte, 6)
		if _, err := b.ReadAt(start, 0); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if start[5] == '?' {
			return nil, inputs.ErrNotInput
		}
		digest, err := b.Sum()
		return []*inputs.Resource{{ID: f.Path + " " + strconv.FormatInt(b.Size, 10) + " " + digest[:11]}}, err
	},
}

func withStored() []inputs.Format { return append(slices.Clone(table), stored) }

func TestBytes(t *testing.T) {
	large := "MAGIC" + strings.Repeat("\x00", 2<<20)
	tests := []struct {
		name, file, content string
		format              string
		want                []string
	}{
		{"by its content", "a.bin", "MAGIC!", "", []string{"a.bin: stored a.bin 6 sha256:b27f", "a.bin: 1 of 0 as stored"}},
		{"whatever its name", "a.json", "MAGIC!", "", []string{"a.json: stored a.json 6 sha256:b27f", "a.json: 1 of 0 as stored"}},
		{"large", "a.bin", large, "", []string{"a.bin: stored a.bin 2097157 sha256:", "a.bin: 1 of 0 as stored"}},
		{"not after all", "a.bin", "MAGIC?", "", []string{"a.bin: skipped, not an input format"}},
		{"not after all, but a document", "a.yaml", "MAGIC? \nthing: 1", "", []string{"a.yaml:2:6: error, "}},
		{"another format is asked for", "a.bin", "MAGIC!", "thing", []string{"a.bin: skipped, not an input format"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			write(t, map[string]string{tt.file: tt.content})
			compare(t, read(inputs.Reader{Formats: withStored(), Format: tt.format}, "."), tt.want)
		})
	}
}

// TestBytesFromPipe reads what can be read only once, of formats that want to read here and there.
func TestBytesFromPipe(t *testing.T) {
	for content, want := range map[string]string{
		"MAGIC!": "-: stored - 6 sha256:b27f", "MAGIC?": "-: error, the file is in no known format", `{"thing":1}`: "-: thing 1",
	} {
		r := inputs.Reader{Formats: withStored(), Stdin: strings.NewReader(content)}
		compare(t, read(r, "-")[:1], []string{want})
	}
	r := inputs.Reader{Formats: withStored(), Stdin: strings.NewReader("MAGIC!" + strings.Repeat("x", 100))}
	r.Limits.Bytes = 50
	if got := read(r, "-"); len(got) != 1 || !strings.Contains(got[0], "larger than 50 bytes") {
		t.Errorf("got %q", got)
	}
}

// TestBytesChanged changes a large file while it is read.
func TestBytesChanged(t *testing.T) {
	write(t, map[string]string{"a.bin": "MAGIC" + strings.Repeat("x", 2<<20)})
	changing := stored
	changing.Inspect = func(f inputs.File, b inputs.Bytes) ([]*inputs.Resource, error) {
		if err := os.Chtimes(f.Path, time.Unix(1, 0), time.Unix(1, 0)); err != nil {
			return nil, err
		}
		return stored.Inspect(f, b)
	}
	compare(t, read(inputs.Reader{Formats: []inputs.Format{changing}}, "a.bin"), []string{"a.bin: error, the file changed while it was read"})
}

// TestBytesDigest digests all of a file that is not text, so that a change far behind its start is seen.
func TestBytesDigest(t *testing.T) {
	content := "MAGIC!" + strings.Repeat("x", 10_000)
	write(t, map[string]string{"a.bin": content})
	r := inputs.Reader{Formats: withStored()}
	before, ok := r.Digest(t.Context(), []string{"."})
	if !ok || before.Files["a.bin"] == "" {
		t.Fatalf("no digest: %v", before.Files)
	}
	r.Digested = before
	compare(t, read(r, "."), []string{"a.bin: stored a.bin 10006 sha256:", "a.bin: 1 of 0 as stored"})
	r.Digested = inputs.Digest{}
	if err := os.WriteFile("a.bin", []byte(content[:10_000]+"yyyyyy"), 0o600); err != nil {
		t.Fatal(err)
	}
	after, ok := r.Digest(t.Context(), []string{"."})
	if !ok || after.Sum == before.Sum {
		t.Errorf("the digest is the same: %t", ok)
	}
}

// TestBytesOfSeveralFormats offers a file to one format after the other, with its name.
func TestBytesOfSeveralFormats(t *testing.T) {
	named := stored
	named.Name = "named"
	named.DetectBytes = func(b inputs.Bytes) bool { return strings.HasSuffix(b.Path, ".csv") }
	named.Inspect = func(f inputs.File, b inputs.Bytes) ([]*inputs.Resource, error) {
		if bytes.HasPrefix(b.Start, []byte("bad")) {
			return nil, &document.SyntaxError{Position: document.Position{Line: 3, Column: 1}, Reason: "a bad row", Hint: "write it again"}
		}
		digest, err := b.Sum()
		return []*inputs.Resource{{ID: f.Path + " named " + digest[:11]}}, err
	}
	tests := []struct {
		name, file, content, format string
		want                        []string
	}{
		{"the first that takes it", "a.csv", "MAGIC!", "", []string{"a.csv: stored a.csv 6 sha256:b27f", "a.csv: 1 of 0 as stored"}},
		{"the next if the first does not", "a.csv", "MAGIC?", "", []string{"a.csv: named a.csv named sha256:5fb3", "a.csv: 1 of 0 as named"}},
		{"only the one that is asked for", "a.csv", "MAGIC!", "named", []string{"a.csv: named a.csv named sha256:b27f", "a.csv: 1 of 0 as named"}},
		{"another name", "a.txt", "MAGIC?", "", []string{"a.txt: skipped, not an input format"}},
		{"an error with its place", "a.csv", "bad", "", []string{"a.csv:3:1: error, a bad row (write it again)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			write(t, map[string]string{tt.file: tt.content})
			compare(t, read(inputs.Reader{Formats: append(withStored(), named), Format: tt.format}, "."), tt.want)
		})
	}
}
