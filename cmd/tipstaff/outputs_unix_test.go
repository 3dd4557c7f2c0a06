//go:build unix

package main

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWriteFileKeepsWhatIsNoFile writes to a pipe with a name, which must stay one.
func TestWriteFileKeepsWhatIsNoFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skipf("no pipes with names here: %v", err)
	}
	read := make(chan string)
	go func() {
		b, err := os.ReadFile(filepath.Clean(path))
		if err != nil {
			t.Error(err)
		}
		read <- string(b)
	}()
	if err := writeFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "report")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got := <-read; got != "report" {
		t.Errorf("got %q", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v, %v", info, err)
	}
}
