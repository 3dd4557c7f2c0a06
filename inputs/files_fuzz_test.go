package inputs_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

// FuzzReader asserts that whatever comes in, something comes out: resources with the file that held them,
// or an error. Silence would look like a pass.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{`{"thing": 1}`, "thing: 1\n---\nx: 2\n", "{\"at\": 1}\n{\"at\": 2}", "", "\xff\xfe{\x00}\x00", "PK\x03\x04", "# c\n", "{{ x }}", "kind: X\napiVersion: v1\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := inputs.Reader{Formats: table, Stdin: bytes.NewReader(b)}
		read, failed := 0, 0
		for item := range r.Read(context.Background(), []string{"-"}) {
			switch {
			case item.Resource != nil && (item.Resource.File != "-" || item.Resource.Format == ""):
				t.Fatalf("the resource %q is of no file or format", item.Resource.ID)
			case item.File != nil:
				read++
			case item.Err != nil:
				failed++
			}
		}
		if read+failed == 0 {
			t.Fatal("nothing was read, and nothing says so")
		}
	})
}
