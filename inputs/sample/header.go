package sample

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// head is how a CSV file starts.
type head struct {
	delimiter rune
	rows      [][]string        // that end within it
	text      []byte            // of the first row
	places    []document.Extent // of its cells
	evenly    bool              // more than one row was read, and all have as many cells, more than one
}

// headOf reads the start of a file with each delimiter, and keeps the one that gives the most rows of one width.
func headOf(b inputs.Bytes) (head, error) {
	text := make([]byte, headSize)
	n, err := io.ReadFull(textOf(b), text)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return head{}, err
	}
	whole := n < headSize
	text = text[:n]
	if bytes.IndexByte(text, 0) >= 0 || !utf8.Valid(text) && !latin(text) {
		return head{}, nil
	}
	best, most := head{}, -1
	for _, d := range []rune{',', ';', '\t', '|'} {
		h := read(text, whole, d)
		if points := h.points(); points > most {
			best, most = h, points
		}
	}
	return best, nil
}

// latin reports whether a text that is not UTF-8 may be in an encoding of one byte a character: it has no control
// characters but those that end lines and cells.
func latin(text []byte) bool {
	return !bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\r\n", r) })
}

// read reads the first rows with one delimiter. The last row of what is not the whole file may be cut off.
func read(text []byte, whole bool, delimiter rune) head {
	const rows = 200
	h := head{delimiter: delimiter}
	r := newCSV(bytes.NewReader(text), delimiter)
	r.ReuseRecord = false
	for len(h.rows) < rows {
		row, err := r.Read()
		if err != nil {
			break
		}
		if !whole && r.InputOffset() >= int64(len(text)) && len(h.rows) > 0 {
			break
		}
		h.rows = append(h.rows, row)
		if len(h.rows) == 1 {
			h.text = bytes.Clone(bytes.TrimRight(text[:r.InputOffset()], "\r\n"))
			h.places = placesOf(h.text, len(row), r.FieldPos)
		}
	}
	h.evenly = len(h.rows) > 1 && len(h.rows[0]) > 1 && h.same() == len(h.rows)
	return h
}

// same returns how many rows are as wide as the first.
func (h head) same() int {
	n := 0
	for _, row := range h.rows {
		if len(row) == len(h.rows[0]) {
			n++
		}
	}
	return n
}

// points say how much a delimiter is that of the file: rows of one width count for more than many cells.
func (h head) points() int {
	if len(h.rows) == 0 || len(h.rows[0]) < 2 {
		return 0
	}
	return h.same()*1000/len(h.rows)*maxColumns + min(len(h.rows[0]), maxColumns-1)
}

// placesOf returns where the cells of a row stand in its text.
func placesOf(text []byte, cells int, at func(int) (line, column int)) []document.Extent {
	lines := []int{0} // where each starts
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	places := make([]document.Extent, cells)
	for i := range places {
		line, column := at(i)
		places[i] = document.Extent{Start: lines[line-1] + column - 1, End: len(text)}
		if i > 0 {
			places[i-1].End = places[i].Start - 1
		}
	}
	return places
}

// columns returns the columns, named by the first row if that is a header.
func (h head) columns() []column {
	columns := make([]column, len(h.rows[0]))
	if !h.named() {
		return columns
	}
	for i, name := range h.rows[0] {
		columns[i].name = nameOf(name)
	}
	return columns
}

// nameOf returns a name as it is printed.
func nameOf(name string) string {
	name = strings.TrimSpace(strings.ToValidUTF8(name, "\ufffd"))
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, name)
}

// named reports whether the first row is a header. A row of data that is taken for one would be printed, so this takes
// proof: names that differ, none of which could be data, and either a column whose values are plainly of another type
// than its name, or words that columns are called by in most of the names.
func (h head) named() bool {
	if len(h.rows) == 0 {
		return false
	}
	seen, called, typed := map[string]bool{}, 0, false
	for i, cell := range h.rows[0] {
		name := strings.ToLower(strings.TrimSpace(cell))
		if seen[name] || !nameLike(name) || h.repeats(i, name) {
			return false
		}
		seen[name] = true
		typed = typed || h.typed(i)
		if calledBy(cell) {
			called++
		}
	}
	return typed || called*2 > len(h.rows[0])
}

const maxName = 80

// nameLike reports whether a text could name a column: it is short, starts with a letter, and is nothing that a
// recogniser knows.
func nameLike(text string) bool {
	if len(text) > maxName || nothing[text] || typeOf(text) != "text" || !startsWithLetter(text) {
		return false
	}
	return !slices.ContainsFunc(recognisers, func(r recogniser) bool {
		return r.valid != nil && r.weight > byBoth && r.valid(text)
	})
}

func startsWithLetter(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "_"))
	return r == utf8.RuneError || strings.ToLower(string(r)) != strings.ToUpper(string(r))
}

// repeats reports whether a name is also a value of its column.
func (h head) repeats(i int, name string) bool {
	return slices.ContainsFunc(h.rows[1:], func(row []string) bool {
		return i < len(row) && strings.ToLower(strings.TrimSpace(row[i])) == name
	})
}

// typed reports whether the values of a column, of which there must be some, are all numbers, dates and the like.
func (h head) typed(i int) bool {
	var c column
	for _, row := range h.rows[1:] {
		if i < len(row) {
			c.add(short(row[i]))
		}
	}
	return c.filled > 0 && c.valueType() != "text"
}

// ordinary are words that columns are called by, and that are seldom data.
var ordinary = []string{
	"id", "name", "date", "type", "status", "code", "number", "amount", "count", "value", "created", "updated", "description", "category",
	"label", "key", "user", "customer", "patient", "country", "city", "address", "notes", "comment", "text", "title", "reference",
}

// calledBy reports whether a name has a word that columns are called by.
func calledBy(name string) bool {
	words := wordsOf(name)
	return says(words, ordinary) || slices.ContainsFunc(recognisers, func(r recogniser) bool { return says(words, r.words) })
}
