package server

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// OpenLog opens a decision log for appending, or starts one that only its owner may read. The chain of a log that
// exists goes on. A last line that was not finished, because the machine stopped, is left as it is and counts as a line.
func OpenLog(path string, audit Audit, labels map[string]string, now func() time.Time) (*Log, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, fmt.Errorf("open the decision log: %w", err)
	}
	chain, err := resume(f)
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the decision log %s: %w", path, err), f.Close())
	}
	return NewLog(f, audit, chain, labels, now), nil
}

// syncDir makes a new file's name survive the machine.
func syncDir(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // that of the file the operator names
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// resume finds where a log goes on.
func resume(f *os.File) (Chain, error) {
	info, err := f.Stat()
	if err != nil {
		return Chain{}, err
	}
	if !info.Mode().IsRegular() {
		return Chain{}, errors.New("not a regular file")
	}
	if info.Size() == 0 {
		return Chain{}, nil
	}
	line, before, err := lastLine(f, info.Size())
	if err != nil {
		return Chain{}, err
	}
	chain := Chain{Prev: sha256.Sum256(bytes.TrimSuffix(line, []byte("\n")))}
	if line[len(line)-1] == '\n' {
		chain.Seq, err = sequence(line)
		return chain, err
	}
	if _, err := f.WriteString("\n"); err != nil {
		return chain, err
	}
	if before == 0 {
		return chain, nil
	}
	if line, _, err = lastLine(f, before); err != nil {
		return chain, err
	}
	chain.Seq, err = sequence(line)
	return chain, err
}

// maxLine bounds a line of the log: a request, and a decision that repeats some of it, twice escaped.
const maxLine = 16 << 20

// lastLine returns the last line before a place, and where it starts.
func lastLine(f io.ReaderAt, end int64) ([]byte, int64, error) {
	for size := int64(64 << 10); ; size *= 4 {
		start := max(0, end-size)
		b := make([]byte, end-start)
		if _, err := f.ReadAt(b, start); err != nil {
			return nil, 0, err
		}
		if i := bytes.LastIndexByte(b[:len(b)-1], '\n'); i >= 0 {
			return b[i+1:], start + int64(i) + 1, nil
		}
		switch {
		case start == 0:
			return b, 0, nil
		case size > maxLine:
			return nil, 0, errors.New("its last line is too long")
		}
	}
}

// sequence is the number of a line.
func sequence(line []byte) (uint64, error) {
	doc, err := document.ParseJSON(line, document.Limits{Bytes: maxLine * 4, Depth: 1 << 10}, nil)
	if err != nil {
		return 0, errors.New("its last line is no decision: it is another kind of file")
	}
	n, err := strconv.ParseUint(doc.Root.At("custom", "seq").Text(), 10, 64)
	if err != nil {
		return 0, errors.New("its last line has no custom.seq: another program has written it")
	}
	return n, nil
}
