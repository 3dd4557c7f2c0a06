package sample

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

const formatCSV = "csv"

// The limits of a CSV file. What goes over one is an error, for nobody could say what is in the rest.
const (
	maxRow     = 16 << 20 // bytes of a row
	maxColumns = 4096
	headSize   = 64 << 10 // bytes in which delimiter and header are looked for
)

// errNoEnd says that a row goes on and on.
var errNoEnd = errors.New("the row does not end")

// rowReader reads text, but no more of it than the largest row has since it was told that one has ended.
type rowReader struct {
	r    io.Reader
	left int
}

// Read reads as [io.Reader] says.
func (r *rowReader) Read(b []byte) (int, error) {
	if r.left <= 0 {
		return 0, errNoEnd
	}
	n, err := r.r.Read(b)
	r.left -= n
	return n, err
}

// textOf reads a file as UTF-8 without byte order mark.
func textOf(b inputs.Bytes) io.Reader {
	return transform.NewReader(io.NewSectionReader(b, 0, b.Size), unicode.BOMOverride(transform.Nop))
}

func readCSV(b inputs.Bytes) (*table, error) {
	head, err := headOf(b)
	if err != nil {
		return nil, err
	}
	if len(head.rows) == 0 {
		return nil, inputs.ErrNotInput
	}
	t := &table{format: formatCSV, delimiter: string(head.delimiter), columns: head.columns(), header: head.named()}
	if t.header {
		t.text, t.places = head.text, head.places
	}
	t.sample = newSampler(seed, len(t.columns))
	limited := &rowReader{r: textOf(b), left: maxRow}
	r := newCSV(limited, head.delimiter)
	for first := true; ; first = false {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case err != nil && !t.header && !head.evenly:
			return nil, inputs.ErrNotInput // it was no table to begin with
		case err != nil:
			return nil, damaged(err, t.rows)
		}
		limited.left = maxRow
		if first && t.header {
			continue
		}
		if err := t.row(row); err != nil {
			line, _ := r.FieldPos(0)
			return nil, &document.SyntaxError{Position: document.Position{Line: line, Column: 1}, Reason: err.Error(), Hint: tooWide}
		}
	}
}

const tooWide = "is the delimiter what it should be in all of the file?"

func newCSV(r io.Reader, delimiter rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.FieldsPerRecord, c.ReuseRecord = delimiter, -1, true
	c.LazyQuotes = delimiter == '\t' // between tabs a quote is most often itself
	return c
}

// row counts a row, and keeps it if it is part of the sample.
func (t *table) row(row []string) error {
	t.rows++
	width := len(t.columns)
	if t.rows > 1 && len(row) > width && len(row) > max(64, 2*width) || len(row) > maxColumns {
		return fmt.Errorf("the row has %d cells, the table %d columns", len(row), width)
	}
	if len(row) != width {
		t.ragged++
	}
	for len(t.columns) < len(row) {
		t.columns = append(t.columns, column{})
	}
	kept := t.sample.place()
	if kept == nil {
		return nil
	}
	*kept = make([]cell, len(row))
	for i, text := range row {
		(*kept)[i] = cell{i, strings.Clone(short(text))}
	}
	return nil
}

// damaged places what made a file unreadable. The text of the row is not part of it.
func damaged(err error, rows int64) error {
	if syntax, ok := errors.AsType[*csv.ParseError](err); ok {
		reason := "a quote stands where none may be"
		if errors.Is(syntax.Err, errNoEnd) {
			reason = fmt.Sprintf("a row is larger than %d bytes", maxRow)
		}
		return &document.SyntaxError{
			Position: document.Position{Line: syntax.StartLine, Column: 1}, Reason: "the row that starts here cannot be read: " + reason,
			Hint: `a cell with a quote in it is written in quotes, with two quotes for each in it`,
		}
	}
	if errors.Is(err, errNoEnd) {
		return fmt.Errorf("behind row %d there is one larger than %d bytes: is a quote never closed?", rows, maxRow)
	}
	return err
}
