package inputs_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// table is a small table of formats, so that these tests say nothing about real ones.
var table = []inputs.Format{
	{Name: "thing", Detect: has("thing"), Read: readNames("thing")},
	{Name: "broken", Detect: has("broken"), Read: func(f inputs.File) ([]*inputs.Resource, error) {
		d := f.Documents[0]
		return nil, &inputs.Error{Document: d, Node: d.Root.Get("broken").Node(), Reason: "broken indeed", Hint: "mend it"}
	}},
	{Name: "lines", DetectLine: func(line []byte) bool { return strings.Contains(string(line), `"at"`) }, Stream: streamLines},
	{Name: "object", Detect: has("kind"), Read: readNames("kind")},
	{Name: "second", Detect: has("thing"), Read: readNames("second")},
}

func has(key string) func(document.Value) bool {
	return func(root document.Value) bool { return root.Get(key).Defined() }
}

// readNames makes each document a resource whose id is the JSON of the value of key.
func readNames(key string) func(inputs.File) ([]*inputs.Resource, error) {
	return func(f inputs.File) ([]*inputs.Resource, error) {
		var resources []*inputs.Resource
		for _, d := range f.Documents {
			resources = append(resources, &inputs.Resource{ID: string(d.Root.Get(key).AppendJSON(nil)), Value: d.Root, Document: d})
		}
		return resources, nil
	}
}

func streamLines(_ inputs.File, r io.Reader, yield func(*inputs.Resource) bool) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadString('\n')
		if line = strings.TrimSpace(line); line != "" && !yield(&inputs.Resource{ID: line, Record: true}) {
			return nil
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// write makes files below a temporary directory, which becomes the current one.
func write(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// read returns what a reader yields, one line for each item.
func read(r inputs.Reader, paths ...string) []string {
	if r.Formats == nil {
		r.Formats = table
	}
	var got []string
	for item := range r.Read(context.Background(), paths) {
		got = append(got, printItem(item))
	}
	return got
}

func printItem(item inputs.Item) string {
	switch {
	case item.Resource != nil:
		return fmt.Sprintf("%s: %s %s", item.Resource.File, item.Resource.Format, item.Resource.ID)
	case item.File != nil:
		return fmt.Sprintf("%s: %d of %d as %s", item.File.Path, item.File.Resources, item.File.Documents, item.File.Format)
	case item.Skipped != nil:
		return fmt.Sprintf("%s: skipped, %s", item.Skipped.Path, item.Skipped.Reason)
	case item.Err.Span.Start.Line > 0:
		return fmt.Sprintf("%s:%d:%d: error, %s (%s)", item.Err.Path, item.Err.Span.Start.Line, item.Err.Span.Start.Column, item.Err.Reason, item.Err.Hint)
	}
	return fmt.Sprintf("%s: error, %s (%s)", item.Err.Path, item.Err.Reason, item.Err.Hint)
}

// compare asserts that got has the lines of want, each at least as a beginning.
func compare(t *testing.T, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Errorf("nothing more, want %q", want[i])
		case i >= len(want):
			t.Errorf("got %q, want nothing more", got[i])
		case !strings.HasPrefix(got[i], want[i]):
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}

func TestReaderWalksDirectories(t *testing.T) {
	write(t, map[string]string{
		"in/a.json":         `{"thing": 1}`,
		"in/b/c.yaml":       "thing: 2\n---\nthing: 3\n",
		"in/b/d.yml":        `{"thing": "x\/y"}`,
		"in/README.md":      "[a link]: it\n",
		"in/package.json":   `{"name": "x"}`,
		"in/values.yaml":    "a: 1\n",
		"in/broken.json":    `{"thing": 1`,
		"in/empty.json":     ``,
		"in/empty.yaml":     "# nothing\n",
		"in/log.txt":        "\n{\"at\": 1}\n{\"at\": 2}\n",
		"in/image.png":      "\x89PNG\x00\x00",
		"in/.git/config":    "x",
		"in/.git/x.json":    `{"thing": 1}`,
		"in/vendor/x.json":  `{"thing": 1}`,
		"in/no.extension":   `{"thing": 4}`,
		"in/mixed.yaml":     "thing: 5\n---\nother: 1\n---\napiVersion: v1\nkind: Pod\nx: yes\n---\nbroken: 1\n",
		"in/chart.yaml":     "a: {{ .Values.x }}\n",
		"in/skip.json":      `{"thing": 1}`,
		"in/latin1.json":    "{\"thing\": \"\xe9\"}",
		"in/zero.json":      "\x00\x00",
		"in/sub/Z.JSON":     `{"thing": 6}`,
		"in/b-side/e.json":  `{"thing": 7}`,
		"in/b/deep/er.json": `{"thing": 8}`,
	})
	compare(t, read(inputs.Reader{Exclude: []string{"in/vendor", "**/skip.*"}}, "in"), []string{
		"in/.git/: skipped, hidden directory",
		"in/skip.json: skipped, excluded",
		"in/vendor/: skipped, excluded",
		"in/README.md: skipped, not an input format",
		"in/a.json: thing 1", "in/a.json: 1 of 1 as thing",
		"in/b-side/e.json: thing 7", "in/b-side/e.json: 1 of 1 as thing",
		"in/b/c.yaml: thing 2", "in/b/c.yaml: thing 3", "in/b/c.yaml: 2 of 2 as thing",
		`in/b/d.yml: thing "x/y"`, "in/b/d.yml: 1 of 1 as thing",
		"in/b/deep/er.json: thing 8", "in/b/deep/er.json: 1 of 1 as thing",
		"in/broken.json:1:12: error, the file ends inside an object",
		"in/chart.yaml:1:5: error, a key that is a mapping or a sequence (a template? Render it first",
		"in/empty.json:1:1: error, there is no JSON here: the file is empty",
		"in/empty.yaml: error, the file is empty: it holds no document",
		"in/image.png: skipped, not an input format",
		"in/latin1.json:1:12: error, invalid UTF-8",
		`in/log.txt: lines {"at": 1}`, `in/log.txt: lines {"at": 2}`, "in/log.txt: 2 of 0 as lines",
		"in/mixed.yaml: thing 5", `in/mixed.yaml: object "Pod"`, "in/mixed.yaml:9:9: error, broken indeed (mend it)",
		"in/mixed.yaml:3:1: error, document 2 is in no known format (mend it, move it to another file, or name its format with --format: thing, broken, lines, object, second)", "in/mixed.yaml: 2 of 2 as thing+object",
		"in/no.extension: thing 4", "in/no.extension: 1 of 1 as thing",
		"in/package.json: skipped, not an input format",
		"in/sub/Z.JSON: thing 6", "in/sub/Z.JSON: 1 of 1 as thing",
		"in/values.yaml: skipped, not an input format",
		"in/zero.json:1:1: error, a NUL byte",
	})
}

func TestReaderReadsNamedFiles(t *testing.T) {
	write(t, map[string]string{
		"a.json": `{"thing": 1}`, "other.json": `{"x": 1}`, "flow.json": `{a: 1}`, "text": "thing: 2", "empty": "", "blank.log": "\n\n",
		"mixed.yaml": "x: 1\n---\nthing: 1\n", "main.bicep": "param x string", "main.bicepparam": "using 'main.bicep'", "plan": "PK\x03\x04\x00", "x.jsonl": `{"x": 1}`,
		"utf16.json": "\xff\xfe{\x00\"\x00t\x00h\x00i\x00n\x00g\x00\"\x00:\x001\x00}\x00",
		"utf16.log":  "\xff\xfe{\x00\"\x00a\x00t\x00\"\x00:\x001\x00}\x00\n\x00",
		"one.json":   `{"thing": {"at": 1}, "at": 1}`, "flow.yaml": "{thing: 3,}", "marked.log": "\ufeff{\"at\": 1}\r\n",
	})
	const names = "name its format with --format: thing, broken, lines, object, second"
	tests := []struct {
		path string
		want []string
	}{
		{"a.json", []string{"a.json: thing 1", "a.json: 1 of 1 as thing"}},
		{"././/a.json", []string{"a.json: thing 1", "a.json: 1 of 1 as thing"}},
		{"other.json", []string{"other.json: error, the file is in no known format (" + names}},
		{"flow.json", []string{`flow.json:1:2: error, "a" where a key in double quotes should be`}},
		{"flow.yaml", []string{"flow.yaml: thing 3", "flow.yaml: 1 of 1 as thing"}},
		{"text", []string{"text: thing 2", "text: 1 of 1 as thing"}},
		{"empty", []string{"empty: error, the file is empty"}},
		{"blank.log", []string{"blank.log: error, the file is empty"}},
		{"missing.json", []string{"missing.json: error, no such file or directory"}},
		{"mixed.yaml", []string{"mixed.yaml: thing 1", "mixed.yaml:1:1: error, document 1 is in no known format", "mixed.yaml: 1 of 1 as thing"}},
		{"main.bicep", []string{"main.bicep: error, the file is in no known format (build first: az bicep build --file"}},
		{"main.bicepparam", []string{"main.bicepparam: error, the file is in no known format (build first: az bicep build-params"}},
		{"plan", []string{"plan: error, the file is in no known format (a saved Terraform plan?"}},
		{"x.jsonl", []string{"x.jsonl: error, the file is in no known format"}},
		{"utf16.json", []string{"utf16.json: thing 1", "utf16.json: 1 of 1 as thing"}},
		{"utf16.log", []string{`utf16.log: lines {"at":1}`, "utf16.log: 1 of 0 as lines"}},
		{"marked.log", []string{"marked.log: lines \ufeff{\"at\": 1}", "marked.log: 1 of 0 as lines"}},
		{"one.json", []string{`one.json: thing {"at":1}`, "one.json: 1 of 1 as thing"}},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) { compare(t, read(inputs.Reader{}, test.path), test.want) })
	}
}

func TestReaderForcesFormat(t *testing.T) {
	write(t, map[string]string{"in/x.json": `{"x": 1}`, "in/README.md": "# x\n", "x.log": "any\nline\n"})
	compare(t, read(inputs.Reader{Format: "second"}, "in"), []string{
		"in/README.md: skipped", "in/x.json: second null", "in/x.json: 1 of 1 as second",
	})
	compare(t, read(inputs.Reader{Format: "lines"}, "in", "x.log"), []string{
		"in/README.md: skipped", "in/x.json: skipped", "x.log: lines any", "x.log: lines line", "x.log: 2 of 0 as lines",
	})
	compare(t, read(inputs.Reader{Format: "nothing"}, "in"), []string{`: error, there is no format "nothing" (formats are thing,`})
	compare(t, read(inputs.Reader{Exclude: []string{"["}}, "in"), []string{"[: error, not a pattern"})
}

func TestReaderReadsNothingTwice(t *testing.T) {
	write(t, map[string]string{"in/a.json": `{"thing": 1}`})
	compare(t, read(inputs.Reader{}, "in/a.json", "in", "./in/a.json"), []string{"in/a.json: thing 1", "in/a.json: 1 of 1 as thing"})
}

func TestReaderReportsPaths(t *testing.T) {
	write(t, map[string]string{"in/a.json": `{"thing": 1}`, "out/b\x1b[2J.json": `{"thing": 2}`})
	here, err := filepath.EvalSymlinks(".")
	if err != nil {
		t.Fatal(err)
	}
	absolute, err := filepath.Abs(here)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, read(inputs.Reader{}, filepath.Join(absolute, "in")), []string{"in/a.json: thing", "in/a.json: 1"})
	compare(t, read(inputs.Reader{}, "out"), []string{"out/b\x1b[2J.json: thing", "out/b\x1b[2J.json: 1"})
	t.Chdir("out")
	compare(t, read(inputs.Reader{}, "../in"), []string{"../in/a.json: thing", "../in/a.json: 1"})
	compare(t, read(inputs.Reader{}, "."), []string{"b\x1b[2J.json: thing", "b\x1b[2J.json: 1"})
}

func TestReaderReadsStdin(t *testing.T) {
	compare(t, read(inputs.Reader{Stdin: strings.NewReader(`{"thing": 1}`)}, "-"), []string{"-: thing 1", "-: 1 of 1 as thing"})
	compare(t, read(inputs.Reader{Stdin: strings.NewReader("thing: 1")}, "-"), []string{"-: thing 1", "-: 1 of 1 as thing"})
	compare(t, read(inputs.Reader{Stdin: strings.NewReader("{\"at\": 1}\n")}, "-"), []string{"-: lines", "-: 1 of 0 as lines"})
	compare(t, read(inputs.Reader{Stdin: strings.NewReader("")}, "-"), []string{"-: error, the file is empty"})
	compare(t, read(inputs.Reader{}, "-"), []string{"-: error, there is no standard input"})
}

func TestReaderRaw(t *testing.T) {
	write(t, map[string]string{"in/a.json": `[1]`, "in/b.yaml": "x: 1\n---\n---\napiVersion: v1\nkind: X\ny: no\n", "in/c.txt": "x", "in/e.yaml": ""})
	compare(t, read(inputs.Reader{Raw: true}, "in", "in/c.txt"), []string{
		"in/a.json: json in/a.json", "in/a.json: 1 of 1 as json",
		"in/b.yaml: yaml in/b.yaml#0", "in/b.yaml: yaml in/b.yaml#2", "in/b.yaml: 2 of 2 as yaml",
		"in/c.txt: skipped", "in/e.yaml: error, the file is empty",
	})
	r := inputs.Reader{Raw: true}
	for item := range r.Read(context.Background(), []string{"in/b.yaml"}) {
		if item.Resource != nil && item.Resource.ID == "in/b.yaml#2" {
			if got := string(item.Resource.Value.AppendJSON(nil)); got != `{"apiVersion":"v1","kind":"X","true":false}` {
				t.Errorf("got %s, want the booleans of Kubernetes", got)
			}
		}
	}
}

func TestReaderLimits(t *testing.T) {
	write(t, map[string]string{
		"big.json": `{"thing": "` + strings.Repeat("x", 100_000) + `"}`,
		"big.log":  strings.Repeat("{\"at\": 1}\n", 20_000),
		"big.txt":  strings.Repeat("x", 100_000),
	})
	got := read(inputs.Reader{Limits: document.Limits{Bytes: 50_000, Line: 1000}}, ".")
	compare(t, got[:1], []string{"big.json: error, the file is larger than 50000 bytes"})
	compare(t, got[len(got)-2:], []string{"big.log: 20000 of 0 as lines", "big.txt: skipped"})
}

func TestReaderDigests(t *testing.T) {
	files := map[string]string{"a.json": "\ufeff{\"thing\": 1}", "b.log": strings.Repeat("{\"at\": 1}\n", 30_000)}
	write(t, files)
	seen := 0
	r := inputs.Reader{Formats: table}
	for item := range r.Read(context.Background(), []string{"a.json", "b.log"}) {
		if item.File == nil {
			continue
		}
		seen++
		text := files[item.File.Path]
		want := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(text)))
		if item.File.Digest != want || item.File.Bytes != int64(len(text)) {
			t.Errorf("%s: got %s, %d bytes, want %s, %d", item.File.Path, item.File.Digest, item.File.Bytes, want, len(text))
		}
	}
	if seen != len(files) {
		t.Errorf("got %d files, want %d", seen, len(files))
	}
}

func TestReaderFollowsLinksInside(t *testing.T) {
	write(t, map[string]string{
		"in/a.json": `{"thing": 1}`, "in/.data/b.json": `{"thing": 2}`, "in/.data/sub/c.json": `{"thing": 3}`, "out/d.json": `{"thing": 4}`,
	})
	links := map[string]string{
		"in/again.json": "a.json", "in/loop": ".", "in/.data/loop": "..", "in/data": ".data", "in/data2": ".data/sub", "in/sub.json": ".data/b.json",
		"in/out.json": "../out/d.json", "in/out": "../out", "in/gone.json": "nowhere", "in/gone.txt": "nowhere", "in/out.txt": "../out/d.json", "in/.data/me.json": "me.json",
	}
	for name, target := range links {
		if err := os.Symlink(target, name); err != nil {
			t.Skip(err)
		}
	}
	got := read(inputs.Reader{}, "in")
	slices.Sort(got)
	compare(t, got, []string{
		"in/.data/: skipped, hidden directory",
		"in/a.json: 1 of 1 as thing", "in/a.json: thing 1",
		"in/again.json: skipped, a link to what is read anyway",
		"in/data/b.json: 1 of 1 as thing", "in/data/b.json: thing 2",
		"in/data/loop: skipped, a link to what is read anyway",
		"in/data/me.json: error, a link to nothing",
		"in/data/sub/c.json: 1 of 1 as thing", "in/data/sub/c.json: thing 3",
		"in/data2: skipped, a link to what is read anyway",
		"in/gone.json: error, a link to nothing", "in/gone.txt: skipped, a link to nothing",
		"in/loop: skipped, a link to what is read anyway",
		"in/out.json: error, a link out of the directory",
		"in/out.txt: skipped, a link out of the directory",
		"in/out: error, a link out of the directory (name where it leads to",
		"in/sub.json: skipped, a link to what is read anyway",
	})
}

func TestReaderUnreadable(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not hold here")
	}
	write(t, map[string]string{"in/a.json": `{"thing": 1}`, "in/d/b.json": `{"thing": 2}`})
	if err := os.Chmod("in/a.json", 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod("in/d", 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod("in/d", 0o700) })
	compare(t, read(inputs.Reader{}, "in"), []string{"in/d: error, permission denied", "in/a.json: error, permission denied"})
}

func TestReaderStops(t *testing.T) {
	write(t, map[string]string{"a.json": `{"thing": 1}`, "b.log": strings.Repeat("{\"at\": 1}\n", 100), "c.json": `{"thing": 2}`})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r := inputs.Reader{Formats: table}
	var got []string
	for item := range r.Read(ctx, []string{"a.json", "b.log", "c.json"}) {
		got = append(got, printItem(item))
		if item.Resource != nil && item.Resource.Record {
			cancel()
		}
	}
	compare(t, got, []string{"a.json: thing 1", "a.json: 1 of 1", `b.log: lines {"at": 1}`, "b.log: error, stopped before everything was read: context canceled"})
	for stop := range 5 {
		n := 0
		for range r.Read(context.Background(), []string{"."}) {
			if n++; n > stop {
				break
			}
		}
	}
}
