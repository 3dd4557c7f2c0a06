package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestReadmeIsRecorded compares the README and the chart with what the recorded results give. Where nothing is
// recorded, nothing may be claimed.
func TestReadmeIsRecorded(t *testing.T) {
	all, err := readRecord(recordFile)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := between(string(text), func(string) string { return comparison(all) })
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != want {
		t.Errorf("the README is not what is recorded: run this program with -recorded -readme ../../README.md; want\n%s",
			comparison(all))
	}
	chart, err := os.ReadFile(chartFile)
	if len(all) == 0 {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("there is a chart of nothing: %v", err)
		}
		return
	}
	var b strings.Builder
	if err := errors.Join(err, writeSVG(&b, all)); err != nil {
		t.Fatal(err)
	}
	if string(chart) != b.String() {
		t.Error("the chart is not what is recorded")
	}
}

func TestPublishReadme(t *testing.T) {
	dir := t.TempDir()
	readme := filepath.Join(dir, "README.md")
	publishOver := func(text string, all []results) (string, error) {
		if err := writeFile(readme, []byte(text)); err != nil {
			t.Fatal(err)
		}
		err := publishReadme(readme, dir, all)
		b, readErr := os.ReadFile(readme)
		if readErr != nil {
			t.Fatal(readErr)
		}
		return string(b), err
	}
	const before, after = "# a\n\n", "\n\n## b\n"
	first, err := publishOver(before+beginMarker+"old"+endMarker+after, sample())
	if err != nil {
		t.Fatal(err)
	}
	if first != before+beginMarker+comparison(sample())+endMarker+after {
		t.Errorf("got\n%s", first)
	}
	recorded, err := readRecord(filepath.Join(dir, recordFile))
	if err != nil || comparison(recorded) != comparison(sample()) {
		t.Errorf("the record gives another README: %v", err)
	}
	if again, err := publishOver(first, recorded); err != nil || again != first {
		t.Errorf("publishing again gives\n%s, %v", again, err)
	}
	if _, err := os.Stat(filepath.Join(dir, chartFile)); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"", before + beginMarker, before + endMarker, first + first} {
		if got, err := publishOver(text, sample()); err == nil || got != text {
			t.Errorf("%q is accepted as a README: %v", text, err)
		}
	}
	if got, err := publishOver(first, nil); err == nil || got != first {
		t.Errorf("nothing is published: %v", err)
	}
}

func TestReadRecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), recordFile)
	if all, err := readRecord(path); err != nil || all != nil {
		t.Errorf("no record: got %v, %v", all, err)
	}
	if err := writeFile(path, []byte("{")); err != nil {
		t.Fatal(err)
	}
	if _, err := readRecord(path); err == nil {
		t.Error("a broken record is accepted")
	}
}

func TestMerge(t *testing.T) {
	of := func(size int, names ...string) []results {
		var all []results
		for _, n := range names {
			all = append(all, results{Name: n, Size: size})
		}
		return all
	}
	tests := []struct {
		name        string
		before, now []results
		want        []results
	}{
		{"first", nil, of(1, "files", "logs"), of(1, "files", "logs")},
		{"one anew", of(1, "files", "logs"), of(2, "files"), append(of(2, "files"), of(1, "logs")...)},
		{"one more, in order", of(1, "logs"), of(2, "files"), append(of(2, "files"), of(1, "logs")...)},
		{"a workload that is gone", of(1, "gone"), of(2, "files"), of(2, "files")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			same := func(a, b results) bool { return a.Name == b.Name && a.Size == b.Size }
			if got := merge(test.before, test.now); !slices.EqualFunc(got, test.want, same) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// TestFacts looks for what must be told of a machine, and what must not.
func TestFacts(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	e := &environment{given: map[string]string{opaProgram.name: self, conftestName: os.DevNull}}
	facts := strings.Join(e.facts(), ", ")
	for _, want := range []string{" core", "/", "go1.", "opa of an unknown version", "conftest of an unknown version"} {
		if !strings.Contains(facts, want) {
			t.Errorf("%q is not in %q", want, facts)
		}
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{self, os.DevNull, host} {
		if strings.Contains(facts, secret) {
			t.Errorf("%q is in %q", secret, facts)
		}
	}
}

// TestCaches runs a program that counts what it finds in its cache directory and leaves something there.
func TestCaches(t *testing.T) {
	e := &environment{given: map[string]string{"sh": "/bin/sh"}}
	w := &work{dir: t.TempDir()}
	tests := []struct {
		name  string
		cache cache
		want  []string // what three runs find
	}{
		{"empty", empty, []string{"0", "0", "0"}},
		{"kept", kept, []string{"0", "1", "2"}},
		{"kept, but by another", kept, []string{"0", "1", "2"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := running(test.name, command{
				program: program{name: "sh"}, cache: test.cache, read: readMessages,
				arguments: []string{"-c", `set -- "$XDG_CACHE_HOME"/*; [ -e "$1" ] || shift; echo "found: $#"; mktemp "$XDG_CACHE_HOME/XXXXXX" >&2`},
			})
			run, err := c.enter(t.Context(), e, w)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range test.want {
				_, got, err := run(t.Context())
				if err != nil || !maps.Equal(got, findings{{"found", want}: true}) {
					t.Errorf("run %d: got %v, %v, want %s", i+1, got, err, want)
				}
			}
		})
	}
}

func TestLines(t *testing.T) {
	for name, args := range map[string][]string{
		"no library": {"nothing", os.DevNull}, "no file": {goName, filepath.Join(t.TempDir(), "none")}, "nothing": {},
		"no JSON": {goName, recordlessFile(t)},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errors strings.Builder
			if code := linesMain(t.Context(), append([]string{linesCommand}, args...), &out, &errors); code != 2 || errors.Len() == 0 {
				t.Errorf("got exit %d, %q, want 2", code, &errors)
			}
		})
	}
}

func recordlessFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), logFile)
	if err := writeFile(path, []byte("no JSON\n")); err != nil {
		t.Fatal(err)
	}
	return path
}
