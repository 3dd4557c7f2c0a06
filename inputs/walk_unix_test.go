//go:build unix

package inputs_test

import (
	"syscall"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
)

func TestReaderRefusesSpecialFiles(t *testing.T) {
	write(t, map[string]string{"in/a.json": `{"thing": 1}`})
	for _, name := range []string{"in/pipe.json", "in/pipe"} {
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			t.Skip(err)
		}
	}
	compare(t, read(inputs.Reader{}, "in"), []string{
		"in/pipe: skipped, not a regular file", "in/pipe.json: error, not a regular file", "in/a.json: thing 1", "in/a.json: 1 of 1",
	})
}
