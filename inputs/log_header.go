package inputs

import (
	"bytes"
	"strings"
)

// logHeader is what Python's logging package writes before a message. It is the zero value of a line that
// has none.
type logHeader struct{ time, logger, level, message string }

// present reports whether the line had a header.
func (h logHeader) present() bool { return h.time != "" }

var logLevels = map[string]bool{
	"TRACE": true, "DEBUG": true, "INFO": true, "NOTICE": true, "AUDIT": true, "WARN": true, "WARNING": true,
	"ERROR": true, "CRITICAL": true, "FATAL": true,
}

const headerSeparator = " - "

// readHeader reads the header of a line, and returns it with the offset of the object behind it. The offset
// is -1 if there is none, for the reason given.
func readHeader(line []byte) (logHeader, int, string) {
	start := 0
	for start < len(line) && (line[start] == ' ' || line[start] == '\t') {
		start++
	}
	if start < len(line) && line[start] == '{' {
		return logHeader{}, start, ""
	}
	// One string holds all parts of the header: the bytes of the line will be reused.
	object := bytes.IndexByte(line, '{')
	text := string(line[:max(object, 0)])
	if object < 0 {
		text = string(line[:min(len(line), longestHeader)])
	}
	h, ok := splitHeader(text)
	switch {
	case !ok:
		return logHeader{}, -1, reasonUnexpectedStart
	case object < 0:
		return h, -1, reasonNoObject
	case holdsHeader(h.message):
		return h, -1, reasonEmbeddedHeader
	}
	return h, object, ""
}

// longestHeader is how much of a line without an object is looked at for a header.
const longestHeader = 1 << 10

// splitHeader takes "asctime - levelname - message" or "asctime - name - levelname - message" apart.
func splitHeader(text string) (logHeader, bool) {
	time, rest, _ := strings.Cut(text, headerSeparator)
	if timeShape(time) != len(time) || time == "" {
		return logHeader{}, false
	}
	name, message, ok := strings.Cut(rest, headerSeparator)
	if level := strings.TrimRight(name, " "); ok && logLevels[level] {
		return logHeader{time: time, level: level, message: message}, true
	}
	level, message, ok := strings.Cut(message, headerSeparator)
	if level = strings.TrimRight(level, " "); ok && logLevels[level] {
		return logHeader{time: time, logger: strings.TrimRight(name, " "), level: level, message: message}, true
	}
	return logHeader{}, false
}

// timeShape returns the length of the logged time that s starts with, 0 if it starts with none: date and
// time of day, and where it has them a fraction and a zone.
func timeShape(s string) int {
	const shape = "0000-00-00 00:00:00"
	if len(s) < len(shape) {
		return 0
	}
	for i := range len(shape) {
		switch c := s[i]; {
		case shape[i] == '0' && isDigit(c), shape[i] == c, shape[i] == ' ' && c == 'T':
		default:
			return 0
		}
	}
	end := len("0000-00-00 ")
	end += clockShape(s[end:])
	return end + zoneShape(s[end:])
}

// clockShape returns the length of the time of day that s starts with, and of its fraction if it has one.
func clockShape(s string) int {
	end := len("00:00:00")
	if end < len(s) && (s[end] == ',' || s[end] == '.') {
		end += 1 + digits(s[end+1:])
	}
	return end
}

// zoneShape returns the length of the zone that s starts with: Z, +01:00 or +0100.
func zoneShape(s string) int {
	if strings.HasPrefix(s, "Z") {
		return 1
	}
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0
	}
	hours := digits(s[1:])
	switch {
	case hours == 4:
		return 5
	case hours == 2 && len(s) > 3 && s[3] == ':' && digits(s[4:]) == 2:
		return 6
	}
	return 0
}

// digits returns how many digits s starts with.
func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// holdsHeader reports whether a text from outside holds what would pass for a header of its own: a time at
// the start of one of its lines, or a time before the separator that headers have.
func holdsHeader(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' || s[i] == '\r' {
			if timeShape(strings.TrimLeft(s[i:], "\r\n\t ")) > 0 {
				return true
			}
			continue
		}
		if isDigit(s[i]) && (i == 0 || !isDigit(s[i-1])) {
			if n := timeShape(s[i:]); n > 0 && strings.HasPrefix(s[i+n:], headerSeparator) {
				return true
			}
		}
	}
	return false
}

// containsFold reports whether s contains the lower-case text in any letter case.
func containsFold(s, text string) bool { return strings.Contains(strings.ToLower(s), text) }
