package inputs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// logStream reads one log.
type logStream struct {
	kind  *logKind
	path  string
	yield func(*Resource) bool

	headers   headerUse
	blanks    int // blank lines just read, which may still turn out to be the end of the file
	records   int
	malformed int
	times     timeline
	levels    map[string]int
}

// headerUse says whether the lines of a log have headers. The first line that is of use decides for all.
type headerUse int

const (
	headersUndecided headerUse = iota
	headersPresent
	headersAbsent
)

// contradict reports whether a line with header h does not belong into the log.
func (u headerUse) contradict(h logHeader) bool {
	return u == headersPresent && !h.present() || u == headersAbsent && h.present()
}

// errStopped says that nobody wants to see more.
var errStopped = errors.New("stopped")

func (s *logStream) read(lines *lineReader) error {
	for {
		line, err := lines.next()
		if err == nil {
			err = s.line(line)
		}
		switch {
		case errors.Is(err, io.EOF):
			s.yield(s.summary())
			return nil
		case errors.Is(err, errStopped):
			return nil
		case err != nil:
			return fmt.Errorf("read %s: %w", s.path, err)
		}
	}
}

// line yields what a line is. Blank lines wait until another line follows.
func (s *logStream) line(line logLine) error {
	if !line.tooLong && len(bytes.TrimSpace(line.text)) == 0 {
		s.blanks++
		return nil
	}
	for ; s.blanks > 0; s.blanks-- {
		if err := s.bad(line.number-s.blanks, reasonBlank, reasonDetails[reasonBlank]); err != nil {
			return err
		}
	}
	record, later, err := s.record(line)
	if err != nil {
		return s.bad(line.number, err.reason, err.detail)
	}
	s.records++
	if !s.yield(record) {
		return errStopped
	}
	if later.Defined() {
		return s.outOfOrder(record, line.number, later)
	}
	return nil
}

// malformation is why a line is no record.
type malformation struct{ reason, detail string }

func malformed(reason string) *malformation { return &malformation{reason, reasonDetails[reason]} }

// record reads a line, and returns with it the later time that came before, if one did.
func (s *logStream) record(line logLine) (*Resource, document.Value, *malformation) {
	none := document.Value{}
	if line.tooLong {
		return nil, none, malformed(reasonTooLong)
	}
	header, object, reason := readHeader(line.text)
	if reason == "" && s.headers.contradict(header) {
		reason = reasonUnexpectedStart
	}
	if reason != "" {
		return nil, none, s.unless(line, reason)
	}
	doc, bad := parseRecord(line, object)
	if bad != nil {
		return nil, none, bad
	}
	s.decideHeaders(header)
	fields, bad := s.kind.fieldsOf(header, doc.Root)
	if bad != nil {
		return nil, none, bad
	}
	at, ok := parseTime(fields.loggedAt)
	if fields.loggedAt.Defined() && !ok {
		return nil, none, malformed(reasonInvalidTime)
	}
	var later document.Value
	if ok {
		later = s.times.observe(fields.loggedAt, at)
	}
	s.count(fields.level)
	kind := s.kind
	if kind.fields != nil { // the log may hold records of the other kind too
		kind = kindOfRecord(header.message, doc.Root, kind)
	}
	r := s.resource(kind.recordType, line.number, "", document.ObjectValue(fields.members...).From(doc.Root))
	r.Value, r.Document, r.Node = r.Value.From(doc.Root), doc, doc.Root.Node()
	return r, later, nil
}

// unless returns the reason for which a line is no record, unless it is the last line and was cut off.
func (s *logStream) unless(line logLine, reason string) *malformation {
	switch {
	case !utf8.Valid(line.text) && line.ended:
		return malformed(reasonInvalidUTF8)
	case !line.ended && (reason == reasonUnexpectedStart || reason == reasonNoObject):
		return malformed(reasonTruncated)
	}
	return malformed(reason)
}

// parseRecord decodes the object of a line. What is before it becomes blanks, so that columns count from the
// start of the line.
func parseRecord(line logLine, object int) (*document.Document, *malformation) {
	if !utf8.Valid(line.text[:object]) {
		return nil, malformed(reasonInvalidUTF8)
	}
	for i := range object {
		line.text[i] = ' '
	}
	doc, err := document.ParseJSONLine(line.text, document.DefaultLimits, nil, line.number)
	if err != nil {
		reason, detail := classify(line.text, err)
		if !line.ended && (reason == reasonNotJSON || reason == reasonInvalidUTF8) {
			return nil, malformed(reasonTruncated)
		}
		return nil, &malformation{reason, detail}
	}
	if mayHoldHeader(line.text[object:]) && anyText(doc.Root, holdsHeader) {
		return nil, malformed(reasonEmbeddedHeader)
	}
	return doc, nil
}

// mayHoldHeader reports whether it is worth to look for headers in the texts of an object.
func mayHoldHeader(object []byte) bool {
	return bytes.IndexByte(object, '\\') >= 0 || bytes.Contains(object, []byte(headerSeparator))
}

// anyText reports whether f is true of a key or string at or below v.
func anyText(v document.Value, f func(string) bool) bool {
	if v.Kind() == document.String {
		return f(v.Text())
	}
	return slices.ContainsFunc(v.Elements(), func(e document.Value) bool { return anyText(e, f) }) ||
		slices.ContainsFunc(v.Members(), func(m document.Member) bool { return f(m.Key.Text()) || anyText(m.Value, f) })
}

func (s *logStream) decideHeaders(h logHeader) {
	if s.headers != headersUndecided {
		return
	}
	s.headers = headersAbsent
	if h.present() {
		s.headers = headersPresent
	}
}

// count counts a level. Levels that nobody knows are counted together, so that a log cannot make up any
// number of them.
func (s *logStream) count(level string) {
	switch {
	case level == "":
		level = "none"
	case !logLevels[level]:
		level = "other"
	}
	s.levels[level]++
}

// resource returns a resource for a line.
func (s *logStream) resource(typeName string, line int, suffix string, properties document.Value) *Resource {
	id := s.path + "#" + strconv.Itoa(line) + suffix
	name := id[strings.LastIndexByte(s.path, '/')+1:]
	return &Resource{
		Type: typeName, ID: id, Name: name,
		Value: document.ObjectValue(
			document.Field("type", document.StringValue(typeName)),
			document.Field("id", document.StringValue(id)),
			document.Field("name", document.StringValue(name)),
			document.Field("properties", properties),
		),
		File: s.path, Format: s.kind.format,
		Record: true, Observed: true,
	}
}
