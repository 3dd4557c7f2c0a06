package inputs

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// lineFormat returns the format of a log, nil if the file is none. It leaves in.r at the start.
func (s *session) lineFormat(in *input) (*Format, error) {
	if s.Raw || s.forced != nil && s.forced.Stream == nil || isBinary(in.head) || isUTF16(in.head) {
		return nil, nil
	}
	line, err := firstLine(s.buffer, s.limits.Line)
	in.r = io.MultiReader(bytes.NewReader(line.read), s.buffer)
	if err != nil {
		return nil, err
	}
	return s.logFormat(in, line.text), nil
}

// logFormat returns the format of a log that starts with the given line. A format asked for by name is
// taken for named files whatever the line is.
func (s *session) logFormat(in *input, line []byte) *Format {
	switch {
	case s.forced == nil:
		return s.matchLine(line)
	case in.named && s.forced.Read == nil || line != nil && s.forced.DetectLine != nil && s.forced.DetectLine(line):
		return s.forced
	case s.forced.Read == nil:
		in.language = none
	}
	return nil
}

// utf16Log is lineFormat for the text of a file in UTF-16, which had to be read whole.
func (s *session) utf16Log(in *input, text []byte) *Format {
	if s.Raw || !isUTF16(in.head) || s.forced != nil && s.forced.Stream == nil {
		return nil
	}
	line, err := firstLine(bufio.NewReader(bytes.NewReader(text)), s.limits.Line)
	if err != nil {
		return nil
	}
	return s.logFormat(in, line.text)
}

type readLine struct {
	read []byte // everything up to the end of the line, as it was
	text []byte // the line without its end and a byte order mark; nil if there is none, or a longer one
}

func firstLine(r *bufio.Reader, limit int) (readLine, error) {
	var line readLine
	for start := 0; len(line.read) <= limit; {
		chunk, err := r.ReadSlice('\n')
		line.read = append(line.read, chunk...)
		text := bytes.TrimRight(bytes.TrimPrefix(line.read[start:], []byte("\ufeff")), "\r\n")
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return line, err
		case len(bytes.TrimSpace(text)) > 0:
			line.text = text
			return line, nil
		case errors.Is(err, io.EOF):
			return line, nil
		}
		start = len(line.read)
	}
	return line, nil
}

// matchLine returns the format that a first line starts a log in. A line that is a document of its own, in
// a format further up, starts no log.
func (s *session) matchLine(line []byte) *Format {
	if line == nil {
		return nil
	}
	var root *document.Document
	for i := range s.Formats {
		f := &s.Formats[i]
		if f.DetectLine != nil && f.DetectLine(line) {
			return f
		}
		if f.Detect == nil || f.Matter || !startsLikeJSON(line) {
			continue
		}
		if root == nil {
			var err error
			if root, err = document.ParseJSON(line, s.limits, nil); err != nil {
				root = &document.Document{}
			}
		}
		if root.Root.Defined() && f.Detect(root.Root) {
			return nil
		}
	}
	return nil
}
