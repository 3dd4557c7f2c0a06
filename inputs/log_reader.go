package inputs

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

var byteOrderMark = []byte("\ufeff")

// lineReader reads lines of any length but keeps none that is longer than a limit.
type lineReader struct {
	r      *bufio.Reader
	limit  int
	number int
}

// logLine is one line without its end. Its bytes are its own.
type logLine struct {
	text    []byte // nil if it is too long
	number  int    // from 1
	tooLong bool
	ended   bool // by a newline, and not by the end of the file
}

func newLineReader(r io.Reader, limit int) *lineReader {
	const buffer = 64 << 10
	return &lineReader{r: bufio.NewReaderSize(r, buffer), limit: limit}
}

// next returns the next line, and io.EOF after the last.
func (l *lineReader) next() (logLine, error) {
	line := logLine{number: l.number + 1}
	for {
		chunk, err := l.r.ReadSlice('\n')
		line.tooLong = line.tooLong || len(line.text)+len(chunk) > l.limit+len("\r\n")
		if line.tooLong {
			line.text = nil
		} else {
			line.text = append(line.text, chunk...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == nil:
			line.ended = true
		case !errors.Is(err, io.EOF):
			return line, err
		case len(line.text) == 0 && !line.tooLong:
			return line, io.EOF
		}
		break
	}
	l.number++
	if l.number == 1 {
		line.text = bytes.TrimPrefix(line.text, byteOrderMark)
	}
	line.text = trimLine(line.text)
	if len(line.text) > l.limit {
		line.text, line.tooLong = nil, true
	}
	return line, nil
}

// trimLine removes the end of a line.
func trimLine(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}
