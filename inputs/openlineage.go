package inputs

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// OpenLineage reads the events that jobs send while they run: one event, an array of them, or one on each line.
// Every data set that the events of a file name is a Dataset, called by its namespace and name. Of each facet
// the newest counts. What the inputs of an event are is what its outputs are derived from.
//
// Classification, and more that has no facet, is taken from the tags facet, of the data set or of its fields,
// under the same keys as from the meta of dbt. That a data set comes from no other one cannot be said: where no
// event writes it, it is unknown what it comes from.
var OpenLineage = Format{
	Name: openlineageName, Detect: isOpenLineage, Read: readOpenLineage, DetectLine: isOpenLineageLine, Stream: streamOpenLineage,
}

const openlineageName = "openlineage"

var openlineageDataset = profile{kind: "Dataset", called: "data set", states: []string{
	"description", "version", "owner", "steward", "classification", "columns", "storage.uri",
	"anonymisation.method", "anonymisation.reference",
}}

func isOpenLineage(root document.Value) bool {
	if e := root.Elements(); len(e) > 0 {
		return isLineageEvent(e[0])
	}
	return isLineageEvent(root)
}

func isLineageEvent(v document.Value) bool {
	if v.Get("eventTime").Kind() != document.String {
		return false
	}
	if strings.Contains(v.Get("schemaURL").Text(), "openlineage") {
		return true
	}
	kind := v.Get("job").Kind() == document.Object || v.Get("dataset").Kind() == document.Object
	return kind && v.Get("producer").Kind() == document.String
}

func isOpenLineageLine(line []byte) bool {
	if !startsLikeJSON(line) || !bytes.Contains(line, []byte(`"eventTime"`)) {
		return false
	}
	doc, err := document.ParseJSONLine(trimLine(bytes.TrimPrefix(line, byteOrderMark)), document.DefaultLimits, nil, 1)
	return err == nil && isLineageEvent(doc.Root)
}

func readOpenLineage(f File) ([]*Resource, error) {
	return readDeclared(f, openlineageName, func(d *declarations, root document.Value) {
		l := lineage{declarations: d, datasets: map[string]*lineageDataset{}}
		events := []document.Value{root}
		if root.Kind() == document.Array {
			events = root.Elements()
		}
		for _, e := range events {
			if d.is(e, "an event", document.Object) {
				l.event(e)
			}
		}
		l.add()
	})
}

// streamOpenLineage reads a file of one event on each line. It reads all of them first: what is said of a data
// set may be anywhere.
func streamOpenLineage(f File, r io.Reader, yield func(*Resource) bool) error {
	limit := document.DefaultLimits.Bytes
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return err
	case int64(len(b)) > limit:
		return &Error{Reason: fmt.Sprintf("the file is larger than %d bytes", limit), Hint: "split it"}
	}
	doc, err := eventLines(b)
	if err != nil {
		return err
	}
	resources, err := readOpenLineage(File{Path: f.Path, Documents: []*document.Document{doc}})
	for _, resource := range resources {
		if !yield(resource) {
			break
		}
	}
	return err
}

// eventLines returns the events of a file as one document, an array, in which each stands where it does in the
// file. Each line is read on its own first: two halves of an event on two lines are not one.
func eventLines(b []byte) (*document.Document, error) {
	text, err := document.Text(b)
	if err != nil {
		return nil, err
	}
	var ends []int // of the events, as offsets
	number, at := 0, 0
	for line := range bytes.Lines(text) {
		number++
		event := bytes.TrimRight(line, "\r\n\t ")
		if len(event) > 0 {
			if _, err := document.ParseJSONLine(event, document.DefaultLimits, nil, number); err != nil {
				return nil, err
			}
			ends = append(ends, at+len(event))
		}
		at += len(line)
	}
	joined := make([]byte, 0, len(text)+len(ends)+3)
	joined = append(joined, "[\n"...) // the line before the first
	at = 0
	for _, end := range ends[:max(len(ends)-1, 0)] {
		joined = append(joined, text[at:end]...)
		joined = append(joined, ',')
		at = end
	}
	joined = append(append(joined, text[at:]...), ']')
	limits := document.DefaultLimits
	limits.Bytes, limits.Depth = int64(len(joined)), limits.Depth+1
	return document.ParseJSONLine(joined, limits, nil, 0)
}
