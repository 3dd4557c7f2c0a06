package report_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t *testing.T, format string, r *engine.Report, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, format, r, o); err != nil {
		t.Fatalf("write %s: %v", format, err)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and look at the change. Got:\n%s", path, got)
	}
}

func source(path string) ([]byte, error) {
	if path != "infra/main.json" {
		return nil, errors.New("no such file")
	}
	return []byte(mainJSON), nil
}

func TestGolden(t *testing.T) {
	if len(report.Formats()) == 0 || len(reports) == 0 {
		t.Fatal("nothing to test")
	}
	for _, format := range report.Formats() {
		for name, build := range reports {
			t.Run(format+"/"+name, func(t *testing.T) {
				golden(t, name+"."+format, write(t, format, build(), report.Options{Source: source}))
			})
		}
	}
}

func TestWriteIsDeterministicAndChangesNothing(t *testing.T) {
	for _, format := range report.Formats() {
		for name, build := range reports {
			r := build()
			first := write(t, format, r, report.Options{})
			if second := write(t, format, r, report.Options{}); first != second {
				t.Errorf("%s of %s: two writes differ", format, name)
			}
			if !reflect.DeepEqual(r, build()) {
				t.Errorf("%s of %s: the report was changed", format, name)
			}
		}
	}
}

func TestWriteRefusesUnknownFormat(t *testing.T) {
	err := report.Write(&bytes.Buffer{}, "yaml", passing(), report.Options{})
	if err == nil {
		t.Fatal("got no error")
	}
	for _, want := range append(report.Formats(), `"yaml"`) {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, want it to name %s", err, want)
		}
	}
}

func TestFormatsAreSorted(t *testing.T) {
	if f := report.Formats(); !slices.IsSorted(f) || !slices.Contains(f, "text") {
		t.Errorf("got %v, want sorted names with text", f)
	}
}

// full is a writer that fails after some bytes.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return 0, errors.New("disk full")
	}
	f.room -= len(p)
	return len(p), nil
}

func TestWriteReportsFailedWrites(t *testing.T) {
	for _, format := range report.Formats() {
		for _, room := range []int{0, 100} {
			err := report.Write(&full{room}, format, hostile(attacks), report.Options{})
			if err == nil || !strings.Contains(err.Error(), "disk full") {
				t.Errorf("%s with room for %d bytes: got %v, want disk full", format, room, err)
			}
		}
	}
}
