package inputs

import (
	"bytes"
	"io"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// PredictionLog and AccessLog read logs of one JSON object per line, bare or behind the header that Python's
// logging package writes:
//
//	2026-11-23 02:00:00,123 - INFO - Model prediction logged: {"prediction": "approve", "confidence": 0.91}
//	2026-11-23 02:00:00,123 - audit - INFO - Data access logged: {"user_id": "u1", "dataset": "claims"}
//
// Every line is one resource: a PredictionRecord or AccessRecord, or a MalformedRecord that says what is
// wrong with the line but never repeats any of it. A record that is older than one before it yields a
// MalformedRecord besides. Only blank lines at the end are no lines. After the lines comes one LogStream
// that counts them, so that gaps, losses and an empty log can be judged.
//
// A log that holds records of both kinds gives each line its own type. Times without a zone are kept as they
// were written and compared only within the file.
var (
	PredictionLog = Format{Name: predictions.format, DetectLine: predictions.detect, Stream: predictions.stream}
	AccessLog     = Format{Name: accesses.format, DetectLine: accesses.detect, Stream: accesses.stream}
)

// logKind is what tells one kind of log from another.
type logKind struct {
	format, recordType, kindOf string
	messages                   []string   // what the text before the object may say
	fields                     [][]string // the object has one of each; none if such a log holds nothing else

	// fieldsOf gives the properties of a record.
	fieldsOf func(logHeader, document.Value) (logFields, *malformation)
}

var predictions = logKind{
	format: "prediction-log", recordType: "PredictionRecord", kindOf: "prediction",
	messages: []string{"prediction logged"},
	fields:   [][]string{{"prediction", "confidence"}},
	fieldsOf: recordFields,
}

var accesses = logKind{
	format: "access-log", recordType: "AccessRecord", kindOf: "access",
	messages: []string{"access logged"},
	fields:   [][]string{{"user_id", "principal", "subject"}, {"dataset", "resource", "resource_id"}, {"action", "purpose"}},
	fieldsOf: recordFields,
}

// kindOfRecord returns the kind of a record. What the program says it logged counts more than what it
// logged, so that leaving fields out does not make a record one of the other kind.
func kindOfRecord(message string, root document.Value, otherwise *logKind) *logKind {
	for _, k := range []*logKind{&predictions, &accesses} {
		for _, m := range k.messages {
			if containsFold(message, m) {
				return k
			}
		}
	}
	for _, k := range []*logKind{&predictions, &accesses} {
		if k.hasFields(root) {
			return k
		}
	}
	return otherwise
}

func (k *logKind) hasFields(root document.Value) bool {
	for _, names := range k.fields {
		found := false
		for _, name := range names {
			found = found || root.Get(name).Defined()
		}
		if !found {
			return false
		}
	}
	return true
}

// detect reports whether a line starts a log of this kind. A broken object is enough where the text before
// it says what it was to be.
func (k *logKind) detect(line []byte) bool {
	line = trimLine(bytes.TrimPrefix(line, byteOrderMark))
	if len(line) > document.DefaultLimits.Line {
		return false
	}
	h, at, _ := readHeader(line)
	if at < 0 {
		return false
	}
	doc, err := document.ParseJSONLine(line[at:], document.DefaultLimits, nil, 1)
	root := document.Value{}
	if err == nil {
		root = doc.Root
	}
	if root.Get("action").Kind() == document.Object {
		return false // an AuthZEN request, still to be decided; a log says what was done in a word
	}
	return kindOfRecord(h.message, root, nil) == k
}

// stream reads a log. It holds no more than one line in memory.
func (k *logKind) stream(f File, r io.Reader, yield func(*Resource) bool) error {
	s := logStream{kind: k, path: f.Path, yield: yield, levels: map[string]int{}}
	return s.read(newLineReader(r, document.DefaultLimits.Line))
}
