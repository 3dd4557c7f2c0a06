package arm_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// TestDamagedExpressions breaks every expression in every resource of every template, one at a time: each
// must be an error that points at it. None may be passed over or make resources vanish.
func TestDamagedExpressions(t *testing.T) {
	broken := 0
	for _, file := range templates(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := decode(t, string(b))
		for path, v := range d.Root.All() {
			s := v.Text()
			if !strings.HasPrefix(s, "[") || strings.HasPrefix(s, "[[") || !isRead(path) {
				continue
			}
			broken++
			damaged := replaceAt(t, d, string(b), v, `"[concat('x'`+"]\"")
			_, err := read(decode(t, damaged))
			var e *inputs.Error
			if !errors.As(err, &e) {
				t.Errorf("%s%s: got %v, want an error", file, path, err)
				continue
			}
			want, _ := d.Span(v.Node())
			if got, _ := e.Document.Span(e.Node); got.Start != want.Start || !strings.Contains(e.Reason, "malformed") {
				t.Errorf("%s%s: got %s, want an error at %v", file, path, describe(err), want.Start)
			}
		}
	}
	if broken < 40 {
		t.Errorf("only %d expressions were broken", broken)
	}
}

// isRead reports whether a value is part of a resource, and not of the outputs of a template.
func isRead(path document.Path) bool {
	if path[0].Key != "resources" {
		return false
	}
	for _, step := range path {
		if step.Key == "outputs" {
			return false
		}
	}
	return true
}

// replaceAt replaces the text of v, which must be on one line of ASCII.
func replaceAt(t *testing.T, d *document.Document, text string, v document.Value, with string) string {
	t.Helper()
	span, ok := d.Span(v.Node())
	if !ok || span.Start.Line != span.End.Line {
		t.Fatalf("no place for %v", v)
	}
	lines := strings.SplitAfter(text, "\n")
	line := lines[span.Start.Line-1]
	lines[span.Start.Line-1] = line[:span.Start.Column-1] + with + line[span.End.Column-1:]
	return strings.Join(lines, "")
}

// TestDamagedResources takes what a resource must have from every resource of every template, one at a time:
// each must be an error, never one resource less.
func TestDamagedResources(t *testing.T) {
	damaged := 0
	for _, file := range templates(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := decode(t, string(b))
		for path, v := range d.Root.All() {
			last := len(path) - 1
			if last < 0 || !isRead(path) || path[0].Key != "resources" || !isResourceMember(path, d.Root) {
				continue
			}
			for _, with := range []string{`null`, `{}`, `""`, `17`} {
				damaged++
				if all, err := read(decode(t, replaceAt(t, d, string(b), v, with))); err == nil {
					t.Errorf("%s%s = %s: got %d resources, want an error", file, path, with, len(all))
				}
			}
		}
	}
	if damaged < 100 {
		t.Errorf("only %d members were damaged", damaged)
	}
}

// isResourceMember reports whether a path leads to the type or name of a resource.
func isResourceMember(path document.Path, root document.Value) bool {
	key := path[len(path)-1].Key
	if key != "type" && key != "name" {
		return false
	}
	holder, _ := root.Find(path[:len(path)-1])
	return holder.Get("type").Defined() && holder.Get("name").Defined() && holder.Get("apiVersion").Defined()
}
